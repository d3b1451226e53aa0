"""`torchvision.transforms`: what changes colours and places but no size."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.torchvision import functional as F
from convlint.frameworks.torchvision.declaring import V2, transform
from convlint.frameworks.torchvision.frames import read, same, write
from convlint.values import Context, Instance


@transform(
    "RandomHorizontalFlip(p=0.5)",
    "RandomVerticalFlip(p=0.5)",
    "RandomGrayscale(p=0.1)",
    "RandomInvert(p=0.5)",
    "RandomPosterize(bits, p=0.5)",
    "RandomSolarize(threshold, p=0.5)",
    "RandomAdjustSharpness(sharpness_factor, p=0.5)",
    "RandomAutocontrast(p=0.5)",
    "RandomEqualize(p=0.5)",
    "RandomErasing(p=0.5, scale=(0.02, 0.33), ratio=(0.3, 3.3), value=0, inplace=False)",
    "RandomPerspective(distortion_scale=0.5, p=0.5, interpolation='bilinear', fill=0)",
    "RandomAffine(degrees, translate=None, scale=None, shear=None, interpolation='nearest', fill=0, center=None)",
    "ColorJitter(brightness=0, contrast=0, saturation=0, hue=0)",
    "GaussianBlur(kernel_size, sigma=(0.1, 2.0))",
    "ElasticTransform(alpha=50.0, sigma=5.0, interpolation='bilinear', fill=0)",
    "LinearTransformation(transformation_matrix, mean_vector)",
    "AutoAugment(*args, **kwargs)",
    "RandAugment(*args, **kwargs)",
    "TrivialAugmentWide(*args, **kwargs)",
    "AugMix(*args, **kwargs)",
)
def keep(cx: Context, self: Instance, img: Any) -> Any:
    return same(read(cx, img))


@transform(
    "GaussianNoise(mean=0.0, sigma=0.1, clip=True)",
    "RandomPhotometricDistort(*args, **kwargs)",
    "RandomChannelPermutation()",
    "JPEG(quality)",
    space=V2,
)
def keep_in_version_2(cx: Context, self: Instance, img: Any) -> Any:
    return same(read(cx, img))


@transform("Grayscale(num_output_channels=1)")
def grayscale(cx: Context, self: Instance, img: Any) -> Any:
    return F.to_grayscale(cx, img, cx.attribute(self, "num_output_channels"))


@transform("Grayscale(num_output_channels=1)", space=V2)
def grayscale_2(cx: Context, self: Instance, img: Any) -> Any:
    return F.to_grayscale_2(cx, img, cx.attribute(self, "num_output_channels"))


@transform("RGB()", space=V2)
def to_rgb(cx: Context, self: Instance, img: Any) -> Any:
    frame = read(cx, img)
    channels = frame.channels if frame.channels not in (None, 1) else 3  # only one channel becomes three
    return write(frame, frame.height, frame.width, channels)
