"""Checks that the program makes itself: `assert x.shape == (4, 10)`, `if width % heads != 0: raise …`, options a model refuses.

Only in the program's own run, where every value is what it will be; elsewhere an assertion is a fact, and a world in which it
fails is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.frame import Frame
from convlint.engine.objects import is_driven
from convlint.engine.spelling import spell
from convlint.symbolic import Dim
from convlint.syntax import ir
from convlint.values import DictV, LibraryClass, ListV, Mismatch, SetV

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

ASKS = frozenset("shape size ndim dim numel".split())


NUMBERS = frozenset("len abs min max sum int".split())
ERRORS = frozenset("ValueError AssertionError RuntimeError IndexError".split())


def refused(vm: Interpreter, test: Any, place: Any, frame: Frame) -> None:
    """Report, at `place`, a check that ends the program."""
    if not certain(vm):
        return
    if not _about_shapes(test) and not (
        _complains(place)
        and ((_in_constructor(frame) and _about_sizes(vm, test, frame)) or (in_model(vm) and _settled(vm, test, frame)))
    ):
        return
    _report(vm, place, frame, f"`{spell(test)}` {_verdict(vm, test, frame)}")


def refused_at_last(vm: Interpreter, place: ir.Raise, frame: Frame) -> None:
    """Report a `raise` that ends a function, where each `if` above it has been asked about options in vain."""
    function = frame.function
    body = function.node.body if function is not None else ()
    if not isinstance(body, tuple) or not body or body[-1] is not place:
        return
    if not certain(vm) or not _complains(place) or not in_model(vm):
        return
    tests = [each.test for each in body if isinstance(each, ir.If)]
    if tests and all(_settled(vm, test, frame) for test in tests):
        _report(vm, place, frame, f"`{function.name if function else ''}` refuses what it is given")


def certain(vm: Interpreter) -> bool:
    """Whether the program itself gets here, whatever is left open."""
    return vm.world is None and not vm.uncertain and not vm.silent and not vm.left


def _report(vm: Interpreter, place: Any, frame: Frame, text: str) -> None:
    if any(module is frame.module for (module, _), _ in vm.reporter.found):
        return  # what follows from an error is no error of its own
    before = vm.reporter.at(frame.module, place)
    try:
        vm.reporter.mismatch(Mismatch("failed-assertion", text))
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


def in_model(vm: Interpreter) -> bool:
    """Whether a model is being made or called: what a script asks of its own options and files is no matter of models."""
    return any(function.owner is not None and is_driven(function.owner) for _, function, _ in vm.stack)


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


def _settled(vm: Interpreter, node: Any, frame: Frame) -> bool:
    """Whether an expression compares numbers and texts that are known; flags and None may have been set by what is not seen."""
    if isinstance(node, ir.Boolean):
        return all(_settled(vm, each, frame) for each in node.values)
    if isinstance(node, ir.Unary):
        return node.op == "not" and _settled(vm, node.operand, frame)
    if isinstance(node, ir.Call):
        asks = (
            isinstance(node.func, ir.Name)
            and node.func.id == "isinstance"
            and not node.keywords
            and len(node.args) == 2
        )
        return asks and _plain(node.args[0]) and _known(vm.eval(node.args[0], frame))
    if not isinstance(node, ir.Compare):
        return False
    operands = (node.left, *node.rights)
    return all(map(_plain, operands)) and all(_known(vm.eval(each, frame)) for each in operands)


def _known(value: Any) -> bool:
    if isinstance(value, (ListV, SetV, DictV)):
        if value.items is None or getattr(value, "open", False):
            return False
        value = tuple(value.items)
    if isinstance(value, tuple):
        return all(each is None or _known(each) for each in value)
    return isinstance(value, (int, float, str, Dim)) and not isinstance(value, bool)


def _plain(node: Any) -> bool:
    """Whether evaluating an expression once more changes nothing."""
    if isinstance(node, ir.Call):
        counts = isinstance(node.func, ir.Name) and node.func.id in NUMBERS and not node.keywords
        return counts and all(map(_plain, node.args))
    if isinstance(node, (ir.Name, ir.Const)):
        return True
    if isinstance(node, (ir.Attribute, ir.Subscript, ir.Binary, ir.Unary, ir.TupleExpr, ir.ListExpr, ir.SetExpr)):
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
