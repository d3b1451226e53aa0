"""What no layer takes by position: Keras 3 wants tensors there, and most layers want just one (`Layer.__call__`, `input_spec`)."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class
from convlint.frameworks.keras.graph import leaves
from convlint.frameworks.keras.versions import before_3, may_be_2
from convlint.symbolic import Truth
from convlint.values import (
    BoundMethod,
    Context,
    DictV,
    Instance,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    Tensor,
)

OWN = "keras.layers."
ANYTHING = frozenset(
    f"{OWN}{name}"
    for name in """StringLookup IntegerLookup TextVectorization Hashing HashedCrossing CategoryEncoding RandomFlip RandomCrop
    Pipeline DataLayer Discretization Merge""".split()
)
"""Layers that convert what they are given."""
ONE_TENSOR = frozenset(
    f"{OWN}{name}"
    for name in """Dense EinsumDense Embedding Conv1D Conv2D Conv3D SeparableConv1D SeparableConv2D DepthwiseConv1D DepthwiseConv2D
    Conv1DTranspose Conv2DTranspose Conv3DTranspose MaxPooling1D MaxPooling2D MaxPooling3D AveragePooling1D AveragePooling2D
    AveragePooling3D GlobalMaxPooling1D GlobalMaxPooling2D GlobalMaxPooling3D GlobalAveragePooling1D GlobalAveragePooling2D
    GlobalAveragePooling3D LSTM GRU SimpleRNN Bidirectional ConvLSTM1D ConvLSTM2D ConvLSTM3D BatchNormalization GroupNormalization
    PReLU Flatten Reshape Permute RepeatVector UpSampling1D UpSampling2D UpSampling3D ZeroPadding1D ZeroPadding2D ZeroPadding3D
    Cropping1D Cropping2D Cropping3D SpatialDropout1D SpatialDropout2D SpatialDropout3D MultiHeadAttention""".split()
)
"""Layers that refuse a list of several tensors, as running them with one shows."""


def refuse_arguments(cx: Context, self: Instance, args: tuple[Any, ...]) -> None:
    """Mismatch (`invalid-argument`) for what is certainly no tensor, or for several tensors where one is taken."""
    if not args or all(type(arg) is Tensor for arg in args):
        return
    path = self.cls.path if isinstance(self.cls, LibraryClass) else ""
    if path in ANYTHING or self.hidden.get("outputs") is not None:  # a functional model
        return
    if self.attrs.get("_allow_non_tensor_positional_args", False) is not False:
        return
    shown = next((found for leaf in leaves(args) if (found := no_tensor(cx, leaf))), None)
    if shown is None and path.startswith(OWN):
        shown = _shape_or_number(args[0])
    several = path in ONE_TENSOR and isinstance(args[0], (tuple, ListV)) and _several(args[0])
    if (shown is None and not several) or (before_3(cx) if several and shown is None else may_be_2(cx)):
        return
    if shown is not None:
        raise Mismatch("invalid-argument", f"`{{it}}` takes tensors by position but gets {shown}")
    raise Mismatch("invalid-argument", f"`{{it}}` takes one tensor but gets {len(leaves(args[0]))} of them")


def no_tensor(cx: Context, value: Any) -> str | None:
    """What something is that is certainly no tensor; None for what may be one."""
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, (LibraryFunction, BoundMethod)) or cx.parameters(value) is not None:
        return "a function"
    if isinstance(value, Instance) and not value.opaque:
        entry = find_class("keras.Layer")
        assert entry is not None
        return "a layer" if cx.is_instance(value, LibraryClass(entry.path, entry)) is Truth.YES else None
    return None


def no_input(cx: Context, value: Any) -> str | None:
    """As `no_tensor`, for what is to be a tensor of a graph: numbers, arrays and None as well."""
    if isinstance(value, Tensor) and value.library == "numpy" and not value.assumed:
        return f"an array of shape {cx.describe(value.shape)}"
    return f"{value}" if value is None or isinstance(value, (bool, int, float)) else no_tensor(cx, value)


def _shape_or_number(value: Any) -> str | None:
    if isinstance(value, (bool, int, float)):
        return f"the number {value}"
    found = leaves(value) if isinstance(value, (tuple, ListV)) else []
    among = next((leaf for leaf in found if type(leaf) in (int, float)), None)
    if among is not None and any(isinstance(leaf, Tensor) for leaf in found):
        return f"the number {among} among its tensors"
    shape = isinstance(value, tuple) and bool(value) and all(size is None or type(size) is int for size in value)
    return f"the sizes {value}" if shape and any(size is not None for size in value) else None


def _several(value: Any) -> bool:
    found = leaves(value)
    return len(found) > 1 and all(isinstance(leaf, Tensor) for leaf in found) and not isinstance(value, DictV)
