"""Statements: one small function for each kind of node."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import (
    attributes,
    branching,
    containers,
    implicit,
    loops,
    managing,
    operators,
    parting,
    setting,
    trying,
)
from convlint.engine.assertions import refused, refused_at_last
from convlint.engine.classes import annotated_fields, define
from convlint.engine.control import Flow, Raised
from convlint.engine.expressions import is_key, make_function, tested
from convlint.engine.frame import Frame
from convlint.engine.lazily import is_own_module
from convlint.engine.mutation import walk
from convlint.engine.objects import Class, Condition, Function, LazyDefinition
from convlint.engine.patterns import matches
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    BoundMethod,
    DictV,
    ListV,
    StreamV,
    Tensor,
    Unknown,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

EXECUTORS: Final[dict[type, Callable[[Any, Any, Frame], Flow]]] = {}


def executes(*kinds: type) -> Callable[[Any], Any]:
    """Declare the function that runs statements of these kinds."""

    def register(function: Any) -> Any:
        for kind in kinds:
            EXECUTORS[kind] = function
        return function

    return register


# --- assignment -------------------------------------------------------------------------------------------------------


def assign(vm: Interpreter, target: Any, value: Any, frame: Frame) -> None:
    """`target = value` for any target."""
    if isinstance(target, ir.Name):
        vm.bind(frame, target.id, value)
    elif isinstance(target, (ir.TupleExpr, ir.ListExpr)):
        _assign_many(vm, target, value, frame)
    elif isinstance(target, ir.Attribute):
        setting.set_attribute(vm, vm.eval(target.value, frame), target.attr, value)
    elif isinstance(target, ir.Subscript):
        _assign_item(vm, target, value, frame)
    elif isinstance(target, ir.Starred):
        assign(vm, target.value, value, frame)


def _assign_many(vm: Interpreter, target: Any, value: Any, frame: Frame) -> None:
    star = next((i for i, each in enumerate(target.items) if isinstance(each, ir.Starred)), None)
    before = len(target.items) if star is None else star
    after = 0 if star is None else len(target.items) - star - 1
    place = vm.reporter.at(frame.module, target)
    try:
        values = containers.unpack(vm, value, before, star is not None, after)
    finally:
        vm.reporter.leave(place)
    for each, item in zip(target.items, values):
        assign(vm, each, item, frame)


def _assign_item(vm: Interpreter, target: ir.Subscript, value: Any, frame: Frame) -> None:
    owner, index = vm.eval(target.value, frame), vm.eval(target.index, frame)
    place = vm.reporter.at(frame.module, target)
    try:
        if isinstance(owner, Unknown):
            vm.reporter.passed()
            return
        if isinstance(owner, ListV) and type(index) is int and containers.lacks(owner, index):
            containers.no_such_item(vm, owner.items or [], index)
            return
        found = attributes.find_special(vm, owner, "__setitem__")
        if found is MISSING or isinstance(found, Unknown):
            vm.forget(owner)
        else:
            vm.call(found, (index, value))
    finally:
        vm.reporter.leave(place)


@executes(ir.Assign)
def _assign(vm: Interpreter, node: ir.Assign, frame: Frame) -> Flow:
    if type(node.targets[0]) is ir.Subscript and is_own_module(node.targets[0]):
        return Flow.NEXT  # a stand-in for the module, whose names are looked up in its text
    value = vm.eval(node.value, frame)
    if vm.revealed is not None and isinstance(value, Tensor):
        vm.revealed.setdefault((frame.module, node.at), set()).add(vm.describe(value.shape))
    for target in node.targets:
        assign(vm, target, value, frame)
    return Flow.NEXT


@executes(ir.AnnAssign)
def _ann_assign(vm: Interpreter, node: ir.AnnAssign, frame: Frame) -> Flow:
    if node.value is not None:
        assign(vm, node.target, vm.eval(node.value, frame), frame)
    return Flow.NEXT


@executes(ir.AugAssign)
def _aug_assign(vm: Interpreter, node: ir.AugAssign, frame: Frame) -> Flow:
    left, right = vm.eval(node.target, frame), vm.eval(node.value, frame)
    place = vm.reporter.at(frame.module, node)
    try:
        result = operators.in_place(vm, node.op, left, right)
        if isinstance(result, Unknown):
            vm.reporter.passed()
    finally:
        vm.reporter.leave(place)
    assign(vm, node.target, result, frame)
    return Flow.NEXT


@executes(ir.Delete)
def _delete(vm: Interpreter, node: ir.Delete, frame: Frame) -> Flow:
    for target in node.targets:
        if isinstance(target, ir.Name):
            vm.bind(frame, target.id, None)
            frame.names.pop(target.id, None)
        elif isinstance(target, ir.Subscript):
            owner, index = vm.eval(target.value, frame), vm.eval(target.index, frame)
            found = attributes.find_special(vm, owner, "__delitem__")
            if found is MISSING or isinstance(found, Unknown):
                vm.forget(owner)
            else:
                vm.call(found, (index,))
        elif isinstance(target, ir.Attribute):
            setting.delete_attribute(vm, vm.eval(target.value, frame), target.attr)
    return Flow.NEXT


# --- simple statements ------------------------------------------------------------------------------------------------


@executes(ir.ExprStmt)
def _expr(vm: Interpreter, node: ir.ExprStmt, frame: Frame) -> Flow:
    value = vm.eval(node.value, frame)
    if vm.finalized:
        implicit.let_go(vm, (value,))
    return Flow.NEXT


@executes(ir.Pass)
def _pass(vm: Interpreter, node: ir.Pass, frame: Frame) -> Flow:
    return Flow.NEXT


@executes(ir.Return)
def _return(vm: Interpreter, node: ir.Return, frame: Frame) -> Flow:
    frame.result = None if node.value is None else vm.eval(node.value, frame)
    return Flow.RETURN


@executes(ir.Break)
def _break(vm: Interpreter, node: ir.Break, frame: Frame) -> Flow:
    return Flow.BREAK


@executes(ir.Continue)
def _continue(vm: Interpreter, node: ir.Continue, frame: Frame) -> Flow:
    return Flow.CONTINUE


@executes(ir.Raise)
def _raise(vm: Interpreter, node: ir.Raise, frame: Frame) -> Flow:
    if vm.world is None:
        refused_at_last(vm, node, frame)
    raise Raised(None if node.exc is None else vm.eval(node.exc, frame))


@executes(ir.Assert)
def _assert(vm: Interpreter, node: ir.Assert, frame: Frame) -> Flow:
    """An assertion is a fact: what follows runs only where it holds."""
    value = tested(vm, node.test, frame)
    if isinstance(value, Condition) and value.learn is not None:
        if not value.learn(vm, True):
            raise Raised
    elif vm.truth(value).name == "NO":
        refused(vm, node.test, node.test, frame)
        raise Raised
    return Flow.NEXT


@executes(ir.Global)
def _global(vm: Interpreter, node: ir.Global, frame: Frame) -> Flow:
    frame.globals |= frozenset(node.names)
    return Flow.NEXT


@executes(ir.Nonlocal)
def _nonlocal(vm: Interpreter, node: ir.Nonlocal, frame: Frame) -> Flow:
    frame.nonlocals |= frozenset(node.names)
    return Flow.NEXT


@executes(ir.Import)
def _import(vm: Interpreter, node: ir.Import, frame: Frame) -> Flow:
    for module, alias in node.names:
        value = vm.loader.import_module(frame.module, module, alias or module.rpartition(".")[2])
        if alias is None and "." in module:
            top = module.partition(".")[0]
            value = vm.loader.import_module(frame.module, top, top)
        vm.bind(frame, alias or module.partition(".")[0], value)
    return Flow.NEXT


@executes(ir.ImportFrom)
def _import_from(vm: Interpreter, node: ir.ImportFrom, frame: Frame) -> Flow:
    if node.names and node.names[0][0] == "*":
        vm.loader.import_star(frame, node.module, node.level)
        return Flow.NEXT
    for name, alias in node.names:
        value = vm.loader.import_name(frame.module, node.module, node.level, name)
        if frame.is_class and isinstance(value, LazyDefinition):
            value = vm.loader.force(value)
        vm.bind(frame, alias or name, value)
    return Flow.NEXT


@executes(ir.OpaqueStmt)
def _opaque(vm: Interpreter, node: ir.OpaqueStmt, frame: Frame) -> Flow:
    for name in node.names:
        vm.bind(frame, name, Unknown("a statement that is not read"))
    return Flow.NEXT


# --- branches and loops -----------------------------------------------------------------------------------------------


@executes(ir.If)
def _if(vm: Interpreter, node: ir.If, frame: Frame) -> Flow:
    test = tested(vm, node.test, frame)
    decided = vm.decide(test)
    if decided is not None:
        block = node.body if decided else node.orelse
        if vm.world is None and block and isinstance(block[-1], ir.Raise):
            refused(vm, node.test, block[-1], frame)
        return vm.run_block(block, frame)
    return branching.fork(
        vm,
        frame,
        branching.as_condition(vm, test),
        lambda: vm.run_block(node.body, frame),
        lambda: vm.run_block(node.orelse, frame),
        vm.world is None and _asks_for_arguments(node.test, frame),
        parts=True,
    )[0]


def _asks_for_arguments(test: Any, frame: Frame) -> bool:
    """Whether a condition names a parameter of the function that it stands in which is a tensor, or several things."""
    function = frame.function
    if not isinstance(function, Function) or not isinstance(function.node, ir.FunctionDef):
        return False
    own = {param.name for param in function.node.params[function.owner is not None :]}
    asked = {node.id for node in walk(test) if isinstance(node, ir.Name)} & own
    return any(isinstance(frame.names.get(name), (Tensor, ListV, DictV, StreamV, tuple)) for name in asked)


@executes(ir.For)
def _for(vm: Interpreter, node: ir.For, frame: Frame) -> Flow:
    return _loop(vm, frame, lambda: loops.run_for(vm, node, frame))


@executes(ir.While)
def _while(vm: Interpreter, node: ir.While, frame: Frame) -> Flow:
    return _loop(vm, frame, lambda: loops.run_while(vm, node, frame))


def _loop(vm: Interpreter, frame: Frame, run: Callable[[], Flow]) -> Flow:
    """Run a loop: what may have left it early comes together behind it, but for what returned."""
    left, returned = vm.left, len(frame.returned)
    flow = parting.joined(vm, run)
    vm.left = left + len(frame.returned) - returned
    return flow


@executes(ir.Match)
def _match(vm: Interpreter, node: ir.Match, frame: Frame) -> Flow:
    return _cases(vm, vm.eval(node.subject, frame), node.cases, frame)


def _cases(vm: Interpreter, subject: Any, cases: tuple[ir.Case, ...], frame: Frame) -> Flow:
    if not cases:
        return Flow.NEXT
    case = cases[0]
    verdict = matches(vm, case.pattern, subject, frame)
    if verdict is not False and case.guard is not None:
        guard = vm.decide(vm.eval(case.guard, frame))
        verdict = guard if verdict is True or guard is False else verdict
    if verdict is True:
        return vm.run_block(case.body, frame)
    if verdict is False:
        return _cases(vm, subject, cases[1:], frame)
    condition = verdict if isinstance(verdict, Condition) else Condition("a pattern")
    decided = vm.decide(condition)
    if decided is not None:
        return vm.run_block(case.body, frame) if decided else _cases(vm, subject, cases[1:], frame)
    return branching.fork(
        vm,
        frame,
        condition,
        lambda: vm.run_block(case.body, frame),
        lambda: parting.settled(vm, frame, _cases(vm, subject, cases[1:], frame)),
        parts=True,
    )[0]


@executes(ir.With)
def _with(vm: Interpreter, node: ir.With, frame: Frame) -> Flow:
    return managing.run_with(vm, node, node.items, frame)


@executes(ir.Try)
def _try(vm: Interpreter, node: ir.Try, frame: Frame) -> Flow:
    return trying.run_try(vm, node, frame)


# --- definitions ------------------------------------------------------------------------------------------------------


@executes(ir.FunctionDef)
def _function(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> Flow:
    vm.bind(frame, node.name, function_value(vm, node, frame))
    return Flow.NEXT


def function_value(vm: Interpreter, node: ir.FunctionDef, frame: Frame) -> Any:
    """What a `def` binds: the function as its decorators leave it."""
    from convlint.engine.decorators import decorate

    value: Any = make_function(vm, node, node.name, frame)
    for decorator in reversed(node.decorators):
        value = decorate(vm, decorator, value, frame)
    return value


@executes(ir.ClassDef)
def _class(vm: Interpreter, node: ir.ClassDef, frame: Frame) -> Flow:
    vm.bind(frame, node.name, class_value(vm, node, frame))
    return Flow.NEXT


def class_value(vm: Interpreter, node: ir.ClassDef, frame: Frame) -> Any:
    """What a `class` statement binds: the class as its decorators leave it."""
    from convlint.engine.decorators import decorate_class

    value: Any = define(vm, node, frame)
    for decorator in reversed(node.decorators):
        value = decorate_class(vm, decorator, value, frame)
    return value


__all__ = ["EXECUTORS", "BoundMethod", "Class", "Function", "LazyDefinition", "annotated_fields", "assign", "is_key"]
