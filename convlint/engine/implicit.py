"""Methods that nobody calls by name: what is printed, compared, hashed or let go of may change something by the way."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.attributes import find_in_class
from convlint.engine.callbacks import hand_over
from convlint.engine.mutation import walk
from convlint.engine.objects import Class, Function
from convlint.syntax import ir
from convlint.values import BoundMethod, DictV, Instance, ListV, SetV

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

NAMES: Final = """__repr__ __str__ __format__ extra_repr _get_name __eq__ __ne__ __hash__ __lt__ __le__ __gt__ __ge__
__del__""".split()
FILLING: Final = frozenset(
    "append appendleft extend insert add update pop popleft popitem remove discard clear setdefault".split()
)
MOST_MET: Final = 300
"""Of more values those within each other are not looked at."""


def note(vm: Interpreter, cls: Class) -> None:
    """A class is made: remember whether there is such a method that changes something."""
    for name in NAMES:
        method = cls.names.get(name)
        if isinstance(method, Function) and _changes(method.node):
            vm.implicit = True
            vm.finalized = vm.finalized or name == "__del__"


def let_go(vm: Interpreter, values: Iterable[Any]) -> None:
    """Names no longer stand for these values, which may be the end of them."""
    for value in list(values):
        if isinstance(value, Instance):
            _call(vm, value, ("__del__",))


def meet(vm: Interpreter, values: Iterable[Any]) -> None:
    """Something is done to these values that may call such methods of theirs, and of what is in them."""
    waiting, met = list(values), set[int]()
    while waiting and len(met) < MOST_MET:
        value = waiting.pop()
        if not isinstance(value, (Instance, ListV, DictV, SetV, tuple)) or id(value) in met:
            continue
        met.add(id(value))
        if isinstance(value, Instance):
            _call(vm, value, NAMES)
            waiting += (*value.attrs.values(), *value.hidden.values())
        elif isinstance(value, DictV):
            waiting += (*value.items, *value.items.values())
        else:
            waiting += value if isinstance(value, tuple) else value.items or ()


def _call(vm: Interpreter, value: Instance, names: Iterable[str]) -> None:
    if not isinstance(value.cls, Class):
        return
    for name in names:
        method = find_in_class(value.cls, name)
        if isinstance(method, Function) and _changes(method.node):
            hand_over(vm, (BoundMethod(value, method, name),), later=False)


@lru_cache(maxsize=1024)
def _changes(node: ir.FunctionDef) -> bool:
    """Whether a method may change what is there already, as far as its text tells."""
    own = {each.id for inner in walk(node.body) for each in _names(inner)}
    return any(_is_change(each, own) for each in walk(node.body))


def _names(node: Any) -> list[ir.Name]:
    targets = node.targets if isinstance(node, ir.Assign) else (getattr(node, "target", None),)
    return [target for target in targets if isinstance(target, ir.Name)]


def _is_change(node: Any, own: set[str]) -> bool:
    if isinstance(node, (ir.Assign, ir.AugAssign)):
        targets = node.targets if isinstance(node, ir.Assign) else (node.target,)
        return any(isinstance(each, (ir.Attribute, ir.Subscript)) and _root(each) not in own for each in targets)
    if isinstance(node, ir.Call):
        return isinstance(node.func, ir.Attribute) and node.func.attr in FILLING and _root(node.func) not in own
    return isinstance(node, (ir.Global, ir.Nonlocal))


def _root(node: Any) -> str:
    while isinstance(node, (ir.Attribute, ir.Subscript)):
        node = node.value
    return node.id if isinstance(node, ir.Name) else ""


__all__ = ["let_go", "meet", "note"]
