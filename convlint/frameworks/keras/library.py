"""What the source of Keras itself is written with, for those who lint a part of it (a model of `keras.applications`)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import namespaces, op
from convlint.frameworks.python.classes import identity
from convlint.values import Context, LibraryFunction, Tensor, Unknown

namespaces("keras.layers", "keras.ops", "keras.backend", "keras.random", "keras.activations")


@op("keras.api_export.keras_export", counts=False)
def keras_export(cx: Context, path: Any) -> LibraryFunction:
    """A decorator that gives a function or a class its public name."""
    return identity("keras.api_export.keras_export")


@op("keras.backend.is_keras_tensor", "keras.utils.is_keras_tensor", counts=False)
def is_keras_tensor(cx: Context, x: Any) -> Any:
    """Whether a tensor is a symbolic one, of which there is only the graph."""
    if isinstance(x, Unknown):
        return Unknown("whether something unknown is a symbolic tensor")
    return isinstance(x, Tensor) and x.library == "keras" and x.source is not None
