"""PDF files with a text layer, by pdfminer: its lines as they stand on the page, blank lines between its blocks."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping

from pipeline.article import Item, Problem
from pipeline.ingest.options import InputFile, Options
from pipeline.ingest.single import article_of_file

MAX_FILE = 200_000_000  # bytes
# What programs write into the title by themselves.
_NO_TITLE = re.compile(r"microsoft word|untitled|.*\.(docx?|pdf|indd|qxd|rtf|odt|txt|html?)$|\W*$", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]+(?=\n|\f|$)")


def read_pdf(file: InputFile, options: Options, metadata: Mapping[str, object]) -> Iterator[Item]:
    """Yield the article of a `.pdf` file; what `metadata` says goes before what the file says."""
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    if problem := _unusable(file):
        yield problem
        return
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of each oddity of a font
    try:
        title, text = _read(file)
    except PDFPasswordIncorrect:
        yield Problem(file.source, "encrypted", "the PDF asks for a password; save it anew without one")
        return
    except Exception as error:  # foreign input: the parser raises whatever it trips over
        what = f"the file cannot be read: {type(error).__name__}: {error}"[:300]
        yield Problem(file.source, "bad_pdf", f"{what}; open it and save it anew")
        return
    if not text.strip():
        message = "the PDF has no text layer, only pictures of its pages; run OCR over it (ocrmypdf) and try again"
        yield Problem(file.source, "no_text_layer", message)
        return
    yield from article_of_file(file, {"title": title, "text": text}, metadata, options)


def _unusable(file: InputFile) -> Problem | None:
    size = file.path.stat().st_size
    if size == 0:
        return Problem(file.source, "empty", "the file is empty; fill it or take it out")
    if size > MAX_FILE:
        return Problem(file.source, "too_large", f"the file has {size} bytes; split it")
    return None


def _read(file: InputFile) -> tuple[str | None, str]:
    from pdfminer.high_level import extract_text
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser
    from pdfminer.utils import decode_text

    with file.path.open("rb") as stream:
        about = PDFDocument(PDFParser(stream)).info
        stream.seek(0)
        text = extract_text(stream)
    named = next((entry["Title"] for entry in about if isinstance(entry.get("Title"), bytes)), b"")
    title = decode_text(named).strip()
    return None if _NO_TITLE.match(title) else title, _BLANKS.sub("", text).strip("\f\n ")
