"""The builtin classes, whose methods the other modules declare, and all builtin exceptions.

Values that Python itself has (`3`, `"a"`, a list) are objects of these classes; `class_path` says of which one. A class whose call
makes a value that is no Instance declares `__new__(cx, cls, …)`, which returns it.
"""

from __future__ import annotations

import builtins
from typing import Any

from convlint.frameworks.common.registry import declare_class, find_class, renamed
from convlint.frameworks.python.support import declare, own_method
from convlint.symbolic import Dim
from convlint.values import (
    BoundMethod,
    Context,
    DictV,
    FieldV,
    Instance,
    IteratorV,
    LibraryClass,
    LibraryFunction,
    ListV,
    SetV,
    StreamV,
    Undetermined,
)

CLOSED = "closed"
"""A note of objects that have no other attributes than those that the program gave them (a Namespace)."""

declare_class("builtins.object")
declare_class("builtins.type")
for _name in ("complex", "float", "str", "bytes", "list", "tuple", "dict", "set", "frozenset", "range", "slice"):
    declare_class(f"builtins.{_name}")
declare_class("builtins.int")
declare_class("builtins.bool", "builtins.int")
declare_class("builtins.NoneType")
declare_class("builtins.ellipsis")
declare_class("builtins.iterator")
declare_class("builtins.stream", "builtins.iterator")
declare_class("builtins.dict_keys", "builtins.frozenset")
declare_class("builtins.dict_values", "builtins.list")
declare_class("builtins.dict_items", "builtins.list")
declare_class("dataclasses.Field")


def _declare_exceptions() -> None:
    for name, cls in vars(builtins).items():
        if isinstance(cls, type) and issubclass(cls, BaseException):
            if cls.__name__ == name:
                parents = [f"builtins.{base.__name__}" for base in cls.__bases__ if base is not object]
                declare_class(f"builtins.{name}", *parents, init="*args, **kwargs")
            else:
                renamed(f"builtins.{name}", f"builtins.{cls.__name__}")
    if find_class("builtins.ExceptionGroup") is None:  # Python 3.10 lints what 3.11 runs
        declare_class("builtins.BaseExceptionGroup", "builtins.BaseException", init="*args, **kwargs")
        declare_class(
            "builtins.ExceptionGroup", "builtins.BaseExceptionGroup", "builtins.Exception", init="*args, **kwargs"
        )


_declare_exceptions()


@declare("builtins.BaseException.with_traceback", "builtins.BaseException.add_note")
def exception_note(cx: Context, self: Any, note: Any) -> Any:
    return self


def class_path(value: Any) -> str | None:
    """The declared class of a value that is no Instance and no Tensor: `builtins.int`; None where it is not known."""
    if isinstance(value, (ListV, DictV, SetV)):
        return value.path
    if isinstance(value, Dim):
        return "builtins.int"
    if isinstance(value, (IteratorV, StreamV)):
        return "builtins.stream" if isinstance(value, StreamV) else "builtins.iterator"
    if isinstance(value, FieldV):
        return "dataclasses.Field"
    name = f"builtins.{type(value).__name__}"
    return name if type(value).__module__ == "builtins" and find_class(name) is not None else None


def library_class(path: str) -> LibraryClass:
    """The class declared at a path."""
    entry = find_class(path)
    assert entry is not None, path
    return LibraryClass(path, entry)


@declare("builtins.object.__setattr__")
def object_setattr(cx: Context, self: Any, name: Any, value: Any) -> None:
    if not isinstance(self, Instance) or not isinstance(name, str):
        raise Undetermined("an attribute of something else")
    cx.touch(self)
    self.attrs[name] = value


@declare("builtins.object.__delattr__")
def object_delattr(cx: Context, self: Any, name: Any) -> None:
    if not isinstance(self, Instance) or not isinstance(name, str):
        raise Undetermined("an attribute of something else")
    cx.touch(self)
    self.attrs.pop(name, None)


@declare("builtins.object.__getattribute__")
def object_getattribute(cx: Context, self: Any, name: Any) -> Any:
    if not isinstance(name, str):
        raise Undetermined("a computed name")
    return cx.attribute(self, name)


@declare("builtins.object.__init_subclass__")
def object_init_subclass(cx: Context, *args: Any, **kwargs: Any) -> None:
    return None


@declare("builtins.object.__init__")
def object_init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    return None


def identity(path: str) -> LibraryFunction:
    """A declared function that returns its argument: what a decorator with arguments gives."""
    from convlint.frameworks.common.registry import FunctionEntry
    from convlint.frameworks.common.signature import Signature

    return LibraryFunction(path, FunctionEntry(path, _unchanged, Signature.of(_unchanged), counts=False))


def _unchanged(cx: Context, function: Any) -> Any:
    return function


def is_callable(cx: Context, value: Any) -> bool:
    """Whether it is certainly callable."""
    if isinstance(value, (BoundMethod, LibraryClass, LibraryFunction)):
        return True
    return isinstance(value, Instance) and own_method(cx, value, "__call__") is not None
