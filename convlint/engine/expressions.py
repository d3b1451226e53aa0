"""Expressions: one small function for each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, branching, calls, containers, generators, implicit, misused, mutation, operators
from convlint.engine.calls import SPLAT
from convlint.engine.classes import annotation_text
from convlint.engine.control import Flow
from convlint.engine.filtering import filtered
from convlint.engine.frame import Frame
from convlint.engine.hooks import entries
from convlint.engine.objects import Class, Condition, EnumMember, Function, LazyDefinition, NamesV, Param
from convlint.engine.scoping import Block
from convlint.engine.versions import VERSION
from convlint.frameworks.python.dicts import PLAIN, blur, put
from convlint.symbolic import Dim, Int
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    BoundMethod,
    DictV,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    SetV,
    SizeV,
    StreamV,
    Tensor,
    Unknown,
    Value,
)
from convlint.values.base import ONE_SIDED

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

LARGE = 1 << 64
"""Products of greater numbers are looked at first: they may double in length at each turn of a loop."""
EVALUATORS: Final[dict[type, Callable[[Any, Any, Frame], Any]]] = {}


def evaluates(*kinds: type) -> Callable[[Any], Any]:
    """Declare the function that evaluates nodes of these kinds."""

    def register(function: Any) -> Any:
        for kind in kinds:
            EVALUATORS[kind] = function
        return function

    return register


@evaluates(ir.Const)
def _const(vm: Interpreter, node: ir.Const, frame: Frame) -> Any:
    return node.value


@evaluates(ir.Name)
def _name(vm: Interpreter, node: ir.Name, frame: Frame) -> Any:
    name = node.id
    scope: Frame | None = frame
    while scope is not None:
        found = scope.names.get(name, MISSING)
        if found is not MISSING:
            return _forced(vm, scope, name, found) if isinstance(found, LazyDefinition) else found
        scope = scope.outer
    return vm.loader.global_name(frame.module, name)


def _forced(vm: Interpreter, scope: Frame, name: str, lazy: LazyDefinition) -> Any:
    """The value of what was put off; an import is not asked again."""
    value = vm.loader.force(lazy)
    if value is not None and lazy.value is value and scope.names.get(name) is lazy:
        scope.names[name] = value
    return value


@evaluates(ir.Attribute)
def _attribute(vm: Interpreter, node: ir.Attribute, frame: Frame) -> Any:
    value = vm.eval(node.value, frame)
    if node.attr == VERSION:  # which one holds is a matter of the module that asks
        return _asked_here(vm, node, frame, attributes.get, value)
    found = attributes.find(vm, value, node.attr)
    if found is MISSING:
        return _asked_here(vm, node, frame, misused.attribute, value)
    return vm.loader.force(found) if isinstance(found, LazyDefinition) else found


def _asked_here(vm: Interpreter, node: ir.Attribute, frame: Frame, ask: Callable[..., Any], value: Any) -> Any:
    """What is given for an attribute where it matters which place asks."""
    place = vm.reporter.at(frame.module, node)
    try:
        found = ask(vm, value, node.attr)
        return vm.loader.force(found) if isinstance(found, LazyDefinition) else found
    finally:
        vm.reporter.leave(place)


@evaluates(ir.Subscript)
def _subscript(vm: Interpreter, node: ir.Subscript, frame: Frame) -> Any:
    value = vm.eval(node.value, frame)
    if isinstance(value, (Library, LibraryClass, LibraryFunction)):
        return value  # List[int], nn.Module[...]: annotations
    index = vm.eval(node.index, frame)
    with_place = vm.reporter.at(frame.module, node)
    try:
        found = containers.getitem(vm, value, index)
        if isinstance(value, (Unknown, SizeV)):
            vm.reporter.passed()
        return found
    finally:
        vm.reporter.leave(with_place)


@evaluates(ir.Slice)
def _slice(vm: Interpreter, node: ir.Slice, frame: Frame) -> Any:
    bounds = [None if part is None else vm.eval(part, frame) for part in (node.lower, node.upper, node.step)]
    return slice(*bounds)


@evaluates(ir.Starred)
def _starred(vm: Interpreter, node: ir.Starred, frame: Frame) -> Any:
    return Unknown("a star where none is expected")


# --- calls ------------------------------------------------------------------------------------------------------------


def _super(vm: Interpreter, node: ir.Call, frame: Frame) -> Any:
    from convlint.engine.classes import super_of

    return super_of(vm, frame, tuple(vm.eval(arg, frame) for arg in node.args))


def _globals(vm: Interpreter, node: ir.Call, frame: Frame) -> Any:
    """The names of the module, to be read; there may come others."""
    return NamesV(frame.module.frame, open=True)


def _locals(vm: Interpreter, node: ir.Call, frame: Frame) -> Any:
    """The names of a function so far; within another function, or behind a branch, there may be more or fewer."""
    function = frame.function
    if function is None or not isinstance(function.node, ir.FunctionDef):
        return DictV(dict(frame.names), open=True)
    names = dict(frame.names)
    used = {each.id for each in mutation.walk(function.node) if isinstance(each, ir.Name)}
    if function.owner is not None and "super" in used:
        names["__class__"] = function.owner
    within = any(each.function is not None for each in vm.outer_frames(frame))
    return DictV(names, open=within or any(value is ONE_SIDED for value in names.values()))


def _exec(vm: Interpreter, node: ir.Call, frame: Frame) -> Any:
    """Code that is not read may give the names that it sees other values: those of the module, or of the dicts that it is given."""
    given = [vm.eval(each, frame) for each in (*node.args, *(value for _, value in node.keywords))][1:]
    for names in given:
        vm.forget(names)
    if not given and frame.function is None:
        vm.touch(frame)
        frame.forget_values()
    return Unknown("code that is not read")


OF_THE_FRAME: Final = {"exec": _exec, "super": _super, "globals": _globals, "locals": _locals}
"""Builtins that depend on where they are called."""


@evaluates(ir.Call)
def _call(vm: Interpreter, node: ir.Call, frame: Frame) -> Any:
    function = vm.eval(node.func, frame)
    special = OF_THE_FRAME.get(node.func.id) if isinstance(node.func, ir.Name) else None
    if special is not None and isinstance(function, Value) and not isinstance(function, Function):
        return special(vm, node, frame)
    args = _arguments(vm, node, frame, function)
    kwargs = _keywords(vm, node, frame)
    place, callee = vm.reporter.at(frame.module, node), vm.callee
    vm.callee = function
    try:
        result = calls.call(vm, function, args, kwargs)
        if isinstance(result, Unknown):
            vm.reporter.passed()
        if isinstance(function, Unknown) and isinstance(node.func, ir.Attribute):
            _by_unknown_method(vm, node.func, frame)
        return result
    finally:
        vm.callee = callee
        vm.reporter.leave(place)


def _by_unknown_method(vm: Interpreter, func: ir.Attribute, frame: Frame) -> None:
    """What a method of a base that is not known may do to its object, where that is a name, or an item or attribute of one."""
    owner = func.value
    named = owner.value if isinstance(owner, (ir.Attribute, ir.Subscript)) else owner
    plain = not isinstance(owner, ir.Subscript) or isinstance(owner.index, (ir.Name, ir.Const))
    receiver = vm.eval(owner, frame) if plain and isinstance(named, ir.Name) else None
    if not isinstance(receiver, Instance) or func.attr in receiver.attrs:
        return
    if isinstance(receiver.cls, Class) and receiver.cls.open:
        mutation.let_go(vm, receiver)


def _arguments(vm: Interpreter, node: ir.Call, frame: Frame, function: Any) -> tuple[Any, ...]:
    args: list[Any] = []
    for arg in node.args:
        if isinstance(arg, ir.Starred):
            value = vm.eval(arg.value, frame)
            items = vm.items(value)
            if items is None and isinstance(value, SizeV) and not args and _takes_sizes(function, node.args[1:]):
                return (value.followed_by(tuple(_size(vm, other, frame) for other in node.args[1:])),)
            if items is None:
                args.append(SPLAT)
            else:
                args.extend(items)
        else:
            args.append(vm.eval(arg, frame))
    return tuple(args)


def _takes_sizes(function: Any, others: Sequence[Any]) -> bool:
    """Whether it is declared that all arguments are the sizes of the result, as of `x.view`, and the others are one each."""
    if isinstance(function, BoundMethod):
        function = function.function
    sized = isinstance(function, LibraryFunction) and function.entry.sized
    return sized and not any(isinstance(node, ir.Starred) for node in others)


def _size(vm: Interpreter, node: Any, frame: Frame) -> Int:
    return _as_size(vm, vm.eval(node, frame))


def _as_size(vm: Interpreter, value: Any) -> Int:
    return value if isinstance(value, (int, Dim)) else vm.fresh("size", None)


def _keywords(vm: Interpreter, node: ir.Call, frame: Frame) -> dict[str, Any]:
    kwargs: dict[str, Any] = {}
    for name, value_node in node.keywords:
        value = vm.eval(value_node, frame)
        if name is not None:
            kwargs[name] = value
        elif isinstance(value := entries(value), DictV):
            kwargs.update({key: item for key, item in value.items.items() if isinstance(key, str)})
            if value.open:
                kwargs["**"] = SPLAT
        else:
            kwargs["**"] = SPLAT
    return kwargs


# --- operators --------------------------------------------------------------------------------------------------------


@evaluates(ir.Binary)
def _binary(vm: Interpreter, node: ir.Binary, frame: Frame) -> Any:
    left, right = vm.eval(node.left, frame), vm.eval(node.right, frame)
    if type(left) is int and type(right) is int and node.op in "+-*":
        if node.op != "*":
            return left + right if node.op == "+" else left - right
        if -LARGE < left < LARGE and -LARGE < right < LARGE:
            return left * right
    place = vm.reporter.at(frame.module, node)
    try:
        result = operators.binary(vm, node.op, left, right)
        if isinstance(result, Unknown):
            vm.reporter.passed()
        return result
    finally:
        vm.reporter.leave(place)


@evaluates(ir.Unary)
def _unary(vm: Interpreter, node: ir.Unary, frame: Frame) -> Any:
    operand = tested(vm, node.operand, frame) if node.op == "not" else vm.eval(node.operand, frame)
    place = vm.reporter.at(frame.module, node)
    try:
        return operators.unary(vm, node.op, operand)
    finally:
        vm.reporter.leave(place)


@evaluates(ir.Compare)
def _compare(vm: Interpreter, node: ir.Compare, frame: Frame) -> Any:
    left = vm.eval(node.left, frame)
    result: Any = True
    for op, right_node in zip(node.ops, node.rights):
        right = vm.eval(right_node, frame)
        place = vm.reporter.at(frame.module, node)
        try:
            result = operators.compare(vm, op, left, right)
            if isinstance(result, Unknown):
                vm.reporter.passed()
        finally:
            vm.reporter.leave(place)
        if len(node.ops) > 1:
            decided = vm.decide(result)
            if decided is False:
                return False
            if decided is None:
                return Condition("a chain of comparisons", data=isinstance(result, Unknown) and result.data)
        left = right
    return result


@evaluates(ir.Boolean)
def _boolean(vm: Interpreter, node: ir.Boolean, frame: Frame) -> Any:
    return _boolean_from(vm, node, 0, frame)


def tested(vm: Interpreter, node: Any, frame: Frame) -> Any:
    """The value of a condition, of which nothing matters but its truth."""
    if isinstance(node, ir.Boolean):
        return _boolean_from(vm, node, 0, frame, tested)
    return vm.eval(node, frame)


def _boolean_from(vm: Interpreter, node: ir.Boolean, start: int, frame: Frame, evaluate: Any = None) -> Any:
    value = vm.eval(node.values[start], frame) if evaluate is None else evaluate(vm, node.values[start], frame)
    if start == len(node.values) - 1:
        return value
    decided = vm.decide(value)
    if decided is not None:
        return _boolean_from(vm, node, start + 1, frame, evaluate) if decided is (node.op == "and") else value
    condition = branching.as_condition(vm, value)
    only_truth = evaluate is not None or isinstance(value, Condition)
    rest = lambda: (Flow.NEXT, _boolean_from(vm, node, start + 1, frame, evaluate))  # noqa: E731
    stop = lambda: (Flow.NEXT, node.op == "or" if only_truth else value)  # noqa: E731
    one, other = (rest, stop) if node.op == "and" else (stop, rest)
    merged = branching.fork(vm, frame, condition, one, other)[1]
    if isinstance(merged, Unknown) and not isinstance(merged, Condition):
        return Condition("a combined condition", data=condition.data and merged.data)
    return merged


@evaluates(ir.IfExp)
def _if_exp(vm: Interpreter, node: ir.IfExp, frame: Frame) -> Any:
    test = tested(vm, node.test, frame)
    decided = vm.decide(test)
    if decided is not None:
        return vm.eval(node.body if decided else node.orelse, frame)
    condition = branching.as_condition(vm, test)
    return branching.fork(
        vm,
        frame,
        condition,
        lambda: (Flow.NEXT, vm.eval(node.body, frame)),
        lambda: (Flow.NEXT, vm.eval(node.orelse, frame)),
    )[1]


# --- displays ---------------------------------------------------------------------------------------------------------


def _spread(vm: Interpreter, nodes: tuple[Any, ...], frame: Frame) -> list[Any] | None:
    """The values of a display, stars spread out; None where one is of unknown length."""
    values, stars = _spread_out(vm, nodes, frame)
    return None if stars else values


def _spread_out(vm: Interpreter, nodes: tuple[Any, ...], frame: Frame) -> tuple[list[Any], list[int]]:
    """The values of a display, and which of them have a star and are of unknown length."""
    values: list[Any] = []
    stars: list[int] = []
    for node in nodes:
        if isinstance(node, ir.Starred):
            value = vm.eval(node.value, frame)
            items = vm.items(value)
            if items is None:
                stars.append(len(values))
                values.append(value)
            else:
                values.extend(items)
        else:
            values.append(vm.eval(node, frame))
    return values, stars


def _typical(vm: Interpreter, values: list[Any], stars: list[int]) -> Any:
    """What stands for any item of a display of unknown length."""
    return vm.element(ListV([vm.element(value) if i in stars else value for i, value in enumerate(values)]))


@evaluates(ir.ListExpr)
def _list(vm: Interpreter, node: ir.ListExpr, frame: Frame) -> Any:
    values, stars = _spread_out(vm, node.items, frame)
    return ListV(None, _typical(vm, values, stars)) if stars else ListV(values)


@evaluates(ir.TupleExpr)
def _tuple(vm: Interpreter, node: ir.TupleExpr, frame: Frame) -> Any:
    values, stars = _spread_out(vm, node.items, frame)
    if not stars:
        return tuple(values)
    if stars == [0] and isinstance(values[0], SizeV):
        return values[0].followed_by(tuple(_as_size(vm, value) for value in values[1:]))
    return StreamV(_typical(vm, values, stars))


@evaluates(ir.SetExpr)
def _set(vm: Interpreter, node: ir.SetExpr, frame: Frame) -> Any:
    values = _spread(vm, node.items, frame)
    if vm.implicit:
        implicit.meet(vm, values or ())
    return _set_of(values)


def _set_of(values: list[Any] | None) -> SetV:
    """A set of constants; of others it is not known which are equal."""
    known = values is not None and all(is_key(value) and not isinstance(value, Dim) for value in values)
    return SetV(dict.fromkeys(values) if known and values is not None else None)


@evaluates(ir.DictExpr)
def _dict(vm: Interpreter, node: ir.DictExpr, frame: Frame) -> Any:
    made = DictV()
    for key_node, value_node in node.items:
        key = None if key_node is None else vm.eval(key_node, frame)
        value = vm.eval(value_node, frame)
        if key_node is None:
            if isinstance(value, DictV):
                made.items.update(value.items)
                if value.open:
                    blur(made, value.items)
            else:
                made.forget()
            continue
        if isinstance(key, (str, int)):
            made.items[key] = value
        else:
            put(vm, made, key, value)
    if vm.implicit:
        implicit.meet(vm, tuple(made.items))
    return made


def is_key(value: Any) -> bool:
    """Whether a value is a key of which equality is certain."""
    if isinstance(value, tuple):
        return all(is_key(item) for item in value)
    if isinstance(value, (Unknown, Tensor, slice)):
        return False
    if isinstance(value, Instance) and isinstance(value.cls, Class):
        return not value.cls.record and attributes.find_in_class(value.cls, "__eq__") is MISSING
    return isinstance(value, (int, str, float, bool, bytes, type(None), Dim, Value)) or value is Ellipsis


@evaluates(ir.Comprehension)
def _comprehension(vm: Interpreter, node: ir.Comprehension, frame: Frame) -> Any:
    scope = Frame(frame.module, frame, None)
    scope.receiver = frame.receiver
    if node.kind not in ("list", "set", "dict"):
        return generators.generator(vm, node, scope)
    if node.kind == "dict":
        part = filtered(vm, node, scope, lambda tests: passes(vm, tests, scope))
        if part is not None:
            return part
    made: list[Any] = []
    known = _clause(vm, node, 0, scope, made)
    if node.kind == "dict":
        return _dict_of(vm, made, known)
    if known:
        return _set_of(made) if node.kind == "set" else ListV(made)
    element = vm.element(ListV(made)) if made else Unknown("an item of something unknown")
    return SetV(None) if node.kind == "set" else ListV(None, element)


def _dict_of(vm: Interpreter, made: list[Any], known: bool) -> DictV:
    if PLAIN.issuperset([type(key) for key, _ in made]):  # looking each up among the others takes its time
        found = DictV(dict(made))
    else:
        found = DictV()
        for key, value in made:
            put(vm, found, key, value)
    if not known:
        found.open, found.rest = True, None
    return found


def _clause(vm: Interpreter, node: ir.Comprehension, depth: int, scope: Frame, made: list[Any]) -> bool:
    """Run the clauses from `depth` on; False where the number of items is not known."""
    from convlint.engine.statements import assign

    if depth == len(node.clauses):
        value = vm.eval(node.element, scope)
        made.append((value, vm.eval(node.value, scope)) if node.value is not None else value)
        return True
    clause = node.clauses[depth]
    source = vm.eval(clause.iter, scope)
    items = vm.items(source)
    known = items is not None
    if items is None:
        items = [vm.element(source)]
    for item in items:
        vm.step()
        assign(vm, clause.target, item, scope)
        taken = passes(vm, clause.ifs, scope)
        if taken is None:
            known = False
        if taken is not False:
            known = _clause(vm, node, depth + 1, scope, made) and known
    return known


def passes(vm: Interpreter, tests: tuple[Any, ...], scope: Frame) -> bool | None:
    """Whether an item of a comprehension is taken; None where that is not known."""
    answer: bool | None = True
    for test in tests:
        decided = vm.decide(tested(vm, test, scope))
        if decided is False:
            return False
        if decided is None:
            answer = None
    return answer


# --- the rest ---------------------------------------------------------------------------------------------------------


@evaluates(ir.Lambda)
def _lambda(vm: Interpreter, node: ir.Lambda, frame: Frame) -> Any:
    return make_function(vm, node, "<lambda>", frame)


def make_function(vm: Interpreter, node: Any, name: str, frame: Frame) -> Function:
    """A function value; its defaults are evaluated now."""
    defaults = {param.name: vm.eval(param.default, frame) for param in node.params if param.default is not None}
    while frame.is_class and frame.outer is not None:
        frame = frame.outer
    return Function(node, name, frame, defaults)


@evaluates(ir.Joined)
def _joined(vm: Interpreter, node: ir.Joined, frame: Frame) -> Any:
    parts = [vm.eval(part, frame) for part in node.parts]
    if all(isinstance(part, str) for part in parts):
        return "".join(parts)
    return Unknown("a text with something unknown", all(not isinstance(p, Unknown) or p.data for p in parts))


@evaluates(ir.Formatted)
def _formatted(vm: Interpreter, node: ir.Formatted, frame: Frame) -> Any:
    value = vm.eval(node.value, frame)
    if vm.implicit:
        implicit.meet(vm, (value,))
    if isinstance(value, EnumMember) or not isinstance(value, (str, int, float, bool, type(None))):
        return Unknown("text of something unknown", isinstance(value, Unknown) and value.data)
    spec = [vm.eval(part, frame) for part in node.spec]
    shown = _CONVERSIONS[node.conversion](value) if node.conversion in _CONVERSIONS else value
    try:
        width = "".join(spec)
        if sum(letter.isdigit() for letter in width) < 4:
            return format(shown, width)
    except (ValueError, TypeError):
        pass
    return Unknown("a text that is not known")


_CONVERSIONS: Final[dict[str | None, Callable[[Any], str]]] = {"r": repr, "s": str, "a": ascii}


@evaluates(ir.Walrus)
def _walrus(vm: Interpreter, node: ir.Walrus, frame: Frame) -> Any:
    value = vm.eval(node.value, frame)
    if isinstance(node.target, ir.Name):
        scope = frame
        while scope.function is None and scope.outer is not None and scope is not frame.module.frame:
            scope = scope.outer
        vm.bind(scope, node.target.id, value)
    return value


@evaluates(ir.Await)
def _await(vm: Interpreter, node: ir.Await, frame: Frame) -> Any:
    """While something unknown is waited for, others may do anything to the object whose method this is."""
    value = vm.eval(node.value, frame)
    function, receiver = frame.function, frame.receiver
    method = function is not None and isinstance(receiver, Instance) and isinstance(receiver.cls, Class)
    if method and function is not None and isinstance(value, Unknown):
        mutation.forget_what_others_set(vm, receiver, function.name)
    return value


@evaluates(ir.Yield)
def _yield(vm: Interpreter, node: ir.Yield, frame: Frame) -> Any:
    scope: Frame | None = frame
    while scope is not None and scope.yields is None:
        scope = scope.outer
    value = None if node.value is None else vm.eval(node.value, frame)
    if scope is None or scope.yields is None:
        return Unknown("a yield outside of a generator")
    if type(scope.yields) is Block:
        scope.yields.run(value)
        return None
    if vm.uncertain:
        scope.endless = True
    items = vm.items(value) if node.whole else [value]
    if items is None:
        scope.endless = True
        items = [vm.element(value)]
    scope.yields.extend(items)
    return Unknown("what a generator is sent")


@evaluates(ir.OpaqueExpr)
def _opaque(vm: Interpreter, node: ir.OpaqueExpr, frame: Frame) -> Any:
    return Unknown("an expression that is not read")


__all__ = ["EVALUATORS", "Class", "Instance", "Param", "annotation_text", "is_key", "make_function"]
