"""The draws of Keras's layers and functions."""

from __future__ import annotations

from tests.truth.families.keras import (
    attention,
    augmentation,
    convolution,
    core,
    encoding,
    keeping,
    losses,
    merging,
    normalization,
    ops_elementwise,
    ops_further,
    ops_linalg,
    ops_nn,
    ops_reduction,
    ops_shaping,
    pooling,
    preprocessing,
    recurrent,
)

FAMILIES = [
    attention.family,
    augmentation.family,
    convolution.family,
    core.family,
    encoding.family,
    keeping.family,
    losses.family,
    merging.family,
    normalization.family,
    ops_elementwise.family,
    ops_further.family,
    ops_linalg.family,
    ops_nn.family,
    ops_reduction.family,
    ops_shaping.family,
    pooling.family,
    preprocessing.family,
    recurrent.family,
]
