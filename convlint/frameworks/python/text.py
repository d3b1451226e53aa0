"""Texts made of constants, with a guard: no width or precision that would make a huge one."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import Formatter
from typing import Any

from convlint.frameworks.python.support import MOST_TEXT, native
from convlint.values import DictV, Raises, Undetermined

CONVERSIONS: dict[str, Callable[[Any], str]] = {"r": repr, "s": str, "a": ascii}
WIDE = re.compile(r"\d{5,}")
WIDE_PERCENT = re.compile(r"%(\(.*?\))?[-+ #0]*(\d{5,}|\d*\.\d{5,}|\d*\.?\*)")


def formatted(value: Any, spec: str = "", conversion: str | None = None) -> str:
    """`f"{value!conversion:spec}"` for a constant. Raises Undetermined for anything else, Raises where Python does."""
    value = native(value)
    _check(spec)
    try:
        converted = CONVERSIONS[conversion](value) if conversion else value
        return _short(format(converted, spec))
    except (ValueError, TypeError, OverflowError) as error:
        raise Raises(type(error).__name__, str(error)) from error


def percent(template: str | bytes, values: Any) -> str | bytes:
    """`template % values`."""
    values = native(values)
    text = template if isinstance(template, str) else template.decode("latin-1")
    if WIDE_PERCENT.search(text):
        raise Undetermined("too wide, or a computed width")
    try:
        made: str | bytes = template % values
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise Raises(type(error).__name__, str(error)) from error
    if len(made) > MOST_TEXT:
        raise Undetermined("too large")
    return made


def filled(template: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """`template.format(*args, **kwargs)`."""
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as error:
        raise Raises("ValueError", str(error)) from error
    for _, name, spec, _ in pieces:
        if name and ("." in name or "__" in name):
            raise Undetermined("an attribute in a format")
        if spec and "{" in spec:
            raise Undetermined("a computed format")
        _check(spec or "")
    try:
        return _short(template.format(*map(native, args), **{name: native(value) for name, value in kwargs.items()}))
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError) as error:
        raise Raises(type(error).__name__, str(error)) from error


def filled_from(template: str, values: Any) -> str:
    """`template.format_map(values)`."""
    if not isinstance(values, DictV) or values.open:
        raise Undetermined("not a known dict")
    return filled(template, (), {str(key): value for key, value in values.items.items()})


def _check(spec: str) -> None:
    if WIDE.search(spec):
        raise Undetermined("too wide")


def _short(text: str) -> str:
    if len(text) > MOST_TEXT:
        raise Undetermined("too large")
    return text
