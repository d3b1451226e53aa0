"""Calls: of functions of the project, of declared functions and layers, of classes and objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, classes, generators, implicit
from convlint.engine.callbacks import change, hand_over
from convlint.engine.contracts import REFUSED, Contract
from convlint.engine.control import Flow, Raised
from convlint.engine.counting import count
from convlint.engine.either import OneOf
from convlint.engine.frame import Frame
from convlint.engine.giving import only_documents
from convlint.engine.objects import Class, Function, LazyDefinition, Param, Scope, Thunk
from convlint.engine.parting import WHOLE
from convlint.engine.patching import replaced
from convlint.frameworks.common.registry import FunctionEntry, library_of
from convlint.symbolic import Shape, Truth
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    BoundMethod,
    DictV,
    FloatV,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    NoTensor,
    OpenSizes,
    Raises,
    SetV,
    Stops,
    Tensor,
    Undetermined,
    Unknown,
)
from convlint.values.context import HANDED_OVER

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

DEEPEST: Final = 48
"""Calls of project functions within each other; deeper ones give Unknown."""
MOST_RECURSIVE: Final = 6
"""Calls of one function within itself."""
DEEP: Final = 4
MOST_DEEP: Final = 200
"""Calls that are so deep in themselves, in one budget: a function that calls itself several times soon makes thousands."""
STEPS_OF_PROOF: Final = 4
"""What looking for a proof about a size counts in a budget."""
MOST_UNSURE: Final = 1
"""Those of them under conditions that are open, of which nobody knows where they end."""
UNKNOWN_ARGUMENTS: Final = "arguments from something unknown"
SPLAT: Final = Unknown(UNKNOWN_ARGUMENTS)


def is_spread(args: tuple[Any, ...]) -> bool:
    """Whether there may be any number of arguments."""
    for value in args:  # noqa: SIM110 - asked for every call
        if value is SPLAT:
            return True
    return False


def call(vm: Interpreter, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The result of `function(*args, **kwargs)`."""
    caller = _CALLERS.get(type(function))
    if caller is not None:
        return caller(vm, function, args, kwargs)
    return _call_object(vm, function, args, kwargs)


# --- declared functions -----------------------------------------------------------------------------------------------


def _call_library(vm: Interpreter, function: LibraryFunction, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return apply_entry(vm, function.entry, args, kwargs)


def apply_entry(vm: Interpreter, entry: FunctionEntry, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Apply a declared function: bind, evaluate, report a mismatch."""
    vm.step(1 + STEPS_OF_PROOF * vm.facts.effort)
    vm.facts.effort = 0
    if vm.implicit and entry.path.startswith("builtins."):
        implicit.meet(vm, (*args, *kwargs.values()))
    if "**" in kwargs or is_spread(args):
        args = tuple(value for value in args if value is not SPLAT)
        for value in args:
            if isinstance(value, (ListV, DictV, SetV)):
                vm.forget(value)
        result: Any = MISSING
    elif vm.loader.replaced.tells_on(entry.path, args):
        return Unknown(f"`{entry.path}` is replaced by the program")
    else:
        mark = vm.facts.mark()
        try:
            if entry.accepts is not None:
                entry.accepts.check(len(args), kwargs)
            positional, keyword = _bound(vm, entry, args, kwargs)
            result = entry.handler(vm, *positional, **keyword)
            if isinstance(result, Shape):
                result = _like_first(args, result)
            if entry.after is not None:
                entry.after(vm, result, positional, keyword, kwargs)
        except Mismatch as mismatch:
            vm.facts.undo(mark)
            vm.reporter.mismatch(mismatch, entry.path, args)
            result = _unknown_result(vm, entry, "a mismatch", args)
            count(vm, entry, args, result)
            return result
        except Raises as certain:
            return vm.reporter.certain_error(certain)
        except Undetermined as error:
            if entry.strict and isinstance(error, NoTensor):
                vm.facts.undo(mark)
                vm.reporter.mismatch(Mismatch("invalid-argument", str(error)), entry.path, args)
            if entry.sized and isinstance(error, OpenSizes):
                result = _of_open_sizes(vm, entry, args, error.shape)
            else:
                vm.statistics.unknown[entry.path] = vm.statistics.unknown.get(entry.path, 0) + 1
                result = _unknown_result(vm, entry, str(error), args)
        except KeyError:
            if not (args and isinstance(args[0], Instance)):
                raise
            result = _unknown_result(vm, entry, "an object whose constructor did not run", args)
        except ValueError as error:
            if "integer string conversion" not in str(error):
                raise
            result = _unknown_result(vm, entry, "a number too large to be told of", args)
    if result is MISSING:
        result = _unknown_result(vm, entry, UNKNOWN_ARGUMENTS, args)
    if "out" in kwargs:
        _write(vm, kwargs["out"], result)
    vm.reporter.passed()
    count(vm, entry, args, result)
    return result


def _bound(vm: Interpreter, entry: FunctionEntry, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The arguments by their parameters. What they do to an object is not known where they do not fit what is declared."""
    try:
        return entry.signature.bind(vm, args, kwargs)
    except Undetermined:
        if args and isinstance(args[0], Instance):
            vm.forget(args[0])
        raise


def _write(vm: Interpreter, out: Any, result: Any) -> None:
    """`out=`: the result is written into a tensor, or several, which may take its shape; an empty one does."""
    if isinstance(out, tuple):
        results = result if isinstance(result, tuple) else (None,) * len(out)
        for each, part in zip(out, results):
            _write(vm, each, part)
    if isinstance(out, Tensor):
        vm.touch(out)
        out.data = out.layout = None
        if isinstance(result, Tensor) and out.shape in (Shape.of(0), result.shape):
            out.shape = result.shape
        else:
            out.shape = vm.unknown_tensor("out").shape


def _like_first(args: tuple[Any, ...], shape: Shape) -> Tensor:
    first = next((value for value in args if isinstance(value, Tensor)), None)
    return Tensor(shape) if first is None else first.like(shape)


def _of_open_sizes(vm: Interpreter, entry: FunctionEntry, args: tuple[Any, ...], shape: Shape) -> Tensor:
    """A tensor of the sizes of another one, whose rank is open; what is inferred (-1) is a size that is not known."""
    shape = vm.facts.resolve_shape(shape)
    dims = [size if vm.facts.less(size, 0) is Truth.NO else vm.fresh("size") for size in shape.dims]
    made = _like_first(args, Shape(tuple(dims), shape.lead))
    return made if made.library == library_of(entry.path) else Tensor(made.shape, library=library_of(entry.path))


def _unknown_result(vm: Interpreter, entry: FunctionEntry, why: str, args: tuple[Any, ...]) -> Any:
    """What a declared function gives when too little is known: a tensor (or several) of unknown shape, as it is annotated.

    `Tensor | Any` says: a tensor, unless the call asks for something else.
    """
    returns = entry.signature.returns.strip("\"'").removesuffix(" | Any")
    library = library_of(entry.path)
    kinds = [part.strip() for part in returns.removeprefix("tuple[").removesuffix("]").split(",")]
    if kinds and all(kind in ("Tensor", "Shape") for kind in kinds):
        made = tuple(vm.unknown_tensor("x", library) for _ in kinds)
        return made[0] if len(made) == 1 else made
    return Unknown(why, given=any(isinstance(value, Unknown) and value.given for value in args))


# --- functions of the project -----------------------------------------------------------------------------------------


def _call_function(vm: Interpreter, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    vm.step()
    function.called = True
    if function.name == "__init__":
        return run_function(vm, function, args, kwargs)
    if function.marks:
        if "scope" in function.marks:
            return Scope(function, args, kwargs)
        if "unknown" in function.marks:
            return _call_unknown(vm, Unknown("a function that the program changes"), args, kwargs)
    if len(args) == 1 and type(args[0]) is Function and not kwargs and only_documents(vm, function):
        return args[0]  # a decorator that is called
    if "remembered" in function.marks:
        return vm.memo.call_cached(function, args, kwargs, lambda: run_function(vm, function, args, kwargs))
    return vm.memo.call(function, args, kwargs, lambda: run_function(vm, function, args, kwargs))[0]


def run_function(vm: Interpreter, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """The result of a function of the project, evaluated here and now."""
    if len(vm.stack) >= DEEPEST or _recurs_too_often(vm, function.node):
        vm.journal.spoil()
        change(vm, function, args, kwargs)
        return Unknown("calls within calls, too deep")
    frame = Frame(function.module, function.frame, function, vm.journal.now)
    try:
        bind_arguments(vm, function, frame, args, kwargs)
    except Undetermined as error:
        return Unknown(str(error))
    if "checked" in function.marks:
        return _call_checked(vm, function, frame)
    return _run_body(vm, function, frame)


def _recurs_too_often(vm: Interpreter, node: Any) -> bool:
    depth = unsure = 0
    last = vm.uncertain
    for _, callee, uncertain in vm.stack[::-1]:
        if callee.node is node:
            depth += 1
            unsure += uncertain < last
            last = uncertain
    vm.deep_calls += depth >= DEEP
    return depth > MOST_RECURSIVE or unsure > MOST_UNSURE or (depth >= DEEP and vm.deep_calls > MOST_DEEP)


def _call_checked(vm: Interpreter, function: Function, frame: Frame) -> Any:
    contract = Contract(vm, function)
    return contract.returned(_run_body(vm, function, frame)) if contract.admits(frame) else REFUSED


def _run_body(vm: Interpreter, function: Function, frame: Frame) -> Any:
    node = function.node
    vm.stack.append((vm.place, function, vm.uncertain))
    before = len(vm.stack)
    loops, vm.loops = vm.loops, []
    branches, vm.branches = vm.branches, 0
    argued, vm.argued = vm.argued, 0
    left = vm.left
    exits, vm.exits = vm.exits, WHOLE
    try:
        if isinstance(node, ir.Lambda):
            return vm.eval(node.body, frame)
        if node.is_async:
            return _run_async(vm, node, frame)
        return _run(vm, node, frame)
    finally:
        vm.loops, vm.branches, vm.argued, vm.left, vm.exits = loops, branches, argued, left, exits
        del vm.stack[before - 1 :]
        if vm.finalized:
            implicit.let_go(vm, frame.names.values())


def _run(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> Any:
    if node.is_generator:
        run = generators.run_later if generators.is_stepwise(node) else generators.run_at_once
        return run(vm, node, frame)
    mark = vm.facts.mark()
    try:
        flow = vm.run_block(node.body, frame)
    except (Raised, Stops):
        if not frame.returned:
            raise
        vm.facts.undo(mark)  # what was learnt holds for the path that raised
        frame.result, flow = frame.returned.pop(), Flow.RETURN
    result = frame.result if flow is Flow.RETURN else None
    for value in frame.returned:
        result = vm.join(result, value)
    return result


def _run_async(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> Any:
    """`await` is transparent: a coroutine is run when it is made."""
    return Unknown("an asynchronous generator") if node.is_generator else _run(vm, node, frame)


def bind_arguments(
    vm: Interpreter, function: Function, frame: Frame, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Bind a call's arguments to names of the frame. Raises Undetermined where the call does not fit."""
    rest, given = list(args), dict(kwargs)
    splat = SPLAT in rest or "**" in given
    given.pop("**", None)
    if SPLAT in rest:
        rest = rest[: rest.index(SPLAT)]
    names = frame.names
    for param in function.node.params:
        if param.kind == "vararg":
            spread = (splat and SPLAT in args) or (vm.entered is function.node and not rest)
            made = Unknown(UNKNOWN_ARGUMENTS, given=vm.entered is function.node) if spread else tuple(rest)
            names[param.name] = made
            rest = []
        elif param.kind == "kwarg":
            names[param.name] = DictV(given, open=splat)
            given = {}
        elif rest and param.kind in ("positional", "normal"):
            value = names[param.name] = rest.pop(0)
            if type(value) is Unknown and param.annotation is not None:
                names[param.name] = _as_annotated(function, param, value)
        elif param.name in given and param.kind != "positional":
            value = names[param.name] = given.pop(param.name)
            if type(value) is Unknown and param.annotation is not None:
                names[param.name] = _as_annotated(function, param, value)
        elif splat and (param.kind != "keyword" or "**" in kwargs):
            names[param.name] = _as_annotated(function, param, Unknown(UNKNOWN_ARGUMENTS))
        elif param.name in function.defaults:
            names[param.name] = function.defaults[param.name]
        else:
            raise Undetermined(f"missing argument `{param.name}`")
    if rest or given:
        raise Undetermined("unexpected arguments")
    frame.receiver = args[0] if args and function.owner is not None else None


def _as_annotated(function: Function, param: ir.Param, value: Unknown) -> Any:
    """Something unknown that is given where the annotation has a float is one."""
    if value.data or function.defaults.get(param.name, value) is None:
        return value
    return FloatV() if classes.annotation_text(param.annotation) == "float" else value


def parameters(function: Any) -> dict[str, bool] | None:
    """The parameters of a function of the project, and whether each must be given; None where that is not known."""
    skip = isinstance(function, BoundMethod)
    if isinstance(function, BoundMethod):
        function = function.function
    if not isinstance(function, Function) or any(param.kind in ("vararg", "kwarg") for param in function.node.params):
        return None
    return {param.name: param.name not in function.defaults for param in function.node.params[skip:]}


def signature(vm: Interpreter, function: Any) -> list[tuple[str, str, tuple[Any, ...]]] | None:
    """The parameters of a function, method or class of the project: name, kind, `(default,)` or `()`; else None."""
    skip = 0
    if isinstance(function, LazyDefinition):
        function = vm.loader.force(function)
    if isinstance(function, Class):
        function, skip = attributes.find_in_class(function, "__init__"), 1
    if isinstance(function, BoundMethod):
        function, skip = function.function, 1
    while isinstance(function, Function) and function.wrapped is not None:
        function = function.wrapped
    if not isinstance(function, Function):
        return None
    defaults = function.defaults
    return [
        (param.name, param.kind, (defaults[param.name],) if param.name in defaults else ())
        for param in function.node.params[skip:]
    ]


# --- methods, classes, objects ----------------------------------------------------------------------------------------


def _call_bound(vm: Interpreter, method: BoundMethod, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return call(vm, method.function, (method.receiver, *args), kwargs)


def _call_class(vm: Interpreter, cls: Class, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return classes.instantiate(vm, cls, args, kwargs)


def _call_library_class(vm: Interpreter, cls: LibraryClass, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return classes.instantiate_library(vm, cls, args, kwargs)


def _call_instance(vm: Interpreter, instance: Instance, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if instance.opaque:
        vm.statistics.layer_applications += isinstance(instance.cls, LibraryClass) and instance.cls.entry.layer
        return Unknown("something un-understood was done to it")
    found = attributes.find_special(vm, instance, "__call__")
    return Unknown("an object that cannot be called") if found is MISSING else call(vm, found, args, kwargs)


def _call_thunk(vm: Interpreter, thunk: Thunk, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return thunk.run(vm, args, kwargs)


def _call_lazy(vm: Interpreter, lazy: LazyDefinition, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return call(vm, vm.loader.force(lazy), args, kwargs)


def _call_unknown(vm: Interpreter, function: Unknown, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An unknown function may change the lists and dicts that it is given, and the object whose method it is."""
    hand_over(vm, (*args, *kwargs.values()))
    if vm.implicit:
        implicit.meet(vm, (*args, *kwargs.values()))
    if not function.data:
        vm.notes[HANDED_OVER] = True
    replaced(vm, args)
    return Unknown("a call of something unknown", function.data, function.given)


def _call_undeclared(vm: Interpreter, function: Library, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    if function.path in classes.DATACLASSES and args and isinstance(args[0], Class):  # `dataclass(cls)`
        vm.touch(args[0])
        classes.make_dataclass(args[0], kwargs.get("init", True) is True)
        return args[0]
    hand_over(vm, (*args, *kwargs.values()))
    if vm.implicit:
        implicit.meet(vm, (*args, *kwargs.values()))
    vm.statistics.unknown[function.path] = vm.statistics.unknown.get(function.path, 0) + 1
    return Unknown(f"`{function.path}` is not modelled")


def _call_object(vm: Interpreter, function: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    found = attributes.find_special(vm, function, "__call__")
    if found is MISSING or isinstance(found, Unknown):
        return Unknown("an object that cannot be called")
    return call(vm, found, args, kwargs)


_CALLERS: Final[dict[type, Any]] = {
    BoundMethod: _call_bound,
    Class: _call_class,
    Function: _call_function,
    Instance: _call_instance,
    LazyDefinition: _call_lazy,
    Library: _call_undeclared,
    LibraryClass: _call_library_class,
    LibraryFunction: _call_library,
    Param: _call_unknown,
    Thunk: _call_thunk,
    OneOf: _call_thunk,
    Unknown: _call_unknown,
}

__all__ = ["SPLAT", "apply_entry", "bind_arguments", "call", "is_spread", "parameters", "signature"]
