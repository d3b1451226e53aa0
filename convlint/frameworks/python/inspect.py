"""`inspect`: the signatures of functions of the project, as decorators and factories ask for them."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.common.signature import REQUIRED
from convlint.frameworks.python.classes import library_class
from convlint.frameworks.python.support import declare, is_constant, unsure
from convlint.symbolic import Dim
from convlint.values import Context, DictV, FloatV, Instance, LibraryClass, ListV, Tensor, Unknown

DATA = (DictV, FloatV, ListV, Tensor, tuple)
KINDS = {"positional": 0, "normal": 1, "vararg": 2, "keyword": 3, "kwarg": 4}
NAMES = ("POSITIONAL_ONLY", "POSITIONAL_OR_KEYWORD", "VAR_POSITIONAL", "KEYWORD_ONLY", "VAR_KEYWORD")

declare_class("inspect.Signature")
declare_class("inspect.Parameter")
declare_class("inspect._empty")
declare_class("types.CodeType")
for _number, _name in enumerate(NAMES):
    constant(f"inspect.Parameter.{_name}", _number)


@declare("inspect.signature", "inspect.Signature.from_callable")
def signature(cx: Context, obj: Any, **options: Any) -> Any:
    """The parameters in order; what `functools.wraps` marked is seen through."""
    declared = _declared(obj) if isinstance(obj, LibraryClass) else None
    found = declared or cx.signature(obj)
    if found is None:
        return unsure("the signature of something unknown", obj)
    parameters = {name: _parameter(name, kind, default) for name, kind, default in found}
    attrs = {"parameters": DictV(dict(parameters)), "return_annotation": Unknown("an annotation")}
    return Instance(library_class("inspect.Signature"), attrs)


def _declared(cls: LibraryClass) -> list[tuple[str, str, tuple[Any, ...]]] | None:
    """The constructor of a declared class; declarations name every parameter, as the framework does."""
    init = cls.entry.init
    if init is None or any(parameter.kind in ("vararg", "kwarg") for parameter in init.parameters):
        return None
    return [
        (parameter.name, "normal", () if parameter.default is REQUIRED else (parameter.default,))
        for parameter in init.parameters
    ]


def _parameter(name: str, kind: str, default: tuple[Any, ...]) -> Instance:
    empty = library_class("inspect._empty")
    attrs = {
        "name": name,
        "kind": KINDS[kind],
        "default": default[0] if default else empty,
        "annotation": Unknown("an annotation"),
        "empty": empty,
    }
    attrs.update({name: number for number, name in enumerate(NAMES)})
    return Instance(library_class("inspect.Parameter"), attrs)


@declare("inspect.isclass")
def is_class(cx: Context, object: Any) -> Any:
    return unsure("whether something is a class", object) if _kind(object) is None else _kind(object) == "class"


@declare("inspect.isfunction")
def is_function(cx: Context, object: Any) -> Any:
    return unsure("whether something is a function", object) if _kind(object) is None else _kind(object) == "function"


def _kind(value: Any) -> str | None:
    if is_constant(value) or isinstance(value, DATA) or (isinstance(value, Dim) and value.certain):
        return "object"
    kinds = {"Class": "class", "LibraryClass": "class", "Function": "function", "Instance": "object"}
    return kinds.get(type(value).__name__)
