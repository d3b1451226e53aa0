"""`tqdm`: a progress bar around an iterable gives what the iterable gives."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class
from convlint.frameworks.common.iterating import iterated
from convlint.frameworks.common.registry import op, renamed
from convlint.values import Context, Instance, Unknown

BAR = "tqdm.tqdm"

for _module in ("auto", "notebook", "std", "asyncio", "autonotebook", "rich", "gui"):
    renamed(f"tqdm.{_module}.", "tqdm.")
renamed("tqdm.tqdm_notebook", BAR)
inert_class(
    BAR,
    silent="update set_description set_description_str set_postfix set_postfix_str close refresh reset clear write display "
    "unpause moveto pandas",
    speaking="format_dict",
    context=True,
)


@op(f"{BAR}.__init__", counts=False)
def init(cx: Context, self: Any, iterable: Any = None, *args: Any, **kwargs: Any) -> Any:
    cx.touch(self)
    self.hidden["iterable"] = iterable
    self.attrs["iterable"] = iterable


@op(f"{BAR}.__iter__", counts=False)
def iterate(cx: Context, self: Any) -> Any:
    return iterated(cx, _inside(self))


@op(f"{BAR}.__len__", counts=False)
def length(cx: Context, self: Any) -> Any:
    found = cx.length(_inside(self))
    return Unknown("a length that is not known", data=True) if found is None else found


def _inside(self: Instance) -> Any:
    return self.hidden.get("iterable", Unknown("nothing to iterate over"))


@op("tqdm.trange", "tqdm.tnrange", counts=False)
def trange(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """`tqdm(range(…))`, as the range itself."""
    if not all(isinstance(arg, int) for arg in args) or not 1 <= len(args) <= 3 or (len(args) == 3 and args[2] == 0):
        return Unknown("a range that is not known", data=True)
    return range(*args)
