"""Layers that keep the shape of their input: activations, dropouts, noise, and what only looks at the values."""

from __future__ import annotations

from convlint.frameworks.keras.declaring import keeping
from convlint.frameworks.keras.layers.core import at_least
from convlint.values import Context, Instance, Mismatch


def _bounded(cx: Context, self: Instance) -> None:
    """Shares from 0 to 1; the rest not negative."""
    for name in ("rate", "stddev", "max_value", "negative_slope", "threshold", "l1", "l2"):
        at_least(self, name, 0)
    rate = self.attrs.get("rate")
    if isinstance(rate, (int, float)) and rate > 1:
        raise Mismatch("invalid-argument", f"`{{it}}` needs a `rate` from 0 to 1 but gets {rate}")


for _declaration in (
    "Activation(activation)",
    "ELU(alpha=1.0)",
    "LeakyReLU(negative_slope=0.3, alpha=None)",
    "ReLU(max_value=None, negative_slope=0.0, threshold=0.0)",
    "ThresholdedReLU(theta=1.0)",
    "Identity()",
    "Masking(mask_value=0.0)",
    "ActivityRegularization(l1=0.0, l2=0.0)",
    "AlphaDropout(rate, noise_shape=None, seed=None)",
    "Dropout(rate, noise_shape=None, seed=None)",
    "GaussianDropout(rate, seed=None)",
    "GaussianNoise(stddev, seed=None)",
    "Rescaling(scale, offset=0.0)",
):
    keeping(_declaration, check=_bounded)
for _declaration in ("SpatialDropout1D(rate, seed=None)", "SpatialDropout2D(rate, data_format=None, seed=None)"):
    keeping(_declaration, 3 + _declaration.startswith("SpatialDropout2D"), _bounded)
keeping("SpatialDropout3D(rate, data_format=None, seed=None)", 5, _bounded)
