"""`torchvision.transforms`: transforms made of others, and of the user's functions."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.torchvision.declaring import MODULE, V2, transform
from convlint.frameworks.torchvision.frames import read, same
from convlint.values import Context, Instance, Undetermined

KEEPERS = frozenset(
    """RandomHorizontalFlip RandomVerticalFlip RandomGrayscale RandomInvert RandomPosterize RandomSolarize RandomAdjustSharpness
    RandomAutocontrast RandomEqualize RandomErasing RandomPerspective RandomAffine ColorJitter GaussianBlur ElasticTransform
    AutoAugment RandAugment TrivialAugmentWide AugMix GaussianNoise RandomPhotometricDistort JPEG""".split()
)
declare_class(f"{V2}.Transform", MODULE, init="")


def apply_all(cx: Context, transforms: Any, img: Any) -> Any:
    """One transform after the other."""
    steps = cx.items(transforms)
    if steps is None:
        raise Undetermined("transforms that are not known")
    for step in steps:
        img = cx.call(step, (img,))
    return img


@transform("Compose(transforms)", module=False)
def compose(cx: Context, self: Instance, img: Any) -> Any:
    return apply_all(cx, cx.attribute(self, "transforms"), img)


@transform("Lambda(lambd, *types)", module=False)
def lambda_(cx: Context, self: Instance, img: Any) -> Any:
    return cx.call(cx.attribute(self, "lambd"), (img,))


@transform("RandomApply(transforms, p=0.5)")
def random_apply(cx: Context, self: Instance, img: Any) -> Any:
    return some_of(cx, self, img)


@transform("RandomChoice(transforms, p=None)", "RandomOrder(transforms)", module=False)
def random_choice(cx: Context, self: Instance, img: Any) -> Any:
    return some_of(cx, self, img)


def some_of(cx: Context, self: Instance, img: Any) -> Any:
    """The image, where no transform changes its shape, so that it does not matter which are applied."""
    steps = cx.items(cx.attribute(self, "transforms"))
    if steps is None or not all(_keeps_shape(step) for step in steps):
        raise Undetermined("transforms drawn at random")
    return same(read(cx, img))


def _keeps_shape(step: Any) -> bool:
    return (
        isinstance(step, Instance) and not step.opaque and getattr(step.cls, "path", "").rpartition(".")[2] in KEEPERS
    )
