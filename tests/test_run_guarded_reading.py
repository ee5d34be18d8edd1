"""Reading in processes of their own: the same items, and a file that harms its reader loses only itself."""

import os
import signal
import time
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.article import Article, Problem
from pipeline.ingest import Options, read
from pipeline.run.guarded_reading import ReadJob, read_guarded

PAGE = "<html><head><title>Flood {i}</title></head><body><article>{body}</article></body></html>"
BODY = "<p>The council of Tarnbridge voted on Thursday to rebuild the flood wall at Lowgate, for {i} years.</p>" * 4


@pytest.fixture
def folder(tmp_path):
    for i in range(40):
        (tmp_path / f"{i:02}.html").write_text(PAGE.format(i=i, body=BODY.format(i=i)))
        if i % 7 == 0:
            (tmp_path / f"{i:02}.txt").write_text(f"It rained {i} times.")
    (tmp_path / "20.zip").write_bytes(b"PK")
    pq.write_table(pa.table({"id": [str(i) for i in range(600)], "text": ["Rain."] * 600}), tmp_path / "30.parquet")
    (tmp_path / "31.parquet").write_bytes(b"PAR1 and no more")
    pq.write_table(pa.table({"id": ["x"] * 256, "text": ["Rain."] * 256}), tmp_path / "32.parquet")
    return tmp_path


@dataclass(frozen=True)
class Harmful(ReadJob):
    """Reads as ReadJob does, but for files whose names say what to do."""

    def start(self):
        work = super().start()

        def read_or_harm(task):
            for given in task.inputs:
                if "die" in given.file.path.name:
                    os.kill(os.getpid(), signal.SIGSEGV)
                if "hang" in given.file.path.name:
                    time.sleep(600)
            return work(task)

        return read_or_harm


def guarded(folder, workers=2, seconds=60, job=None):
    return list(read_guarded([str(folder)], Options(), None, workers, seconds, job))


def test_it_yields_what_reading_in_one_process_yields_in_the_same_order(folder):
    plain = list(read([str(folder)], Options()))
    assert len(plain) > 40 + 6 + 600 + 256
    assert guarded(folder) == plain


def test_a_page_or_table_that_kills_or_holds_its_reader_is_one_problem(tmp_path):
    for name in ("a", "b_die", "c", "d_hang", "e"):
        (tmp_path / f"{name}.html").write_text(PAGE.format(i=1, body=BODY))
    for name in ("f_die", "g"):
        pq.write_table(pa.table({"id": [name], "text": ["Rain."]}), tmp_path / f"{name}.parquet")
    for name in ("h_die.pdf", "i_die.xlsx"):
        (tmp_path / name).write_bytes(b"never read")
    found = guarded(tmp_path, workers=1, seconds=3, job=Harmful(Options()))
    assert [i.source for i in found if isinstance(i, Article)] == ["a.html", "c.html", "e.html", "g.parquet:1"]
    problems = {i.source: i for i in found if isinstance(i, Problem)}
    assert {source: p.error for source, p in problems.items()} == {
        "b_die.html": "reader_died",
        "d_hang.html": "timed_out",
        "f_die.parquet": "reader_died",
        "h_die.pdf": "reader_died",
        "i_die.xlsx": "reader_died",
    }
    assert "SIGSEGV" in problems["b_die.html"].message
