"""What a record is made of: the call, the values in it, and the outcome; and their JSON form.

A file of records is read without any framework. Values in JSON:

    "2,3"                    a tensor of floats, "" one without dims
    "b[2]"                   one of bools, "i5[2]" of ints below 5, "c[2]" of complex, "s[2]" of texts
    "'same"                  a string
    "@torch.int64"           something of the framework, by path
    {"tuple": [1, 2]}        a tuple; a JSON list is a list
    {"dict": {"a": 1}}       a dict
    "p[3,8,9]"               a picture of three bands, eight rows and nine columns (an outcome only)
    {"slice": [0, null, 2]}  a slice; {"ellipsis": 1} is `...`
    {"via": ["2,3", [path, args], …]}   a tensor on which methods, functions or layers were called, one after the other
    {"layer": [path, args, kwargs]}   a layer that is an argument; the last where there are any

numbers, true, false and null stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

TENSOR = re.compile(r"([a-z])(\d*)\[([\d,]*)\]")


@dataclass(frozen=True)
class T:
    """A tensor: its sizes and the kind of its content ("f", "i" with values below `below`, "b", "c", "s")."""

    sizes: tuple[int, ...]
    kind: str = "f"
    below: int = 1

    def __str__(self) -> str:
        bound = self.below if self.kind == "i" and self.below != 1 else ""
        return f"{self.kind}{bound}[{','.join(map(str, self.sizes))}]"


@dataclass(frozen=True)
class Named:
    """Something of the framework that is an argument: a dtype."""

    path: str


@dataclass
class Arguments:
    """Positional and keyword arguments."""

    args: list[Any] = field(default_factory=list)
    kwargs: dict[str, Any] = field(default_factory=dict)


@dataclass
class Layer:
    """A layer with its constructor's arguments."""

    path: str
    init: Arguments


@dataclass(frozen=True)
class Via:
    """What becomes of a tensor in several steps, each a path (or a layer) and the arguments after the tensor.

    ".mT" is an attribute, ".0" an item of several results.
    """

    start: T
    steps: tuple[tuple[Any, tuple[Any, ...]], ...]


@dataclass
class Case:
    """A call of `path`: of a function or method, or of a layer that `init` has made."""

    path: str
    call: Arguments
    init: Arguments | None = None


@dataclass(frozen=True)
class Raised:
    """The outcome of a call that fails."""

    message: str


@dataclass
class Record:
    """A call and what the framework did."""

    case: Case
    outcome: Any


def encode(value: Any) -> Any:
    """The JSON form of a value."""
    if isinstance(value, T):
        return str(value)[2:-1] if value.kind == "f" else str(value)
    if isinstance(value, str):
        return "'" + value
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [encode(item) for item in value]}
    if isinstance(value, dict):
        return {"dict": _encode_dict(value)}
    if isinstance(value, slice):
        return {"slice": [encode(value.start), encode(value.stop), encode(value.step)]}
    if value is ...:
        return {"ellipsis": 1}
    if isinstance(value, Named):
        return "@" + value.path
    if isinstance(value, Layer):
        named = [_encode_dict(value.init.kwargs)] if value.init.kwargs else []
        return {"layer": [value.path, encode(value.init.args), *named]}
    if isinstance(value, Via):
        return {"via": [encode(value.start), *([encode(what), encode(list(args))] for what, args in value.steps)]}
    if isinstance(value, Raised):
        return {"error": value.message}
    if value is None or isinstance(value, (bool, int, float)):
        return value
    raise TypeError(f"no JSON form for {value!r}")


def _encode_dict(items: dict[str, Any]) -> dict[str, Any]:
    return {name: encode(item) for name, item in items.items()}


def decode(value: Any) -> Any:
    """The value of a JSON form."""
    if isinstance(value, str):
        return _decode_text(value)
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "tuple" in value:
        return tuple(decode(item) for item in value["tuple"])
    if "dict" in value:
        return _decode_dict(value["dict"])
    if "slice" in value:
        return slice(*(decode(item) for item in value["slice"]))
    if "layer" in value:
        path, args, *named = value["layer"]
        return Layer(path, Arguments(decode(args), _decode_dict(named[0] if named else {})))
    if "via" in value:
        start, *steps = value["via"]
        return Via(decode(start), tuple((decode(what), tuple(decode(args))) for what, args in steps))
    return Raised(value["error"]) if "error" in value else ...


def _decode_dict(items: dict[str, Any]) -> dict[str, Any]:
    return {name: decode(item) for name, item in items.items()}


def _decode_text(text: str) -> Any:
    if not text or text[0].isdigit():
        return T(tuple(map(int, text.split(","))) if text else ())
    if text[0] == "'":
        return text[1:]
    if text[0] == "@":
        return Named(text[1:])
    found = TENSOR.fullmatch(text)
    assert found is not None, text
    sizes = tuple(int(size) for size in found[3].split(",") if size)
    return T(sizes, found[1], int(found[2] or 1))


def encode_case(case: Case) -> list[Any]:
    """[args, kwargs] of a function, [args, kwargs, init args, init kwargs] of a layer."""
    parts = [case.call] if case.init is None else [case.call, case.init]
    return [form for part in parts for form in (encode(part.args), _encode_dict(part.kwargs))]


def encode_record(record: Record) -> list[Any]:
    """The case, then the outcome."""
    return [*encode_case(record.case), encode(record.outcome)]


def decode_record(path: str, row: list[Any]) -> Record:
    """What `encode_record` encoded."""
    *parts, outcome = row
    call = Arguments(decode(parts[0]), _decode_dict(parts[1]))
    init = Arguments(decode(parts[2]), _decode_dict(parts[3])) if len(parts) == 4 else None
    return Record(Case(path, call, init), decode(outcome))


def tensors(values: Any) -> Iterator[T]:
    """All tensors in values."""
    for value in values:
        if isinstance(value, T):
            yield value
        elif isinstance(value, Via):
            yield from tensors([value.start, *(args for _, args in value.steps)])
        elif isinstance(value, Layer):
            yield from tensors([*value.init.args, *value.init.kwargs.values()])
        elif isinstance(value, dict):
            yield from tensors(value.values())
        elif isinstance(value, (list, tuple)):
            yield from tensors(value)
