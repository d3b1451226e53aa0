"""Tensor ops where the rank or the sizes are open: what is kept, what is learnt, and what must not be called an error."""

from __future__ import annotations

from typing import Any

import pytest

from convlint.symbolic import Lead, Shape, symbol
from convlint.values import ListV, Mismatch, Tensor

from .context import PlainContext, tensor

N, H = symbol("N"), symbol("H")


def led(*sizes: Any, dtype: str = "float") -> Tensor:
    """A tensor of unknown rank that ends in these sizes."""
    return Tensor(Shape(sizes, Lead("b")), dtype)


def shape_of(path: str, *args: Any, **kwargs: Any) -> str:
    cx = PlainContext()
    result = cx.apply(path, args, kwargs)
    return str(cx.facts.resolve_shape(result[0].shape if isinstance(result, tuple) else result.shape))


KEPT: list[tuple[str, tuple[Any, ...], str]] = [
    ("torch.unsqueeze", (led(3, 4), -1), "(*, 3, 4, 1)"),
    ("torch.unsqueeze", (led(3, 4), -2), "(*, 3, 1, 4)"),
    ("torch.sum", (led(3, 4), -1), "(*, 3)"),
    ("torch.sum", (led(3, 4), -2, True), "(*, 1, 4)"),
    ("torch.max", (led(3, 4), -1), "(*, 3)"),
    ("torch.transpose", (led(3, 4), -1, -2), "(*, 4, 3)"),
    ("torch.Tensor.__getitem__", (led(3, 4), (Ellipsis, 0)), "(*, 3)"),
    ("torch.Tensor.__getitem__", (led(3, 4), (Ellipsis, slice(None, 2), slice(None))), "(*, 2, 4)"),
    ("torch.Tensor.__getitem__", (led(3, 4), (Ellipsis, None)), "(*, 3, 4, 1)"),
    ("torch.flatten", (led(3, 4), -2), "(*, 12)"),
    ("torch.unflatten", (led(3, 4), -1, (2, -1)), "(*, 3, 2, 2)"),
    ("torch.topk", (led(3, 4), 2), "(*, 3, 2)"),
    ("torch.chunk", (led(3, 4), 2, -1), "(*, 3, 2)"),
    ("torch.softmax", (led(3, 4), -1), "(*, 3, 4)"),
    ("torch.matmul", (led(3, 4), tensor(4, 5)), "(*, 3, 5)"),
    ("torch.add", (led(3, 4), tensor(4)), "(*, 3, 4)"),
    ("torch.einsum", ("...ij,kj->...ik", led(3, 4), tensor(5, 4)), "(*, 3, 5)"),
    ("torch.fft.rfft", (led(3, 4),), "(*, 3, 3)"),
    ("torch.Tensor.view", (led(3, 4), 2, -1), "(2, inferred)"),
    ("torch.Tensor.view", (tensor(N, 3, 4), N, -1), "(N, 12)"),
    ("torch.Tensor.view", (tensor(N, 8, H), N, -1, 4, H), "(N, 2, 4, H)"),
    ("torch.Tensor.reshape", (tensor(N, 6), -1, 2), "(3*N, 2)"),
    ("torch.flatten", (tensor(N, 3, H), 1), "(N, 3*H)"),
    ("torch.arange", (N,), "(N,)"),
    ("torch.Tensor.__getitem__", (tensor(N, H), (slice(1, None), slice(None, None, 2))), "(N - 1, ⌊(H + 1)/2⌋)"),
    ("torch.Tensor.repeat", (tensor(N, H), 2, 3), "(2*N, 3*H)"),
]


@pytest.mark.parametrize(("path", "args", "wanted"), KEPT, ids=[f"{path}-{wanted}" for path, _, wanted in KEPT])
def test_what_is_known_is_kept(path: str, args: tuple[Any, ...], wanted: str) -> None:
    assert shape_of(path, *args) == wanted


POSSIBLE: list[tuple[str, tuple[Any, ...]]] = [
    ("torch.Tensor.view", (tensor(N, 16, 61, 61), -1, 400)),
    ("torch.add", (tensor(N, H), tensor(3, 5))),
    ("torch.add", (led(3), tensor(2, 1, 3))),
    ("torch.Tensor.add_", (tensor(N, 4), tensor(3, 1))),
    ("torch.cat", (ListV([tensor(0), tensor(3, 4)]), 1)),
    ("torch.cat", (ListV([led(), tensor(3, 4)]), 1)),
    ("torch.Tensor.__getitem__", (led(3), (0, 0, 0))),
    ("torch.Tensor.__getitem__", (tensor(N), 100)),
    ("torch.Tensor.expand", (tensor(N, H), 3, 4)),
    ("torch.einsum", ("ij,jk->ik", tensor(N, H), tensor(3, 4))),
    ("torch.gather", (tensor(N, 4), 0, tensor(100, 3, dtype="int"))),
    ("torch.split", (tensor(N, 4), (1, 2), 0)),
    ("torch.topk", (tensor(N), 10)),
    ("torch.Tensor.item", (tensor(N),)),
]


@pytest.mark.parametrize(
    ("path", "args"), POSSIBLE, ids=[f"{path}-{number}" for number, (path, _) in enumerate(POSSIBLE)]
)
def test_what_some_size_or_rank_allows_is_no_error(path: str, args: tuple[Any, ...]) -> None:
    PlainContext().apply(path, args)


IMPOSSIBLE: list[tuple[str, tuple[Any, ...], str]] = [
    ("torch.Tensor.view", (tensor(N, 6), N, 4), "invalid-reshape"),
    ("torch.Tensor.view", (tensor(N, 16, 61, 61), N, -1, 400), "invalid-reshape"),
    ("torch.add", (led(3, 4), tensor(5)), "broadcast-mismatch"),
    ("torch.Tensor.add_", (tensor(N, 1), tensor(3, 4)), "broadcast-mismatch"),
    ("torch.cat", (ListV([led(3, 4), led(5, 4)]), -1), "concat-mismatch"),
    ("torch.stack", (ListV([tensor(N, 3), tensor(N, 4)]),), "concat-mismatch"),
    ("torch.matmul", (led(3, 4), tensor(3, 5)), "matmul-mismatch"),
    ("torch.bmm", (tensor(N, 3, 4), tensor(N, 3, 4)), "matmul-mismatch"),
    ("torch.einsum", ("bij,bjk->bik", tensor(N, 3, 4), tensor(N, 5, 4)), "matmul-mismatch"),
    ("torch.Tensor.__getitem__", (led(3), (Ellipsis, 3)), "index-out-of-range"),
    ("torch.Tensor.__getitem__", (tensor(N, H), (0, 0, 0)), "index-out-of-range"),
    ("torch.permute", (tensor(N, H), (0, 2, 1)), "invalid-axis"),
    ("torch.sum", (tensor(N, H), 2), "invalid-axis"),
]


@pytest.mark.parametrize(("path", "args", "rule"), IMPOSSIBLE, ids=[f"{path}-{rule}" for path, _, rule in IMPOSSIBLE])
def test_what_no_size_allows_is_an_error(path: str, args: tuple[Any, ...], rule: str) -> None:
    with pytest.raises(Mismatch) as caught:
        PlainContext().apply(path, args)
    assert caught.value.rule == rule


def test_an_in_place_form_changes_its_tensor() -> None:
    cx, x = PlainContext(), tensor(3, 4)
    assert cx.apply("torch.Tensor.unsqueeze_", (x, 0)) is x
    assert str(x.shape) == "(1, 3, 4)"


def test_a_written_tensor_forgets_its_content() -> None:
    cx = PlainContext()
    x = cx.apply("torch.tensor", (ListV([3, 4]),))
    assert cx.apply("torch.Tensor.tolist", (x,)).items == [3, 4]
    cx.apply("torch.Tensor.add_", (x, 1))
    assert x.data is None
