"""Load a spaCy pipeline and put our components on it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

# In this order: figures step around dates, quotes need neither, speakers need the quotes.
COMPONENTS = ("onrecord_dates", "onrecord_figures", "onrecord_quotes", "onrecord_speakers")
_NEEDED = ("tagger", "parser", "ner")
