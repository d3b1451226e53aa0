"""Dicts of which some entries are known, filtered by a comprehension: `{k: v for k, v in weights.items() if k in own}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from convlint.engine.frame import Frame
from convlint.syntax import ir
from convlint.values import DictV

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def filtered(
    vm: Interpreter, node: ir.Comprehension, scope: Frame, admits: Callable[[tuple[Any, ...]], bool | None]
) -> DictV | None:
    """What is certain of a dict that keeps its keys; None for any other comprehension.

    admits: whether the tests hold for the names as they are bound; None where that is open.
    """
    from convlint.engine.statements import assign

    owner = _filters(node)
    source = None if owner is None else vm.eval(owner, scope)
    if not isinstance(source, DictV) or not source.open or not source.items:
        return None
    made = DictV(open=True)
    clause = node.clauses[0]
    for key, value in list(source.items.items()):
        vm.step()
        assign(vm, clause.target, (key, value), scope)
        if admits(clause.ifs) is True:
            made.items[key] = vm.eval(node.value, scope)
    return made


def _filters(node: ir.Comprehension) -> Any:
    """The dict whose items a comprehension goes through by name, where each keeps its key; else None."""
    if node.kind != "dict" or len(node.clauses) != 1 or not isinstance(node.element, ir.Name):
        return None
    clause = node.clauses[0]
    names, source = clause.target, clause.iter
    if not isinstance(names, ir.TupleExpr) or len(names.items) != 2:
        return None
    first = names.items[0]
    if not isinstance(first, ir.Name) or first.id != node.element.id:
        return None
    owner = _asked(source, "items")
    model = _asked(owner, "state_dict")
    return owner if isinstance(owner if model is None else model, (ir.Name, ir.Attribute)) else None


def _asked(node: Any, method: str) -> Any:
    """The object of which a method is asked without arguments; what asks for no more may be evaluated twice."""
    if not isinstance(node, ir.Call) or node.args or node.keywords or not isinstance(node.func, ir.Attribute):
        return None
    return node.func.value if node.func.attr == method else None


__all__ = ["filtered"]
