"""The attributes of a `Doc` that the components read and set, each declared by whoever needs it.

`doc._.published` (a `datetime.date` or None) is set by the caller before the pipeline runs; all others hold what the
component of that attribute found, None where it did not run.
"""

from spacy.tokens import Doc


def register_attributes(*names: str) -> None:
    """Declare extension attributes; doing it twice does no harm."""
    for name in names:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
