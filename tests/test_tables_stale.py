"""Tables of reconcile beside tables of extract that have changed since."""

import pytest

from pipeline.reconcile import reconcile
from pipeline.reconcile.overview import overview
from pipeline.run import run
from pipeline.settings import Settings
from pipeline.tables import store
from pipeline.tables.stale import StaleError, fingerprint, staleness
from pipeline.tables.verify import all_hold, verify
from pipeline.terminal.show import print_result
from tests.fakes import write_model


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text('"We lost 40 boats that night," said Hollander. "It rained," said Beck.')
    extract(tmp_path)
    reconcile(tmp_path / "out")
    return tmp_path / "out"


def extract(tmp_path):
    settings = Settings(model=str(write_model(tmp_path / "model")), workers=1)
    return run([str(tmp_path / "in")], tmp_path / "out", settings, factory="tests.fakes:make")


def test_tables_that_fit_are_not_spoken_of(out, tmp_path):
    assert staleness(out) is None and all_hold(verify(out)) and overview(out).n_entities == 2
    before = fingerprint(out)
    extract(tmp_path)
    assert staleness(out) is None and fingerprint(out) == before


def test_an_article_more_makes_them_stale_and_whoever_reads_them_says_so(out, tmp_path, capsys):
    (tmp_path / "in" / "b.txt").write_text('"We lost 50 boats that night," said Hollander.')
    result = extract(tmp_path)
    assert f"make them anew with: onrecord reconcile {out}" in staleness(out)
    failed = [check.examples for check in verify(out) if check.failures]
    assert failed == [[staleness(out)]]
    with pytest.raises(StaleError, match="onrecord reconcile"):
        overview(out)
    print_result(result, out)
    assert "Stale: the tables of reconcile" in capsys.readouterr().out
    reconcile(out)
    assert staleness(out) is None and all_hold(verify(out))


def of_others(path):
    """As a run of reconcile leaves it that was broken off before this table."""
    store.write(store.read_file(path, ["claim_id"]).replace_schema_metadata({"made_from": "others"}), path, path.parent)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "not whole: claims is missing"),
        (lambda path: path.write_bytes(b"PAR1"), "is damaged .*; make it anew with: onrecord reconcile"),
        (of_others, "were made before"),
    ],
)
def test_tables_of_which_one_is_not_as_the_others_are_not_to_be_used(out, spoil, words):
    spoil(out / "claims" / "all.parquet")
    with pytest.raises(StaleError, match=words):
        overview(out)
