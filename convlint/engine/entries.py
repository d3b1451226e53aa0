"""Entries: where the analysis begins. Modules first, then every class and function that nothing has called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from convlint.engine import annotated, attributes
from convlint.engine.classes import annotation_text
from convlint.engine.contracts import hint_of
from convlint.engine.control import BudgetSpent, Impossible, Raised
from convlint.engine.effects import may_use
from convlint.engine.inputs import given_to, is_given, sample
from convlint.engine.loading import MANY_FILES
from convlint.engine.mutation import forget_what_others_set
from convlint.engine.objects import Class, Function, LazyDefinition, Module, Param
from convlint.engine.worlds import World, standing, too_many, warned
from convlint.frameworks.common.registry import driven, library_of
from convlint.frameworks.common.signature import REQUIRED
from convlint.symbolic import Shape
from convlint.syntax import Chunk, Outline, ir
from convlint.values import DictV, Instance, IteratorV, LibraryClass, LibraryFunction, ListV, Stops, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

STEPS_OF_ENTRY = 60_000
STEPS_PER_LINE = 3
STEPS_TO_SHARE = 400_000
LEAST_SHARE = 2_000
"""A file may take its share and so many steps for each of its lines: a package of hundreds of files stays a matter of seconds."""
MOST_WORLDS = 16
HOPELESS = 2
"""Where all worlds of an entry, as the first one promises, need more budgets than that, only the first one is run."""
MOST_ALIKE = 3
"""Functions that name the same definitions (a hundred variants of one model): only so many are tried, and in a
project of many files only one, but in short ones."""
SHORT = 200
MOST_CALLS_KEPT = 3


def analyse_module(vm: Interpreter, module: Module) -> None:
    """Try what nothing has called: functions, then classes, until the file's budget is spent."""
    for name in module.rebound:
        module.frame.names[name] = Unknown("a name with several values")
    outline = module.file.reader.outline
    alike: Counter[frozenset[str]] = Counter()
    left = budget = _budget(vm, outline)
    helpers = _helpers(outline)
    few = vm.project.count <= MANY_FILES or _length(outline) <= SHORT
    most = MOST_ALIKE if few else 1
    kept = budget // 3 if vm.project.count <= MANY_FILES else budget * 2 // 3  # for classes, where most layers are
    for chunk in outline.chunks:
        if chunk.kind == "function" and left > kept and chunk.name not in helpers:
            left -= _try_function(vm, module, chunk, alike, left, most)
    for chunk in callers_first([chunk for chunk in outline.chunks if chunk.kind == "class"]):
        if left > 0:
            value = _definition(vm, module, chunk)
            if isinstance(value, Class) and value.module is module:
                left -= _try_class(vm, value, left)
    for chunk in outline.chunks:
        if chunk.kind == "function" and left > 0 and chunk.name in helpers:
            left -= _try_function(vm, module, chunk, alike, left, most, helper=True)


def _helpers(outline: Outline) -> frozenset[str | None]:
    """The functions that other definitions of a file name: they are judged by those calls, and never by their own defaults."""
    named = Counter(name for chunk in outline.chunks if chunk.kind != "code" for name in chunk.names)
    own = [chunk for chunk in outline.chunks if chunk.kind == "function"]
    return frozenset(chunk.name for chunk in own if named[str(chunk.name)] > (chunk.name in chunk.names))


def _budget(vm: Interpreter, outline: Outline) -> int:
    """The steps that the entries of a file may take."""
    return max(LEAST_SHARE, STEPS_TO_SHARE // vm.project.count) + STEPS_PER_LINE * _length(outline)


def _length(outline: Outline) -> int:
    return outline.chunks[-1].last if outline.chunks else 0


def callers_first(classes: list[Chunk]) -> list[Chunk]:
    """Classes in such an order that one comes behind those which name it: it is judged by how they make it.

    Where some name each other in a circle, the first of the file leads.
    """
    own = {str(chunk.name) for chunk in classes}
    named = [[name for name in chunk.names & own if name != chunk.name] for chunk in classes]
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for index, chunk in enumerate(classes):
        bearers[str(chunk.name)].append(index)
    callers = Counter(name for names in named for name in names)
    waiting = dict.fromkeys(range(len(classes)))
    free = [index for index in waiting if not callers[str(classes[index].name)]]
    order: list[Chunk] = []
    while waiting:
        taken = free or [next(iter(waiting))]
        order += [classes[index] for index in taken]
        for index in taken:
            del waiting[index]
        left = [name for index in taken for name in named[index]]
        callers.subtract(left)
        free = sorted({index for name in left if not callers[name] for index in bearers[name] if index in waiting})
    return order


def _definition(vm: Interpreter, module: Module, chunk: Chunk) -> Any:
    value = module.frame.names.get(str(chunk.name))
    return vm.loader.force(value) if isinstance(value, LazyDefinition) else value


def _try_function(
    vm: Interpreter,
    module: Module,
    chunk: Chunk,
    alike: Counter[frozenset[str]],
    steps: int,
    most: int,
    helper: bool = False,
) -> int:
    """Call a function that nothing has called, and what its framework would call on the object that it returns."""
    own = module.frame.names
    if chunk.name in module.file.inputs or f"{module.name}.{chunk.name}" in vm.project.inputs_of(module.file):
        told = _definition(vm, module, chunk)
        if isinstance(told, Function):
            return _run(vm, lambda: _drive_result(vm, _call_with_params(vm, told, ())), steps)
    known = {name: _imported(vm, own[name]) for name in chunk.names if name in own}
    named = frozenset(name for name, value in known.items() if _is_definition(value))
    if not named and not any(hasattr(value, "path") for value in known.values()):
        return 0
    value = own.get(str(chunk.name))
    if alike[named] >= most and isinstance(value, LazyDefinition) and named:
        return 0
    value = _definition(vm, module, chunk)
    if not isinstance(value, Function) or value.module is not module or value.called:
        return 0
    alike[named] += 1
    before = len(vm.reporter.found)
    spent = _run(vm, lambda: _drive_result(vm, _call_with_params(vm, value, (), defaults=not helper)), steps)
    if not helper and _is_for_others(vm, value.name, before):
        spent += _run(vm, lambda: _drive_result(vm, _call_with_params(vm, value, (), defaults=False)), steps - spent)
    return spent


def _imported(vm: Interpreter, value: Any) -> Any:
    """What a name stands for; a definition of the file itself stays put off."""
    return vm.loader.force(value) if isinstance(value, LazyDefinition) and value.chunk is None else value


def _is_definition(value: Any) -> bool:
    return isinstance(value, (LazyDefinition, Module, Class, Function))


def _drive_result(vm: Interpreter, result: Any) -> None:
    if isinstance(result, Instance) and isinstance(result.cls, Class) and _framework_methods(vm, result.cls):
        _drive(vm, result, _framework_methods(vm, result.cls))


# --- classes ----------------------------------------------------------------------------------------------------------


def _try_class(vm: Interpreter, cls: Class, steps: int) -> int:
    """Make an object as the program does, or with what the constructor leaves open, and call the methods that nothing calls."""
    driven = _driven(vm, cls)
    framework = _framework_methods(vm, cls)
    told = [name for name in driven if is_given(vm, cls, name, name in framework)]
    methods = [name for name in driven if name in told or _uncalled(cls, name)]
    if cls.record in ("enum", "namedtuple") or (cls.derived and not cls.made and not told):
        return 0
    makers = _makers(vm, cls)
    spent = 0
    made, before = cls.made, len(vm.reporter.found)
    if not cls.made or told or (methods and methods == driven):
        for make in makers:
            spent += _run(vm, partial(_drive_made, vm, make, methods), steps - spent)
    spent += _try_others(vm, cls, driven, makers[:1], steps - spent)
    if not made and _is_for_others(vm, cls.name, before):
        cls.registered = True
        spent += _run(vm, partial(_drive_made, vm, partial(make_open, vm, cls), methods), steps - spent)
    return spent


def _is_for_others(vm: Interpreter, name: str, before: int) -> bool:
    """Whether files that are not entered here use a definition of which more than `before` findings tell.

    They may give other numbers than its defaults, so those findings are taken back.
    """
    found = vm.reporter.found
    others = (file for file in vm.project.files if file not in vm.loader.entered)
    if len(found) == before or not any(file.ask(may_use, name) for file in others):
        return False
    for key in list(found)[before:]:
        del found[key]
    return True


def _makers(vm: Interpreter, cls: Class) -> Sequence[Callable[[], Any]]:
    """How to come by an object: those that the program made, or made as it does, or with arguments left open."""
    if not cls.made:
        return [partial(make_open, vm, cls)]
    kept = [partial(_given, made) for made in cls.kept]
    return kept or [partial(vm.call, cls, *call) for call in cls.calls or [_loosened(*call) for call in cls.guarded]]


def _given(made: Any) -> Any:
    return made


def _try_others(vm: Interpreter, cls: Class, driven: list[str], makers: Sequence[Callable[[], Any]], steps: int) -> int:
    """Call, each for itself, the public methods of a framework's class that neither the framework nor the program calls."""
    if not _framework_methods(vm, cls) or cls.derived or vm.project.count > MANY_FILES:
        return 0
    spent = 0
    for name, value in list(cls.names.items()):
        if name in driven or name.startswith("_") or not isinstance(value, Function) or not _uncalled(cls, name):
            continue
        for make in makers:
            spent += _run(vm, partial(_drive_made, vm, make, [name]), steps - spent)
    return spent


def _drive_made(vm: Interpreter, make: Callable[[], Any], methods: Iterable[str]) -> None:
    _drive(vm, make(), methods)


def _loosened(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """The arguments of a call under a condition that is not understood: it may ask of just the numbers that are known here."""
    return tuple(map(_left_open, args)), {name: _left_open(value) for name, value in kwargs.items()}


def _left_open(value: Any) -> Any:
    if isinstance(value, Instance):  # some object of its class, not None
        other = Instance(value.cls)
        other.opaque = True
        if isinstance(value.cls, Class):  # whose own numbers these attributes hide
            other.attrs.update((name, Param(name)) for name in value.attrs)
        return other
    known = value is None or isinstance(value, _NO_NUMBERS) or type(value) is Unknown
    return value if known else Param("argument")


_NO_NUMBERS = (bool, str, Function, Class, LazyDefinition, LibraryClass, LibraryFunction)


def _framework_methods(vm: Interpreter, cls: Class) -> tuple[str, ...]:
    """The methods that a declared base names as those which the framework calls with tensors."""
    for base in cls.mro:
        if isinstance(base, LibraryClass) and base.entry.driven:
            return base.entry.driven
    if not cls.open:
        return ()
    return tuple(name for name in sorted(driven(vm.loader.libraries_of(cls.module.file))) if name in cls.names)


def _driven(vm: Interpreter, cls: Class) -> list[str]:
    """The methods to try: those that the framework calls, else the class's own public ones."""
    framework = _framework_methods(vm, cls)
    if framework:
        return [name for name in framework if isinstance(attributes.find_in_class(cls, name), Function)]
    return [name for name, value in cls.names.items() if isinstance(value, Function) and not name.startswith("_")]


def _uncalled(cls: Class, name: str) -> bool:
    found = attributes.find_in_class(cls, name)
    return isinstance(found, Function) and not (found.called and found.owner is cls)


def _drive(vm: Interpreter, instance: Any, methods: Iterable[str]) -> None:
    if not isinstance(instance, Instance) or not isinstance(instance.cls, Class):
        return
    framework = _framework_methods(vm, instance.cls)
    for name in methods:
        found = attributes.find_in_class(instance.cls, name)
        if not isinstance(found, Function) or found.marks - {"checked", "remembered"}:
            continue
        forget_what_others_set(vm, instance, name)
        try:
            _call_with_params(vm, found, (instance,), name in framework)
        except (Raised, Stops):
            continue


def make_open(vm: Interpreter, cls: Class) -> Any:
    """An object whose constructor's arguments are their defaults, or left open.

    Numbers are left open where a registry has the class: who makes objects of it gives those of a configuration.
    """
    init = attributes.find_in_class(cls, "__init__")
    if isinstance(init, Function):
        args, kwargs = open_arguments(vm, init, 1, False, not cls.registered)
        return _enter(vm, init, cls, args, kwargs)
    return vm.call(cls, (), {})


# --- functions --------------------------------------------------------------------------------------------------------


def _call_with_params(
    vm: Interpreter, function: Function, given: tuple[Any, ...], tensors: bool = False, defaults: bool = True
) -> Any:
    own = given[0].cls if given and isinstance(given[0], Instance) else None
    cls = own if isinstance(own, Class) else None
    args, kwargs = open_arguments(vm, function, len(given), tensors, defaults, cls)
    return _enter(vm, function, function, (*given, *args), kwargs)


def _enter(vm: Interpreter, function: Function, called: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Call with arguments that are left open, `*args` as well; but `x, *args, **kwargs` are mostly passed on as they are."""
    kinds = [param.kind for param in function.node.params]
    alone = function.name != "__init__" and kinds[1:2] == ["vararg"]
    vm.entered = function.node if "vararg" in kinds and (alone or "kwarg" not in kinds) else None
    try:
        result = vm.call(called, args, kwargs)
        if isinstance(result, IteratorV):  # of a generator, whose body runs when it is asked for items
            vm.items(result)
        return result
    finally:
        vm.entered = None


def open_arguments(
    vm: Interpreter, function: Function, skip: int, tensors: bool, defaults: bool = True, cls: Class | None = None
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Arguments for the parameters without defaults: what their annotations say, else left open.

    A tensor that may be None is left open too, and what is empty by default: callers may well always give it.
    """
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    names: dict[str, Any] = {}  # what the names in annotations of shapes stand for
    told = given_to(vm, function, tensors, cls)
    for param in function.node.params[skip:]:
        if param.kind in ("vararg", "kwarg"):
            continue
        given = param.name in function.defaults
        value: Any
        if param.name in told:
            value = sample(vm, told[param.name], names, _library_of(vm, function))
            if given or param.kind == "keyword":
                kwargs[param.name] = value
            else:
                args.append(value)
            continue
        default = function.defaults.get(param.name)
        stands = defaults or not isinstance(default, (int, float)) or isinstance(default, bool)
        if given and stands and not ((tensors and default is None) or _is_empty(default)):
            if vm.world is not None:
                vm.world.left_out |= default is None
                vm.world.unset |= _is_none_such(default)
            if not (vm.unset_open and _is_none_such(default)):
                continue
        value = (
            Param(param.name, rather_none=default is None) if given else open_value(vm, param, function, tensors, names)
        )
        if given or param.kind == "keyword":
            kwargs[param.name] = value
        else:
            args.append(value)
    return tuple(args), kwargs


def _is_none_such(default: Any) -> bool:
    """Whether a default is a number that stands for none: what fails for it alone does not fail for who gives another."""
    return type(default) is int and default in (0, -1)


def _is_empty(default: Any) -> bool:
    """Whether a default holds nothing: it stands in for what every caller gives."""
    return isinstance(default, (tuple, ListV, DictV)) and not (default if isinstance(default, tuple) else default.items)


def open_value(vm: Interpreter, param: ir.Param, function: Function, tensor: bool, names: dict[str, Any]) -> Any:
    """What is known of an argument that nobody gives."""
    hint = hint_of(vm, param.annotation, function)
    if hint is not None:
        return hint.sample(vm, param.name, names)
    annotation = annotation_text(param.annotation)
    if annotation in ("int", "float", "str", "bool"):
        return vm.parameter_symbol(param.name, True) if annotation == "int" else Param(param.name, annotation)
    kind = vm.eval(param.annotation, function.frame) if isinstance(param.annotation, (ir.Name, ir.Attribute)) else None
    if isinstance(kind, Class):
        return _open_object(vm, kind, param)
    known = annotated.value_of(vm, param.annotation, param.name, function.frame)
    if known is not None:
        return known
    if tensor and not annotation:
        return Tensor(Shape.unknown(param.name, given=True), library=_library_of(vm, function), assumed=True)
    return Param(param.name, annotation)


def _library_of(vm: Interpreter, function: Function) -> str:
    """The library whose tensors a method gets from its framework."""
    for base in function.owner.mro if function.owner is not None else ():
        if isinstance(base, LibraryClass) and base.entry.driven:
            return library_of(base.path)
    return driven(vm.loader.libraries_of(function.module.file)).get(function.name, library_of(""))


def _open_object(vm: Interpreter, cls: Class, param: ir.Param) -> Any:
    """An object of a class of the project that is an argument: a config whose every field has a default is that.

    A default of 0 or -1 stands for what there is none of, None or nothing for what most callers give: who asks for it
    has another.
    """
    if cls.record == "dataclass" and cls.fields and not any(default is REQUIRED for default in cls.fields.values()):
        made = vm.call(cls, (), {})
        for name, default in cls.fields.items() if isinstance(made, Instance) else ():
            value = made.attrs.get(name)
            if default is None or _is_empty(value) or _is_none_such(value):
                if vm.world is not None:
                    vm.world.unset = True
                if vm.unset_open:
                    made.attrs[name] = Param(name, rather_none=default is None)
        return made
    return Param(param.name, cls.name)


# --- running an entry in every world ----------------------------------------------------------------------------------


def _run(vm: Interpreter, entry: Callable[[], Any], steps: int) -> int:
    """Run an entry once in each world, within its budget; keep the findings that stand. Returns the steps taken."""
    vm.statistics.entries += 1
    worlds, found, spent = _tried(vm, entry, min(steps, STEPS_OF_ENTRY))
    if found and any(world.unset for world in worlds):
        vm.unset_open = True
        try:
            others, _, more = _tried(vm, entry, min(steps, STEPS_OF_ENTRY))
        finally:
            vm.unset_open = False
        spent += more
        found = {key: each for key, each in found.items() if _recurs(key, others)}
    for key, each in found.items():
        vm.reporter.found.setdefault(key, each)
    return spent


def _recurs(key: Any, worlds: list[World]) -> bool:
    """Whether something is found in these worlds as well, and none of them comes past its place without it."""
    told = [key in world.findings or key in world.warnings for world in worlds]
    return any(told) and all(found or key[0] not in world.passed for found, world in zip(told, worlds))


def _tried(vm: Interpreter, entry: Callable[[], Any], budget: int) -> tuple[list[World], dict[Any, Any], int]:
    """The worlds of an entry, what stands in them, and the steps that they took."""
    worlds: list[World] = []
    script: list[int] | None = []
    spent, complete, narrow = 0, True, False
    while script is not None:
        world = World(script)
        left = budget - spent
        hopeless = len(worlds) == 1 and too_many(worlds[0], spent, HOPELESS * budget, narrow)
        if left <= 0 or len(worlds) >= MOST_WORLDS or hopeless:
            complete = False
            break
        complete &= _run_world(vm, world, entry, left)
        spent += vm.steps
        worlds.append(world)
        if len(worlds) == 1:
            narrow = bool(world.findings) and too_many(world, spent, HOPELESS * budget)
        script = world.next_script(narrow)
    vm.statistics.worlds += len(worlds)
    return worlds, warned(worlds, complete and not narrow) | standing(worlds, complete, narrow), spent


def _run_world(vm: Interpreter, world: World, entry: Callable[[], Any], steps: int) -> bool:
    """Run an entry in one world and take back what it did; False where its budget ran out."""
    vm.give(steps)
    vm.world = world
    vm.journal.open()
    vm.journal.begin()
    mark = vm.facts.mark()
    vm.facts.begin()
    finished = True
    try:
        entry()
    except (Raised, Stops, Impossible):
        pass
    except (BudgetSpent, RecursionError):
        vm.statistics.budget_spent += 1
        finished = False
    finally:
        vm.world = None
        vm.stack.clear()
        vm.loops.clear()
        vm.reporter.current = None
        vm.silent = vm.uncertain = vm.branches = vm.argued = vm.left = 0
        vm.facts.undo(mark)
        vm.journal.undo()
    return finished


__all__ = ["analyse_module"]
