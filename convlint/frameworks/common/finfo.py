"""`finfo`: the limits of a type of floats. They are numbers, and so change no shape that they are reckoned with."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class
from convlint.frameworks.common.registry import prop
from convlint.values import Context, FloatV

FLOATS = "eps epsneg max min tiny resolution smallest_normal smallest_subnormal"


def _some_float(cx: Context, self: Any) -> FloatV:
    return FloatV(data=True)


def declare_finfo(path: str) -> None:
    """Declare a library's class of limits."""
    inert_class(path)
    prop(*(f"{path}.{name}" for name in FLOATS.split()))(_some_float)
