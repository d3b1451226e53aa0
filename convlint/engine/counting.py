"""What of each layer and op was known when it was evaluated: for `--statistics`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.objects import Class
from convlint.frameworks.common.registry import FunctionEntry
from convlint.symbolic import Shape
from convlint.values import Instance, LibraryClass, ListV, StreamV, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def count(vm: Interpreter, entry: FunctionEntry, args: tuple[Any, ...], result: Any) -> None:
    """Count one application: by its result, or, where that is no tensor, by its first tensor."""
    tensors = [result] if isinstance(result, Tensor) else [value for value in args if isinstance(value, Tensor)]
    if not tensors:
        return
    shape = vm.facts.resolve_shape(tensors[0].shape)
    least, most = (0, 0) if shape.lead is None else vm.facts.ranks(shape)
    rank = most is not None and most - least <= 1
    left_open = not rank and _is_left_open(vm, shape, args)
    if left_open:
        _mark(vm, result)
    if not entry.counts:
        return
    statistics = vm.statistics
    if args and isinstance(args[0], Instance) and entry.path.rpartition(".")[2] in ("forward", "call"):
        if isinstance(args[0].cls, (LibraryClass, Class)):
            statistics.layer_applications += 1
            statistics.layers_known_rank += rank
            statistics.layers_known_channels += rank or bool(shape.dims)
            statistics.layers_open_rank += left_open
    else:
        statistics.op_applications += 1
        statistics.ops_known_rank += rank
        statistics.ops_known_channels += rank or bool(shape.dims)
        statistics.ops_open_rank += left_open


def _is_left_open(vm: Interpreter, shape: Shape, args: tuple[Any, ...]) -> bool:
    """Whether nobody could know the rank, since it follows from an argument that the code leaves open."""
    lead = shape.lead
    if lead is None or lead.given:
        return lead is not None
    left_open = False
    for value in _flat(args):
        if isinstance(value, Tensor):
            other = vm.facts.resolve_shape(value.shape).lead
            if other is lead:
                return False  # it was lost before
            left_open |= other is not None and other.given
        elif isinstance(value, Unknown):
            left_open |= value.given
    return left_open


def _flat(args: tuple[Any, ...]) -> list[Any]:
    """Arguments, and the items of those that are lists or tuples."""
    found: list[Any] = []
    for value in args:
        if isinstance(value, tuple):
            found.extend(value)
        elif isinstance(value, ListV):
            found.extend([value.element] if value.items is None else value.items)
        else:
            found.append(value.element if isinstance(value, StreamV) else value)
    return found


def _mark(vm: Interpreter, result: Any) -> None:
    for value in result if isinstance(result, tuple) else (result,):
        if isinstance(value, Tensor):
            lead = vm.facts.resolve_shape(value.shape).lead
            if lead is not None:
                lead.given = True


__all__ = ["count"]
