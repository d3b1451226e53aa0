"""What a tensor must be for a transform to take it for an image: version 1 and version 2 differ."""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.frameworks.pillow.picture import is_image
from convlint.frameworks.torchvision.frames import read, same
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined


class Needs(NamedTuple):
    """least, most: of dims. coloured: one or three channels; an image without any counts as one.

    filtered: only an image of more than two rows and columns needs such a rank. bytes: of numbers of 8 bits.
    """

    least: int = 0
    most: int | None = None
    coloured: bool = False
    filtered: bool = False
    bytes: bool = False


ANY = Needs()
IMAGE = Needs(2)
CHANNELS = Needs(3)
BATCH = Needs(3, 4)
COLOURS = Needs(3, coloured=True)


def kept(cx: Context, img: Any, needs: Needs) -> Any:
    """An image of the same size and channels. Raises Mismatch where it is none that the transform takes."""
    wrong = fault(cx, img, needs)
    if wrong is not None:
        raise wrong
    if not isinstance(img, Tensor):
        return same(read(cx, img))
    if img.assumed or img.library != "torch":
        raise Undetermined("no image that is understood")
    return img.like(img.shape if needs.filtered else cx.facts.trailing(img.shape, needs.least) or img.shape)


def fault(cx: Context, img: Any, needs: Needs) -> Mismatch | None:
    """What is wrong with a tensor as an image, as far as that is sure; nothing is learnt."""
    if not isinstance(img, Tensor) or img.library != "torch" or img.assumed:
        return None
    shape = cx.facts.resolve_shape(img.shape)
    low, high = cx.facts.ranks(shape)
    least, most = (2, None) if needs.filtered and not _is_large(cx, shape) else (needs.least, needs.most)
    if (high is not None and high < least) or (most is not None and low > most):
        wanted = f"{least} to {most} dims" if most is not None else f"{least} dims at least"
        return Mismatch("rank-mismatch", f"`{{it}}` takes an image of {wanted} but gets {cx.describe(shape)}")
    if needs.bytes and img.dtype in ("float", "complex", "bool"):
        return Mismatch("invalid-argument", f"`{{it}}` takes an image of bytes but gets one of dtype {img.dtype}")
    if not needs.coloured or len(shape.dims) < 3:
        return None
    got = shape.dims[-3]
    if cx.facts.equal(got, 1) is Truth.NO and cx.facts.equal(got, 3) is Truth.NO:
        return Mismatch(
            "channel-mismatch", f"`{{it}}` takes an image of 1 or 3 channels but gets {cx.facts.resolve(got)}"
        )
    return None


def _is_large(cx: Context, shape: Shape) -> bool:
    return len(shape.dims) > 1 and all(cx.facts.less(2, side) is Truth.YES for side in shape.dims[-2:])


def applied(cx: Context, img: Any, needs: Needs, p: Any, wrong: Mismatch | None = None) -> Any:
    """The image of a transform that is applied with a probability of `p`: a fault is one only if that is 1.

    wrong: what else is wrong with it.
    """
    if isinstance(p, (int, float)) and p >= 1:
        if wrong is not None:
            raise wrong
        return kept(cx, img, needs)
    if isinstance(img, Tensor) and not img.assumed and img.library == "torch":
        never = isinstance(p, (int, float)) and p <= 0
        if not never and (wrong or fault(cx, img, needs)) is not None:
            raise Undetermined("a transform that fails now and then")
        return img.like(img.shape)
    return same(read(cx, img)) if is_image(img) else kept(cx, img, needs)
