"""`contextlib`: managers that do nothing, or drop what is raised in their block."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.python.support import declare
from convlint.values import Context, Instance, Unknown

declare_class("contextlib.suppress", init="*exceptions")
declare_class("contextlib.nullcontext", init="enter_result=None")


@declare("contextlib.suppress.__enter__")
def enter(cx: Context, self: Any) -> None:
    return None


@declare("contextlib.nullcontext.__enter__")
def enter_plainly(cx: Context, self: Any) -> Any:
    known = isinstance(self, Instance) and not self.opaque
    return self.attrs.get("enter_result") if known else Unknown("a context")
