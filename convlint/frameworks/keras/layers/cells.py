"""`RNN` over cells, Keras's own or a project's, and `StackedRNNCells`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class
from convlint.frameworks.keras.declaring import layer
from convlint.frameworks.keras.help import STEPS, need_rank
from convlint.frameworks.keras.layer import shapes_of
from convlint.frameworks.keras.layers.recurrent import FLAGS, STATES, flag
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Dim, Int, Shape
from convlint.values import BoundMethod, Context, Instance, LibraryClass, LibraryFunction, ListV, Tensor, Undetermined

STACKED = "keras.layers.StackedRNNCells"


def _stack(cx: Context, self: Instance) -> None:
    """Several cells are one, stacked."""
    cells = self.attrs["cell"]
    if isinstance(cells, (ListV, tuple)):
        entry = find_class(STACKED)
        assert entry is not None
        self.attrs["cell"] = cx.call(LibraryClass(STACKED, entry), (cells,))


def kind_of(cell: Any) -> str:
    """The name of a cell of Keras's own without `Cell`, else an empty text."""
    own = isinstance(cell, Instance) and isinstance(cell.cls, LibraryClass) and not cell.opaque
    return cell.cls.path.rpartition(".")[2].removesuffix("Cell") if own else ""


def first_states(cx: Context, cell: Any, batch: Int) -> Any:
    """States to begin with, in the structure that the cell wants. Undetermined where that is not known."""
    kind = kind_of(cell)
    if kind == "StackedRNNCells":
        return ListV([first_states(cx, each, batch) for each in cells_of(cx, cell)])
    if kind in STATES:
        states = [_state(cx, cell.attrs["units"], batch) for _ in range(STATES[kind])]
        return ListV(list(states))
    return rebuilt_sizes(cx, cx.attribute(cell, "state_size"), batch)


def rebuilt_sizes(cx: Context, sizes: Any, batch: Int) -> Any:
    """States for the `state_size` of a project's cell: a size, or a list of sizes or shapes."""
    if isinstance(sizes, (int, Dim)):
        return _state(cx, sizes, batch)
    items = cx.items(sizes) if isinstance(sizes, (tuple, ListV)) else None
    if items is None or not all(isinstance(item, (int, Dim)) for item in items):
        raise Undetermined("the states of a cell are not known")
    return ListV([_state(cx, item, batch) for item in items])


def _state(cx: Context, size: Int, batch: Int) -> Tensor:
    return Tensor(Shape.of(batch, size), "float", "keras")


def cells_of(cx: Context, cell: Instance) -> list[Any]:
    """The cells that are stacked. Undetermined where they are not known."""
    found = cx.items(cell.attrs.get("cells"))
    if not found:
        raise Undetermined("cells that are not known")
    return found


def _build_without_steps(cx: Context, cell: Any, sequences: Tensor) -> None:
    """A project's cell is built before the rank is looked at: for a matrix, with the batch alone."""
    shape = cx.facts.resolve_shape(sequences.shape)
    build = cx.find_attribute(cell, "build") if isinstance(cell, Instance) and not cell.opaque else None
    if not isinstance(build, BoundMethod) or isinstance(build.function, LibraryFunction):
        return
    if shape.lead is None and len(shape.dims) == 2:
        found = cx.reported()
        cx.call(build, (shapes_of(cx, sequences.like(Shape(shape.dims[:1]))),))
        if cx.reported() > found:
            raise Undetermined("a cell that cannot be built")


@layer("RNN", f"cell, {FLAGS}, zero_output_for_mask=False", _stack)
def rnn(
    cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
) -> Any:
    """(batch, steps, features) -> what its cell gives for the steps, or for the last one."""
    _build_without_steps(cx, self.attrs["cell"], sequences)
    need_rank(cx, sequences, 3, None, STEPS)
    shape = cx.facts.resolve_shape(sequences.shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    cell = self.attrs["cell"]
    states = first_states(cx, cell, shape.dims[0])
    step = sequences.like(Shape((shape.dims[0], *shape.dims[2:])))
    items = cx.items(cx.call(cell, (step, states if isinstance(states, ListV) else ListV([states]))))
    made = items[0] if items and len(items) == 2 else None
    known = cx.facts.resolve_shape(made.shape) if isinstance(made, Tensor) else None
    if items is None or known is None or known.lead is not None or not known.dims:
        raise Undetermined("what the cell gives is not known")
    sizes = (*shape.dims[:2], *known.dims[1:]) if flag(self, "return_sequences") else (shape.dims[0], *known.dims[1:])
    result = sequences.like(Shape(sizes), "float")
    if not flag(self, "return_state"):
        return result
    return (result, *((cx.items(states) or ()) if isinstance(states, ListV) else (states,)))


@layer("StackedRNNCells", "cells")
def stacked(cx: Context, self: Instance, inputs: Any, states: Any, training: Any = None) -> Any:
    """One cell after the other, each with its own states."""
    given = cx.items(states)
    cells = cells_of(cx, self)
    if given is None or len(given) < len(cells):
        raise Undetermined("states that are not known")
    new: list[Any] = []
    for cell, state in zip(cells, given):
        nested = isinstance(state, (ListV, tuple))
        items = cx.items(cx.call(cell, (inputs, state if nested else ListV([state]))))
        if not items or len(items) != 2:
            raise Undetermined("what a cell gives is not known")
        inputs = items[0]
        left = cx.items(items[1]) if isinstance(items[1], (ListV, tuple)) else [items[1]]
        new.append(left[0] if left is not None and len(left) == 1 and not nested else items[1])
    return inputs, new[0] if len(new) == 1 else ListV(new)
