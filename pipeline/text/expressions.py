"""The little language in which a rule says what it means or compares: `Day(month, day, year - 1 if b < a else year)`.

It has names of what was read and of tables, numbers and strings, calls of what the rule may make, comparisons, `and`,
`or`, `not`, `if`/`else`, `in`, `+`, `-`, `*`, `%`, and nothing else. It is read once, when the rules are put together,
and every name is looked up then: a rule cannot ask for what it has not read.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any

# From a match, which has what was read in `values`, to the value of the expression.
Expression = Callable[[Any], Any]
_COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
}
_COUNTED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Mod: operator.mod,
}


def read_expression(
    source: str, names: frozenset[str], tables: Mapping[str, Any], makers: Mapping[str, Any]
) -> Expression:
    """Read an expression over `names`; what is returned gives its value for a match.

    Raises:
        ValueError: where it is no expression of this language, or names what is not there.

    >>> from types import SimpleNamespace
    >>> twice = read_expression("2 * n + step[way]", frozenset({"n", "way"}), {"step": {"back": -1}}, {})
    >>> twice(SimpleNamespace(values={"n": 3, "way": "back"}))
    5
    """
    try:
        return _Reader(names, tables, makers).read(ast.parse(source, mode="eval").body)
    except (SyntaxError, KeyError, TypeError) as error:
        raise ValueError(f"{source!r} is no expression that rules know: {error}") from error


class _Reader:
    def __init__(self, names: frozenset[str], tables: Mapping[str, Any], makers: Mapping[str, Any]) -> None:
        self._names, self._tables, self._makers = names, tables, makers

    def read(self, node: ast.AST) -> Expression:
        reader: Callable[[Any], Expression] | None = getattr(self, f"_{type(node).__name__.lower()}", None)
        if reader is None:
            raise TypeError(f"{type(node).__name__} is not part of it")
        return reader(node)

    def _constant(self, node: ast.Constant) -> Expression:
        return lambda match: node.value

    def _name(self, node: ast.Name) -> Expression:
        name = node.id
        if name in self._names:
            return lambda match: match.values.get(name)
        table = self._tables[name]
        return lambda match: table

    def _subscript(self, node: ast.Subscript) -> Expression:
        table, key = self.read(node.value), self.read(node.slice)
        return lambda match: table(match).get(key(match))

    def _call(self, node: ast.Call) -> Expression:
        if not isinstance(node.func, ast.Name):
            raise TypeError("only makers are called")
        maker = self._makers[node.func.id]
        positional = [self.read(argument) for argument in node.args]
        named = {str(argument.arg): self.read(argument.value) for argument in node.keywords}
        return lambda match: maker(
            *(argument(match) for argument in positional), **{name: value(match) for name, value in named.items()}
        )

    def _ifexp(self, node: ast.IfExp) -> Expression:
        test, then, other = self.read(node.test), self.read(node.body), self.read(node.orelse)
        return lambda match: then(match) if test(match) else other(match)

    def _boolop(self, node: ast.BoolOp) -> Expression:
        parts = [self.read(value) for value in node.values]
        every = isinstance(node.op, ast.And)
        return lambda match: all(part(match) for part in parts) if every else any(part(match) for part in parts)

    def _compare(self, node: ast.Compare) -> Expression:
        sides = [self.read(side) for side in (node.left, *node.comparators)]
        compared = [_COMPARED[type(op)] for op in node.ops]
        steps = list(zip(sides, compared, sides[1:], strict=False))
        return lambda match: all(compare(left(match), right(match)) for left, compare, right in steps)

    def _unaryop(self, node: ast.UnaryOp) -> Expression:
        value = self.read(node.operand)
        if isinstance(node.op, ast.Not):
            return lambda match: not value(match)
        if isinstance(node.op, ast.USub):
            return lambda match: -value(match)
        raise TypeError(f"{type(node.op).__name__} is not part of it")

    def _binop(self, node: ast.BinOp) -> Expression:
        count, left, right = _COUNTED[type(node.op)], self.read(node.left), self.read(node.right)
        return lambda match: count(left(match), right(match))

    def _tuple(self, node: ast.Tuple) -> Expression:
        items = [self.read(item) for item in node.elts]
        return lambda match: tuple(item(match) for item in items)
