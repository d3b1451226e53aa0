"""The draws of Keras's layers and functions."""

from __future__ import annotations

from tests.truth.families.keras import (
    attention,
    convolution,
    core,
    keeping,
    merging,
    normalization,
    pooling,
    recurrent,
)

FAMILIES = [
    attention.family,
    convolution.family,
    core.family,
    keeping.family,
    merging.family,
    normalization.family,
    pooling.family,
    recurrent.family,
]
