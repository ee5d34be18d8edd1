"""What `make bench` prints; the times themselves are nobody's promise."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest import MonkeyPatch

from pipeline.article import Article
from pipeline.bench import libraries, other_pipeline, textacy_quotes
from pipeline.bench.components import measure
from pipeline.bench.growth import Growth, growths, told
from pipeline.bench.hostile import PATTERNS, hostile
from pipeline.bench.sample import Sample, samples
from pipeline.bench.timing import in_turns
from pipeline.components import NAMES
from pipeline.extraction.extractor import make_extractor
from pipeline.settings import Settings
from tests.tiny import tiny_model


@pytest.fixture(autouse=True)
def collector_as_before() -> Iterator[None]:
    """The bench calms the garbage collector of its process, as a worker does; the tests that follow have their own."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


RAW = Path(__file__).parent.parent / "data" / "raw"


def test_the_sample_is_long_enough_and_every_article_has_an_id_of_its_own(tmp_path: Path) -> None:
    (sample,) = samples(RAW, tmp_path)
    assert sample.n_words > 5000
    assert len({article.doc_id for article in sample.articles}) == len(sample.articles)
    assert [article for batch in sample.batches() for article in batch] == list(sample.articles)


def test_growth_tells_every_stage_and_names_what_grows_beyond_the_limit() -> None:
    linear, square = Growth("dates", "days", (0.1, 0.2, 0.4)), Growth("dates", "blanks", (0.1, 0.4, 1.6))
    short = Growth("figures", "days", (0.0001, 0.0004, 0.0016))
    lines = list(told([linear, square, short]))
    assert [line for line in lines if line.startswith("| dates")] == ["| dates | 4.00 | blanks | 4.00 | 1.60 |"]
    assert lines[-1].endswith("for twice the text: dates on blanks (4.0).")


def test_of_two_measurements_of_growth_the_shorter_times_count() -> None:
    disturbed, calm = Growth("dates", "days", (0.1, 0.6, 0.4)), Growth("dates", "days", (0.3, 0.2, 0.5))
    assert disturbed.least(calm).seconds == (0.1, 0.2, 0.4)


def test_every_component_is_measured_on_every_pattern() -> None:
    nlp = make_extractor(Settings()).nlp
    found = list(growths(nlp, {"numbers": PATTERNS["numbers"]}, 40, 1))
    ours = [name for name in nlp.pipe_names if name.startswith("onrecord_")]
    assert [one.stage for one in found] == ["windows", *ours, "key terms"]


def test_a_hostile_text_is_as_long_as_asked_for_and_new_names_are_new() -> None:
    assert all(len(hostile(pattern, 100)) == 100 for pattern in PATTERNS.values())
    names = hostile(PATTERNS["new names"], 3_000).split(" said, ")
    assert len(set(names)) == len(names)


def test_in_turns_every_work_meets_every_piece_in_every_round() -> None:
    met: list[tuple[str, int]] = []
    in_turns([1, 2], 2, lambda piece: met.append(("a", piece)), lambda piece: met.append(("b", piece)))
    assert met == [(name, piece) for piece in (1, 2) for _ in range(2) for name in ("a", "b")]


def test_another_library_that_is_not_installed_is_said_to_be_so(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "quantulum3.parser", None)
    monkeypatch.setitem(sys.modules, "dateparser.search", None)
    (sample,) = samples(RAW, tmp_path)
    lines = list(libraries.measure([Sample("an article", sample.articles[:1])], 1))
    assert [line.split("|")[2].strip() for line in lines[-3:-1]] == ["not installed"] * 2


def test_what_textacy_refuses_is_counted(tmp_path: Path) -> None:
    sample = Sample("an odd mark", (Article("a", "a.txt", 'She said: "We will.\nHe agreed.'),))
    lines = list(textacy_quotes.measure([sample], 1))
    assert [line.split("|")[5].strip() for line in lines if "| onrecord" in line or "| textacy" in line] == [
        "0 of 1",
        "1 of 1",
    ]


def test_another_pipeline_that_is_not_there_is_told(monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_BENCH_MODEL", "no/such/pipeline")
    assert "Not measured: no spaCy pipeline 'no/such/pipeline'" in "".join(other_pipeline.measure([], 1))


def test_another_pipeline_is_timed_beside_ours(tmp_path: Path, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_BENCH_MODEL", str(tiny_model(tmp_path / "tiny")))
    (sample,) = samples(RAW, tmp_path)
    *_, line, _ = other_pipeline.measure([Sample("two articles", sample.articles[:2])], 1)
    name, *speeds, ratio = [cell.strip() for cell in line.strip("| ").split("|")]
    assert name == "two articles"
    assert len(speeds) == 3
    assert float(ratio) > 0


def test_parts_has_a_line_for_every_component_and_the_throughput_left(tmp_path: Path) -> None:
    (sample,) = samples(RAW, tmp_path)
    lines = list(measure([Sample("two articles", sample.articles[:2])], 1))
    stages = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert stages == [
        *("stage", "bare parse", "onrecord_paragraphs", *NAMES),
        *("key terms", "rows and tables", "**components**", "**all of ours**"),
    ]
    assert sum("Throughput left" in line for line in lines) == 2
