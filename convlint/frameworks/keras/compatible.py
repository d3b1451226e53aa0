"""Whether data fits the inputs of a model, and what Keras makes of it.

An axis of size 1 at the end is added or dropped in silence.
"""

from __future__ import annotations

from math import prod
from typing import Any

from convlint.frameworks.common.drawing import carry
from convlint.frameworks.keras.graph import InputSource, leaves
from convlint.frameworks.keras.opensizes import same, text_of
from convlint.frameworks.keras.tensors import to_keras
from convlint.frameworks.keras.versions import before_3
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, DictV, Mismatch, Remedy, Tensor, Undetermined, Unknown


def name_of(tensor: Any) -> str | None:
    """The name that the program gave an input."""
    source = getattr(tensor, "source", None)
    name = source.layer.attrs.get("name") if isinstance(source, InputSource) else None
    return name if isinstance(name, str) else None


def matched(cx: Context, declared: Any, given: Any) -> list[tuple[Tensor, Any]]:
    """Pairs of a model's inputs and the data for them.

    Mismatch for another number of arrays; Undetermined where that is not known.
    """
    inputs = leaves(declared)
    if isinstance(given, DictV):
        names = _names(declared, inputs)
        if given.open or None in names:
            if not given.open and _left_over(names, given):
                keys = ", ".join(map(repr, given.items))
                text = f"`{{it}}` has an input without a name, for which there are no data among {keys}"
                raise Mismatch("invalid-argument", text)
            raise Undetermined("which input gets what is not known")
        missing = [name for name in names if name not in given.items]
        if missing:
            raise Mismatch(
                "invalid-argument",
                f"`{{it}}` needs data for the input {missing[0]!r} but gets {', '.join(map(repr, given.items))}",
            )
        return [(tensor, given.items[name]) for tensor, name in zip(inputs, names)]
    data = leaves(given)
    if any(not isinstance(item, Tensor) for item in data) and (len(data) != len(inputs) or len(inputs) > 1):
        raise Undetermined("the data is not known, or comes as lists of numbers")
    if len(data) != len(inputs):
        if any(item.assumed for item in data):
            raise Undetermined("an argument that may be a list")
        raise Mismatch("invalid-argument", f"`{{it}}` takes {_count(len(inputs))} but gets {_count(len(data))}")
    return list(zip(inputs, data))


def _left_over(names: list[str | None], given: DictV) -> bool:
    """Whether no key can be the name that Keras gives to an input without one (`input_1`, `keras_tensor_2`, …)."""
    rest = [key for key in given.items if key not in names]
    return all(isinstance(key, str) and not key.startswith(("input", "keras_tensor")) for key in rest)


def _names(declared: Any, inputs: list[Any]) -> list[str | None]:
    """The names by which data in a dict is told apart: the keys of a dict of inputs, else the names of the inputs."""
    if isinstance(declared, DictV):
        flat = not declared.open and all(isinstance(tensor, Tensor) for tensor in declared.items.values())
        return sorted(declared.items) if flat else [None]
    return [name_of(tensor) for tensor in inputs]


def _count(number: int) -> str:
    return "1 input" if number == 1 else f"{number} inputs"


def compatible(cx: Context, declared: Tensor, given: Any, strict: bool, lenient: bool = False) -> Any:
    """The data for one input as the model takes it. `strict`: every size is compared, as a functional model does.
    `lenient`: of a rank that is not the declared one, only the layers decide.

    Mismatch where the rank or (if strict) a size cannot be the declared one.
    """
    if given is None or isinstance(given, Unknown):
        return given
    tensor = to_keras(cx, given, "x")
    wanted = cx.facts.resolve_shape(declared.shape).dims
    if cx.facts.limit_rank(tensor.shape, len(wanted) - 1, len(wanted) + 1) is Truth.NO:
        if lenient:
            return tensor
        raise wrong_rank(cx, declared, tensor)
    rank = cx.facts.rank(tensor.shape)
    if rank is None:
        return tensor
    dims = tuple(cx.facts.resolve(size) for size in cx.facts.resolve_shape(tensor.shape).dims)
    if before_3(cx) and _channels_elsewhere(cx, wanted, dims):
        raise Undetermined("a program that may mean channels first, by a setting that is not in it")
    try:
        adjusted = _adjusted(cx, declared, tensor, wanted, dims)
    except Mismatch:
        if not lenient and not before_3(cx):
            raise
        adjusted = (
            (*dims, 1) if len(dims) == 1 else dims
        )  # Keras 2 gives a column; for the rest, only the layers decide
    if strict and (len(dims) == len(wanted) or not (lenient or before_3(cx))):
        _compare(cx, declared, tensor, wanted, dims)
    data = tensor.data if adjusted == dims else None
    return carry(tensor, Tensor(Shape(adjusted), tensor.dtype, tensor.library, data, tensor.factors))


def _channels_elsewhere(cx: Context, wanted: tuple[Int, ...], dims: tuple[Int, ...]) -> bool:
    """Whether the model takes just these images with the channels first, or the other way round."""
    if len(dims) != len(wanted) or len(dims) < 4:
        return False
    inner = dims[1:]
    if all(same(cx, a, b) is not Truth.NO for a, b in zip(wanted[1:], inner)):
        return False
    turned = ((inner[-1], *inner[:-1]), (*inner[1:], inner[0]))
    return any(all(cx.facts.equal(a, b) is Truth.YES for a, b in zip(wanted[1:], each)) for each in turned)


def _adjusted(
    cx: Context, declared: Tensor, tensor: Tensor, wanted: tuple[Int, ...], dims: tuple[Int, ...]
) -> tuple[Int, ...]:
    if len(dims) == len(wanted) + 1:
        if same(cx, dims[-1], 1) is Truth.NO:
            raise wrong_rank(cx, declared, tensor)
        return dims[:-1]
    if len(dims) == len(wanted) - 1:
        if same(cx, wanted[-1], 1) is Truth.NO:
            raise wrong_rank(cx, declared, tensor)
        return (*dims, 1)
    return dims


def wrong_rank(cx: Context, declared: Tensor, tensor: Tensor) -> Mismatch:
    """The finding for data of a rank that Keras cannot mend."""
    wanted, got = cx.facts.resolve_shape(declared.shape), cx.facts.resolve_shape(tensor.shape)
    text = f"`{{it}}` takes data of shape {text_of(cx, wanted)} but gets {text_of(cx, got)}"
    return Mismatch("rank-mismatch", text, None if got.lead is not None else _axis_remedy(cx, wanted.dims, got.dims))


def _axis_remedy(cx: Context, wanted: tuple[Int, ...], got: tuple[Int, ...]) -> Remedy | None:
    """What makes data of one shape those of another, if that is likely meant."""
    sizes = [size for size in (*wanted[1:], *got[1:]) if isinstance(size, int)]
    if len(sizes) == len(wanted) + len(got) - 2 and len(got) > 1 and prod(wanted[1:]) == prod(got[1:]):
        if len(got) == len(wanted) - 1 and wanted[1] == 1:
            return Remedy("add the missing axis, as in x[:, None]")
        if len(got) != len(wanted) - 1 or wanted[2:] != got[1:]:
            return Remedy(f"reshape each sample, as in x.reshape({', '.join(map(str, ('-1', *wanted[1:])))})")
    if len(got) != len(wanted) - 1:
        return None
    fits = all(cx.facts.equal(a, b) is Truth.YES for a, b in zip(wanted[2:], got[1:]))
    return Remedy("add the batch axis, as in x[None]") if fits else Remedy("add the missing axis, as in x[..., None]")


def _compare(cx: Context, declared: Tensor, tensor: Tensor, wanted: tuple[Int, ...], dims: tuple[Int, ...]) -> None:
    """Learn that all sizes but the batch are the declared ones; the last one is not compared where one of the two is 1."""
    for axis, (want, got) in enumerate(zip(wanted[1:], dims[1:]), 1):
        last = axis in (len(wanted) - 1, len(dims) - 1)
        if last and any(cx.facts.equal(size, 1) is not Truth.NO for size in (wanted[-1], dims[-1])):
            continue
        if same(cx, want, got) is Truth.NO:
            raise _wrong_size(cx, declared, tensor, axis, want, got)


def _wrong_size(cx: Context, declared: Tensor, tensor: Tensor, axis: int, want: Int, got: Int) -> Mismatch:
    rank = len(cx.facts.resolve_shape(declared.shape).dims)
    last = axis == rank - 1
    rule = "invalid-input-shape" if not last else "channel-mismatch" if rank > 3 else "feature-mismatch"
    noun = "" if not last else " channels" if rank > 3 else " features"
    text = f"`{{it}}` takes data of shape {text_of(cx, declared.shape)} but gets {text_of(cx, tensor.shape)}"
    return Mismatch(rule, f"{text}: {cx.facts.resolve(got)} is not {cx.facts.resolve(want)}{noun}")
