"""The attributes that the components set on a `Doc`, declared in one place.

`doc._.published` (a `datetime.date` or None) is read by the dates component and set by the caller before the pipeline
runs; `doc._.dates`, `doc._.figures`, `doc._.quotes` hold tuples of value objects and `doc._.cast` one `Cast`.
"""

from spacy.tokens import Doc

_ATTRIBUTES = ("published", "title", "dates", "figures", "quotes", "cast")


def register_attributes() -> None:
    """Declare the extension attributes; calling it twice does no harm."""
    for name in _ATTRIBUTES:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
