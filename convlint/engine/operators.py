"""Operators, truth and comparison of abstract values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, implicit, misused, ranking
from convlint.engine.either import OneOf
from convlint.engine.objects import Class, Condition, EnumMember, Function, Module, Param
from convlint.frameworks.common.registry import find_method
from convlint.frameworks.python.arithmetic import constant_binary, constant_unary
from convlint.symbolic import Dim, Truth
from convlint.values import (
    MISSING,
    DictV,
    FloatV,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    Raises,
    RankV,
    SetV,
    SizeV,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

METHODS: Final = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor",
}  # fmt: skip
DIVISIONS: Final = ("/", "//", "%")
WHOLE: Final = frozenset(("+", "-", "*", "//", "%"))
"""What gives an int for two ints."""
COMPARISONS: Final = {"==": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge"}
MIRRORED: Final = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
NEGATED: Final = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
CONSTANTS: Final = (int, float, complex, str, bytes, bool, type(None), range, tuple, Dim)
MOST_NESTED: Final = 50
"""How deep sequences are compared."""


def is_int(value: Any) -> bool:
    """Whether a value is an integer, known or symbolic (a bool is not meant)."""
    return isinstance(value, (int, Dim)) and not isinstance(value, bool)


# --- arithmetic -------------------------------------------------------------------------------------------------------


def binary(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    """`left op right`."""
    left, right = _as_numbers(vm, op, left, right)
    if vm.implicit and isinstance(left, str):
        implicit.meet(vm, (right,))
    if isinstance(left, CONSTANTS) and isinstance(right, CONSTANTS):
        if op in DIVISIONS and right == 0 and isinstance(right, int) and isinstance(left, (int, float, Dim, FloatV)):
            return vm.reporter.certain_error(Raises("ZeroDivisionError"))
        try:
            return constant_binary(op, left, right, vm.facts)
        except Undetermined as error:
            known: Any = _repeated(vm, op, left, right)
            if known is None and (isinstance(left, tuple) or isinstance(right, tuple)):
                known = misused.operand(vm, op, left, right)
            return known or Unknown(str(error))
    name = METHODS[op]
    for receiver, method, operand in ((left, f"__{name}__", right), (right, f"__r{name}__", left)):
        if method == f"__r{name}__" and _same_kind(left, right):
            break
        if receiver is left and isinstance(right, Tensor) and isinstance(left, (tuple, ListV)):
            continue  # these have no arithmetic with tensors
        result = _by_method(vm, receiver, method, operand)
        if result is not MISSING:
            return result
    data = any(isinstance(v, Unknown) and v.data for v in (left, right))
    given = any(isinstance(v, Unknown) and v.given for v in (left, right))
    whole = op in WHOLE and _is_whole(left) and _is_whole(right)
    return Unknown("arithmetic on something unknown", data, given, _is_plain(left) and _is_plain(right), whole)


def _is_whole(value: Any) -> bool:
    """Whether it certainly is an int."""
    if isinstance(value, Dim):
        return value.certain
    return value.whole if isinstance(value, Unknown) else isinstance(value, int)


def _is_plain(value: Any) -> bool:
    """Whether it certainly is a number, and no array."""
    if isinstance(value, Dim):
        return value.certain
    return value.number if isinstance(value, Unknown) else isinstance(value, (int, float))


def _repeated(vm: Interpreter, op: str, left: Any, right: Any) -> StreamV | None:
    """A tuple that is repeated a symbolic number of times."""
    items, times = (left, right) if isinstance(left, tuple) else (right, left)
    if op != "*" or not items or not isinstance(items, tuple) or not isinstance(times, Dim):
        return None
    return StreamV(vm.element(items), len(items) * times)


def _same_kind(left: Any, right: Any) -> bool:
    return type(left) is type(right) and isinstance(left, Tensor) and left.library == right.library


def _as_numbers(vm: Interpreter, op: str, left: Any, right: Any) -> tuple[Any, Any]:
    """An argument left open that meets a number is one."""
    if type(left) is RankV or type(right) is RankV:
        left, right = (vm.fresh("rank", low=0) if type(value) is RankV else value for value in (left, right))
    if _numeric(left) and (_is_number(right) or _numeric(right)) and op != "@":
        left = left.integer(vm, left.name)
    if _numeric(right) and _is_number(left) and op != "@":
        right = right.integer(vm, right.name)
    if isinstance(left, Param) or isinstance(right, Param):
        numbers = _as_float(left), _as_float(right)
        return numbers if all(map(_is_number, numbers)) else (left, right)
    return left, right


def _as_float(value: Any) -> Any:
    """A float for an argument left open that its annotation says to be one."""
    return FloatV() if isinstance(value, Param) and value.is_number else value


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Dim, FloatV)) and not isinstance(value, bool)


def _numeric(value: Any) -> bool:
    return isinstance(value, Param) and value.annotation in ("", "int") and value.used_as_tensor is None


def _by_method(vm: Interpreter, receiver: Any, method: str, operand: Any) -> Any:
    if isinstance(receiver, (Param, Unknown)) and not isinstance(receiver, Param):
        return MISSING
    if isinstance(receiver, Param):
        if receiver.used_as_tensor is None:
            return MISSING
        receiver = receiver.used_as_tensor
    found = attributes.find_special(vm, receiver, method)
    if found is MISSING:
        return MISSING
    result = vm.call(found, (operand,))
    return MISSING if isinstance(result, type(NotImplemented)) else result


def in_place(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    """`left op= right`: in place where the left value can, else as `left op right`."""
    if not isinstance(left, CONSTANTS) and not isinstance(left, Unknown):
        found = attributes.find_special(vm, left, f"__i{METHODS[op]}__")
        if found is not MISSING:
            return vm.call(found, (right,))
    return binary(vm, op, left, right)


def unary(vm: Interpreter, op: str, operand: Any) -> Any:
    """`op operand`."""
    if op == "not":
        return negated(vm, operand)
    if isinstance(operand, Param) and op == "-" and operand.annotation == "int":
        operand = operand.integer(vm, operand.name)
    if isinstance(operand, CONSTANTS):
        try:
            return constant_unary(op, operand)
        except Undetermined as error:
            return Unknown(str(error))
    if isinstance(operand, Unknown):
        return Unknown("arithmetic on something unknown", operand.data, operand.given, operand.number)
    found = attributes.find_special(vm, operand, {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[op])
    return Unknown(f"`{op}` is not known here") if found is MISSING else vm.call(found)


# --- truth ------------------------------------------------------------------------------------------------------------


def truth(vm: Interpreter, value: Any) -> Truth:
    """`bool(value)`."""
    if type(value) is bool:
        return Truth.YES if value else Truth.NO
    if isinstance(value, Dim):
        return vm.facts.equal(value, 0).negated
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes, range, tuple)):
        return Truth.YES if value else Truth.NO
    if isinstance(value, Unknown):
        return Truth.OPEN
    if isinstance(value, (ListV, DictV, SetV)):
        length = vm.length(value)
        return Truth.OPEN if length is None else truth(vm, length)
    if isinstance(value, (Function, Class, Module, LibraryFunction, LibraryClass, EnumMember)):
        return Truth.YES
    if isinstance(value, Instance):
        return _truth_of_instance(vm, value)
    return Truth.OPEN


def _truth_of_instance(vm: Interpreter, value: Instance) -> Truth:
    for name in ("__bool__", "__len__"):
        found = attributes.find_special(vm, value, name)
        if isinstance(found, Unknown):
            return Truth.OPEN
        if found is not MISSING:
            return truth(vm, vm.call(found))
    return Truth.YES


def negated(vm: Interpreter, value: Any) -> Any:
    """`not value`."""
    known = truth(vm, value)
    if known is not Truth.OPEN:
        return known is Truth.NO
    if isinstance(value, Condition):
        learn = value.learn
        return Condition(
            value.why, ("not", value.key) if value.key else None, learn and (lambda cx, t: learn(cx, not t)), value.data
        )
    if isinstance(value, Param):
        return Condition(value.why, ("not", ("true", value)))
    return Condition("an open truth", data=isinstance(value, Unknown) and value.data)


# --- comparison -------------------------------------------------------------------------------------------------------


def compare(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    """`left op right` of a comparison: True, False, a Tensor, or an open Condition."""
    if op in ("is", "is not"):
        return _identity(vm, left, right, op == "is not")
    if vm.implicit:
        implicit.meet(vm, (left, right))
    if op in ("in", "not in"):
        found = _contains(vm, left, right)
        return found if op == "in" else negated(vm, found)
    left, right = _compared_numbers(vm, left, right)
    if type(left) is RankV or type(right) is RankV:
        return ranking.compare(op, left, right)
    if is_int(left) and is_int(right):
        return _compare_sizes(vm, op, left, right)
    if isinstance(left, Tensor) or isinstance(right, Tensor):
        result = _compare_tensors(vm, op, left, right)
        if result is not MISSING:
            return result
    if op in ("==", "!="):
        return _equality(vm, left, right, op == "!=")
    if isinstance(left, CONSTANTS) and isinstance(right, CONSTANTS):
        try:
            return constant_binary(op, left, right)
        except Undetermined as error:
            return Condition(str(error))
    result = _by_method(vm, left, f"__{COMPARISONS[op]}__", right)
    return result if result is not MISSING else _open(left, right)


def _open(*values: Any) -> Condition:
    known_or_data = all(not isinstance(v, Unknown) or v.data for v in values)
    return Condition(
        "a comparison with something unknown", data=known_or_data and any(isinstance(v, Unknown) for v in values)
    )


def _compared_numbers(vm: Interpreter, left: Any, right: Any) -> tuple[Any, Any]:
    if isinstance(left, Param) and is_int(right) and left.annotation in ("", "int") and left.used_as_tensor is None:
        left = left.integer(vm, left.name)
    if isinstance(right, Param) and is_int(left) and right.annotation in ("", "int") and right.used_as_tensor is None:
        right = right.integer(vm, right.name)
    return left, right


def _compare_sizes(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    facts = vm.facts
    verdict = {
        "==": lambda: facts.equal(left, right),
        "!=": lambda: facts.equal(left, right).negated,
        "<": lambda: facts.less(left, right),
        "<=": lambda: facts.at_most(left, right),
        ">": lambda: facts.less(right, left),
        ">=": lambda: facts.at_most(right, left),
    }[op]()
    if verdict is not Truth.OPEN:
        return verdict is Truth.YES
    a, b = facts.resolve(left), facts.resolve(right)
    return Condition(
        "two sizes are compared", (op, a, b), lambda cx, t: learn_order(cx, op if t else NEGATED[op], a, b)
    )


def learn_order(vm: Interpreter, op: str, left: Any, right: Any) -> bool:
    """Add `left op right` to what is known; False where it is impossible."""
    facts = vm.facts
    if op == "==":
        return facts.unify(left, right) is not Truth.NO
    if op == "!=":
        return facts.assume_different(left, right) is not Truth.NO
    if op in ("<", "<="):
        left, right, op = right, left, MIRRORED[op]
    gap = left - right  # must be > 0 or >= 0
    return facts.assume_at_least(gap, 1 if op == ">" else 0) is not Truth.NO


def _compare_tensors(vm: Interpreter, op: str, left: Any, right: Any) -> Any:
    result = _by_method(vm, left, f"__{COMPARISONS[op]}__", right)
    if result is MISSING:
        result = _by_method(vm, right, f"__{COMPARISONS[MIRRORED[op]]}__", left)
    return result


def _equality(vm: Interpreter, left: Any, right: Any, negate: bool) -> Any:
    known = equal(vm, left, right)
    if known is not Truth.OPEN:
        return (known is Truth.YES) is not negate
    if isinstance(left, tuple) and isinstance(right, tuple) and len(left) == len(right):
        made = Condition(
            "two shapes are compared", ("==", left, right), lambda cx, t: _learn_tuples(cx, left, right, t)
        )
    elif isinstance(left, Param) and isinstance(right, (str, int, float, type(None))):
        made = _param_equals(left, right)
    elif isinstance(right, Param) and isinstance(left, (str, int, float, type(None))):
        made = _param_equals(right, left)
    else:
        made = _open(left, right)
    return negated(vm, made) if negate else made


def _param_equals(param: Param, constant: Any) -> Condition:
    return Condition(param.why, ("==", param, constant))


def _learn_tuples(vm: Interpreter, left: tuple[Any, ...], right: tuple[Any, ...], truth: bool) -> bool:
    if not truth:
        return True
    return all(learn_order(vm, "==", a, b) for a, b in zip(left, right) if is_int(a) and is_int(b))


def equal(vm: Interpreter, one: Any, other: Any, depth: int = 0) -> Truth:
    """`one == other` by value."""
    if one is other:
        return Truth.OPEN if isinstance(one, (Unknown, Tensor)) else Truth.YES
    if is_int(one) and is_int(other):
        return vm.facts.equal(one, other)
    if isinstance(one, (Unknown, SizeV, Tensor)) or isinstance(other, (Unknown, SizeV, Tensor)):
        return Truth.OPEN
    if (isinstance(one, tuple) and isinstance(other, tuple)) or (isinstance(one, ListV) and isinstance(other, ListV)):
        return _equal_sequences(vm, one, other, depth + 1)
    if isinstance(one, CONSTANTS) and isinstance(other, CONSTANTS):
        if isinstance(one, Dim) or isinstance(other, Dim):
            return (
                Truth.OPEN if isinstance(one, (int, float, Dim)) and isinstance(other, (int, float, Dim)) else Truth.NO
            )
        return Truth.YES if type(one) is not tuple and one == other else Truth.NO
    if isinstance(one, EnumMember) or isinstance(other, EnumMember):
        return _equal_members(vm, one, other)
    if _path(one) and _path(other):
        return Truth.YES if _path(one) == _path(other) else _other_layer(one, other)
    if isinstance(one, LibraryClass) and isinstance(other, Class):
        one, other = other, one
    if isinstance(one, Class) and isinstance(other, LibraryClass):
        own = one.module.name.partition(".")[0]
        return Truth.OPEN if own == other.path.partition(".")[0] else Truth.NO
    if one is None or other is None:
        return Truth.NO
    if isinstance(one, (Function, Class, Module)) and isinstance(other, (Function, Class, Module, *CONSTANTS)):
        return Truth.NO
    return Truth.NO if _declared_elsewhere(one, other) or _declared_elsewhere(other, one) else Truth.OPEN


def _declared_elsewhere(one: Any, other: Any) -> bool:
    """Whether one is of a library and the other of the project, under another name: so not the source of the library's own."""
    own = isinstance(other, (Function, Class)) and isinstance(one, (LibraryClass, LibraryFunction))
    return own and one.path.rpartition(".")[2] != other.name


def _path(value: Any) -> str:
    return value.path if isinstance(value, (Library, LibraryClass, LibraryFunction)) else ""


def _other_layer(one: Any, other: Any) -> Truth:
    """Layers that do other things are two classes; any other two names may stand for one."""
    forwards = [_forward(each) for each in (one, other)]
    return Truth.OPEN if None in forwards or forwards[0] is forwards[1] else Truth.NO


def _forward(value: Any) -> Any:
    entry = value.entry if isinstance(value, LibraryClass) and value.entry.layer else None
    return next((method.handler for method in entry.methods.values()), None) if entry is not None else None


def _equal_members(vm: Interpreter, one: Any, other: Any) -> Truth:
    if isinstance(one, EnumMember) and isinstance(other, EnumMember):
        return Truth.YES if one.cls is other.cls and one.name == other.name else Truth.NO
    member, constant = (one, other) if isinstance(one, EnumMember) else (other, one)
    return equal(vm, member.value, constant) if member.mixed else Truth.NO


def _equal_sequences(vm: Interpreter, one: Any, other: Any, depth: int) -> Truth:
    if depth > MOST_NESTED:
        vm.step()
        return Truth.OPEN
    a, b = vm.items(one), vm.items(other)
    if a is None or b is None:
        return Truth.OPEN
    if len(a) != len(b):
        return Truth.NO
    answers = [equal(vm, x, y, depth) for x, y in zip(a, b)]
    if Truth.NO in answers:
        return Truth.NO
    return Truth.OPEN if Truth.OPEN in answers else Truth.YES


COPIED: Final = (Dim, Tensor, tuple, OneOf)
"""Two of these may be one and the same."""


def _identity(vm: Interpreter, left: Any, right: Any, negate: bool) -> Any:
    if right is None or left is None:
        other = left if right is None else right
        if isinstance(other, Param):
            made: Any = Condition(other.why, ("none", other))
            # an argument left open is rather given than None, so that is tried first
            return (
                Condition(other.why, ("not none", other))
                if negate
                else negated(vm, Condition(other.why, ("not none", other)))
            )
        made = other is None if not isinstance(other, Unknown) else Condition("is it None?", data=other.data)
    elif isinstance(left, (bool, int, str, float)) and isinstance(right, (bool, int, str, float)):
        made = type(left) is type(right) and left == right
    elif isinstance(left, Unknown) or isinstance(right, Unknown):
        made = _open(left, right)
    elif _path(left) and _path(right):
        made = True if _path(left) == _path(right) else Condition("is it the same?")
    elif isinstance(left, EnumMember) and isinstance(right, EnumMember):
        made = left.cls is right.cls and left.name == right.name
    else:
        made = (
            left is right
            if left is right or not (isinstance(left, COPIED) or isinstance(right, OneOf))
            else Condition("is it the same?")
        )
    return negated(vm, made) if negate else made


def _contains(vm: Interpreter, item: Any, container: Any) -> Any:
    if isinstance(container, str) and isinstance(item, str):
        return item in container
    if isinstance(container, (tuple, ListV, range, SetV)):
        items = vm.items(container)
        if items is None:
            return _open(item, Unknown("a collection"))
        answers = [equal(vm, item, each) for each in items]
        if Truth.YES in answers:
            return True
        if Truth.OPEN not in answers:
            return False
        if type(item) is RankV:
            return ranking.among(item, items)
        if isinstance(item, Param):
            return Condition(item.why, ("in", item, tuple(each for each in items if isinstance(each, (str, int)))))
        return _open(item)
    if isinstance(container, Unknown):
        return _open(container)
    found = attributes.find_special(vm, container, "__contains__")
    if found is MISSING:
        return _open(item, Unknown("a collection"))
    result = vm.call(found, (item,))
    return (
        result if isinstance(result, bool) else Condition("is it in?", data=isinstance(result, Unknown) and result.data)
    )


__all__ = ["binary", "compare", "equal", "find_method", "in_place", "is_int", "negated", "truth", "unary"]
