"""Methods of str, bytes and range, answered by Python itself where all is constant and the result cannot be huge."""

from __future__ import annotations

import keyword
import string
from functools import partial
from typing import Any

from convlint.frameworks.common.registry import constant, prop
from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.support import (
    MOST_TEXT,
    abstract,
    declare,
    drain,
    is_constant,
    native,
    own,
    plain,
    sliced,
    unsure,
)
from convlint.frameworks.python.text import filled, filled_from
from convlint.values import Context, IteratorV, Raises, Undetermined, Unknown

SAFE = (
    "capitalize casefold count encode endswith find index isalnum isalpha isascii isdecimal isdigit isidentifier islower "
    "isnumeric isprintable isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind rindex rpartition "
    "rsplit rstrip split splitlines startswith strip swapcase title upper"
)
WIDENING = "center ljust rjust zfill expandtabs"
OF_BYTES = (
    "count decode endswith find hex index isalnum isalpha isdigit islower isspace isupper lower lstrip partition rpartition "
    "rsplit rstrip split splitlines startswith strip upper"
)


def _declare(path: str, name: str, kind: type) -> None:
    @declare(f"{path}.{name}")
    def handler(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
        given = (*args, *kwargs.values())
        if not isinstance(self, kind) or not is_constant(given):
            return unsure("the text of something unknown", self, *given)
        if any(isinstance(arg, int) and not isinstance(arg, bool) and arg > MOST_TEXT for arg in given):
            raise Undetermined("too large")
        made = native_call(partial(getattr(self, name), *args, **kwargs))
        if isinstance(made, (str, bytes)) and len(made) > MOST_TEXT:
            raise Undetermined("too large")
        return abstract(made)


CONSTANTS = "ascii_letters ascii_lowercase ascii_uppercase digits hexdigits octdigits punctuation printable whitespace"
for _name in CONSTANTS.split():
    constant(f"string.{_name}", getattr(string, _name))
for _name in f"{SAFE} {WIDENING}".split():
    _declare("builtins.str", _name, str)
for _name in OF_BYTES.split():
    _declare("builtins.bytes", _name, bytes)
for _name in ("count", "index"):
    _declare("builtins.range", _name, range)


@declare("builtins.str.join", "builtins.bytes.join")
def join(cx: Context, self: Any, iterable: Any) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return unsure("the text of something unknown", iterable)
    if not isinstance(self, (str, bytes)) or not is_constant(tuple(items)):
        return unsure("the text of something unknown", self, *items)
    if sum(len(item) + len(self) for item in items if isinstance(item, (str, bytes))) > MOST_TEXT:
        raise Undetermined("too large")
    return native_call(self.join, items)


@declare("builtins.str.replace")
def replace(cx: Context, self: Any, old: Any, new: Any, count: Any = -1) -> Any:
    if not isinstance(self, str) or not is_constant((old, new, count)):
        return unsure("the text of something unknown", self, old, new, count)
    if isinstance(new, str) and (len(self) + 1) * (len(new) + 1) > MOST_TEXT:
        raise Undetermined("too large")
    return native_call(self.replace, old, new, count)


@declare("builtins.str.format")
def format_text(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    try:
        return filled(self, args, kwargs) if isinstance(self, str) else unsure("a format", self)
    except Raises:
        raise
    except Undetermined:
        return unsure("the text of something unknown", *args, *kwargs.values())


@declare("builtins.str.format_map")
def format_map(cx: Context, self: Any, mapping: Any) -> Any:
    return filled_from(self, mapping) if isinstance(self, str) else unsure("a format", self)


@declare("builtins.str.maketrans", "builtins.str.translate")
def translated(cx: Context, *args: Any) -> Any:
    return unsure("a translated text", *args)


@declare("builtins.str.__getitem__", "builtins.bytes.__getitem__", "builtins.range.__getitem__")
def getitem(cx: Context, self: Any, index: Any) -> Any:
    place = sliced(cx, index) if isinstance(index, slice) else plain(cx, index)
    if place is None:
        if isinstance(self, range) and not isinstance(index, slice) and self:
            return cx.fresh("i", low=min(self[0], self[-1]))
        return unsure("a part of a text", index if not isinstance(index, slice) else Unknown())
    return native_call(own(self, str, bytes, range).__getitem__, place)


@declare("builtins.str.__contains__", "builtins.bytes.__contains__")
def contains(cx: Context, self: Any, key: Any) -> Any:
    return native_call(own(self, str, bytes).__contains__, key) if is_constant(key) else unsure("is it in?", key)


@declare("builtins.str.__len__", "builtins.bytes.__len__", "builtins.range.__len__")
def length(cx: Context, self: Any) -> Any:
    return native_call(len, own(self, str, bytes, range))


@declare("builtins.str.__iter__", "builtins.bytes.__iter__", "builtins.range.__iter__")
def iterate(cx: Context, self: Any) -> Any:
    items = drain(cx, own(self, str, bytes, range))
    if items is None:
        raise Undetermined("too long")
    return IteratorV(items)


@declare("builtins.str.__mod__")
def modulo(cx: Context, self: Any, value: Any) -> Any:
    from convlint.frameworks.python.text import percent

    try:
        return percent(own(self, str, bytes), value)
    except Raises:
        raise
    except Undetermined:
        return unsure("the text of something unknown", value)


def _attribute(path: str, name: str) -> None:
    @prop(f"{path}.{name}")
    def read(cx: Context, self: Any) -> Any:
        if is_constant(self):
            return native(getattr(self, name))
        if name in ("real", "numerator"):
            return self
        return {"imag": 0, "denominator": 1}[name]


def _part(path: str, name: str) -> None:
    @prop(f"{path}.{name}")
    def read(cx: Context, self: Any) -> Any:
        return getattr(self, name)


for _name in ("real", "imag", "numerator", "denominator"):
    _attribute("builtins.int", _name)
for _path in ("builtins.float", "builtins.complex"):
    for _name in ("real", "imag"):
        _attribute(_path, _name)
for _path in ("builtins.range", "builtins.slice"):
    for _name in ("start", "stop", "step"):
        _part(_path, _name)


@declare("keyword.iskeyword")
def is_keyword(cx: Context, s: Any) -> Any:
    return keyword.iskeyword(s) if isinstance(s, str) else unsure("the text of something unknown", s)
