"""What a component misses on a pipeline without tagger, parser or recognizer: it works, finds less, and says so."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

# What sets an annotation, by the name that it has in most pipelines and by what it declares to assign.
_ASSIGNS = {"tagger": "token.tag", "parser": "token.dep", "ner": "doc.ents"}
_MISSED = {
    "onrecord_dates": (
        ("tagger", "parser"),
        "whether 'on Monday' lies ahead or behind is not read from the verb",
    ),
    "onrecord_figures": (
        ("tagger", "parser"),
        "what a number counts is read from the order of words alone",
    ),
    "onrecord_quotes": (
        ("tagger", "parser"),
        "indirect speech and most sources are missed, and what is found stands in quotation marks",
    ),
    "onrecord_speakers": (
        ("tagger", "parser", "ner"),
        "names are told by their capitals, and many roles and pronouns stay open",
    ),
}


class FindsLessWarning(UserWarning):
    """A component runs on a pipeline without something that it reads."""


def warn_of_missing(nlp: Language, component: str) -> None:
    """Warn, where the pipes so far lack what a component reads, of what it will miss. Called once, when it is made.

    >>> import spacy
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     warn_of_missing(spacy.blank("en"), "onrecord_dates")
    >>> str(caught[0].message).split(";")[0]
    'onrecord_dates runs without tagger and parser'
    """
    needed, missed = _MISSED[component]
    missing = [name for name in needed if not _has(nlp, name)]
    if missing:
        message = f"{component} runs without {' and '.join(missing)}; {missed}: put it into a trained pipeline"
        warnings.warn(message, FindsLessWarning, stacklevel=2)


def _has(nlp: Language, name: str) -> bool:
    return name in nlp.pipe_names or any(_ASSIGNS[name] in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names)
