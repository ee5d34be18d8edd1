"""PDF files made by hand, for tests: a page for each text, its lines one under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(pages: Sequence[str], title: str | None = None, trailer: bytes = b"") -> bytes:
    """The bytes of a PDF file; a blank line of a text leaves a gap on its page."""
    numbers = [4 + 2 * at for at in range(len(pages))]
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: _FONT,
    }
    for number, text in zip(numbers, pages, strict=True):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number + 1} 0 R"
        objects[number] = f"{page} /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        drawn = _drawn(text)
        objects[number + 1] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn)
    if title is not None:
        objects[len(objects) + 1] = f"<< /Title ({title}) >>".encode()
        trailer += b" /Info %d 0 R" % len(objects)
    return _file(objects, trailer)


def _drawn(text: str) -> bytes:
    lines = [f"({line}) Tj" if line else "" for line in text.split("\n")]
    return ("BT /F1 12 Tf 14 TL 72 720 Td " + " T* ".join(lines) + " ET").encode("latin-1")


def _file(objects: Mapping[int, bytes], trailer: bytes) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, content in sorted(objects.items()):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        whole
        + head
        + b"trailer << /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF"
        % (
            len(objects) + 1,
            trailer,
            len(whole),
        )
    )
