"""Parameters that a function never reads: what is given for them makes no difference to what it does."""

from __future__ import annotations

from convlint.engine.mutation import walk
from convlint.engine.objects import Class, Function
from convlint.syntax import ir

_READERS = frozenset(("super", "locals", "vars", "dir", "eval", "exec", "currentframe", "_getframe", "stack"))
"""Names by which a body may come by its arguments without naming them."""


def unread(callee: Function | Class) -> frozenset[int]:
    """The places of those arguments by position that a function never names; none where that is not certain."""
    node = callee.node
    if not isinstance(node, ir.FunctionDef) or node.is_async or node.is_generator:
        return frozenset()
    places = {}
    for place, param in enumerate(node.params):
        if param.kind not in ("positional", "normal"):
            break
        places[param.name] = place
    for each in walk(node.body):
        if isinstance(each, (ir.OpaqueStmt, ir.OpaqueExpr)):
            return frozenset()
        name = each.id if isinstance(each, ir.Name) else each.attr if isinstance(each, ir.Attribute) else None
        if name in _READERS:
            return frozenset()
        if isinstance(each, ir.Name):
            places.pop(each.id, None)
    return frozenset(places.values())


__all__ = ["unread"]
