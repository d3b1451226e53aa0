"""The names of jaxtyping: dtypes to subscript, and the decorator that checks."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, constant, declare_class, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.jaxtyping.hint import ArrayHint, Dtype
from convlint.frameworks.jaxtyping.spec import axes
from convlint.values import Context, Library, LibraryClass, Undetermined

LIBRARIES = {"torch.Tensor": "torch", "torch.nn.Parameter": "torch", "numpy.ndarray": "numpy"}
INTS = [f"{sign}Int{bits}" for sign in ("", "U") for bits in ("", 2, 4, 8, 16, 32, 64)]
FLOATS = "Float Float16 Float32 Float64 BFloat16".split()
DTYPES = {
    **dict.fromkeys(FLOATS, "float"),
    **dict.fromkeys(INTS, "int"),
    "Integer": "int",
    "Bool": "bool",
    "Complex": "complex",
    "Complex64": "complex",
    "Complex128": "complex",
    **dict.fromkeys(("Shaped", "Num", "Real", "Inexact")),
}


declare_class("jaxtyping.Dtype")
for _name, _dtype in DTYPES.items():
    constant(f"jaxtyping.{_name}", Dtype(_dtype))


@op("jaxtyping.Dtype.__getitem__", counts=False)
def subscripted(cx: Context, self: Any, key: Any) -> Any:
    """`Float[Tensor, "b c"]`; an annotation of an annotation has its axes behind."""
    if not isinstance(key, tuple) or len(key) != 2 or not isinstance(key[1], str):
        raise Undetermined("no annotation that is known")
    kind, text = key
    if isinstance(kind, ArrayHint):
        return ArrayHint(f"{text} {kind.text}", axes(f"{text} {kind.text}"), kind.library, kind.dtype or self.dtype)
    path = kind.path if isinstance(kind, (LibraryClass, Library)) else ""
    if path not in LIBRARIES:
        raise Undetermined("an array of another library")
    return ArrayHint(text, axes(text), LIBRARIES[path], self.dtype)


def _unchanged(cx: Context, function: Any, *others: Any) -> Any:
    return function


@op("jaxtyping.jaxtyped", counts=False)
def jaxtyped(cx: Context, fn: Any = None, *, typechecker: Any = None) -> Any:
    """A decorator; with a type checker (any but None) the annotations must hold."""
    if fn is not None:
        return fn
    name = "jaxtyping.unchecked" if typechecker is None else "jaxtyping.checked"
    return cx.attribute(Library("jaxtyping"), name.rpartition(".")[2])


for _path in ("jaxtyping.checked", "jaxtyping.unchecked", "beartype.beartype", "typeguard.typechecked"):
    add_function(_path, _unchanged, Signature.parse("function, *others"), counts=False)
