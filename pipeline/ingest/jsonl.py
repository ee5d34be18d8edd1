"""JSON lines, plain or gzipped, from a file or a stream: one record a line, a bad line loses only itself."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.article import Item, Problem
from pipeline.ingest.encodings import NotTextError, decode
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.record import Record, read_records

MAX_LINE = 100_000_000  # bytes; a gzip of zeros is one line without end
# A gzip file that unpacks to more than that, and to so many times its size, is none of articles: text gives 3 to 10.
MAX_UNPACKED = 200_000_000
MAX_RATIO = 300
MAX_NESTED = 1_000_000  # brackets: `[[],[],…]` takes twenty times its length in memory
_SHORT = 1_000_000


class BombError(ValueError):
    """A file that holds next to nothing and would never end."""


def read_jsonl(file: InputFile, options: Options) -> Iterator[Item]:
    """Yield the items of a `.jsonl` or `.jsonl.gz` file."""
    records = partial(_file_records, file, options)
    yield from read_records(file.source, options, records(), records)


def _file_records(file: InputFile, options: Options) -> Iterator[Record | Problem]:
    with _open(file.path) as stream:
        try:
            yield from _records(stream, file.source, options)
        except BombError as error:
            yield Problem(file.source, "bomb", f"reading stopped here: {error}; what stood before was read")
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            message = f"the gzip file is damaged ({error}); what stood before was read: make the file anew"
            yield Problem(file.source, "bad_gzip", message)


def _open(path: Path) -> BinaryIO:
    # The buffer finds the lines: GzipFile itself does it a hundred times slower.
    return io.BufferedReader(_Gunzip(path), _SHORT) if path.suffix == ".gz" else path.open("rb")


class _Gunzip(gzip.GzipFile):
    """A gzip file that gives up where it turns out to be a bomb."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._most = max(MAX_UNPACKED, MAX_RATIO * path.stat().st_size)
        self._unpacked = 0

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what follows."""
        found = self.read1(len(buffer))  # all would be lost where the file breaks off in what `readinto` reads at once
        buffer[: len(found)] = found
        self._unpacked += len(found)
        if self._unpacked > self._most:
            raise BombError(f"it unpacks to more than {self._most} bytes, {MAX_RATIO} times its size")
        return len(found)


def read_stream(stream: BinaryIO, source: str, options: Options) -> Iterator[Item]:
    """Yield the items of a stream of JSON lines, numbered from 1 in their `source`. It is read once, as it comes."""
    yield from read_records(source, options, _records(stream, source, options))


def _records(stream: BinaryIO, source: str, options: Options) -> Iterator[Record | Problem]:
    for number, line in enumerate(_lines(stream), start=1):
        where = f"{source}:{number}"
        if line is None:
            yield Problem(where, "too_long", f"the line is longer than {MAX_LINE} bytes; split the record")
        elif line.strip():
            yield _record(line, where, options)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Lines without their end, None for one that is too long to be held."""
    while line := stream.readline(MAX_LINE):
        if len(line) < MAX_LINE or line.endswith(b"\n"):
            yield line.rstrip(b"\r\n")
            continue
        del line  # or two such lines are held
        while (rest := stream.readline(_SHORT)) and not rest.endswith(b"\n"):
            pass
        yield None


def _record(line: bytes, where: str, options: Options) -> Record | Problem:
    if len(line) > _SHORT and line.count(b"[") + line.count(b"{") > MAX_NESTED:
        return Problem(
            where, "bomb", f"the line was left out: it has more than {MAX_NESTED} brackets; split the record"
        )
    try:
        decoded = decode(line, options.encoding)
        record = load_json(decoded.text)
    except NotTextError as error:
        return Problem(where, "not_text", f"the line was left out: {error}; give its encoding with --encoding")
    except (ValueError, RecursionError) as error:
        return Problem(where, "bad_json", f"the line was left out, it is not JSON ({error}); write one object a line")
    if not isinstance(record, dict):
        return Problem(where, "bad_json", f"the line holds {type(record).__name__}; write one JSON object a line")
    notes = (guessed_encoding(where, decoded.encoding),) if decoded.guessed else ()
    return Record(where, record, (*notes, *doubled_keys(where, record)))


class Doubled(dict[str, Any]):
    """A JSON object in which keys stand twice."""

    keys_met_again: tuple[str, ...] = ()


def load_json(text: str) -> Any:
    """What the JSON says; an object with a key that stands twice is a `Doubled`.

    Raises:
        ValueError: where it is no JSON.
        RecursionError: where it is nested beyond measure.
    """
    return json.loads(text, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = Doubled(made)
    doubled.keys_met_again = tuple(key for key, number in Counter(key for key, _ in pairs).items() if number > 1)
    return doubled


def doubled_keys(where: str, record: dict[str, Any]) -> Iterator[Problem]:
    """That keys of a record stand twice in it."""
    if isinstance(record, Doubled):
        names = ", ".join(key[:50] for key in record.keys_met_again[:20])
        message = f"these keys stand twice in the record: {names}; the last of each was read: write each once"
        yield Problem(where, "duplicate_key", message)


def guessed_encoding(source: str, encoding: str) -> Problem:
    """The note that an article's encoding was guessed."""
    message = f"it is not UTF-8 and was read as {encoding}, a guess; give the right one with --encoding"
    return Problem(source, "encoding_guessed", message)
