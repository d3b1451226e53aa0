"""Operators on constants and symbolic integers, exact or not at all: no result is larger than it is useful."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from convlint.frameworks.python import floats
from convlint.frameworks.python.support import MOST_ITEMS, MOST_TEXT, is_constant, is_size
from convlint.frameworks.python.text import percent
from convlint.symbolic import Dim, Facts, Int, Truth, dim_max
from convlint.values import FloatV, Raises, SizeRow, Undetermined, Unknown

MOST_BITS = 14_000
"""Python prints no number of more than 4300 digits, and messages print what they tell of."""
NUMBERS = (int, float, complex)

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
"""Spelling -> function, for operators between two values."""

COMPARISONS = frozenset(("==", "!=", "<", "<=", ">", ">="))
UNARY: dict[str, Callable[[Any], Any]] = {
    "-": operator.neg,
    "+": operator.pos,
    "~": operator.invert,
    "not": operator.not_,
}


def constant_binary(op: str, a: Any, b: Any, facts: Facts | None = None) -> Any:
    """`a op b` for constants, tuples and Dims, op spelled as in the source.

    Raises Raises where Python does, Undetermined where the result is not known or too large. A comparison of Dims is answered by
    `facts` if given; one that is open is an Unknown.
    """
    if isinstance(a, SizeRow) or isinstance(b, SizeRow):
        return _by_item(op, a, b, facts)
    if isinstance(a, Dim) or isinstance(b, Dim):
        return _symbolic(op, a, b, facts)
    if isinstance(a, tuple) and isinstance(b, tuple) and op == "+":
        return a + b
    if op == "*" and (isinstance(a, (tuple, str, bytes)) or isinstance(b, (tuple, str, bytes))):
        return _repeated(a, b)
    if not (is_constant(a) and is_constant(b)):
        raise Undetermined("not a constant")
    if op == "%" and isinstance(a, (str, bytes)):
        return percent(a, b)
    _guard(op, a, b)
    return native_call(OPERATORS[op], a, b)


def _by_item(op: str, a: Any, b: Any, facts: Facts | None) -> Any:
    """Rows of sizes, or a row and a number."""
    count = max(len(each) if isinstance(each, tuple) else 1 for each in (a, b))
    rows = [each if isinstance(each, tuple) else (each,) * count for each in (a, b)]
    if len(rows[0]) != len(rows[1]):
        raise Undetermined("rows of different lengths")
    return SizeRow(_item(op, x, y, facts) for x, y in zip(*rows))


def _item(op: str, x: Any, y: Any, facts: Facts | None) -> Any:
    try:
        return (
            Unknown("an unknown size")
            if isinstance(x, Unknown) or isinstance(y, Unknown)
            else constant_binary(op, x, y, facts)
        )
    except (Undetermined, Raises):
        return Unknown("a number made of a size")


def constant_unary(op: str, a: Any) -> Any:
    """`op a` for a constant or a Dim, op one of `- + ~ not`. Raises as constant_binary does."""
    if isinstance(a, Dim) and op != "not":
        return a if op == "+" else -a if op == "-" else -a - 1
    if op == "not" and isinstance(a, tuple):
        return not a
    if not is_constant(a):
        raise Undetermined("not a constant")
    return native_call(UNARY[op], a)


def native_call(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Python's own answer; what it raises is Raises."""
    try:
        return function(*args, **kwargs)
    except MemoryError as error:
        raise Undetermined("too large") from error
    except Exception as error:
        raise Raises(type(error).__name__, str(error)) from error


def _guard(op: str, a: Any, b: Any) -> None:
    """Undetermined where the result might be huge."""
    if isinstance(a, int) and isinstance(b, int):
        bits = {
            "*": lambda: a.bit_length() + b.bit_length(),
            "**": lambda: a.bit_length() * b if b > 0 and a not in (-1, 0, 1) else 0,
            "<<": lambda: a.bit_length() + b,
        }
        if op in bits and bits[op]() > MOST_BITS:
            raise Undetermined("too large")
    if op == "+" and isinstance(a, (str, bytes)) and isinstance(b, (str, bytes)) and len(a) + len(b) > MOST_TEXT:
        raise Undetermined("too large")


def _repeated(a: Any, b: Any) -> Any:
    sequence, times = (b, a) if isinstance(a, int) else (a, b)
    if not isinstance(times, int):
        raise Raises("TypeError", "a sequence is repeated by an int")
    if len(sequence) * times > (MOST_ITEMS if isinstance(sequence, tuple) else MOST_TEXT):
        raise Undetermined("too large")
    return sequence * times


# --- symbolic ---------------------------------------------------------------------------------------------------------


def _symbolic(op: str, a: Any, b: Any, facts: Facts | None) -> Any:
    if is_size(a) and is_size(b):
        a, b = _resolved(a, facts), _resolved(b, facts)
        if isinstance(a, int) and isinstance(b, int):
            return constant_binary(op, a, b)
        return compare_sizes(op, a, b, facts or Facts()) if op in COMPARISONS else _arithmetic(op, a, b, facts)
    if floats.number(a) and floats.number(b):
        if op in floats.NAMES:
            return floats.arithmetic(op, a, b)
        if op in floats.COMPARED:
            return floats.compared(op, a, b, facts or Facts())
    if op in ("==", "!=") and (b is None or a is None or isinstance(a, (str, bytes)) or isinstance(b, (str, bytes))):
        return op == "!="
    raise Undetermined("a symbolic integer with another kind of value")


def _resolved(value: Int, facts: Facts | None) -> Int:
    value = int(value) if isinstance(value, bool) else value
    return value if facts is None else facts.resolve(value)


def _symbolic_power(a: Int, b: Int, facts: Facts) -> Int | FloatV:
    """`2 ** i`: some positive integer, where neither is negative; `n ** -1` is a float."""
    if isinstance(b, int):
        return FloatV()
    if all((facts.bounds(n)[0] or -1) >= low for n, low in ((a, 1), (b + 1, 1))):
        return floats.power_of(a, b)
    raise Undetermined("a symbolic power")


def _arithmetic(op: str, a: Int, b: Int, facts: Facts | None = None) -> Any:
    if op in ("//", "%", "/") and b == 0:
        raise Raises("ZeroDivisionError")
    if op == "/":
        return _quotient(a, b)
    if op == "**" and not (isinstance(b, int) and b >= 0):
        return _symbolic_power(a, b, facts or Facts())
    if op in ("+", "-", "*", "//", "%", "**"):
        return OPERATORS[op](a, b)
    raise Undetermined("bits of a symbolic integer")


def _quotient(a: Int, b: Int) -> float | FloatV:
    """a / b, a number where it is one, as for (4*n) / n."""
    whole = a // b
    if isinstance(whole, int) and b * whole == a:
        return float(whole)
    return floats.arithmetic("/", a, b)


def compare_sizes(op: str, a: Int, b: Int, facts: Facts) -> Any:
    """True, False, or an Unknown where it is open."""
    answer = {
        "==": lambda: facts.equal(a, b),
        "!=": lambda: facts.equal(a, b).negated,
        "<": lambda: facts.less(a, b),
        "<=": lambda: facts.at_most(a, b),
        ">": lambda: facts.less(b, a),
        ">=": lambda: facts.at_most(b, a),
    }[op]()
    return Unknown(f"{a} {op} {b} is open") if answer is Truth.OPEN else answer is Truth.YES


def absolute(a: Int) -> Int:
    """|a|."""
    return abs(a) if isinstance(a, int) else dim_max(a, -a)
