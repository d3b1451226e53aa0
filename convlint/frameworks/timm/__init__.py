"""`timm`: its layers that others use, and the networks that `create_model` makes."""

from convlint.frameworks.common.registry import load

load("torch")

from convlint.frameworks.timm import (  # noqa: E402, F401  (they register what they declare)
    helpers,
    layers,
    networks,
    patches,
)
