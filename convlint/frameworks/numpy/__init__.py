"""NumPy: arrays, and exact arithmetic on Python's own numbers."""

from convlint.frameworks.numpy import (  # noqa: F401  (they register what they declare)
    attributes,
    creation,
    dtypes,
    elementwise,
    grids,
    joining,
    linalg,
    methods,
    products,
    random,
    reducing,
    reshape,
    scalars,
    selecting,
    silent,
    splitting,
)
