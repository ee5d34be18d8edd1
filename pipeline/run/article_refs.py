"""ArticleRefs of any number of articles in columns: 56 bytes each, where an object each would take 300."""

from __future__ import annotations

from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, overload

from pipeline.run.spool import ArticleRef

if TYPE_CHECKING:
    import numpy as np

    Column = np.ndarray[Any, Any]

_WIDTH = 7  # order, digest (its two halves), offset, length, chars, content


class ArticleRefs(Sequence[ArticleRef]):
    """A sequence of refs that makes each when it is asked for; slices share the columns."""

    def __init__(self, columns: np.ndarray[Any, Any]) -> None:
        self._columns = columns

    @classmethod
    def of(cls, refs: Sequence[ArticleRef]) -> ArticleRefs:
        """These refs in columns.

        >>> ArticleRefs.of([ArticleRef(7, bytes(16), 0, 20, 5)])[0].chars
        5
        """
        if isinstance(refs, ArticleRefs):
            return refs
        builder = ArticleRefsBuilder()
        for ref in refs:
            builder.add(ref)
        return builder.finish()

    @classmethod
    def joined(cls, parts: Sequence[ArticleRefs]) -> ArticleRefs:
        """The refs of all parts, one part after the other."""
        import numpy as np

        return cls(np.concatenate([part._columns for part in parts])) if parts else ArticleRefsBuilder().finish()

    @classmethod
    def unpacked(cls, packed: str) -> ArticleRefs:
        """The refs that were packed.

        Raises:
            ValueError: where the text is none that `packed` makes.

        >>> ArticleRefs.unpacked(ArticleRefs.of([ArticleRef(7, bytes(16), 0, 20, 5)]).packed())[0].order
        7
        """
        import numpy as np

        return cls(np.frombuffer(b64decode(packed, validate=True), dtype="<u8").astype(np.uint64).reshape(-1, _WIDTH))

    def packed(self) -> str:
        """The refs as one word of ASCII, without their places in the spool."""
        columns = self._columns.astype("<u8")
        columns[:, 3:5] = 0
        return b64encode(columns.tobytes()).decode("ascii")

    def __len__(self) -> int:
        return len(self._columns)

    @overload
    def __getitem__(self, at: int) -> ArticleRef: ...
    @overload
    def __getitem__(self, at: slice) -> ArticleRefs: ...
    def __getitem__(self, at: int | slice) -> ArticleRef | ArticleRefs:
        if isinstance(at, slice):
            return ArticleRefs(self._columns[at])
        return _ref(self._columns[at].tolist())

    def __iter__(self) -> Iterator[ArticleRef]:
        return (_ref(row.tolist()) for row in self._columns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    @property
    def orders(self) -> Column:
        """The `order` of each."""
        return self._columns[:, 0]

    @property
    def digests(self) -> Column:
        """The `digest` of each, in two halves."""
        return self._columns[:, 1:3]

    @property
    def contents(self) -> Column:
        """The `content` of each."""
        return self._columns[:, 6]

    @property
    def in_spool(self) -> Column:
        """Whether each has a place in the spool; one that is taken from standing tables has none."""
        return self._columns[:, 4] > 0

    @property
    def chars(self) -> int:
        """Characters of all articles."""
        return int(self._columns[:, 5].sum())

    @property
    def longest(self) -> int:
        """Characters of the longest article, 0 where there is none."""
        return int(self._columns[:, 5].max()) if len(self) else 0

    def sorted(self) -> ArticleRefs:
        """By order, then digest."""
        import numpy as np

        order, high, low = (self._columns[:, i] for i in range(3))
        return ArticleRefs(self._columns[np.lexsort((low, high, order))])

    def split(self, bit: int) -> tuple[ArticleRefs, ArticleRefs]:
        """Two parts of sorted refs that agree in all higher bits of their order: without this bit, and with it."""
        import numpy as np

        first_with = int(self._columns[0, 0]) & -(2 * bit) | bit
        middle = int(np.searchsorted(self._columns[:, 0], np.uint64(first_with)))
        return self[:middle], self[middle:]

    def same_order(self) -> list[tuple[int, int]]:
        """Pairs of places with the same order: the first place, and another after it."""
        import numpy as np

        order = self._columns[:, 0]
        by_order = np.argsort(order, kind="stable")
        met = order[by_order]
        groups = np.flatnonzero(met[1:] == met[:-1])
        pairs: list[tuple[int, int]] = []
        for at in groups.tolist():
            again = bool(pairs) and at > 0 and met[at - 1] == met[at]
            pairs.append((pairs[-1][0] if again else int(by_order[at]), int(by_order[at + 1])))
        return sorted(pairs, key=lambda pair: pair[1])

    def where(self, chosen: Column) -> ArticleRefs:
        """Those that a column of truth values chooses, or those at these places."""
        return ArticleRefs(self._columns[chosen])

    def without(self, places: Sequence[int]) -> ArticleRefs:
        """All but those at these places."""
        import numpy as np

        return ArticleRefs(np.delete(self._columns, list(places), axis=0)) if places else self


class ArticleRefsBuilder:
    """Takes refs one by one."""

    def __init__(self) -> None:
        self._values = array("Q")

    def __len__(self) -> int:
        return len(self._values) // _WIDTH

    def add(self, ref: ArticleRef) -> None:
        """Add one at the end."""
        high, low = (int.from_bytes(ref.digest[at : at + 8], "big") for at in (0, 8))
        self._values.extend((ref.order, high, low, ref.offset, ref.length, ref.chars, ref.content))

    def finish(self) -> ArticleRefs:
        """All of them; nothing can be added after that."""
        import numpy as np

        return ArticleRefs(np.frombuffer(self._values, dtype=np.uint64).reshape(-1, _WIDTH))


def _ref(values: Sequence[int]) -> ArticleRef:
    order, high, low, *others = values
    return ArticleRef(order, high.to_bytes(8, "big") + low.to_bytes(8, "big"), *others)
