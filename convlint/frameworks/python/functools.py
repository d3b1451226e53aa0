"""`functools`: partial, reduce, and the decorators that leave a function as it is."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, find_function
from convlint.frameworks.python.classes import identity, library_class
from convlint.frameworks.python.dicts import put_all
from convlint.frameworks.python.support import declare, unsure, whole
from convlint.values import Context, DictV, Instance, LibraryFunction, Raises, Undetermined, Unknown
from convlint.values.context import MISSING

declare_class("functools.partial")
declare_class("functools.partialmethod", "functools.partial")


@declare("functools.partial.__init__")
def partial_init(cx: Context, self: Any, func: Any, *args: Any, **keywords: Any) -> None:
    if not isinstance(self, Instance):
        raise Undetermined("no partial")
    cx.touch(self)
    kept = DictV()
    if isinstance(func, Instance) and _is_partial(func):  # a partial of a partial is flattened
        args = (*func.attrs["args"], *args)
        kept = DictV(dict(func.attrs["keywords"].items), func.attrs["keywords"].open)
        func = func.attrs["func"]
    put_all(cx, kept, keywords)
    self.attrs.update(func=func, args=args, keywords=kept)


def _is_partial(value: Instance) -> bool:
    return (
        getattr(value.cls, "path", "") == "functools.partial"
        and isinstance(value.attrs.get("keywords"), DictV)
        and isinstance(value.attrs.get("args"), tuple)
    )


@declare("functools.partial.__call__")
def partial_call(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    if not isinstance(self, Instance) or self.opaque or "func" not in self.attrs:
        raise Undetermined("no partial")
    first, keywords = self.attrs["args"], self.attrs["keywords"]
    if not isinstance(first, tuple) or not isinstance(keywords, DictV):
        raise Undetermined("arguments that are not known")
    given = {**{str(name): value for name, value in keywords.items.items()}, **kwargs}
    if keywords.open:
        given["**"] = Unknown("keywords of a partial")
    return cx.call(self.attrs["func"], (*first, *args), given)


@declare("functools.reduce")
def reduce(cx: Context, function: Any, iterable: Any, initial: Any = MISSING) -> Any:
    items = whole(cx, iterable)
    if initial is not MISSING:
        items = [initial, *items]
    if not items:
        raise Raises("TypeError", "reduce of nothing")
    result = items[0]
    for item in items[1:]:
        result = cx.call(function, (result, item))
    return result


# --- decorators -------------------------------------------------------------------------------------------------------


@declare("functools.cache", "functools.total_ordering")
def unchanged(cx: Context, function: Any) -> Any:
    return function


@declare("functools.lru_cache")
def lru_cache(cx: Context, maxsize: Any = 128, typed: Any = False) -> Any:
    plain = maxsize is None or isinstance(maxsize, (int, Unknown))
    return identity("functools.lru_cache") if plain else maxsize


@declare("functools.update_wrapper")
def update_wrapper(cx: Context, wrapper: Any, wrapped: Any, *more: Any, **options: Any) -> Any:
    cx.set_attribute(wrapper, "__wrapped__", wrapped)
    return wrapper


@declare("functools.wraps")
def wraps(cx: Context, wrapped: Any, *more: Any, **options: Any) -> Any:
    entry = find_function("functools.update_wrapper")
    assert entry is not None
    attrs = {"func": LibraryFunction(entry.path, entry), "args": (), "keywords": DictV({"wrapped": wrapped})}
    return Instance(library_class("functools.partial"), attrs)


@declare("functools.singledispatch", "functools.singledispatchmethod", "functools.cmp_to_key")
def dispatched(cx: Context, func: Any) -> Any:
    return unsure("a function that depends on its argument's class", Unknown())
