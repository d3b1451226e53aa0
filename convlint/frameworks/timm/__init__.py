"""`timm`: the small parts of it that other projects build their models of."""

from convlint.frameworks.timm import layers  # noqa: F401  (it registers what it declares)
