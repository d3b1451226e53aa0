"""Builtins on objects of any kind: attributes, classes, texts, and what ends the program."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant, declare_class, is_declared, stands_alone
from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.classes import CLOSED, class_path, is_callable, library_class
from convlint.frameworks.python.support import (
    declare,
    is_constant,
    own_method,
    unsure,
    verdict,
)
from convlint.frameworks.python.text import formatted
from convlint.values import (
    REACHED,
    AttributesV,
    Context,
    DictV,
    Instance,
    Library,
    LibraryClass,
    ListV,
    Raises,
    SetV,
    SizeV,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)
from convlint.values.context import MISSING

constant("builtins.NotImplemented", NotImplemented)
constant("builtins.Ellipsis", ...)
constant("builtins.__debug__", True)
UNCALLABLE = (
    int,
    float,
    complex,
    str,
    bytes,
    tuple,
    range,
    slice,
    type(None),
    ListV,
    DictV,
    SetV,
    StreamV,
    SizeV,
    Tensor,
)


# --- classes ----------------------------------------------------------------------------------------------------------


@declare("builtins.isinstance")
def is_instance(cx: Context, obj: Any, class_or_tuple: Any) -> Any:
    return verdict(cx.is_instance(obj, class_or_tuple), "isinstance of something unknown", obj)


@declare("builtins.issubclass")
def is_subclass(cx: Context, cls: Any, class_or_tuple: Any) -> Any:
    return verdict(cx.is_instance(Instance(cls), class_or_tuple), "issubclass of something unknown", Unknown())


@declare("builtins.callable")
def callable_value(cx: Context, obj: Any) -> Any:
    if is_callable(cx, obj):
        return True
    if isinstance(obj, UNCALLABLE):
        return False
    if isinstance(obj, (Unknown, Library, Instance)):
        return unsure("callable of something unknown", obj)
    named = isinstance(cx.find_attribute(obj, "__name__"), str)  # functions and classes of the project
    return True if named else unsure("callable of something unknown", obj)


@declare("builtins.type.__new__")
def type_new(cx: Context, cls: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
    if args or kwargs:
        return Unknown("a class made by a call")
    if isinstance(obj, Instance):
        return obj.cls if stands_alone(obj.cls) else Unknown("the class of one object of several")
    path = class_path(obj)
    if path is None:
        return unsure("the class of something unknown", obj)
    return library_class(path)


@declare("builtins.id", "builtins.hash")
def identity_number(cx: Context, obj: Any) -> Any:
    return unsure("a number that differs from run to run", obj)


# --- attributes -------------------------------------------------------------------------------------------------------


def _find(cx: Context, value: Any, name: str) -> Any:
    """`value.name`, or MISSING where there is certainly no such attribute."""
    found = cx.find_attribute(value, name)
    closed = isinstance(value, Instance) and not value.opaque and value.hidden.get(CLOSED) is True
    return MISSING if closed and name not in value.attrs and not name.startswith("__") else found


def _is_settled(value: Any, name: str, found: Any) -> bool:
    """Whether there certainly is such an attribute."""
    return not isinstance(found, Unknown) or (isinstance(value, Instance) and name in value.attrs)


@declare("builtins.hasattr")
def has_attribute(cx: Context, obj: Any, name: Any) -> Any:
    if not isinstance(name, str):
        return unsure("a computed name", obj, name)
    found = _find(cx, obj, name)
    if found is MISSING:
        return False
    return True if _is_settled(obj, name, found) else unsure("an attribute of something unknown", obj)


MOST_REACHED = 50


def reach(cx: Context, obj: Instance) -> None:
    """What is done to what was found in an object under a name that is not known may be done to anything in it."""
    reached = cx.notes.setdefault(REACHED, [])
    if not any(each is obj for each in reached):
        reached.append(obj)
        del reached[:-MOST_REACHED]


@declare("builtins.getattr")
def get_attribute(cx: Context, obj: Any, name: Any, default: Any = MISSING) -> Any:
    if not isinstance(name, str):
        if isinstance(obj, Instance):
            reach(cx, obj)
        return unsure("a computed name", obj, name)
    if default is MISSING:
        return cx.attribute(obj, name)
    found = _find(cx, obj, name)
    if found is MISSING:
        return default
    return found if _is_settled(obj, name, found) else unsure("an attribute or a default", found)


@declare("builtins.setattr")
def set_attribute(cx: Context, obj: Any, name: Any, value: Any) -> None:
    if isinstance(name, str) or isinstance(obj, Unknown):
        cx.set_attribute(obj, str(name), value)
    else:
        cx.forget(obj)


@declare("builtins.delattr")
def delete_attribute(cx: Context, obj: Any, name: Any) -> None:
    if not isinstance(name, str):
        cx.forget(obj)
        return
    method = own_method(cx, obj, "__delattr__")
    if method is not None:
        cx.call(method, (name,))
    elif isinstance(obj, Instance):
        cx.touch(obj)
        obj.attrs.pop(name, None)
    else:
        cx.forget(obj)


@declare("builtins.vars")
def attributes(cx: Context, obj: Any = MISSING) -> Any:
    if isinstance(obj, Instance) and isinstance(obj.cls, LibraryClass):
        return AttributesV(obj, open=obj.hidden.get(CLOSED) is False)
    return cx.attribute(obj, "__dict__") if isinstance(obj, Instance) else unsure("vars of something unknown", obj)


@declare("builtins.globals", "builtins.locals")
def names(cx: Context, *args: Any) -> Any:
    return Unknown("the names that there are")


NAMES = declare_class("builtins.names_of")


@declare("builtins.dir")
def names_of(cx: Context, obj: Any = MISSING) -> Any:
    """What `dir` lists is not known; whether a name is in it is what `hasattr` answers."""
    if not isinstance(obj, Library):
        return Unknown("the names that there are")
    made = Instance(LibraryClass(NAMES.path, NAMES))
    made.hidden["of"] = obj
    return made


@declare("builtins.names_of.__contains__")
def has_name(cx: Context, self: Any, key: Any) -> Any:
    if not isinstance(self, Instance) or "of" not in self.hidden:
        return unsure("is it in?", self)
    return has_attribute(cx, self.hidden["of"], key)


# --- texts ------------------------------------------------------------------------------------------------------------


def _written(cx: Context, value: Any, method: str, spec: str = "", conversion: str | None = None) -> Any:
    if isinstance(value, Instance):
        own = own_method(cx, value, method) or own_method(cx, value, "__repr__")
        return cx.call(own) if own is not None and not spec else unsure("the text of an object", value)
    if type(value).__name__ == "Class" and not spec:
        return _name_of_class(cx, value)
    if isinstance(value, tuple) and not spec and any(type(item).__name__ == "Class" for item in value):
        return _text_of_tuple(cx, value)
    try:
        return formatted(value, spec, conversion)
    except Raises:
        raise
    except Undetermined:
        return unsure("the text of something unknown", value)


def _name_of_class(cx: Context, cls: Any) -> Any:
    """`str(cls)` of a class of the project; a metaclass may write another."""
    if getattr(cls, "record", "") == "enum" or getattr(getattr(cls, "node", None), "keywords", ()):
        return unsure("the text of a class", cls)
    module, name = cx.find_attribute(cls, "__module__"), cx.find_attribute(cls, "__name__")
    known = isinstance(module, str) and isinstance(name, str)
    return f"<class '{module}.{name}'>" if known else unsure("the text of a class", cls)


def _text_of_tuple(cx: Context, values: tuple[Any, ...]) -> Any:
    texts = [_written(cx, value, "__repr__", conversion="r") for value in values]
    known = [text for text in texts if isinstance(text, str)]
    if len(known) < len(texts):
        return unsure("the text of something unknown", *texts)
    return f"({known[0]},)" if len(known) == 1 else f"({', '.join(known)})"


@declare("builtins.str.__new__")
def str_new(cx: Context, cls: Any, object: Any = "", encoding: Any = None, errors: Any = "strict") -> Any:
    if encoding is not None:
        constants = isinstance(object, bytes) and isinstance(encoding, str) and isinstance(errors, str)
        return native_call(str, object, encoding, errors) if constants else unsure("a text", object)
    return _written(cx, object, "__str__", conversion="s")


@declare("builtins.bytes.__new__")
def bytes_new(cx: Context, cls: Any, *args: Any) -> Any:
    if all(isinstance(arg, (str, bytes)) for arg in args):
        return native_call(bytes, *args)
    return unsure("bytes of something unknown", *args)


@declare("builtins.repr", "builtins.ascii")
def representation(cx: Context, obj: Any) -> Any:
    return _written(cx, obj, "__repr__", conversion="r")


@declare("builtins.format")
def format_value(cx: Context, value: Any, format_spec: Any = "") -> Any:
    if not isinstance(format_spec, str):
        return unsure("a format", value, format_spec)
    return _written(cx, value, "__str__", spec=format_spec)


def _declare_pure(name: str, function: Any) -> None:
    def handler(cx: Context, value: Any) -> Any:
        return native_call(function, value) if is_constant(value) else unsure(f"{name} of something unknown", value)

    declare(f"builtins.{name}")(handler)


for _function in (chr, ord, bin, hex, oct):
    _declare_pure(_function.__name__, _function)


# --- the world outside, and the end -----------------------------------------------------------------------------------


@declare("builtins.print", "builtins.breakpoint", "builtins.help")
def no_result(cx: Context, *args: Any, **kwargs: Any) -> None:
    return None


@declare("builtins.input", "builtins.open")
def from_outside(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("what comes from outside", data=True)


@declare("importlib.import_module")
def import_module(cx: Context, name: Any, package: Any = None) -> Any:
    """A module of a library that is declared, by its name."""
    known = isinstance(name, str) and package is None and is_declared(name)
    return Library(name) if known else Unknown("a module that is imported by a computed name")


@declare("builtins.eval", "builtins.exec", "builtins.compile", "builtins.__import__", "builtins.memoryview")
def not_read(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("code that is not read")
