import errno

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.annotate import ModelError
from pipeline.ingest.stores import StoreError
from pipeline.run import RunError
from pipeline.run.workers.local_pool import WorkerError
from pipeline.tables import store
from pipeline.terminal.explain import disk_of, explain


def told(error):
    return explain(error, lambda path: f"the disk of {path}").message


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "the disk of out/a is full: out/a could not be written; make room there"),
        (errno.EDQUOT, "your quota on the disk of out/a is used up"),
        (errno.EROFS, "the disk of out/a can only be read"),
        (errno.EACCES, "there is no permission for out/a; change its permissions"),
        (errno.EEXIST, "out/a is a file where a folder is needed"),
        (errno.ENOTDIR, "out/a: part of it is a file where a folder is needed"),
        (errno.ENOENT, "out/a: there is no such file or folder"),
        (errno.EMFILE, "too many files are open"),
        (errno.EXDEV, "out/a: words of the system"),
    ],
)
def test_errors_of_the_system_say_what_happened_where_and_what_to_do(number, words):
    assert told(OSError(number, "words of the system", "out/a")).startswith(words)


def test_an_error_of_the_system_in_a_worker_is_told_like_one_here():
    error = WorkerError("OSError: no space", "Traceback …")
    error.__cause__ = OSError(errno.ENOSPC, "no space", "out/a")
    assert told(error) == told(OSError(errno.ENOSPC, "no space", "out/a"))


def test_what_is_done_and_stays_done_is_told_beside_the_error():
    error = OSError(errno.EIO, "input/output error", "out/a")
    error.add_note("12 of 40 articles are done and stay done")
    assert told(error).endswith("; 12 of 40 articles are done and stay done")


@pytest.mark.parametrize(
    ("error", "code"), [(ModelError("no model"), 2), (RunError("two runs"), 1), (StoreError("no bucket"), 1)]
)
def test_what_was_written_for_people_is_told_as_it_is(error, code):
    explained = explain(error)
    assert (explained.message, explained.code) == (str(error), code)


def test_what_nobody_foresaw_is_a_fault_of_ours_with_its_place_in_our_code():
    with pytest.raises(AttributeError) as caught:
        store.arrow_schema(None)
    message = told(caught.value)
    assert message.startswith("this is a fault of onrecord, not of yours: AttributeError: ")
    assert "(pipeline/tables/store.py:" in message and "--debug" in message


def test_a_fault_in_a_worker_has_its_place_too():
    inside = f'Traceback\n  File "{store.__file__}", line 7, in f\n  File "/usr/lib/json.py", line 9, in g\nKeyError: 1'
    assert "KeyError: 1 (a worker: pipeline/tables/store.py:7)" in told(WorkerError("KeyError: 1", inside))


@given(st.sampled_from([ValueError, KeyError, OSError, RuntimeError, UnicodeError, MemoryError]), st.text())
def test_there_are_words_for_every_exception(kind, words):
    assert explain(kind(words)).code in (1, 2)


@given(st.sampled_from(sorted(errno.errorcode)), st.one_of(st.none(), st.text(), st.binary()))
def test_there_are_words_for_every_error_of_the_system_whatever_the_name(number, name):
    assert told(OSError(number, "words", name))


def test_the_disk_of_a_path_is_the_folder_where_it_is_mounted(monkeypatch, tmp_path):
    monkeypatch.setattr("os.path.ismount", lambda path: str(path) == str(tmp_path))
    assert disk_of(str(tmp_path / "not" / "there")) == f"the disk mounted at {tmp_path}"
