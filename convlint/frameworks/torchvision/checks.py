"""What the constructors of transforms refuse. Each raises Mismatch (`invalid-argument`) for what is surely wrong."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from convlint.frameworks.torchvision.padding import MODES
from convlint.frameworks.torchvision.warping import counted, odd_sizes
from convlint.symbolic import Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined


def _number(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) else None


def _need(right: bool, wanted: str, got: Any) -> None:
    if not right:
        raise Mismatch("invalid-argument", f"`{{it}}` takes {wanted} but gets {got}")


def _numbers(cx: Context, value: Any) -> list[float]:
    """The numbers in a list or tuple, as far as all are known."""
    items = cx.items(value) if isinstance(value, (tuple, ListV)) else None
    return items if items and all(isinstance(item, (int, float)) for item in items) else []


def growing(cx: Context, self: Instance, *names: str) -> None:
    """Mismatch for ranges to draw from that end before they begin."""
    for name in names:
        numbers = _numbers(cx, self.attrs[name])
        pairs = list(zip(numbers[::2], numbers[1::2]))
        _need(all(low <= high for low, high in pairs), f"growing ranges as `{name}`", tuple(numbers))


def check_matrix(cx: Context, self: Instance) -> None:
    """A matrix (D, D) and a mean (D,)."""
    matrix, mean = (self.attrs[name] for name in ("transformation_matrix", "mean_vector"))
    if not isinstance(matrix, Tensor) or not isinstance(mean, Tensor):
        return
    sides = cx.facts.exact(matrix.shape, 2)
    if sides is None or cx.facts.unify(*sides) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a square matrix but gets {cx.describe(matrix.shape)}")
    rows = cx.facts.resolve_shape(mean.shape)
    if rows.lead is None and (not rows.dims or cx.facts.unify(rows.dims[0], sides[0]) is Truth.NO):
        got = cx.describe(rows)
        raise Mismatch("feature-mismatch", f"`{{it}}` takes a mean of {cx.facts.resolve(sides[0])} but gets {got}")


def check_policy(cx: Context, self: Instance) -> None:
    """One of torchvision's own."""
    policy = self.attrs.get("policy")
    _need(not isinstance(policy, (int, float, str)), "a policy of torchvision", repr(policy))


def check_count(cx: Context, self: Instance) -> None:
    """No negative number of operations, in version 2."""
    count = _number(self.attrs["num_ops"])
    _need(count is None or count >= 0, "no number below 0 as `num_ops`", count)


def check_severity(cx: Context, self: Instance) -> None:
    """1 to 10."""
    severity = _number(self.attrs["severity"])
    _need(severity is None or 1 <= severity <= 10, "a `severity` of 1 to 10", severity)


def check_size(cx: Context, self: Instance) -> None:
    """A crop's size: one number or two."""
    counted(cx, self.attrs["size"], "size", 1, 2)


def check_probability(cx: Context, self: Instance) -> None:
    """`p` of version 2, and of `RandomErasing`."""
    p = _number(self.attrs.get("p"))
    _need(p is None or 0 <= p <= 1, "a probability `p` of 0 to 1", p)
    scale = _number(self.attrs.get("distortion_scale"))
    _need(scale is None or 0 <= scale <= 1, "a `distortion_scale` of 0 to 1", scale)


def check_zoom(cx: Context, self: Instance) -> None:
    """A pair of factors, growing from 1 on."""
    check_probability(cx, self)
    sides = self.attrs["side_range"]
    counted(cx, sides, "side_range", 2)
    _need(_number(sides) is None, "a pair as `side_range`", sides)
    pair = _numbers(cx, sides)
    _need(not pair or 1 <= pair[0] <= pair[-1], "a growing pair from 1 on as `side_range`", tuple(pair))


def check_erasing(cx: Context, self: Instance) -> None:
    """Its probability, and the share of the image."""
    check_probability(cx, self)
    scale = _numbers(cx, self.attrs["scale"])
    _need(not scale or (scale[0] >= 0 and scale[1:2] <= [1]), "a `scale` within 0 and 1", tuple(scale))
    value = self.attrs["value"]
    _need(not isinstance(value, str) or value == "random", "'random', a number or several as `value`", repr(value))


def check_jitter(cx: Context, self: Instance) -> None:
    """Factors from 0 on; a hue within a half."""
    for name, high in (("brightness", None), ("contrast", None), ("saturation", None), ("hue", 0.5)):
        value = _number(self.attrs[name])
        _need(value is None or value >= 0, f"no number below 0 as `{name}`", value)
        _need(value is None or high is None or value <= high, f"a `{name}` of {high} at most", value)
        counted(cx, self.attrs[name], name, 2)
        pair = _numbers(cx, self.attrs[name])
        low = 0 if high is None else -high
        right = not pair or (low <= pair[0] <= pair[1] and (high is None or pair[1] <= high))
        _need(right, f"a growing pair from {low} on as `{name}`", tuple(pair))


def check_blur(cx: Context, self: Instance) -> None:
    """As in version 2, where one deviation may be in a list."""
    counted(cx, self.attrs["sigma"], "sigma", 2)
    check_blur_2(cx, self)


def check_blur_2(cx: Context, self: Instance) -> None:
    """An odd window, and positive deviations."""
    with suppress(Undetermined):
        odd_sizes(cx, self.attrs["kernel_size"])
    sigma = self.attrs["sigma"]
    counted(cx, sigma, "sigma", 1, 2)
    single = _number(sigma)
    _need(single is None or single > 0, "a positive `sigma`", single)
    pair = _numbers(cx, sigma)
    _need(not pair or 0 < pair[0] <= pair[-1], "a growing positive pair as `sigma`", tuple(pair))


def check_elastic(cx: Context, self: Instance) -> None:
    """Version 1 takes floats only."""
    for name in ("alpha", "sigma"):
        value = self.attrs[name]
        _need(not isinstance(value, int), f"a float as `{name}`", value)
        counted(cx, value, name, 2)
        _need(all(isinstance(each, float) for each in _numbers(cx, value)), f"floats as `{name}`", value)


def check_rotation(cx: Context, self: Instance) -> None:
    """Degrees from 0 on, or a pair; a center of two."""
    degrees = _number(self.attrs["degrees"])
    _need(degrees is None or degrees >= 0, "no number below 0 as `degrees`", degrees)
    counted(cx, self.attrs["degrees"], "degrees", 2)
    counted(cx, self.attrs["center"], "center", 2)


def check_affine(cx: Context, self: Instance) -> None:
    """As for a rotation; a translation within 0 and 1, positive scales, two or four shears."""
    check_rotation(cx, self)
    for name, *counts in (("translate", 2), ("scale", 2), ("shear", 2, 4)):
        counted(cx, self.attrs[name], name, *counts)
        single = None if name == "shear" else _number(self.attrs[name])
        _need(single is None, f"a pair as `{name}`", single)
    shift, scale = (_numbers(cx, self.attrs[name]) for name in ("translate", "scale"))
    _need(all(0 <= each <= 1 for each in shift), "a `translate` within 0 and 1", tuple(shift))
    _need(all(each > 0 for each in scale), "a positive `scale`", tuple(scale))
    shear = _number(self.attrs["shear"])
    _need(shear is None or shear >= 0, "no number below 0 as `shear`", shear)


def check_resize(cx: Context, self: Instance) -> None:
    """One number or two."""
    _need(not isinstance(self.attrs["size"], float), "a whole number or a pair as `size`", self.attrs["size"])
    check_size(cx, self)
    check_interpolation(self)


def check_interpolation(self: Instance) -> None:
    """Pillow's numbers of ways to interpolate are 0 to 5: another one may have been meant as a second size."""
    mode = self.attrs.get("interpolation")
    _need(not isinstance(mode, int) or 0 <= mode <= 5, "an `interpolation` (sizes go in one pair)", mode)


def check_resize_2(cx: Context, self: Instance) -> None:
    """The same, but for the interpolation, which is first looked at when it is used."""
    _need(not isinstance(self.attrs["size"], float), "a whole number or a pair as `size`", self.attrs["size"])
    check_size(cx, self)


def check_padding(cx: Context, self: Instance) -> None:
    """One border, two or four; one of the ways of padding."""
    counted(cx, self.attrs["padding"], "padding", 1, 2, 4)
    mode = self.attrs["padding_mode"]
    _need(not isinstance(mode, str) or mode in MODES, f"one of {', '.join(map(repr, MODES))}", repr(mode))


def check_crop(cx: Context, self: Instance) -> None:
    """A size, and borders."""
    check_size(cx, self)
    check_padding(cx, self)


def check_part(cx: Context, self: Instance) -> None:
    """A size, and ranges of shares and ratios."""
    check_size(cx, self)
    for name in ("scale", "ratio"):
        _need(_number(self.attrs[name]) is None, f"a pair as `{name}`", self.attrs[name])


def check_part_2(cx: Context, self: Instance) -> None:
    """The same; the ranges are pairs."""
    check_part(cx, self)
    for name in ("scale", "ratio"):
        counted(cx, self.attrs[name], name, 2)


def check_function(cx: Context, self: Instance) -> None:
    """What is called."""
    _need(_number(self.attrs["lambd"]) is None, "a function", self.attrs["lambd"])
    for each in self.attrs.get("types", ()):
        _need(_number(each) is None, "types behind its function", each)


def check_some(cx: Context, self: Instance) -> None:
    """One transform at least."""
    _need(cx.length(self.attrs["transforms"]) != 0, "one transform at least", "none")


def check_quality(cx: Context, self: Instance) -> None:
    """Whole numbers of 1 to 100: one, or a growing pair."""
    quality = self.attrs["quality"]
    counted(cx, quality, "quality", 2)
    single = _number(quality)
    numbers = [single, single] if single is not None else _numbers(cx, quality)
    right = not numbers or (all(isinstance(each, int) for each in numbers) and 1 <= numbers[0] <= numbers[-1] <= 100)
    _need(right, "a `quality` of 1 to 100", quality)
