"""Stores that refuse, that are not there, that never answer: all made here, none on a network."""

import errno
import time

import pytest

from pipeline.ingest.local_files import check_paths
from pipeline.ingest.stores import StoreError, check_bucket, file_system, reaching, within
from pipeline.run import run
from pipeline.run.output import open_output
from pipeline.settings import Settings
from tests.fakes import write_model

fsspec = pytest.importorskip("fsspec")


class NoCredentialsError(Exception):
    """A client's own kind of error, no error of the system."""


class Bucket(fsspec.AbstractFileSystem):
    """A store with one bucket, `mine`; `broken` raises for everything."""

    protocol = "s3"
    cachable = False
    broken = None

    def exists(self, path, **more):
        if self.broken:
            raise self.broken
        return path.strip("/") == "mine"

    def ls(self, path, detail=True, **more):
        raise NoCredentialsError("unable to locate credentials")

    def makedirs(self, path, exist_ok=False):
        raise NoCredentialsError("unable to locate credentials")


@pytest.fixture
def s3(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Bucket, "broken", None)
    monkeypatch.setattr("fsspec.core.url_to_fs", lambda url: (Bucket(), url.removeprefix("s3://")))
    return Bucket


def test_a_bucket_that_is_not_there_is_an_error_before_anything_is_read(s3, tmp_path):
    (tmp_path / "a.txt").write_text("It rained.")
    settings = Settings(model=str(write_model(tmp_path / "model")))
    with pytest.raises(StoreError, match=r"s3://gone/x: there is no bucket 'gone'.*credentials and the network"):
        run([str(tmp_path / "a.txt")], "s3://gone/x", settings, factory="tests.fakes:make")
    with pytest.raises(StoreError, match="there is no bucket 'gone'"):
        check_paths(["s3://gone/x"])


def test_what_a_store_raises_is_told_with_its_url_and_what_to_look_at(s3, monkeypatch):
    check_bucket("s3://mine/x")
    with open_output("s3://mine/x") as target, pytest.raises(StoreError, match=r"s3://mine/x: .*NoCredentialsError"):
        target.put_json("a.json", "{}")
    monkeypatch.setattr(s3, "broken", NoCredentialsError("unable to locate credentials"))
    with pytest.raises(StoreError, match="NoCredentialsError: unable to locate credentials"):
        check_bucket("s3://mine/x")


def test_a_store_that_never_answers_is_not_waited_for():
    with pytest.raises(StoreError, match=r"has not answered in 0.05 seconds"):
        within(0.05, "s3://mine", lambda: time.sleep(20))
    assert within(20, "s3://mine", lambda: 7) == 7


def test_a_full_disk_of_this_machine_is_no_error_of_the_store():
    with pytest.raises(OSError) as caught, reaching("s3://mine"):
        raise OSError(errno.ENOSPC, "no space", "here")
    assert caught.value.errno == errno.ENOSPC


@pytest.mark.parametrize(
    ("url", "missing", "words"),
    [
        ("s3://mine/x", "Install s3fs to access S3", "pip install 'onrecord[remote]' s3fs"),
        ("gs://mine/x", "Please install gcsfs", "pip install 'onrecord[remote]' gcsfs"),
        ("memory://x", "No module named 'fsspec'", "pip install 'onrecord[remote]'"),
    ],
)
def test_what_is_not_installed_is_told_with_the_command_that_installs_it(monkeypatch, url, missing, words):
    def lacks(*arguments, **more):
        raise ImportError(missing)

    monkeypatch.setattr("fsspec.core.url_to_fs", lacks)
    with pytest.raises(StoreError) as caught:
        file_system(url)
    assert missing in str(caught.value) and str(caught.value).endswith(words)


def test_a_url_of_no_known_kind_says_so():
    with pytest.raises(StoreError, match=r"nonsense://x: .*is the part before :// right"):
        file_system("nonsense://x")
