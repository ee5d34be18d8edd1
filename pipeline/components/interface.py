"""What a component is to the rest of the house: where its finding stands on a `Doc`, and how that becomes rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from pipeline.components.document import Document, Row
    from pipeline.tables.schemas import Table
    from pipeline.text.reading import Window

F = TypeVar("F")
One = TypeVar("One")
_PREFIX = "onrecord_"


class Spanned(Protocol):
    """A dataclass that says where it stands in the text."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def start(self) -> int:
        """Offset of its first character."""

    @property
    def end(self) -> int:
        """Offset after its last character."""


S = TypeVar("S", bound=Spanned)


def placed(found: S, window: Window) -> S:
    """What stands in a window as it stands in the text.

    >>> from pipeline.dates.timex import Timex
    >>> from pipeline.text.reading import Reading, Window
    >>> placed(Timex(3, 9, "DATE", None), Window(Reading("It rained on Monday."), offset=10)).start
    13
    """
    start, end = window.place(found.start, found.end)
    return replace(found, start=start, end=end)


@dataclass(frozen=True)
class FilledTable(Generic[F]):
    """A table that a component fills.

    `rows` makes its rows from the finding. Where that fails, `lost` says what is missing, and `rest` gives what the
    other tables can still be made from; without `rest` that is nothing.
    """

    table: Table
    rows: Callable[[F, Document], list[Row]]
    lost: str
    rest: Callable[[F], F] | None = None


def _fits(found: object, before: Findings) -> None:
    """Whatever was found before goes with it."""


@dataclass(frozen=True, eq=False)
class Component(Generic[F]):
    """One component, as those know it who read texts, make rows, and tell of them.

    Attributes:
        name: under which spaCy knows it, `onrecord_` and its room.
        attribute: of the `Doc`, where its finding stands.
        lost: what is missing in a stretch of text over which it failed.
        place: the same finding with its offsets led back from a window to the text.
        merge: the findings in all windows of a document as one.
        absent: what stands for its finding where it failed (True) or did not run, told what was found before it.
        tables: those that it fills, the one that is its own first.
        check: raises ValueError where its finding does not go with what was found before it.
        without: by the name of another component, what is left of its finding where that one's is lost.
    """

    name: str
    attribute: str
    lost: str
    place: Callable[[F, Window], F]
    merge: Callable[[Sequence[F]], F]
    absent: Callable[[Findings, bool], F]
    tables: tuple[FilledTable[F], ...]
    check: Callable[[F, Findings], None] = _fits
    without: Mapping[str, Callable[[F], F]] = field(default_factory=dict)

    @property
    def room(self) -> str:
        """The package that holds it and the folder of its word lists."""
        return self.name.removeprefix(_PREFIX)


def listing(
    name: str, attribute: str, lost: str, place: Callable[[One, Window], One], *tables: FilledTable[tuple[One, ...]]
) -> Component[tuple[One, ...]]:
    """A component that finds a tuple of things, each of which stands alone: `place` leads one of them back.

    >>> places = listing("onrecord_places", "places", "the places there are missing", placed)
    >>> places.room, places.merge([("Rome",), ("Oslo", "Bern")]), Findings().of(places)
    ('places', ('Rome', 'Oslo', 'Bern'), ())
    """

    def all_placed(found: tuple[One, ...], window: Window) -> tuple[One, ...]:
        return tuple(place(one, window) for one in found)

    def merged(windows: Sequence[tuple[One, ...]]) -> tuple[One, ...]:
        return tuple(one for found in windows for one in found)

    return Component(name, attribute, lost, all_placed, merged, lambda before, failed: (), tables)


@dataclass(frozen=True)
class Findings:
    """Everything that the tables say about one document, or about one window of it.

    Offsets count from the start of the document's text, as it is. The number of tokens or sentences is None where what
    counts them failed. `by_attribute` holds what each component found, by its attribute of the `Doc`; ask with `of`.

    >>> from pipeline.components.quotes import QUOTES
    >>> Findings().of(QUOTES), Findings(by_attribute={"quotes": ("a quote",)}).of(QUOTES)
    ((), ('a quote',))
    """

    n_tokens: int | None = 0
    n_sentences: int | None = 0
    keyterms: tuple[str, ...] = ()
    by_attribute: Mapping[str, Any] = field(default_factory=dict)

    def of(self, component: Component[F]) -> F:
        """What a component found."""
        if component.attribute in self.by_attribute:
            return cast(F, self.by_attribute[component.attribute])
        return component.absent(self, False)

    def plus(self, component: Component[F], found: F) -> Findings:
        """The same with what a component found."""
        return replace(self, by_attribute={**self.by_attribute, component.attribute: found})
