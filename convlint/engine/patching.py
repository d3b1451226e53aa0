"""Names that a test replaces: `monkeypatch.setattr(module, "name", value)`, `with mock.patch("module.name")`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.engine.objects import Class, Module
from convlint.engine.setting import set_attribute
from convlint.syntax import ir
from convlint.values import MISSING, Instance, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


def replaced(vm: Interpreter, args: tuple[Any, ...]) -> None:
    """What an unknown function may do to an attribute: it gets an object, a name and a value, or a whole path and a value."""
    if len(args) < 2:
        return
    owner, name = args[:2]
    if isinstance(owner, (Module, Class, Instance)) and isinstance(name, str) and len(args) > 2:
        _replace(vm, owner, name)
    elif isinstance(owner, str) and "." in owner and _called(vm) == "setattr":
        place, _, name = owner.rpartition(".")
        _replace(vm, _at(vm, place), name)


def _replace(vm: Interpreter, owner: Any, name: str) -> None:
    if owner is not MISSING and name.isidentifier():
        set_attribute(vm, owner, name, Unknown("something replaces it"))


def _called(vm: Interpreter) -> str:
    node = vm.reporter.current[1] if vm.reporter.current is not None else None
    return getattr(node.func, "attr", "") if isinstance(node, ir.Call) else ""


def _at(vm: Interpreter, place: str) -> Any:
    """The module or class at a dotted path."""
    if vm.reporter.current is None:
        return MISSING
    file = vm.reporter.current[0].file
    module = vm.loader.find(file, place)
    if module is not None:
        return module
    outer, _, name = place.rpartition(".")
    module = vm.loader.find(file, outer) if outer else None
    found = MISSING if module is None else vm.loader.name_in(vm.loader.ready(module), name)
    return found if isinstance(found, Class) else MISSING


def is_patch(node: ir.Call) -> bool:
    """Whether a call is spelled `patch(…)`, `mock.patch(…)` or `patch.object(…)`: what stands below has other names."""
    function: Any = node.func
    while isinstance(function, ir.Attribute):
        if function.attr == "patch":
            return True
        function = function.value
    return isinstance(function, ir.Name) and function.id == "patch"


__all__ = ["is_patch", "replaced"]
