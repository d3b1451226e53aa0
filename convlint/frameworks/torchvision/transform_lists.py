"""`torchvision.transforms`: transforms made of others, and of the user's functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.torchvision.checks import check_function, check_probability, check_some
from convlint.frameworks.torchvision.declaring import MODULE, V2, T, transform
from convlint.frameworks.torchvision.frames import read, same
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

KEEPERS = frozenset(
    """RandomHorizontalFlip RandomVerticalFlip RandomGrayscale RandomInvert RandomPosterize RandomSolarize RandomAdjustSharpness
    RandomAutocontrast RandomEqualize RandomErasing RandomPerspective RandomAffine ColorJitter GaussianBlur ElasticTransform
    AutoAugment RandAugment TrivialAugmentWide AugMix GaussianNoise RandomPhotometricDistort JPEG""".split()
)
declare_class(f"{V2}.Transform", MODULE, init="")


def steps_of(cx: Context, transforms: Any) -> list[Any]:
    """Those in a list. Mismatch (`invalid-argument`) for a single one."""
    if isinstance(transforms, Instance) and getattr(transforms.cls, "path", "").startswith(f"{T}."):
        raise Mismatch("invalid-argument", "`{it}` takes a list of transforms but gets one that is in none")
    steps = cx.items(transforms)
    if steps is None:
        raise Undetermined("transforms that are not known")
    return steps


def apply_all(cx: Context, steps: list[Any], img: Any) -> Any:
    """One transform after the other."""
    for step in steps:
        img = cx.call(step, (img,))
    return img


@transform("Compose(transforms)", space=V2, check=check_some)
@transform("Compose(transforms)", module=False)
def compose(cx: Context, self: Instance, img: Any) -> Any:
    return apply_all(cx, steps_of(cx, cx.attribute(self, "transforms")), img)


@transform("Lambda(lambd)", module=False, check=check_function)
@transform("Lambda(lambd, *types)", space=V2)
def lambda_(cx: Context, self: Instance, img: Any) -> Any:
    check_function(cx, self)
    return cx.call(cx.attribute(self, "lambd"), (img,))


def _declare(space: str, module: bool, least: int) -> None:
    check = None if space == T else check_probability

    @transform("RandomApply(transforms, p=0.5)", space=space, check=check)
    def random_apply(cx: Context, self: Instance, img: Any) -> Any:
        """All or none: in version 2 there must be one."""
        p = cx.attribute(self, "p")
        steps = _some(cx, self, least)
        if isinstance(p, (int, float)) and p >= 1:
            return apply_all(cx, steps, img)
        return img if isinstance(p, (int, float)) and p <= 0 else _unless_it_fails(cx, steps, img, apply_all)

    @transform("RandomOrder(transforms)", module=module, space=space)
    def random_order(cx: Context, self: Instance, img: Any) -> Any:
        steps = _some(cx, self, least)
        if not all(_keeps_shape(step) for step in steps):
            raise Undetermined("transforms in an order that is drawn at random")
        return apply_all(cx, steps, img)

    @transform("RandomChoice(transforms, p=None)", module=module, space=space)
    def random_choice(cx: Context, self: Instance, img: Any) -> Any:
        steps = _some(cx, self, 1)
        return apply_all(cx, steps, img) if len(steps) == 1 else _unless_it_fails(cx, steps, img, _each)


_declare(T, module=False, least=0)
_declare(V2, module=True, least=1)


def _some(cx: Context, self: Instance, least: int) -> list[Any]:
    steps = steps_of(cx, cx.attribute(self, "transforms"))
    if len(steps) < least:
        raise Mismatch("invalid-argument", "`{it}` takes one transform at least but gets none")
    return steps


def _each(cx: Context, steps: list[Any], img: Any) -> None:
    for step in steps:
        cx.call(step, (img,))


def _unless_it_fails(cx: Context, steps: list[Any], img: Any, run: Callable[[Context, list[Any], Any], Any]) -> Any:
    """The image, where no transform changes its shape, so that it does not matter which are applied; nothing is learnt."""
    if not all(_keeps_shape(step) for step in steps):
        raise Undetermined("transforms drawn at random")
    if isinstance(img, Tensor):
        shape = cx.facts.resolve_shape(img.shape)
        if shape.lead is None and all(isinstance(dim, int) for dim in shape.dims):
            try:
                run(cx, steps, img)
            except Mismatch:
                raise Undetermined("transforms that fail now and then") from None
    return same(read(cx, img))


def _keeps_shape(step: Any) -> bool:
    return (
        isinstance(step, Instance) and not step.opaque and getattr(step.cls, "path", "").rpartition(".")[2] in KEEPERS
    )
