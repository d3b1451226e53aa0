"""`itertools`: run at once where the items are known, streams elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from typing import Any

from convlint.frameworks.common.registry import declare_class
from convlint.frameworks.python.support import (
    MOST_ITEMS,
    any_of,
    bare,
    declare,
    drain,
    is_size,
    plain,
    steps,
    stream_of,
    whole,
)
from convlint.symbolic import Truth
from convlint.values import Context, EndlessV, IteratorV, ListV, Perhaps, Raises, StreamV, Undetermined, Unknown
from convlint.values.context import MISSING

declare_class("itertools.chain")


def _some(made: Iterable[Any]) -> IteratorV:
    """The items of a Python iterator. Raises Undetermined where there are too many."""
    items = list(itertools.islice(made, MOST_ITEMS + 1))
    if len(items) > MOST_ITEMS:
        raise Undetermined("too many items")
    return IteratorV(items)


def _chained(cx: Context, iterables: list[Any]) -> Any:
    parts = [drain(cx, each) for each in iterables]
    if all(part is not None for part in parts):
        return IteratorV([item for part in parts for item in part or ()])
    typical = [
        cx.element(each) if part is None else any_of(cx, part) for each, part in zip(iterables, parts) if part != []
    ]
    return StreamV(any_of(cx, typical))


@declare("itertools.chain.__new__")
def chain(cx: Context, cls: Any, *iterables: Any) -> Any:
    return _chained(cx, list(iterables))


@declare("itertools.chain.from_iterable")
def chain_from(cx: Context, iterable: Any) -> Any:
    parts = drain(cx, iterable)
    return StreamV(cx.element(cx.element(iterable))) if parts is None else _chained(cx, parts)


@declare("itertools.product")
def product(cx: Context, *iterables: Any, repeat: Any = 1) -> Any:
    parts = [drain(cx, each) for each in iterables]
    if any(part is None for part in parts) or not isinstance(repeat, int):
        typical = tuple(cx.element(each) for each in iterables)
        return StreamV(typical * repeat if isinstance(repeat, int) and repeat < 100 else Unknown("a tuple"))
    return _some(itertools.product(*[part or [] for part in parts], repeat=repeat))


def _declare_choices(name: str, choose: Callable[..., Iterable[Any]]) -> None:
    @declare(f"itertools.{name}")
    def handler(cx: Context, iterable: Any, r: Any = None) -> Any:
        if r is not None and not isinstance(r, int):
            return StreamV(Unknown("a tuple"))
        items = drain(cx, iterable)
        if items is None:
            return StreamV((cx.element(iterable),) * r if r is not None and 0 <= r < 100 else Unknown("a tuple"))
        return _some(choose(items, len(items) if r is None else r))


_declare_choices("combinations", itertools.combinations)
_declare_choices("permutations", itertools.permutations)
_declare_choices("combinations_with_replacement", itertools.combinations_with_replacement)


@declare("itertools.pairwise")
def pairwise(cx: Context, iterable: Any) -> Any:
    items = drain(cx, iterable)
    if items is None:
        element = cx.element(iterable)
        return StreamV((element, element))
    return IteratorV(list(itertools.pairwise(items)))


@declare("itertools.batched")
def batched(cx: Context, iterable: Any, n: Any, *, strict: Any = False) -> Any:
    items, size = drain(cx, iterable), plain(cx, n)
    if items is None or size is None or size < 1:
        return StreamV(ListV(None, cx.element(iterable)))
    return IteratorV([tuple(items[i : i + size]) for i in range(0, len(items), size)])


@declare("itertools.zip_longest")
def zip_longest(cx: Context, *iterables: Any, fillvalue: Any = None) -> Any:
    parts = [drain(cx, each) for each in iterables]
    if any(part is None for part in parts):
        return StreamV(tuple(Unknown("an item or a filler") for _ in iterables))
    return IteratorV(list(itertools.zip_longest(*[part or [] for part in parts], fillvalue=fillvalue)))


@declare("itertools.starmap")
def starmap(cx: Context, function: Any, iterable: Any) -> Any:
    items = drain(cx, iterable)
    if items is None:
        arguments = cx.element(iterable)
        known = cx.call(function, arguments) if isinstance(arguments, tuple) else Unknown("arguments not known")
        return StreamV(known, None if isinstance(iterable, Unknown) else cx.length(iterable))
    return IteratorV([cx.call(function, tuple(whole(cx, item))) for item in items])


@declare("itertools.accumulate")
def accumulate(cx: Context, iterable: Any, func: Any = None, *, initial: Any = None) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return StreamV(Unknown("a running total"), None if isinstance(iterable, Unknown) else cx.length(iterable))
    made = [] if initial is None else [initial]
    for item in items:
        last = made[-1] if made else MISSING
        if last is MISSING:
            made.append(item)
        else:
            made.append(cx.binary("+", last, item) if func is None else cx.call(func, (last, item)))
    return IteratorV(made)


@declare("itertools.islice")
def islice(cx: Context, iterable: Any, *bounds: Any) -> Any:
    given = [plain(cx, bound) for bound in bounds]
    if not 1 <= len(bounds) <= 3 or any(a is None and b is not None for a, b in zip(given, bounds)):
        return StreamV(stream_of(cx, iterable).element)
    cut = slice(*given)
    if any(bound is not None and bound < 0 for bound in given) or cut.step == 0:
        raise Raises("ValueError", "islice of negative numbers")
    if isinstance(iterable, EndlessV):
        return _part_of_endless(cx, iterable, cut)
    if isinstance(iterable, IteratorV):
        return _part_of_iterator(cx, iterable, cut)
    items = drain(cx, iterable)
    return StreamV(cx.element(iterable)) if items is None else IteratorV(items[cut])


def _part_of_endless(cx: Context, iterable: EndlessV, cut: slice) -> Any:
    if cut.stop is None or cut.stop > MOST_ITEMS:
        return StreamV(iterable.element)
    cx.touch(iterable.course)
    return IteratorV(iterable.course.take(cut.stop)[cut.start or 0 :: cut.step or 1])


def _part_of_iterator(cx: Context, iterable: IteratorV, cut: slice) -> Any:
    """What is cut off stays in the iterator."""
    taken = list(itertools.islice(steps(cx, iterable), cut.stop))
    if any(isinstance(item, Perhaps) for item in taken):
        return StreamV(any_of(cx, [bare(item) for item in taken]))
    return IteratorV(taken[cut])


@declare("itertools.takewhile", "itertools.dropwhile", "itertools.filterfalse")
def some_of(cx: Context, predicate: Any, iterable: Any) -> Any:
    return StreamV(cx.element(iterable))


@declare("itertools.compress")
def compress(cx: Context, data: Any, selectors: Any) -> Any:
    items, chosen = drain(cx, data), drain(cx, selectors)
    answers = [] if chosen is None else [cx.truth(each) for each in chosen]
    if items is None or chosen is None or Truth.OPEN in answers:
        return StreamV(cx.element(data) if items is None else any_of(cx, items))
    return IteratorV([item for item, answer in zip(items, answers) if answer is Truth.YES])


@declare("itertools.groupby")
def groupby(cx: Context, iterable: Any, key: Any = None) -> Any:
    return StreamV((Unknown("a key"), StreamV(cx.element(iterable))))


@declare("itertools.tee")
def tee(cx: Context, iterable: Any, n: Any = 2) -> Any:
    if not isinstance(n, int) or not 0 <= n < 100:
        raise Undetermined("how many is not known")
    items = drain(cx, iterable)
    return tuple(stream_of(cx, iterable) if items is None else IteratorV(list(items)) for _ in range(n))


# --- endless ones -----------------------------------------------------------------------------------------------------


@declare("itertools.count")
def count(cx: Context, start: Any = 0, step: Any = 1) -> Any:
    if not is_size(start) or not is_size(step):
        return StreamV(Unknown("a number"))
    low = cx.facts.bounds(start)[0] if isinstance(step, int) and step >= 0 else None
    return EndlessV(lambda i: start + i * step, cx.fresh("i", low=low))


@declare("itertools.cycle")
def cycle(cx: Context, iterable: Any) -> Any:
    items = drain(cx, iterable)
    if items is None:
        return StreamV(cx.element(iterable))
    return EndlessV(lambda i: items[i % len(items)], any_of(cx, items)) if items else IteratorV([])


@declare("itertools.repeat")
def repeat(cx: Context, object: Any, times: Any = MISSING) -> Any:
    if times is MISSING:
        return EndlessV(lambda i: object, object)
    number = plain(cx, times)
    if number is None or number > MOST_ITEMS:
        return StreamV(object, times if is_size(times) else None)
    return IteratorV([object] * max(number, 0))
