"""`einops`: what its patterns say of shapes. The rules are those of einops 0.8."""

from convlint.frameworks.einops import (  # noqa: F401  (they register what they declare)
    einmix,
    functions,
    layers,
    packing,
)
