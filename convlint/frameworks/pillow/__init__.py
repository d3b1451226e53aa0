"""Pillow: images as far as their size and channels go, on their way from a file or a data set to a tensor."""

from convlint.frameworks.pillow import image, image_ops  # noqa: F401  (they register what they declare)
