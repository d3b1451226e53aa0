"""The module `random`: numbers of which only the bounds are known, and items of which only what they have in common is."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.python.lists import changing
from convlint.frameworks.python.support import any_order, declare
from convlint.symbolic import Dim, symbol
from convlint.values import Context, FloatV, Instance, ListV, Tensor, Unknown
from convlint.values.likeness import another

BY_CHANCE = Unknown("it depends on chance", data=True)
FLOATS = (
    "random uniform gauss normalvariate betavariate expovariate triangular lognormvariate vonmisesvariate gammavariate "
    "paretovariate weibullvariate"
)


@declare("random.getstate", "random.Random", "random.SystemRandom")
def _unknown(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return BY_CHANCE


@declare(*(f"random.{name}" for name in FLOATS.split()))
def _float(cx: Context, *args: Any, **kwargs: Any) -> FloatV:
    return FloatV(data=True)


@declare("random.seed", "random.setstate")
def _nothing(cx: Context, *args: Any, **kwargs: Any) -> None:
    return None


# --- whole numbers ----------------------------------------------------------------------------------------------------


def _between(least: Any, most: Any) -> Any:
    """A number from `least` to `most`; a bound that is not known leaves its side open."""
    if not all(isinstance(bound, (int, Dim)) for bound in (least, most)):
        return BY_CHANCE
    low, high = (bound if isinstance(bound, int) else None for bound in (least, most))
    return symbol("random", low, high)


@declare("random.randint")
def randint(cx: Context, a: Any, b: Any) -> Any:
    """Both ends may come."""
    return _between(a, b)


@declare("random.randrange")
def randrange(cx: Context, start: Any, stop: Any = None, step: Any = 1) -> Any:
    """As a number of `range(start, stop, step)`."""
    if not isinstance(step, int) or step < 1:
        return BY_CHANCE
    least, end = (0, start) if stop is None else (start, stop)
    return _between(least, end - 1) if isinstance(end, (int, Dim)) else BY_CHANCE


@declare("random.getrandbits")
def getrandbits(cx: Context, k: Any) -> Any:
    """Never negative."""
    return symbol("random", 0)


# --- items ------------------------------------------------------------------------------------------------------------


def _picked(cx: Context, population: Any) -> Any:
    """What stands for a random item: of things that hold shapes what is common to them, of others nothing."""
    items = population if isinstance(population, (tuple, range)) else getattr(population, "items", None)
    if isinstance(items, (tuple, range, list)) and len(items) == 1:
        return items[0]
    if isinstance(items, range) and items:
        return symbol("random", min(items[0], items[-1]), max(items[0], items[-1]))
    if isinstance(items, (tuple, list)) and items and all(type(item) is int for item in items):
        return symbol("random", min(items), max(items))
    found = another(cx, cx.element(population)) if isinstance(population, (tuple, ListV, Tensor)) else BY_CHANCE
    return found if isinstance(found, (Tensor, tuple, ListV, Instance)) else BY_CHANCE


@declare("random.choice")
def choice(cx: Context, seq: Any) -> Any:
    return _picked(cx, seq)


@declare("random.choices", "random.sample")
def several(cx: Context, population: Any, *args: Any, **kwargs: Any) -> Any:
    number = kwargs.get("k", args[-1] if args else None)
    if isinstance(number, int) and 0 <= number < 10_000:
        return ListV([_picked(cx, population) for _ in range(number)])
    return ListV(None, _picked(cx, population))


@declare("random.shuffle")
def shuffle(cx: Context, x: Any) -> None:
    found = changing(cx, x)
    if found.items and len(found.items) > 1:
        found.items = any_order(cx, found.items, len(found.items))
