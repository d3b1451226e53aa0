"""Patterns of `match`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine import operators
from convlint.engine.frame import Frame
from convlint.engine.objects import Condition
from convlint.symbolic import Truth
from convlint.syntax import ir
from convlint.values import ListV, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

Verdict = Any
"""True, False, or an open Condition."""


def matches(vm: Interpreter, pattern: Any, subject: Any, frame: Frame) -> Verdict:
    """Whether a pattern matches; binds its names where it may."""
    if isinstance(pattern, ir.ValuePattern):
        return _known(vm, operators.compare(vm, "==", subject, vm.eval(pattern.value, frame)))
    if isinstance(pattern, ir.CapturePattern):
        verdict = True if pattern.pattern is None else matches(vm, pattern.pattern, subject, frame)
        if pattern.name is not None and verdict is not False:
            vm.bind(frame, pattern.name, subject)
        return verdict
    if isinstance(pattern, ir.OrPattern):
        return _any(vm, [matches(vm, option, subject, frame) for option in pattern.options])
    if isinstance(pattern, ir.SequencePattern):
        return _sequence(vm, pattern, subject, frame)
    for name in getattr(pattern, "names", ()):
        vm.bind(frame, name, Unknown("a part of a pattern"))
    return Condition("a pattern that is not read")


def _known(vm: Interpreter, value: Any) -> Verdict:
    truth = vm.truth(value)
    return truth is Truth.YES if truth is not Truth.OPEN else value


def _any(vm: Interpreter, verdicts: list[Verdict]) -> Verdict:
    if any(verdict is True for verdict in verdicts):
        return True
    return False if all(verdict is False for verdict in verdicts) else Condition("one of several patterns")


def _sequence(vm: Interpreter, pattern: ir.SequencePattern, subject: Any, frame: Frame) -> Verdict:
    items = vm.items(subject) if isinstance(subject, (tuple, ListV)) else None
    if items is None:
        _bind_all(vm, pattern, frame)
        return Condition("a pattern")
    star = next((i for i, each in enumerate(pattern.items) if isinstance(each, ir.StarPattern)), None)
    if len(items) != len(pattern.items) if star is None else len(items) < len(pattern.items) - 1:
        return False
    if star is not None:
        rest = len(pattern.items) - star - 1
        middle = items[star : len(items) - rest]
        name = pattern.items[star].name  # type: ignore[union-attr]
        if name is not None:
            vm.bind(frame, name, ListV(middle))
        items = items[:star] + items[len(items) - rest :]
    others = [each for each in pattern.items if not isinstance(each, ir.StarPattern)]
    verdicts = [matches(vm, each, item, frame) for each, item in zip(others, items)]
    if any(verdict is False for verdict in verdicts):
        return False
    return True if all(verdict is True for verdict in verdicts) else Condition("a pattern")


def _bind_all(vm: Interpreter, pattern: Any, frame: Frame) -> None:
    for each in getattr(pattern, "items", ()):
        _bind_all(vm, each, frame)
    name = getattr(pattern, "name", None)
    if name is not None:
        vm.bind(frame, name, Unknown("a part of a pattern"))
