"""How layers are declared: `layer` for one with a rule of its own, `keeping` for those that keep the shape of their input."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import ClassEntry, FunctionEntry, add_layer, find_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.help import format_of, need_rank
from convlint.frameworks.keras.layer import LAYER, keep_options
from convlint.frameworks.keras.refusing import Strict
from convlint.frameworks.keras.tensors import Keras
from convlint.frameworks.keras.versions import before_3
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

OPTIONS = """activity_regularizer=None, trainable=True, dtype=None, autocast=True, name=None, input_shape=None, input_dim=None,
batch_input_shape=None, batch_shape=None, input_length=None, batch_size=None, weights=None, **more"""
NAMES = [part.partition("=")[0].strip() for part in OPTIONS.replace("\n", " ").split(",")][:-1]
REGULAR = """kernel_initializer=None, bias_initializer=None, kernel_regularizer=None, bias_regularizer=None,
activity_regularizer=None, kernel_constraint=None, bias_constraint=None"""
Check = Callable[[Any, Any], None]


def names_in(init: str) -> set[str]:
    """The names of a constructor's own parameters."""
    return {part.partition("=")[0].strip() for part in init.replace("\n", " ").split(",")}


def with_options(init: str) -> str:
    """A constructor's parameters, with those that every layer takes."""
    own = names_in(init)
    rest = ", ".join(
        part.strip() for part in OPTIONS.replace("\n", " ").split(",") if part.partition("=")[0].strip() not in own
    )
    star = "" if "*" in init else "*, "
    return f"{init}, {star}{rest}" if init else f"*, {rest}"


def take_options(cx: Context, self: Instance, own: set[str]) -> None:
    """Move the arguments that every layer takes out of the attributes."""
    more = self.attrs.pop("more", None) or {}
    keep_options(cx, self, {**more, **{name: self.attrs.pop(name, None) for name in NAMES if name not in own}})


def declare_layer(
    name: str, init: str, handler: Any, call: Signature, check: Check | None = None, parent: str = LAYER, **weights: Any
) -> ClassEntry:
    """Declare `keras.layers.<name>`. The handler is its `call`."""

    own = names_in(init)

    def run(cx: Context, self: Instance) -> None:
        take_options(cx, self, own)
        try:
            if isinstance(self.attrs.get("data_format"), (str, int)):
                format_of(cx, str(self.attrs["data_format"]))
            if check is not None:
                check(cx, self)
        except Mismatch as mismatch:
            if before_3(cx):
                raise Undetermined("an argument that an older Keras may take") from mismatch
            raise

    path = f"keras.layers.{name}"
    signature = Strict.at(path, Signature.parse(with_options(init)))
    add_layer((path,), signature, handler, call, parent, run, weights)
    entry = find_class(path)
    assert entry is not None
    return entry


def layer(
    name: str, init: str = "", check: Check | None = None, parent: str = LAYER, **weights: Any
) -> Callable[[Any], Any]:
    """`declare_layer` as a decorator of the handler."""

    def register(handler: Any) -> Any:
        declare_layer(name, init, handler, Signature.of(handler), check, parent, **weights)
        return handler

    return register


def late(*rules: str) -> Callable[[Any], Any]:
    """Which rules a layer breaks only when it is given data.

    For tensors without data, Keras asks some layers for the shape of their result alone, which does not look at everything.
    What they make of them is a tensor without data in any case, so that those behind them are asked no more than that.
    """

    def decorate(handler: Any) -> Any:
        @functools.wraps(handler)
        def call(cx: Context, self: Instance, *args: Any, **kwargs: Any) -> Any:
            mark = cx.facts.mark()
            try:
                return handler(cx, self, *args, **kwargs)
            except (Mismatch, Undetermined) as error:
                open_still = error.rule in rules if isinstance(error, Mismatch) else type(error) is Undetermined
                if not open_still or not self.hidden.get("symbolic"):
                    raise
                cx.facts.undo(mark)
                if self.attrs.get("return_state") or kwargs.get("return_attention_scores"):
                    raise Undetermined("several results") from error
                return cx.unknown_tensor("x", "keras")

        return call

    return decorate


ONE = Signature.parse("self, inputs: Keras, *args, **kwargs", returns="Tensor")


def keeping(declaration: str, rank: int | None = None, check: Check | None = None) -> None:
    """Declare a layer that keeps the shape of its input: `ReLU(max_value=None)`. rank: the only one that it takes."""
    name, _, init = declaration.removesuffix(")").partition("(")

    def call(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
        if rank is not None:
            need_rank(cx, inputs, rank, rank)
        return inputs.like(inputs.shape, factors=inputs.factors)

    declare_layer(name, init, call, ONE, check)


def add_method(entry: ClassEntry, name: str, handler: Any, signature: Signature) -> None:
    """Declare a method of a layer."""
    entry.methods[name] = FunctionEntry(f"{entry.path}.{name}", handler, signature, counts=False)
