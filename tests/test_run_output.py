"""Tables at a URL, by the file system in memory that fsspec brings along."""

import json

import pytest

from pipeline.ingest import Options, read
from pipeline.ingest.local_files import NothingToReadError
from pipeline.run import Flags, RunError, run
from pipeline.run.output import Remote, open_output
from pipeline.settings import Settings
from pipeline.tables.schemas import EXTRACT_TABLES
from tests.fakes import write_model
from tests.listening import Ears

fsspec = pytest.importorskip("fsspec")
FAKE = "tests.fakes:make"
TEXT = '"{i} homes were lost," said Ann. Then {i} people left town.'


@pytest.fixture
def memory(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    fs = fsspec.filesystem("memory")
    fs.store.clear()
    fs.pseudo_dirs[:] = [""]
    yield fs
    fs.store.clear()


@pytest.fixture
def settings(tmp_path):
    model = write_model(tmp_path / "model")
    return Settings(model=str(model), shard_documents=8, unit_documents=2, workers=1)


@pytest.fixture
def corpus(tmp_path):
    lines = [json.dumps({"id": str(i), "text": TEXT.format(i=i)}) for i in range(20)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    return tmp_path / "a.jsonl"


def at_url(fs, url):
    root = url.removeprefix("memory:/")
    return {name.removeprefix(root + "/"): fs.cat_file(name) for name in fs.find(root) if "/_runs/" not in name}


def in_folder(out):
    return {p.relative_to(out).as_posix(): p.read_bytes() for t in EXTRACT_TABLES for p in (out / t.name).iterdir()}


def test_tables_at_a_url_are_those_of_a_folder_and_follow_their_inputs(memory, settings, corpus, tmp_path):
    url = "memory://bucket/tables"
    run([str(corpus)], tmp_path / "out", settings, factory=FAKE)
    first = run([str(corpus)], url, settings, factory=FAKE)
    assert (first.articles, first.extracted) == (20, 20) and first.manifest.startswith("memory://")
    assert at_url(memory, url) == in_folder(tmp_path / "out")
    assert run([str(corpus)], url, settings, factory=FAKE).extracted == 0
    corpus.write_text("\n".join(corpus.read_text().splitlines()[:-3]))
    for out in (url, tmp_path / "out"):
        assert run([str(corpus)], out, settings, Flags(prune=True), factory=FAKE).extracted == 0
    assert at_url(memory, url) == in_folder(tmp_path / "out")
    account = json.loads(memory.cat_file(max(memory.glob("/bucket/tables/_runs/*.json"))))
    assert account["status"] == "complete" and account["rows"]["documents"] == 17


def test_an_upload_that_breaks_leaves_no_file_that_is_not_whole(memory, settings, corpus, tmp_path, monkeypatch):
    url, real, calls = "memory://bucket/tables", Remote._upload, []

    def breaks(self, local, name):
        calls.append(name)
        if len(calls) == 12:
            memory.pipe_file("/bucket/tables/_work/half.tmp", b"PAR1")
            raise OSError("the network is down")
        real(self, local, name)

    monkeypatch.setattr(Remote, "_upload", breaks)
    with pytest.raises(OSError, match="network"):
        run([str(corpus)], url, settings, factory=FAKE)
    assert all(data.endswith(b"PAR1") for name, data in at_url(memory, url).items() if name[0] != "_")
    run([str(corpus)], url, settings, factory=FAKE)
    run([str(corpus)], tmp_path / "out", settings, factory=FAKE)
    assert at_url(memory, url) == in_folder(tmp_path / "out")


def test_a_file_url_is_the_folder(settings, corpus, tmp_path):
    run([f"file://{corpus}"], f"file://{tmp_path}/there", settings, factory=FAKE)
    run([str(corpus)], tmp_path / "here", settings, factory=FAKE)
    assert in_folder(tmp_path / "there") == in_folder(tmp_path / "here")


def test_two_runs_do_not_work_on_one_url(memory):
    with open_output("memory://bucket/tables"), pytest.raises(RunError, match="another run"):  # noqa: SIM117
        with open_output("memory://bucket/tables/"):
            pass


def test_inputs_at_a_url_are_those_of_a_folder(memory, tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "metadata.csv").write_text("file,title\na.txt,Rain\nsub/b.txt,Snow\nc.txt,None\n")
    (folder / "a.txt").write_text("It rained.")
    (folder / "sub" / "b.txt").write_text("It snowed.")
    (folder / ".hidden.txt").write_text("no")
    (folder / "d.jsonl").write_text('{"text": "It hailed."}\n{')
    (folder / "e.html").write_text("<html></html>")
    memory.put(str(folder), "/bucket/in", recursive=True)
    found = list(read(["memory://bucket/in"], Options()))
    assert found == list(read([str(folder)], Options())) and len(found) == 6
    assert [item.source for item in read(["memory://bucket/in/*.jsonl"], Options())] == ["d.jsonl:1", "d.jsonl:2"]
    assert [item.source for item in read(["memory://bucket/in/a.txt"], Options())] == ["a.txt"]
    with pytest.raises(NothingToReadError):
        read(["memory://bucket/nowhere"])


def test_at_a_url_too_what_stands_is_taken_over_and_what_is_damaged_is_named_and_made_anew(
    memory, settings, corpus, tmp_path
):
    url, ears = "memory://bucket/tables", Ears()
    run([str(corpus)], url, settings, factory=FAKE)
    with corpus.open("a") as stream:
        stream.write("\n" + json.dumps({"id": "new", "text": "It snowed."}))
    assert run([str(corpus)], url, settings, Flags(), ears, factory=FAKE).extracted == 1 and ears.notes == []
    run([str(corpus)], tmp_path / "out", settings, factory=FAKE)
    empty, flipped = sorted(memory.glob("/bucket/tables/quotes/*.parquet"))[:2]
    data = bytearray(memory.cat_file(flipped))
    data[9] ^= 1
    memory.pipe_file(flipped, bytes(data))
    memory.pipe_file(empty, b"")
    corpus.write_text("\n".join(corpus.read_text().splitlines()[::-1]))
    assert 0 < run([str(corpus)], url, settings, Flags(), ears, factory=FAKE).extracted < 21
    assert ["is empty" in note for note in ears.notes] == [True, False] and "other bytes" in ears.notes[1]
    run([str(corpus)], tmp_path / "out", settings, factory=FAKE)
    assert at_url(memory, url) == in_folder(tmp_path / "out")
