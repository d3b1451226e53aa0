"""What draws of Keras's layers share: batches of images and sequences, with the channels last or first."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice
from tests.truth.model import Arguments, T

Made = tuple[Arguments, Arguments]


def shaped(dice: Dice, sizes: tuple[int, ...], channels: int, data_format: Any, kind: str = "f") -> T:
    """A batch (batch, *sizes, channels), or (batch, channels, *sizes) where the format says so."""
    inner = (channels, *sizes) if data_format == "channels_first" else (*sizes, channels)
    return T((dice.randint(1, 3), *inner), kind)


def sizes(dice: Dice, count: int, low: int = 3, high: int = 9) -> tuple[int, ...]:
    """So many sizes."""
    return tuple(dice.randint(low, high) for _ in range(count))


def data_format(dice: Dice, share: float = 0.2) -> Any:
    """Mostly the default, channels last."""
    return dice.maybe("channels_first" if dice.chance(0.6) else "channels_last", share)


def some(dice: Dice, **named: Any) -> Arguments:
    """A call by keywords, without those that are omitted; by position now and then."""
    return dice.arguments(**named)


def inputs(*values: Any, **named: Any) -> Arguments:
    """The arguments of a layer's call."""
    return Arguments(list(values), {name: value for name, value in named.items() if value is not OMIT})


def sequence(dice: Dice, features: int | None = None, kind: str = "f") -> T:
    """(batch, steps, features)."""
    return T((dice.randint(1, 3), dice.randint(1, 6), features or dice.randint(1, 6)), kind)


def any_tensor(dice: Dice, low: int = 1, high: int = 4, kind: str = "f") -> T:
    """A tensor without empty dims."""
    return T(tuple(dice.randint(1, 5) for _ in range(dice.randint(low, high))), kind)
