"""`torchvision.transforms.functional` and `v2.functional`: what keeps the sizes and channels of an image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torchvision.needs import ANY, COLOURS, IMAGE, Needs, kept
from convlint.values import Context, Mismatch

F = "torchvision.transforms.functional"
V2 = "torchvision.transforms.v2.functional"
FLAT = Needs(2, coloured=True)
Range = tuple[float, float]
POSITIVE = (0.0, float("inf"))
ALL = (float("-inf"), float("inf"))

KEEPING: dict[str, tuple[Needs | None, Needs | None, str, Range]] = {
    "hflip": (IMAGE, ANY, "", POSITIVE),
    "vflip": (IMAGE, IMAGE, "", POSITIVE),
    "horizontal_flip": (None, ANY, "", POSITIVE),
    "vertical_flip": (None, IMAGE, "", POSITIVE),
    "adjust_brightness": (FLAT, COLOURS, "brightness_factor", POSITIVE),
    "adjust_contrast": (COLOURS, COLOURS, "contrast_factor", POSITIVE),
    "adjust_saturation": (FLAT, COLOURS, "saturation_factor", POSITIVE),
    "adjust_hue": (FLAT, COLOURS, "hue_factor", (-0.5, 0.5)),
    "adjust_gamma": (FLAT, ANY, "gamma, gain=1", POSITIVE),
    "adjust_sharpness": (Needs(3, 4, coloured=True, filtered=True), COLOURS, "sharpness_factor", POSITIVE),
    "autocontrast": (COLOURS, COLOURS, "", POSITIVE),
    "invert": (COLOURS, ANY, "", POSITIVE),
    "solarize": (COLOURS, ANY, "threshold", ALL),
    "posterize": (COLOURS._replace(bytes=True), ANY, "bits", (0, 8)),
    "equalize": (Needs(3, 4, coloured=True, bytes=True), IMAGE, "", POSITIVE),
    "jpeg": (None, COLOURS._replace(bytes=True), "quality", (1, 100)),
    "gaussian_noise": (None, ANY, "mean=0.0, sigma=0.1, clip=True", POSITIVE),
}
"""Name -> what version 1 and version 2 need (None where it is not there), the other arguments, and where a factor must lie."""


def _keeper(needs: Needs, bounds: Range, place: int) -> Callable[..., Any]:
    def keep(cx: Context, img: Any, *others: Any) -> Any:
        wrong = beyond(others[place] if len(others) > place else None, bounds)
        if wrong is not None:
            raise wrong
        return kept(cx, img, needs)

    return keep


def beyond(factor: Any, bounds: Range) -> Mismatch | None:
    """What is wrong with a number, if it is known and does not lie there."""
    if not isinstance(factor, (int, float)) or bounds[0] <= factor <= bounds[1]:
        return None
    return Mismatch("invalid-argument", f"`{{it}}` takes {_within(*bounds)} but gets {factor}")


def _within(low: float, high: float) -> str:
    return f"a number of {low:g} to {high:g}" if high < float("inf") else f"no number below {low:g}"


def _declare(name: str, first: Needs | None, second: Needs | None, others: str, bounds: Range) -> None:
    place = int(name == "gaussian_noise")
    rest = f", {others}" if others else ""
    for prefix, image, needs in ((F, "img", first), (V2, "inpt", second)):
        if needs is not None:
            add_function(f"{prefix}.{name}", _keeper(needs, bounds, place), Signature.parse(image + rest), counts=False)


for _name, _row in KEEPING.items():
    _declare(_name, *_row)
