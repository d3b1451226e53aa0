"""Images with borders: constant ones cut off where they are negative, others need rows to repeat."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_function, op
from convlint.frameworks.torchvision.frames import Frame, borders, not_below_zero, read, write
from convlint.frameworks.torchvision.needs import BATCH, CHANNELS, IMAGE, Needs, fault
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, LibraryFunction, Mismatch, Tensor, Undetermined

F = "torchvision.transforms.functional"
V2 = "torchvision.transforms.v2.functional"
MODES = {"constant": "constant", "edge": "replicate", "reflect": "reflect", "symmetric": "symmetric"}
NEEDS = {"constant": IMAGE, "symmetric": BATCH}


@op(f"{F}.pad", counts=False)
def pad(cx: Context, img: Any, padding: Any, fill: Any = 0, padding_mode: Any = "constant") -> Any:
    return padded(cx, read(cx, img), padding, padding_mode)


@op(f"{V2}.pad", counts=False)
def pad_2(cx: Context, inpt: Any, padding: Any, fill: Any = None, padding_mode: Any = "constant") -> Any:
    return padded(cx, read(cx, inpt, least=3), padding, padding_mode)


def padded(cx: Context, frame: Frame, padding: Any, mode: Any = "constant") -> Any:
    """The image with borders: one number for all, two for left/right and top/bottom, or four.

    Mismatch for a way of padding that there is not, and for borders that cut off, or repeat, more than there is.
    """
    if not isinstance(mode, str):
        raise Undetermined("the way of padding is not known")
    if mode not in MODES:
        raise Mismatch("invalid-argument", f"`{{it}}` pads with {', '.join(map(repr, MODES))}, not with {mode!r}")
    left, top, right, bottom = borders(cx, padding)
    if not isinstance(frame.source, Tensor):
        not_below_zero(cx, (left, right))
        not_below_zero(cx, (top, bottom))
        return write(frame, frame.height + top + bottom, frame.width + left + right)
    wrong = fault(cx, frame.source, CHANNELS if frame.least > 2 else NEEDS.get(mode, Needs(2, 4)))
    if wrong is not None:
        raise wrong
    if mode == "constant":
        height, width = _widened(cx, frame.height, top, bottom), _widened(cx, frame.width, left, right)
    elif mode == "symmetric":
        height, width = _mirrored(cx, frame.height, top, bottom), _mirrored(cx, frame.width, left, right)
    else:
        height, width = _repeated(cx, frame, (left, right, top, bottom), MODES[mode])
    return write(frame, height, width)


def _widened(cx: Context, length: Int, before: Int, behind: Int) -> Int:
    """What is negative is cut off first."""
    left = length
    for side in (before, behind):
        if isinstance(side, int) and side < 0:
            left += side
    if cx.facts.less(left, 0) is Truth.YES:
        raise Mismatch(
            "invalid-argument", f"`{{it}}` cuts ({before}, {behind}) off a side of {cx.facts.resolve(length)}"
        )
    return length + before + behind


def _mirrored(cx: Context, length: Int, before: Int, behind: Int) -> Int:
    """With the edge repeated, no more than there is; what is negative is cut off first, as a slice does it."""
    if isinstance(length, int) and isinstance(before, int) and isinstance(behind, int):
        length = len(range(length)[max(-before, 0) : length + min(behind, 0)])
        before, behind = max(before, 0), max(behind, 0)
    if any(cx.facts.less(side, 0) is not Truth.NO for side in (before, behind)):
        raise Undetermined("a border that may cut off")
    for side in (before, behind):
        if cx.facts.less(length, side) is Truth.YES or length + before + behind == 0:
            raise Mismatch("invalid-argument", f"`{{it}}` cannot mirror {side} of a side of {cx.facts.resolve(length)}")
    return length + before + behind


def _repeated(cx: Context, frame: Frame, sides: tuple[Int, Int, Int, Int], mode: str) -> tuple[Int, Int]:
    """What torch makes of a batch of one such image."""
    path = "torch.nn.functional.pad"
    function = find_function(path)
    assert function is not None
    assert isinstance(frame.source, Tensor)
    channels = 1 if frame.channels is None else frame.channels
    batch = frame.source.like(Shape.of(1, channels, frame.height, frame.width))
    made = cx.call(LibraryFunction(path, function), (batch, sides), {"mode": mode})
    dims = cx.dims(made) if isinstance(made, Tensor) else None
    if dims is None:
        raise Undetermined("a padding that is not known")
    return dims[-2], dims[-1]
