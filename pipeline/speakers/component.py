"""The spaCy component `onrecord_speakers`: sets `doc._.cast`."""

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.factories import register_attributes, warn_of_missing
from pipeline.speakers.resolve import resolve_speakers

_READS = ("tagger", "parser", "ner")
_MISSED = "names are told by their capitals, and many roles and pronouns stay open"  # without them


@dataclass(frozen=True)
class SpeakersComponent:
    """Callable over a `Doc`; reads `doc._.quotes`, sets `doc._.cast`.

    It has no attribute `name`: spaCy would try to set it, and the dataclass is frozen.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the speakers of one document."""
        doc._.cast = resolve_speakers(doc, doc._.quotes or ())
        return doc


@Language.factory("onrecord_speakers", assigns=["doc._.cast"])
def create(nlp: Language, name: str) -> SpeakersComponent:
    """Build the component; works on any English pipeline, a blank one included.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("onrecord_speakers")
    >>> nlp("Ms Ada Moss waved.")._.cast.speakers[0].name
    'Ada Moss'
    """
    register_attributes("quotes", "cast")
    warn_of_missing(nlp, "onrecord_speakers", _READS, _MISSED)
    return SpeakersComponent()
