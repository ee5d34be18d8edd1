"""What the factories of the components share: attributes of a `Doc`, and a warning of what a pipeline lacks.

`doc._.published` (a `datetime.date` or None) is set by the caller before the pipeline runs; all other attributes hold
what the component of that attribute found, None where it did not run. Without tagger, parser or recognizer a component
works, finds less, and says so.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

# What sets an annotation, by the name that it has in most pipelines and by what it declares to assign.
_ASSIGNS = {"tagger": "token.tag", "parser": "token.dep", "ner": "doc.ents"}


class FindsLessWarning(UserWarning):
    """A component runs on a pipeline without something that it reads."""


def register_attributes(*names: str) -> None:
    """Declare extension attributes, as each component does for those that it reads and sets; twice does no harm."""
    from spacy.tokens import Doc

    for name in names:
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def warn_of_missing(nlp: Language, component: str, reads: Sequence[str], missed: str) -> None:
    """Warn, where the pipes so far lack some of what a component `reads`, of what is `missed`; once, when it is made.

    It reads what a "tagger", a "parser" or an "ner" sets.

    >>> import spacy
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.simplefilter("always")
    ...     warn_of_missing(spacy.blank("en"), "onrecord_dates", ("tagger", "ner"), "some are missed")
    >>> str(caught[0].message).split(";")[0]
    'onrecord_dates runs without tagger and ner'
    """
    if missing := missing_from(nlp, reads):
        message = f"{component} runs without {' and '.join(missing)}; {missed}: put it into a trained pipeline"
        warnings.warn(message, FindsLessWarning, stacklevel=2)


def missing_from(nlp: Language, reads: Sequence[str]) -> list[str]:
    """Which of "tagger", "parser" and "ner" no pipe of a pipeline stands for.

    >>> import spacy
    >>> missing_from(spacy.blank("en"), ("tagger", "ner"))
    ['tagger', 'ner']
    """
    return [name for name in reads if not _has(nlp, name)]


def _has(nlp: Language, name: str) -> bool:
    return name in nlp.pipe_names or any(_ASSIGNS[name] in nlp.get_pipe_meta(pipe).assigns for pipe in nlp.pipe_names)
