"""The names that a text binds at its top level, for what is not read otherwise."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from convlint.syntax.errors import SourceError
from convlint.syntax.parsing import parse

ANYTHING = "*"
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def bound_names(text: str) -> tuple[str, ...]:
    """The names bound by the statements of a text, sorted; `*` among them where any name may be."""
    try:
        tree = parse(text)
    except SourceError:
        return (ANYTHING,)
    names: set[str] = set()
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        names.update(_bound(node))
        pending += () if isinstance(node, _SCOPES) else ast.iter_child_nodes(node)
    return tuple(sorted(names))


def _bound(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (*_SCOPES, ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name is not None:
        yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest is not None:
        yield node.rest
