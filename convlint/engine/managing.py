"""`with`: what context managers of the program do before and after a block, and whether they drop what is raised in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes
from convlint.engine.control import Flow
from convlint.engine.frame import Frame
from convlint.engine.leaving import attempt
from convlint.engine.mutation import walk
from convlint.engine.objects import Class, Function, Scope
from convlint.engine.parting import joined
from convlint.engine.patching import is_patch
from convlint.engine.scoping import run_scope
from convlint.syntax import ir
from convlint.values import MISSING, Instance, Library, LibraryClass, LibraryFunction, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

Items = tuple[tuple[Any, Any], ...]

EXPECT_FAILURE: Final = frozenset(
    "pytest.raises contextlib.suppress contextlib.ExitStack contextlib.AsyncExitStack".split()
)
HARMLESS: Final = ("warnings.catch_warnings",)
MODES: Final = ("__torch_function__", "__torch_dispatch__")
"""Methods by which an object is asked for what functions give."""
DROPPING: Final = ("raises", "suppress", "catch", "swallow", "ignor")
"""Parts of the names of managers that drop exceptions: assertRaises, numpy.testing's assert_raises, loguru's catch, one's own."""


def run_with(vm: Interpreter, node: ir.With, items: Items, frame: Frame) -> Flow:
    """A `with` statement, from these items of it on."""
    if not items:
        return vm.run_block(node.body, frame)
    (item, target), *rest = items
    drops = _expects_failure(vm, item, frame)
    manager = vm.eval(item, frame)

    def body(value: Any = None) -> Flow:
        from convlint.engine.statements import assign

        if target is not None:
            assign(vm, target, value, frame)
        return run_with(vm, node, tuple(rest), frame)

    if isinstance(manager, Scope):
        return joined(vm, lambda: run_scope(vm, manager, frame, body))
    drops |= _is_dropping(vm, item, manager, frame)
    own = isinstance(manager, Instance) and isinstance(manager.cls, Class)
    entered = _entered(vm, manager) if own or target is not None else None
    if own:
        return _run_managed(vm, node, manager, frame, lambda: body(entered), drops)
    if not drops:
        return body(entered)
    return attempt(vm, frame, node, lambda: body(entered), lambda error: Flow.NEXT, True)


def _run_managed(vm: Interpreter, node: ir.With, manager: Instance, frame: Frame, body: Any, drops: bool) -> Flow:
    """Run a block and then the `__exit__` of an object of the program."""
    name = "__exit__"
    method = attributes.find_in_class(manager.cls, name)
    if not isinstance(method, Function):
        name, method = "__aexit__", attributes.find_in_class(manager.cls, "__aexit__")
    drops |= isinstance(method, Function) and _may_say_yes(method)
    if any(isinstance(attributes.find_in_class(manager.cls, each), Function) for each in MODES):
        return _in_mode(vm, node, frame, body)
    flow = attempt(vm, frame, node, body, lambda error: Flow.NEXT, True) if drops else joined(vm, body)
    if isinstance(method, Function):
        result = frame.result
        vm.call(attributes.get(vm, manager, name), (None, None, None))
        frame.result = result
    return flow


def _may_say_yes(method: Function) -> bool:
    """Whether an `__exit__` may return something true, so that what was raised is dropped."""
    returned = (each.value for each in walk(method.node) if isinstance(each, ir.Return) and each.value is not None)
    return any(not isinstance(value, ir.Const) or bool(value.value) for value in returned)


def _in_mode(vm: Interpreter, node: ir.With, frame: Frame, body: Any) -> Flow:
    """Functions give what the object says as long as the block runs."""
    vm.journal.epoch += 1  # what calls gave outside is not what they give here
    with vm.loader.replaced.all():
        return attempt(vm, frame, node, body, lambda error: Flow.NEXT, True)


def _expects_failure(vm: Interpreter, item: Any, frame: Frame) -> bool:
    if not isinstance(item, ir.Call):
        return False
    spelled: str = getattr(item.func, "attr", getattr(item.func, "id", ""))
    if is_patch(item):
        return True
    function = vm.eval(item.func, frame)
    path = function.path if isinstance(function, (Library, LibraryFunction, LibraryClass)) else ""
    return path in EXPECT_FAILURE or (path not in HARMLESS and any(part in spelled.lower() for part in DROPPING))


def _is_dropping(vm: Interpreter, item: Any, manager: Any, frame: Frame) -> bool:
    """Whether a manager drops exceptions by what it is; of one that is not known, whether it may be one that the file names."""
    if isinstance(manager, Instance):
        classes = manager.cls.mro if isinstance(manager.cls, Class) else [manager.cls]
        return any(getattr(each, "path", "") in EXPECT_FAILURE for each in classes)
    if type(manager) is not Unknown:
        return False
    place = vm.reporter.at(frame.module, item)
    try:
        return vm.mentions(r"\bsuppress\(")
    finally:
        vm.reporter.leave(place)


def _entered(vm: Interpreter, manager: Any) -> Any:
    found = attributes.find_special(vm, manager, "__enter__")
    if found is MISSING:
        found = attributes.find_special(vm, manager, "__aenter__")
    if found is MISSING:
        return manager if isinstance(manager, Tensor) else Unknown("a context")
    return vm.call(found)


__all__ = ["run_with"]
