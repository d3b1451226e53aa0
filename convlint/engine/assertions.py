"""Checks of shapes that the program makes itself: `assert x.shape == (4, 10)`, `if x.size(1) != 3: raise …`.

Only in the program's own run, where every value is what it will be; elsewhere an assertion is a fact, and a world in which it
fails is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.frame import Frame
from convlint.engine.spelling import spell
from convlint.symbolic import Dim
from convlint.syntax import ir
from convlint.values import Mismatch

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

ASKS = frozenset("shape size ndim dim numel".split())


def refused(vm: Interpreter, test: Any, place: Any, frame: Frame) -> None:
    """Report, at `place`, a check that ends the program."""
    if vm.world is not None or vm.uncertain or vm.silent or not _about_shapes(test):
        return
    if any(module is frame.module for (module, _), _ in vm.reporter.found):
        return  # what follows from an error is no error of its own
    before = vm.reporter.at(frame.module, place)
    try:
        vm.reporter.mismatch(Mismatch("failed-assertion", f"`{spell(test)}` {_verdict(vm, test, frame)}"))
    finally:
        vm.reporter.leave(before)


def _verdict(vm: Interpreter, test: Any, frame: Frame) -> str:
    """What is compared, where it is one comparison of sizes."""
    holds = "does not hold" if isinstance(test, ir.Compare) and test.ops[0] != "!=" else "is not as it must be"
    if isinstance(test, ir.Compare) and len(test.ops) == 1:
        left, right = vm.eval(test.left, frame), vm.eval(test.rights[0], frame)
        if _sizes(left) and _sizes(right):
            return f"{holds}: {_text(left)} and {_text(right)}"
    return holds


def _sizes(value: Any) -> bool:
    return isinstance(value, (int, Dim)) or (isinstance(value, tuple) and all(map(_sizes, value)))


def _text(value: Any) -> str:
    if not isinstance(value, tuple):
        return str(value)
    return f"({', '.join(map(str, value))}{',' if len(value) == 1 else ''})"


def _about_shapes(node: Any) -> bool:
    """Whether an expression asks for a shape."""
    if isinstance(node, ir.Attribute) and node.attr in ASKS:
        return True
    if isinstance(node, tuple):
        return any(map(_about_shapes, node))
    names = getattr(type(node), "__slots__", ()) if isinstance(node, ir.Node) else ()
    return any(_about_shapes(getattr(node, name)) for name in names)
