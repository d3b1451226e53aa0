"""Small programs, run by Python and read by the interpreter: what both say of their names."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict, deque
from pathlib import Path
from typing import Any

from convlint.engine.analysis import with_large_stack
from convlint.engine.interpreter import Interpreter
from convlint.project import Project
from convlint.source import SourceFile
from convlint.symbolic import Dim
from convlint.values import DictV, IteratorV, ListV, SetV, Value

CONTAINERS = (dict, list, tuple, set, frozenset, OrderedDict, defaultdict, Counter, deque)
PLAIN = (int, float, complex, str, bytes, bool, type(None), range)


def read(source: str, folder: Path) -> dict[str, Any]:
    """The abstract values of the names of a module."""
    path = folder / "program.py"
    path.write_text(source, encoding="utf-8")
    file = SourceFile(path, str(path))

    def work() -> dict[str, Any]:
        vm = Interpreter(Project([file]))
        return dict(vm.loader.module(file).frame.names)

    return with_large_stack(work)


def run(source: str) -> dict[str, Any]:
    """The names that Python gives a module, those that hold plain values."""
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(source, "program.py", "exec"), names)
    return {name: value for name, value in names.items() if not name.startswith("_") and is_plain(value)}


def is_plain(value: Any) -> bool:
    """Whether an object is made of constants and builtin containers alone."""
    if type(value) in PLAIN:
        return True
    if type(value) not in CONTAINERS:
        return False
    return all(map(is_plain, value)) and (not isinstance(value, dict) or all(map(is_plain, value.values())))


def concrete(value: Any) -> Any:
    """An abstract value as the Python object that it stands for; what is not known stays as it is."""
    if isinstance(value, (ListV, IteratorV)) and value.items is not None:
        return [concrete(item) for item in value.items]
    if isinstance(value, DictV) and not value.open:
        return {concrete(key): concrete(item) for key, item in value.items.items()}
    if isinstance(value, SetV) and value.items is not None:
        return set(map(concrete, value.items))
    if isinstance(value, tuple):
        return tuple(map(concrete, value))
    return value


def plain(value: Any) -> Any:
    """The same of a Python object: subclasses of builtin containers become them."""
    if isinstance(value, tuple):
        return tuple(map(plain, value))
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return set(map(plain, value))
    return list(map(plain, value)) if isinstance(value, (list, deque)) else value


def is_known(value: Any) -> bool:
    """Whether nothing in a concrete value is open."""
    if isinstance(value, (list, tuple, set)):
        return all(map(is_known, value))
    if isinstance(value, dict):
        return all(map(is_known, value.values()))
    return not isinstance(value, (Value, Dim))


def evaluate(expression: str, folder: Path, before: str = "", **names: Any) -> Any:
    """The abstract value of an expression in which some names have given abstract values."""
    path = folder / "program.py"
    path.write_text(f"{before}\ndef asked({', '.join(names)}):\n    return {expression}\n", encoding="utf-8")
    file = SourceFile(path, str(path))

    def work() -> Any:
        vm = Interpreter(Project([file]))
        vm.give(100_000)
        function = vm.loader.name_in(vm.loader.module(file), "asked")
        vm.give(100_000)
        found = vm.call(function, tuple(names.values()))
        return vm.facts.resolve(found) if isinstance(found, Dim) else found

    return with_large_stack(work)
