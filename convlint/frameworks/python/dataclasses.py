"""`dataclasses`: fields and what is made of them. The decorator itself is the interpreter's."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.common.signature import REQUIRED
from convlint.frameworks.python import copying
from convlint.frameworks.python.classes import library_class
from convlint.frameworks.python.support import declare, unsure
from convlint.values import Context, DictV, FieldV, Instance, ListV, Undetermined, Unknown
from convlint.values.context import MISSING

declare_class("dataclasses._MISSING_TYPE")
NO_DEFAULT = Instance(library_class("dataclasses._MISSING_TYPE"))
constant("dataclasses.MISSING", NO_DEFAULT)
constant("dataclasses.KW_ONLY", Unknown("dataclasses.KW_ONLY"))


@declare("dataclasses.field")
def field(
    cx: Context,
    *,
    default: Any = MISSING,
    default_factory: Any = MISSING,
    init: Any = True,
    repr: Any = True,
    hash: Any = None,
    compare: Any = True,
    metadata: Any = None,
    kw_only: Any = None,
    doc: Any = None,
) -> FieldV:
    factory = None if default_factory in (MISSING, NO_DEFAULT) else default_factory
    if default is MISSING or default is NO_DEFAULT:
        return FieldV(None, False, factory, init is not False)
    return FieldV(default, True, factory, init is not False)


def _fields(value: Any) -> dict[str, Any]:
    """Field -> default, of a data class or an object of one. Raises Undetermined for anything else."""
    cls = value.cls if isinstance(value, Instance) else value
    fields = getattr(cls, "fields", None)
    if not isinstance(fields, dict):
        raise Undetermined("no data class of the project")
    init_only = getattr(cls, "init_only", ())
    return {name: default for name, default in fields.items() if name not in init_only}


def _values(value: Any) -> dict[str, Any]:
    fields = _fields(value)
    if not isinstance(value, Instance) or value.opaque:
        raise Undetermined("no known object of a data class")
    return {name: value.attrs.get(name, Unknown(f"`{name}`")) for name in fields}


@declare("dataclasses.fields")
def fields(cx: Context, class_or_instance: Any) -> Any:
    return tuple(_described(name, default) for name, default in _fields(class_or_instance).items())


def _described(name: str, default: Any) -> Instance:
    own, factory = (default.default, default.factory) if isinstance(default, FieldV) else (default, None)
    missing = default is REQUIRED or (isinstance(default, FieldV) and not default.has_default)
    attrs = {"name": name, "default": NO_DEFAULT if missing else own, "default_factory": factory or NO_DEFAULT}
    attrs["init"] = not isinstance(default, FieldV) or default.init
    return Instance(library_class("dataclasses.Field"), attrs)


@declare("dataclasses.is_dataclass")
def is_dataclass(cx: Context, obj: Any) -> Any:
    try:
        return bool(_fields(obj)) or unsure("is it a data class?", obj)
    except Undetermined:
        return unsure("is it a data class?", obj)


@declare("dataclasses.replace")
def replace(cx: Context, obj: Any, /, **changes: Any) -> Any:
    fields = _fields(obj)
    kept = {
        name: value
        for name, value in _values(obj).items()
        if not (isinstance(default := fields[name], FieldV) and not default.init)
    }
    return cx.call(obj.cls, (), {**kept, **changes})


@declare("dataclasses.asdict")
def asdict(cx: Context, obj: Any, *, dict_factory: Any = None) -> Any:
    if dict_factory is not None:
        raise Undetermined("another kind of dict")
    return DictV({name: _plain(cx, value) for name, value in _values(obj).items()})


@declare("dataclasses.astuple")
def astuple(cx: Context, obj: Any) -> Any:
    return tuple(_plain(cx, value) for value in _values(obj).values())


def _plain(cx: Context, value: Any) -> Any:
    """Data classes within become dicts too; all else is copied."""
    if isinstance(value, Instance) and isinstance(getattr(value.cls, "fields", None), dict):
        return asdict(cx, value)
    if isinstance(value, ListV) and value.items is not None:
        return ListV([_plain(cx, item) for item in value.items])
    if isinstance(value, tuple):
        return tuple(_plain(cx, item) for item in value)
    if isinstance(value, DictV) and not value.open:
        return DictV({key: _plain(cx, item) for key, item in value.items.items()})
    return copying.deep(cx, value)
