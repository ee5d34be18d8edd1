"""Bytes to text: UTF-8, then what is declared, then what can be detected. Never a silent guess."""

from __future__ import annotations

import codecs
import unicodedata
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 200_000  # detecting on more than this takes seconds and changes nothing


class NotTextError(ValueError):
    """The bytes are no text that could be read."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text, the encoding it was read in, and whether that encoding was only guessed."""

    text: str
    encoding: str
    guessed: bool = False


def decode(data: bytes, declared: str | None = None) -> Decoded:
    r"""Decode a whole file; a byte-order mark is dropped.

    Raises:
        NotTextError: for binary data, and where no encoding fits.

    >>> decode(b"\xef\xbb\xbfcaf\xc3\xa9").text
    'café'
    >>> decode(b"caf\xe9", declared="latin-1")
    Decoded(text='café', encoding='iso8859-1', guessed=False)
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding).removeprefix("\ufeff"), encoding)
    if b"\0" in data and (utf16 := unmarked_utf16(data)):
        return Decoded(_strict(data, utf16), utf16, guessed=not declared)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        _refuse_binary(text)
        return Decoded(text, "utf-8")
    if declared:
        return Decoded(_strict(data, declared), codecs.lookup(declared).name)
    return _detect(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError) as error:
        raise NotTextError(f"it cannot be read as {encoding}: {error}") from error
    _refuse_binary(text)
    return text


def _refuse_binary(text: str) -> None:
    control = sum(text.count(chr(code)) for code in (*range(0, 9), *range(14, 32), 127))
    if "\0" in text or control > len(text) // 100 + 2:
        raise NotTextError("it holds control characters, so it is not text")


def unmarked_utf16(data: bytes) -> str | None:
    """Whether and how it is UTF-16 that lacks its mark, as Windows programs write it: every other byte is mostly NUL.

    >>> unmarked_utf16("It rained.".encode("utf-16-le")), unmarked_utf16(b"It rained.")
    ('utf-16-le', None)
    """
    sample = data[:_SAMPLE]
    for encoding, high, low in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if 2 * high.count(0) > len(high) and not low.count(0):
            return encoding
    return None


def _detect(data: bytes) -> Decoded:
    if b"\0" in data:
        raise NotTextError("it holds NUL bytes, so it is not text")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    # For text in Latin letters the detector mixes up the many single-byte encodings; news is met in that of Windows.
    western = best is None or _is_latin(str(best))
    for encoding in ("cp1252", "latin-1") if western or best is None else (best.encoding,):
        try:
            text = _strict(data, encoding)
        except NotTextError:
            continue
        return Decoded(text, codecs.lookup(encoding).name, guessed=True)
    raise NotTextError("no encoding fits it")


def _is_latin(text: str) -> bool:
    """Whether half of the letters beyond ASCII, or more, are Latin ones."""
    letters = [char for char in text if char.isalpha() and not char.isascii()][:1000]
    return 2 * sum(unicodedata.name(char, "").startswith("LATIN") for char in letters) >= len(letters)
