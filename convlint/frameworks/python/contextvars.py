"""`contextvars`: a variable of the one thread that a program is read as."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.python.classes import library_class
from convlint.frameworks.python.support import declare
from convlint.values import Context, Instance, Raises, Undetermined, Unknown
from convlint.values.context import MISSING

declare_class("contextvars.ContextVar")
declare_class("contextvars.Token")


@declare("contextvars.ContextVar.__init__")
def variable(cx: Context, self: Any, name: Any, *, default: Any = MISSING) -> None:
    if not isinstance(self, Instance):
        raise Undetermined("no variable")
    cx.touch(self)
    self.attrs["name"] = name
    if default is not MISSING:
        self.hidden["default"] = default


def _known(self: Any) -> Instance:
    if not isinstance(self, Instance) or self.opaque:
        raise Undetermined("a variable that is not known")
    return self


@declare("contextvars.ContextVar.get")
def get(cx: Context, self: Any, default: Any = MISSING) -> Any:
    hidden = _known(self).hidden
    if "value" in hidden:
        return hidden["value"]
    found = hidden.get("default", MISSING) if default is MISSING else default
    if found is MISSING:
        raise Raises("LookupError", "a variable without a value")
    return found


@declare("contextvars.ContextVar.set")
def assign(cx: Context, self: Any, value: Any) -> Any:
    variable = _known(self)
    token = Instance(library_class("contextvars.Token"), {"var": variable})
    token.attrs["old_value"] = variable.hidden.get("value", Unknown("a variable without a value"))
    token.hidden["before"] = (variable.hidden["value"],) if "value" in variable.hidden else ()
    cx.touch(variable)
    variable.hidden["value"] = value
    return token


@declare("contextvars.ContextVar.reset")
def reset(cx: Context, self: Any, token: Any) -> None:
    variable = _known(self)
    before = token.hidden.get("before") if isinstance(token, Instance) and not token.opaque else None
    cx.touch(variable)
    if not isinstance(before, tuple):
        variable.hidden["value"] = Unknown("a variable that is set back")
    elif before:
        variable.hidden["value"] = before[0]
    else:
        variable.hidden.pop("value", None)
