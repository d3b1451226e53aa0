"""The families: how calls are drawn, by framework. Nothing here imports a framework."""

from __future__ import annotations

from tests.truth.draw import Family
from tests.truth.families import (
    arguments,
    attention,
    conv,
    creation,
    einops,
    elementwise,
    further,
    indexing,
    joining,
    keras,
    linalg,
    linear,
    loss,
    matmul,
    names,
    norm,
    pointwise,
    pool,
    rearrange,
    recurrent,
    reduction,
    regions,
    resize,
    strides,
    torchvision,
    transforms,
)

TORCH = [
    attention.family,
    conv.family,
    creation.family,
    elementwise.family,
    further.family,
    indexing.family,
    joining.family,
    linalg.family,
    linear.family,
    loss.family,
    matmul.family,
    norm.family,
    pointwise.family,
    pool.family,
    rearrange.family,
    recurrent.family,
    reduction.family,
    resize.family,
    strides.family,
    names.family,
]
FAMILIES: dict[str, list[Family]] = {
    "torch": [*TORCH, arguments.arguments_of(TORCH)],
    "einops": [einops.family],
    "torchvision": [torchvision.family, regions.family, transforms.family],
    "keras": keras.FAMILIES,
}
