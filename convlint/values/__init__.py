"""Abstract values: what the interpreter knows of a Python object.

Python's own constants stand for themselves: int, float, complex, str, bytes, bool, None, Ellipsis, range, slice and tuple (a
tuple's items are abstract values). A symbolic integer is a `convlint.symbolic.Dim`. Everything else is a `Value`.
"""

from convlint.values.base import HeapObject, Unknown, Value
from convlint.values.containers import AttributesV, DictV, EndlessV, ListV, SetV, StreamV
from convlint.values.context import MISSING, Context
from convlint.values.hints import Hint, HintMaker
from convlint.values.iterators import IteratorV, Perhaps
from convlint.values.layout import CONTIGUOUS, Layout, common_layout
from convlint.values.mismatch import (
    FailedCheck,
    Mismatch,
    NoTensor,
    OpenSizes,
    Raises,
    Remedy,
    Stops,
    Unbindable,
    Undetermined,
    Ungiven,
)
from convlint.values.numbers import FloatV
from convlint.values.objects import (
    OPEN_NAMES,
    REACHED,
    AutoV,
    BoundMethod,
    FieldV,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
)
from convlint.values.sizes import SizeRow, Sizes
from convlint.values.tensor import Draw, RankV, SizeV, Tensor

__all__ = [
    "CONTIGUOUS",
    "MISSING",
    "OPEN_NAMES",
    "REACHED",
    "AttributesV",
    "AutoV",
    "BoundMethod",
    "Context",
    "DictV",
    "Draw",
    "EndlessV",
    "FailedCheck",
    "FieldV",
    "FloatV",
    "HeapObject",
    "Hint",
    "HintMaker",
    "Instance",
    "IteratorV",
    "Layout",
    "Library",
    "LibraryClass",
    "LibraryFunction",
    "ListV",
    "Mismatch",
    "NoTensor",
    "OpenSizes",
    "Perhaps",
    "Raises",
    "RankV",
    "Remedy",
    "SetV",
    "SizeRow",
    "SizeV",
    "Sizes",
    "Stops",
    "StreamV",
    "Tensor",
    "Unbindable",
    "Undetermined",
    "Ungiven",
    "Unknown",
    "Value",
    "common_layout",
]
