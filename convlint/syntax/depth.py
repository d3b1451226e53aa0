"""How deep and how costly a statement is, known before anything recursive sees it.

LibCST's parser recurses on the C stack (some thousand levels end the process), its time grows with the square of the
depth, and exponentially with the nesting of `match` patterns. So depth is measured first, level by level, without
recursion, on the tree of `ast`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

DEPTH_LIMIT: Final = 200
ELIF_LIMIT: Final = 300
PATTERN_LIMIT: Final = 6
COST_LIMIT: Final = 50_000_000  # nodes times their depth squared: some seconds of parsing

# Every node is asked for its kind: looked up once.
_NAME: Final = ast.Name
_LOAD: Final = ast.Load
_IF: Final = ast.If
_GLOBAL: Final = ast.Global
_MATCH: Final = ast.Match

_BRACKETS: Final = r"""#.*|(?P<q>'''|\"\"\"|'|")(?:\\[\s\S]|(?!(?P=q))[\s\S])*(?P=q)|(?P<bracket>[()\[\]{}])"""


def measure(statement: ast.stmt, lines: Sequence[str]) -> tuple[set[str], bool]:
    """The names that a statement loads or declares global, and whether it is too deep (or too large) to be read."""
    names: set[str] = set()
    beyond = False
    level: list[ast.AST] = [statement]
    later: dict[int, list[ast.AST]] = {}
    depth = cost = 0
    while level or later:
        depth += 1
        level += later.pop(depth, [])
        cost += len(level) * depth * depth
        below: list[ast.AST] = []
        for node in level:
            kind = type(node)
            if kind is _NAME:
                if type(node.ctx) is _LOAD:  # type: ignore[attr-defined]
                    names.add(node.id)  # type: ignore[attr-defined]
                continue
            if kind in _NOTHING_BELOW:
                continue
            target = later.setdefault(depth + _WEIGHTS[kind](node), []) if kind in _WEIGHTS else below
            if kind is _IF:
                arms = _arms(node)  # type: ignore[arg-type]
                beyond = beyond or len(arms) > ELIF_LIMIT
                target += [child for arm in arms for child in (arm.test, *arm.body)]
                target += arms[-1].orelse
                continue
            if kind is _GLOBAL:
                names.update(node.names)  # type: ignore[attr-defined]
            elif kind is _MATCH:
                beyond = beyond or _nesting(node, lines) > PATTERN_LIMIT  # type: ignore[arg-type]
            for name in _FIELDS.get(kind) or _fields(kind):
                value = getattr(node, name)
                if type(value) is list:
                    target += value
                elif value is not None:
                    target.append(value)
        level = below
    return names, beyond or depth > DEPTH_LIMIT or cost > COST_LIMIT


_NOTHING_BELOW: Final = frozenset((ast.Constant, type(None), bool, str, int))
"""What needs no look: most of it stands in fields that may hold nodes."""
_FIELDS: Final[dict[type[ast.AST], tuple[str, ...]]] = {}
_LEAVES: Final = frozenset(
    "ctx op ops id attr arg names module level simple is_async type_comment kind conversion".split()
)
"""Fields that hold nothing that could be nested."""


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node that may hold nodes."""
    fields = _FIELDS[kind] = tuple([name for name in kind._fields if name not in _LEAVES])
    return fields


def _arms(node: ast.If) -> list[ast.If]:
    """An `if` with its `elif`s, which are the sole `if` of an `else` that starts in the same column."""
    arms = [node]
    while len(arms[-1].orelse) == 1:
        other = arms[-1].orelse[0]
        if not isinstance(other, ast.If) or other.col_offset != node.col_offset:
            break
        arms.append(other)
    return arms


def _block(_: ast.AST) -> int:
    """A block costs the parser as much stack as three brackets."""
    return 3


def _dots(node: ast.Import) -> int:
    return 1 + max(alias.name.count(".") for alias in node.names)


# What is flat in the tree of `ast` and nested in LibCST's counts by its length.
_WEIGHTS: Final[dict[type[ast.AST], Callable[[Any], int]]] = {
    **dict.fromkeys((ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.AsyncFor), _block),
    **dict.fromkeys((ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match), _block),
    getattr(ast, "TryStar", ast.Try): _block,
    ast.BoolOp: lambda node: len(node.values),
    ast.ListComp: lambda node: len(node.generators),
    ast.SetComp: lambda node: len(node.generators),
    ast.DictComp: lambda node: len(node.generators),
    ast.GeneratorExp: lambda node: len(node.generators),
    ast.Import: _dots,
    ast.ImportFrom: lambda node: 1 + (node.module or "").count("."),
}


def _nesting(match: ast.Match, lines: Sequence[str]) -> int:
    """The depth of brackets in the patterns of a `match`; groups in parentheses are not in the tree, so read the text."""
    row, column = match.subject.end_lineno or 1, match.subject.end_col_offset or 0
    deepest = 0
    for case in match.cases:
        pattern, last = case.pattern, case.body[-1]
        text = _between(lines, row, column, pattern.end_lineno, pattern.end_col_offset)
        deepest = max([deepest, *_depths(text)])
        row, column = last.end_lineno or 1, last.end_col_offset or 0
    return deepest


def _between(lines: Sequence[str], row: int, column: int, end_row: int, end_column: int) -> str:
    """The text between two places; columns count bytes."""
    rows = [line.encode() for line in lines[row - 1 : end_row]]
    rows[-1] = rows[-1][:end_column]
    rows[0] = rows[0][column:]
    return b"\n".join(rows).decode(errors="replace")


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for found in re.finditer(_BRACKETS, text):
        bracket = found["bracket"]
        if bracket:
            depth = depth + 1 if bracket in "([{" else max(depth - 1, 0)
            yield depth
