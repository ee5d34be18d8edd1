"""What `make bench` prints; the times themselves are nobody's promise."""

from pathlib import Path

from pipeline.bench.parts import measure
from pipeline.bench.sample import Sample, samples
from pipeline.bench.turns import in_turns

RAW = Path(__file__).parent.parent / "data" / "raw"


def test_the_sample_is_long_enough_and_every_article_has_an_id_of_its_own(tmp_path: Path) -> None:
    (sample,) = samples(RAW, tmp_path)
    assert sample.n_words > 5000
    assert len({article.doc_id for article in sample.articles}) == len(sample.articles)
    assert [article for batch in sample.batches() for article in batch] == list(sample.articles)


def test_in_turns_every_work_meets_every_piece_in_every_round() -> None:
    met: list[tuple[str, int]] = []
    in_turns([1, 2], 2, lambda piece: met.append(("a", piece)), lambda piece: met.append(("b", piece)))
    assert met == [(name, piece) for piece in (1, 2) for _ in range(2) for name in ("a", "b")]


def test_parts_has_a_line_for_every_component_and_the_throughput_left(tmp_path: Path) -> None:
    (sample,) = samples(RAW, tmp_path)
    lines = list(measure([Sample("two articles", sample.articles[:2])], 1))
    stages = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert stages == [
        *("stage", "bare parse", "onrecord_vectors", "onrecord_paragraphs", "onrecord_dates", "onrecord_figures"),
        *("onrecord_quotes", "onrecord_speakers", "key terms", "rows and tables", "**all of ours**"),
    ]
    assert any(line.startswith("Throughput left") for line in lines)
