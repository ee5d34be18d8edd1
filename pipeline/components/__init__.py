"""The components, each a record. Another one is a room of its own, a record beside these, and its place in this list.

In this order they run: figures step around dates, speakers need the quotes, and what a component needs of others stands
before it.
"""

from __future__ import annotations

from typing import Any

from pipeline.components.dates import DATES
from pipeline.components.figures import FIGURES
from pipeline.components.interface import Component
from pipeline.components.quotes import QUOTES
from pipeline.components.speakers import SPEAKERS

COMPONENTS: tuple[Component[Any], ...] = (DATES, FIGURES, QUOTES, SPEAKERS)
NAMES = tuple(component.name for component in COMPONENTS)
