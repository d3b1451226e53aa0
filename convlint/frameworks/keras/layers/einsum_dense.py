"""`EinsumDense`: a product with a kernel whose shape follows from an equation, the input and `output_shape`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from convlint.frameworks.common.signature import to_int
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.declaring import late, layer
from convlint.frameworks.keras.help import fixed, open_length
from convlint.frameworks.keras.opensizes import is_open, open_size, text_of
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

FORMS = (
    "([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)",
    "0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)",
    "([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0",
)
"""Equations without an ellipsis, with one before and with one behind the letters; `0` stands for the ellipsis."""
RULE = "invalid-argument"


@dataclass(frozen=True)
class Equation:
    """The letters of input, kernel and output; `form` is an index into FORMS."""

    form: int
    left: str
    kernel: str
    out: str


def parsed(equation: Any) -> Equation:
    """Mismatch for one that Keras does not take; Undetermined where it is not known."""
    if not isinstance(equation, str):
        raise Undetermined("the equation is not known")
    for form, pattern in enumerate(FORMS):
        found = re.match(pattern, equation.replace("...", "0"))
        if found is not None:
            return Equation(form, *found.groups())
    raise Mismatch(RULE, f"`{{it}}` does not take the equation {equation!r}")


@layer(
    "EinsumDense",
    """equation, output_shape, activation=None, bias_axes=None, kernel_initializer='glorot_uniform', bias_initializer='zeros',
    kernel_regularizer=None, bias_regularizer=None, kernel_constraint=None, bias_constraint=None""",
)
@late("feature-mismatch")
def einsum_dense(cx: Context, self: Instance, inputs: Keras, training: Any = None) -> Tensor:
    """As its equation says: letters of the input keep their sizes, the others come from `output_shape`, which lacks the batch."""
    equation, given = parsed(self.attrs["equation"]), _output_sizes(cx, self.attrs["output_shape"])
    shape = cx.facts.resolve_shape(inputs.shape)
    if shape.lead is not None or not shape.dims:
        raise Undetermined("the rank is not known")
    elided = len(shape.dims) - len(equation.left)
    if elided < 0:
        text = f"`{{it}}` with the equation {self.attrs['equation']!r} gets {text_of(cx, shape)}"
        raise Mismatch("rank-mismatch", text)
    if elided and not equation.form:
        if self.hidden.get("symbolic"):
            raise Undetermined("an equation for another rank, which Keras refuses only when data flows")
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` with the equation {self.attrs['equation']!r} gets {text_of(cx, shape)}"
        )
    _check_letters(self.attrs["equation"], self.attrs["bias_axes"], equation)
    return _applied(cx, self, inputs, equation, shape.dims, given, elided)


def _check_letters(text: str, bias: Any, equation: Equation) -> None:
    """Mismatch for a letter of the output that comes from nowhere, or of the bias that is not in the output."""
    other = next((letter for letter in equation.out if letter not in equation.left + equation.kernel), None)
    if other is not None:
        raise Mismatch(RULE, f"`{{it}}` is to give {other!r}, which stands for nothing in the equation {text!r}")
    other = next((letter for letter in bias if letter not in equation.out), None) if isinstance(bias, str) else None
    if other is not None:
        raise Mismatch(RULE, f"`{{it}}` is to have a bias for {other!r}, which is not in what {text!r} gives")


def _output_sizes(cx: Context, value: Any) -> list[Int | None]:
    items = [value] if isinstance(value, int) else cx.items(value)
    if items is None:
        raise Undetermined("the output shape is not known")
    return [None if item is None else to_int(cx, item, "output_shape") for item in items]


def _applied(
    cx: Context,
    self: Instance,
    inputs: Tensor,
    equation: Equation,
    dims: tuple[Int, ...],
    given: list[Int | None],
    elided: int,
) -> Tensor:
    before = elided if equation.form == 1 else 0
    sizes = dict(zip(equation.left, dims[before:]))
    middle = dims[1:before] if before else ()
    full: list[Int | None] = [dims[0], *middle, *given, *(dims[len(dims) - elided :] if elided and not before else ())]
    if len(full) < before + len(equation.out):
        if equation.form:
            raise Undetermined("an output shape of another rank")
        raise Mismatch(
            RULE, f"`{{it}}` needs {len(equation.out) - 1} sizes as its `output_shape` but gets {len(given)}"
        )
    made = dict(zip(equation.out, full[before:]))
    for letter, size in sizes.items():
        wanted = made.get(letter)
        if wanted is not None and (is_open(cx, size) != is_open(cx, wanted) or sizes_differ(cx, wanted, size)):
            text = (
                f"`{{it}}` is to give {cx.facts.resolve(wanted)} for {letter!r}, which is {cx.facts.resolve(size)} in"
            )
            raise Mismatch(RULE, f"{text} its input {text_of(cx, inputs.shape)}")
    _fix_kernel(cx, self, equation, sizes, made, inputs)
    symbolic = is_open(cx, dims[0])
    if symbolic and len(full) != len(equation.out) + elided:
        raise Undetermined("Keras gives a shape of another rank than the data will have")
    result = [_size(letter, sizes, made, symbolic) for letter in equation.out]
    return inputs.like(Shape((*dims[:before], *result, *(dims[len(dims) - elided :] if not before else ()))), "float")


def _size(letter: str, sizes: dict[str, Int], made: dict[str, Int | None], symbolic: bool) -> Int:
    size = made.get(letter)
    if size is None and symbolic:
        return open_size("an EinsumDense without that size")
    found = sizes.get(letter) if size is None else size
    if found is None:
        raise Undetermined("a letter of nothing")
    return found


def _fix_kernel(
    cx: Context, self: Instance, equation: Equation, sizes: dict[str, Int], made: dict[str, Int | None], inputs: Tensor
) -> None:
    """The sizes that the kernel shares with the input are fixed by the first call; none may be open."""
    for letter in equation.kernel:
        if letter in made:
            if made[letter] is None:
                raise open_length(cx, sizes.get(letter, 0), inputs, "features")
        elif letter in sizes:
            fixed(cx, self, f"in {letter}", sizes[letter], inputs, "feature-mismatch", "features")
