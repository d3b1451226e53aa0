"""Entries: where the analysis begins. Modules first, then every class and function that nothing has called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from convlint.engine import attributes
from convlint.engine.classes import annotation_text
from convlint.engine.control import BudgetSpent, Impossible, Raised
from convlint.engine.objects import Class, Function, LazyDefinition, Module, Param
from convlint.engine.worlds import World, standing
from convlint.frameworks.common.signature import REQUIRED
from convlint.symbolic import Shape
from convlint.syntax import ir
from convlint.values import Instance, LibraryClass, Stops, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

STEPS_OF_ENTRY = 60_000
STEPS_PER_LINE = 200
LEAST_STEPS_OF_FILE = 400_000
MOST_WORLDS = 16


def analyse_module(vm: Interpreter, module: Module) -> None:
    """Try what nothing has called: classes, then functions, until the file's budget is spent."""
    outline = module.file.reader.outline
    lines = outline.chunks[-1].last if outline.chunks else 0
    budget = max(LEAST_STEPS_OF_FILE, STEPS_PER_LINE * lines)
    for chunk in outline.chunks:
        if chunk.name is None or budget <= 0:
            continue
        value = module.frame.names.get(chunk.name)
        if isinstance(value, LazyDefinition):
            if chunk.kind == "function" and not _matters(module, chunk.names):
                continue
            value = vm.loader.force(value)
        budget -= _try_definition(vm, value, module)


def _matters(module: Module, names: frozenset[str]) -> bool:
    """Whether a function can have to do with tensors: it names something of a library or of the project."""
    own = module.frame.names
    return any(isinstance(own.get(name), (LazyDefinition, Module, Class, Function)) or hasattr(own.get(name), "path") for name in names)


def _try_definition(vm: Interpreter, value: Any, module: Module) -> int:
    if isinstance(value, Class) and value.module is module:
        return _try_class(vm, value)
    if isinstance(value, Function) and value.module is module and not value.called:
        return _run(vm, lambda: _call_with_params(vm, value, ()))
    return 0


# --- classes ----------------------------------------------------------------------------------------------------------


def _try_class(vm: Interpreter, cls: Class) -> int:
    """Make an object with what the constructor leaves open, and call the methods that its framework would call."""
    if cls.record in ("enum", "namedtuple"):
        return 0
    methods = [name for name in _driven(cls) if _uncalled(cls, name)]
    if cls.derived and not cls.made:
        return 0
    if not cls.made:
        return _run(vm, lambda: _drive(vm, cls, methods or [None]))
    return 0


def _driven(cls: Class) -> list[str]:
    """The methods to try: those that a declared base names, else the class's own public ones."""
    for base in cls.mro:
        if isinstance(base, LibraryClass) and base.entry.driven:
            return [name for name in base.entry.driven if attributes.find_in_class(cls, name) is not None]
    return [name for name, value in cls.names.items() if isinstance(value, Function) and not name.startswith("_")]


def _uncalled(cls: Class, name: str) -> bool:
    found = attributes.find_in_class(cls, name)
    return isinstance(found, Function) and not (found.called and found.owner is cls)


def _drive(vm: Interpreter, cls: Class, methods: list[Any]) -> None:
    instance = make_open(vm, cls)
    if not isinstance(instance, Instance):
        return
    tensors = any(isinstance(base, LibraryClass) and base.entry.driven for base in cls.mro)
    for name in methods:
        found = attributes.find_in_class(cls, name) if name is not None else None
        if not isinstance(found, Function) or "static" in found.marks or "class" in found.marks:
            continue
        receiver = attributes.get(vm, instance, name)
        if isinstance(receiver, Unknown) or "property" in found.marks:
            continue
        try:
            _call_with_params(vm, found, (instance,), tensors)
        except (Raised, Stops):
            continue


def make_open(vm: Interpreter, cls: Class) -> Any:
    """An object whose constructor's arguments are their defaults, or left open."""
    init = attributes.find_in_class(cls, "__init__")
    if isinstance(init, Function):
        args, kwargs = open_arguments(vm, init, 1, False)
        return vm.call(cls, args, kwargs)
    return vm.call(cls, (), {})


# --- functions --------------------------------------------------------------------------------------------------------


def _call_with_params(vm: Interpreter, function: Function, given: tuple[Any, ...], tensors: bool = False) -> Any:
    args, kwargs = open_arguments(vm, function, len(given), tensors)
    return vm.call(function, (*given, *args), kwargs)


def open_arguments(vm: Interpreter, function: Function, skip: int, tensors: bool) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments for the parameters without defaults: what their annotations say, else left open."""
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for param in function.node.params[skip:]:
        if param.kind in ("vararg", "kwarg") or param.name in function.defaults:
            continue
        value = open_value(vm, param, function, tensors)
        if param.kind == "keyword":
            kwargs[param.name] = value
        else:
            args.append(value)
    return tuple(args), kwargs


def open_value(vm: Interpreter, param: ir.Param, function: Function, tensor: bool) -> Any:
    """What is known of an argument that nobody gives."""
    annotation = annotation_text(param.annotation)
    if annotation in ("int", "float", "str", "bool"):
        return vm.parameter_symbol(param.name, True) if annotation == "int" else Param(param.name, annotation)
    kind = vm.eval(param.annotation, function.frame) if isinstance(param.annotation, (ir.Name, ir.Attribute)) else None
    if isinstance(kind, Class):
        return _open_object(vm, kind, param)
    if isinstance(kind, LibraryClass) and kind.path in TENSOR_PATHS:
        return Tensor(Shape.unknown(param.name), library=TENSOR_PATHS[kind.path])
    if tensor and not annotation:
        return Tensor(Shape.unknown(param.name), assumed=True)
    return Param(param.name, annotation)


def _open_object(vm: Interpreter, cls: Class, param: ir.Param) -> Any:
    """An object of a class of the project that is an argument: a config whose every field has a default is that."""
    if cls.record == "dataclass" and cls.fields and not any(default is REQUIRED for default in cls.fields.values()):
        return vm.call(cls, (), {})
    return Param(param.name, cls.name)


TENSOR_PATHS = {"torch.Tensor": "torch", "numpy.ndarray": "numpy"}


# --- running an entry in every world ----------------------------------------------------------------------------------


def _run(vm: Interpreter, entry: Callable[[], Any]) -> int:
    """Run an entry once in each world; keep the findings that stand. Returns the steps taken."""
    worlds: list[World] = []
    script: list[int] | None = []
    spent, complete = 0, True
    vm.statistics.entries += 1
    while script is not None:
        world = World(script)
        left = STEPS_OF_ENTRY - spent
        if left <= 0 or len(worlds) >= MOST_WORLDS:
            complete = False
            break
        complete &= _run_world(vm, world, entry, left)
        spent += vm.steps
        worlds.append(world)
        script = world.next_script()
    vm.statistics.worlds += len(worlds)
    for key, found in standing(worlds, complete).items():
        vm.reporter.found.setdefault(key, found)
    return spent


def _run_world(vm: Interpreter, world: World, entry: Callable[[], Any], steps: int) -> bool:
    """Run an entry in one world and take back what it did; False where its budget ran out."""
    vm.give(steps)
    vm.world = world
    vm.journal.open()
    mark = vm.facts.mark()
    finished = True
    try:
        entry()
    except (Raised, Stops, Impossible):
        pass
    except BudgetSpent:
        vm.statistics.budget_spent += 1
        finished = False
    finally:
        vm.world = None
        vm.stack.clear()
        vm.loops.clear()
        vm.reporter.current = None
        vm.silent = vm.uncertain = 0
        vm.facts.undo(mark)
        vm.journal.take_back()
    return finished


__all__ = ["analyse_module"]
