"""Checks of sizes that the program makes itself: `assert x.shape == (4, 10)`, `if width % heads != 0: raise …`.

Only in the program's own run, where every value is what it will be; elsewhere an assertion is a fact, and a world in which it
fails is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.frame import Frame
from convlint.engine.spelling import spell
from convlint.symbolic import Dim
from convlint.syntax import ir
from convlint.values import LibraryClass, ListV, Mismatch

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

ASKS = frozenset("shape size ndim dim numel".split())


NUMBERS = frozenset("len abs min max sum int".split())
ERRORS = frozenset("ValueError AssertionError RuntimeError IndexError".split())


def refused(vm: Interpreter, test: Any, place: Any, frame: Frame) -> None:
    """Report, at `place`, a check that ends the program."""
    if vm.world is not None or vm.uncertain or vm.silent:
        return
    if not _about_shapes(test) and not (_in_constructor(frame) and _complains(place) and _about_sizes(vm, test, frame)):
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


def _in_constructor(frame: Frame) -> bool:
    """Whether a layer refuses what it is made of: a script may look at its own options, a loop count its attempts."""
    function = frame.function
    if function is None or function.owner is None or function.name != "__init__":
        return False
    return any(isinstance(base, LibraryClass) for base in function.owner.mro)


def _complains(place: Any) -> bool:
    """Whether an error is raised that complains of a value (and is no exit, say)."""
    if not isinstance(place, ir.Raise):
        return True
    error = place.exc.func if isinstance(place.exc, ir.Call) else place.exc
    return isinstance(error, ir.Name) and error.id in ERRORS


def _about_sizes(vm: Interpreter, node: Any, frame: Frame) -> bool:
    """Whether an expression compares whole numbers."""
    if isinstance(node, ir.Boolean):
        return any(_about_sizes(vm, each, frame) for each in node.values)
    if isinstance(node, ir.Unary):
        return node.op == "not" and _about_sizes(vm, node.operand, frame)
    if not isinstance(node, ir.Compare):
        return False
    operands = (node.left, *node.rights)
    return all(map(_plain, operands)) and all(_whole(vm.eval(each, frame)) for each in operands)


def _plain(node: Any) -> bool:
    """Whether evaluating an expression once more changes nothing."""
    if isinstance(node, ir.Call):
        counts = isinstance(node.func, ir.Name) and node.func.id in NUMBERS and not node.keywords
        return counts and all(map(_plain, node.args))
    if isinstance(node, (ir.Name, ir.Const)):
        return True
    if isinstance(node, (ir.Attribute, ir.Subscript, ir.Binary, ir.Unary, ir.TupleExpr, ir.ListExpr)):
        parts = [getattr(node, name) for name in node.fields]
        flat = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
        return all(_plain(each) for each in flat if isinstance(each, ir.Node))
    return False


def _whole(value: Any) -> bool:
    if isinstance(value, ListV) and value.items is not None:
        value = tuple(value.items)
    if isinstance(value, tuple):
        return all(map(_whole, value))
    return isinstance(value, (int, Dim)) and not isinstance(value, bool)


def _about_shapes(node: Any) -> bool:
    """Whether an expression asks for a shape."""
    if isinstance(node, ir.Attribute) and node.attr in ASKS:
        return True
    if isinstance(node, tuple):
        return any(map(_about_shapes, node))
    return isinstance(node, ir.Node) and any(_about_shapes(getattr(node, name)) for name in node.fields)
