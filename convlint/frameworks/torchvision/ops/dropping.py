"""What drops paths and blocks while a network is trained: the shape stays, but not every shape and probability is taken."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import exact_dims
from convlint.frameworks.common.registry import layer, op
from convlint.symbolic import Truth
from convlint.values import Context, Instance, Mismatch, Tensor

OPS = "torchvision.ops"


def _probable(p: Any) -> None:
    if isinstance(p, (int, float)) and not 0 <= p <= 1:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a probability of 0 to 1 but gets {p}")


@op(f"{OPS}.stochastic_depth")
def drop_paths(cx: Context, input: Tensor, p: Any, mode: Any, training: Any = True) -> Tensor:
    """The same shape. Mismatch for a mode that is none, and for rows of what has none."""
    _probable(p)
    if isinstance(mode, str) and mode not in ("batch", "row"):
        raise Mismatch("invalid-argument", f"`{{it}}` knows the modes 'batch' and 'row', not {mode!r}")
    drops = training is True and isinstance(p, (int, float)) and p > 0
    if drops and mode == "row" and cx.facts.rank(input.shape) == 0:
        raise Mismatch("rank-mismatch", "`{it}` drops rows but gets a number")
    return input.like(input.shape, factors=input.factors)


@layer(f"{OPS}.StochasticDepth", init="p, mode")
def stochastic(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """`stochastic_depth`."""
    return drop_paths(cx, input, self.attrs["p"], self.attrs["mode"], cx.attribute(self, "training"))


def _declare(rank: int) -> None:
    @op(f"{OPS}.drop_block{rank}d")
    def dropped(
        cx: Context, input: Tensor, p: Any, block_size: Any, inplace: Any = False, eps: Any = 1e-6, training: Any = True
    ) -> Tensor:
        """The same shape. Mismatch for another rank, and for blocks of an even size, which are no larger than the image."""
        _probable(p)
        sizes = [*exact_dims(cx, input, rank + 2)[2:], block_size]
        if training is True and isinstance(p, (int, float)) and p > 0 and all(isinstance(size, int) for size in sizes):
            block = min(sizes)
            if block % 2 == 0:
                raise Mismatch("invalid-argument", f"`{{it}}` drops blocks of odd sizes, not of {block}")
        return input.like(input.shape, factors=input.factors)

    @layer(f"{OPS}.DropBlock{rank}d", init="p, block_size, inplace=False, eps=1e-06")
    def drops(cx: Context, self: Instance, input: Tensor) -> Tensor:
        """The same shape."""
        training = cx.attribute(self, "training")
        return dropped(cx, input, self.attrs["p"], self.attrs["block_size"], training=training)


_declare(2)
_declare(3)


@op(f"{OPS}.clip_boxes_to_image")
def clip(cx: Context, boxes: Tensor, size: Any) -> Tensor:
    """The same shape: pairs of numbers, in an image of (height, width)."""
    count = cx.length(size)
    if isinstance(count, int) and count != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a size of two numbers but gets {count}")
    shape = cx.facts.trailing(boxes.shape, 1)
    if shape is None or cx.facts.divides(2, shape.dims[-1]) is Truth.NO:
        raise Mismatch("feature-mismatch", f"`{{it}}` takes (..., 4) boxes but gets {cx.describe(boxes.shape)}")
    return boxes.like(shape)
