"""Questions about a rank that is open: `x.dim() == 3`, `len(x.shape) < 4`, `x.ndim in (3, 4)`. The answers teach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine.objects import Condition
from convlint.symbolic import Truth
from convlint.values import RankV, Tensor

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
WHY: Final = "a rank that is not known"


def compare(op: str, left: Any, right: Any) -> Condition:
    """`left op right`, where at least one is the rank of a tensor."""
    if type(right) is RankV:
        left, right, op = right, left, MIRRORED.get(op, op)
    if type(right) is not int:
        return Condition(WHY)
    tensor = left.of
    if op in ("==", "!="):
        return _condition(tensor, right, right, op == "!=")
    # each of the four is "at most n", or not that
    most = right - 1 if op in ("<", ">=") else right
    return _condition(tensor, 0, most, op in (">", ">="))


def among(rank: RankV, numbers: list[Any]) -> Condition:
    """`rank in numbers`."""
    known = [number for number in numbers if type(number) is int]
    if not known or len(known) < len(numbers):
        return Condition(WHY)
    if sorted(known) == list(range(min(known), max(known) + 1)):
        return _condition(rank.of, min(known), max(known), False)
    return Condition(WHY, learn=lambda vm, truth: not truth or _within(vm, rank.of, min(known), max(known)))


def _condition(tensor: Tensor, least: int, most: int, negated: bool) -> Condition:
    key: Any = ("rank", tensor.shape.lead, least, most)

    def learn(vm: Interpreter, truth: bool) -> bool:
        inside = truth is not negated
        return _within(vm, tensor, least, most) if inside else _outside(vm, tensor, least, most)

    return Condition(WHY, ("not", key) if negated else key, learn)


def _within(vm: Interpreter, tensor: Tensor, least: int, most: int) -> bool:
    return most >= 0 and vm.facts.limit_rank(tensor.shape, max(least, 0), most) is not Truth.NO


def _outside(vm: Interpreter, tensor: Tensor, least: int, most: int) -> bool:
    """Below `least` or above `most`: learnt where only one of them is possible."""
    low, high = vm.facts.ranks(tensor.shape)
    below, above = low < least, high is None or high > most
    if below and above:
        return True
    if above:
        return vm.facts.limit_rank(tensor.shape, most + 1, high) is not Truth.NO
    return below and vm.facts.limit_rank(tensor.shape, low, least - 1) is not Truth.NO
