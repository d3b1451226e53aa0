"""`operator`: operators as functions, and what gets items, attributes and methods."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.python.arithmetic import constant_unary
from convlint.frameworks.python.support import declare, is_constant, own_method, unsure, verdict
from convlint.symbolic import Dim
from convlint.values import Context, Instance, Undetermined, Unknown

BINARY = {
    "add": "+", "sub": "-", "mul": "*", "truediv": "/", "floordiv": "//", "mod": "%", "pow": "**", "matmul": "@",
    "lshift": "<<", "rshift": ">>", "and_": "&", "or_": "|", "xor": "^", "concat": "+",
}  # fmt: skip
UNARY = {"neg": "-", "pos": "+", "invert": "~", "inv": "~"}


def _declare_binary(name: str, op: str) -> None:
    in_place = f"operator.i{name.rstrip('_')}"

    @declare(f"operator.{name}", f"operator.__{name.strip('_')}__", in_place)
    def handler(cx: Context, a: Any, b: Any) -> Any:
        return cx.binary(op, a, b)


def _declare_unary(name: str, op: str) -> None:
    @declare(f"operator.{name}")
    def handler(cx: Context, a: Any) -> Any:
        if is_constant(a) or isinstance(a, Dim):
            return constant_unary(op, a)
        method = None if isinstance(a, Unknown) else own_method(cx, a, f"__{name}__")
        return unsure("arithmetic on something unknown", a) if method is None else cx.call(method)


for _name, _op in BINARY.items():
    _declare_binary(_name, _op)
for _name, _op in UNARY.items():
    _declare_unary(_name, _op)


@declare("operator.eq")
def equal(cx: Context, a: Any, b: Any) -> Any:
    return verdict(cx.equal(a, b), "equality", a, b)


@declare("operator.ne")
def unequal(cx: Context, a: Any, b: Any) -> Any:
    return verdict(cx.equal(a, b).negated, "equality", a, b)


@declare("operator.truth")
def truth(cx: Context, a: Any) -> Any:
    return verdict(cx.truth(a), "an open truth", a)


@declare("operator.not_")
def negated(cx: Context, a: Any) -> Any:
    return verdict(cx.truth(a).negated, "an open truth", a)


@declare("operator.getitem")
def getitem(cx: Context, a: Any, b: Any) -> Any:
    return cx.getitem(a, b)


@declare("operator.index")
def index(cx: Context, a: Any) -> Any:
    return a if isinstance(a, (int, Dim)) else unsure("an index", a)


# --- getters: objects that are called ---------------------------------------------------------------------------------


def _declare_getter(name: str, get: Callable[[Context, Any, Any], Any]) -> None:
    declare_class(f"operator.{name}", init="*items")

    @declare(f"operator.{name}.__call__")
    def handler(cx: Context, self: Any, obj: Any) -> Any:
        items = self.attrs.get("items") if isinstance(self, Instance) else None
        if not isinstance(items, tuple) or not items:
            raise Undetermined("a getter of something unknown")
        found = tuple(get(cx, obj, item) for item in items)
        return found[0] if len(found) == 1 else found


def _dotted(cx: Context, obj: Any, name: Any) -> Any:
    if not isinstance(name, str):
        raise Undetermined("a computed name")
    for part in name.split("."):
        obj = cx.attribute(obj, part)
    return obj


_declare_getter("itemgetter", lambda cx, obj, item: cx.getitem(obj, item))
_declare_getter("attrgetter", _dotted)
declare_class("operator.methodcaller", init="name, *args, **kwargs")


@declare("operator.methodcaller.__call__")
def call_method(cx: Context, self: Any, obj: Any) -> Any:
    if not isinstance(self, Instance) or not isinstance(self.attrs.get("name"), str):
        raise Undetermined("a computed name")
    kwargs = self.attrs.get("kwargs")
    if not isinstance(kwargs, dict):
        raise Undetermined("arguments that are not known")
    return cx.call(cx.attribute(obj, self.attrs["name"]), self.attrs.get("args", ()), dict(kwargs))
