"""The rest of `keras.ops`: what runs functions, codes of sequences, matrices, windows, and asking tensors."""

from __future__ import annotations

from math import prod
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import any_tensor, data_format, shaped, sizes
from tests.truth.families.keras.ops_linalg import batch, square
from tests.truth.model import Arguments, Named, T

family = Family("ops_further", misuse=0.15)
ALONG = ["relu", "sum", "transpose", "det", "ravel", "trace", "max"]


def named(dice: Dice, *names: str) -> Named:
    return Named(f"keras.ops.{dice.choice(names)}")


# --- functions that run functions -------------------------------------------------------------------------------------


@family.function("keras.ops.map", "keras.ops.vectorized_map")
def mapped(dice: Dice) -> Arguments:
    return Arguments([named(dice, *ALONG[:-1]), any_tensor(dice, 1, 4)])


@family.function("keras.ops.associative_scan")
def scanned(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    axis = dice.maybe(dice.randint(0, len(tensor.sizes) - 1))
    return dice.keywords(named(dice, "add", "multiply", "maximum"), tensor, reverse=dice.maybe(True, 0.3), axis=axis)


@family.function("keras.ops.fori_loop")
def looped(dice: Dice) -> Arguments:
    return Arguments([0, dice.randint(1, 4), named(dice, "add", "multiply"), any_tensor(dice, 0, 4)])


@family.function("keras.ops.switch")
def switched(dice: Dice) -> Arguments:
    branches: list[Any] = [named(dice, *ALONG) for _ in range(dice.randint(1, 3))]
    return Arguments([dice.randint(0, 3), branches, any_tensor(dice, 1, 4)])


@family.function("keras.ops.jvp")
def derived(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 0, 4)
    return Arguments([named(dice, "sin", "exp", "transpose", "det"), (tensor,), (tensor,)])


# --- patterns, places, codes ------------------------------------------------------------------------------------------


@family.function("keras.ops.rearrange")
def rearrange(dice: Dice) -> Arguments:
    a, b, c, d = (dice.randint(1, 4) for _ in range(4))
    pattern, made, lengths = dice.choice(
        [
            ("a b c -> a (b c)", (a, b, c), {}),
            ("a b c -> c b a", (a, b, c), {}),
            ("a (b d) c -> a b d c", (a, b * d, c), {"b": b}),
            ("a (b d) -> (a b) d", (a, b * d), {"d": d}),
            ("a b c d -> (a b) (c d)", (a, b, c, d), {}),
        ]
    )
    return Arguments([T(made), pattern], dict(lengths))


@family.function("keras.ops.unravel_index")
def unravel_index(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 3, "i"), any_tensor(dice, 1, 4).sizes])


@family.function("keras.ops.ctc_decode")
def ctc_decode(dice: Dice) -> Arguments:
    count = dice.randint(1, 3)
    beams = dice.chance(0.3)
    return dice.keywords(
        T((count, dice.randint(2, 5), dice.randint(2, 4))),
        T((count,), "i"),
        strategy="beam_search" if beams else dice.maybe("greedy"),
        beam_width=4 if beams else OMIT,
        top_paths=dice.maybe(dice.randint(1, 2)) if beams else OMIT,
    )


@family.function("keras.ops.ctc_loss")
def ctc_loss(dice: Dice) -> Arguments:
    count, labels, steps = dice.randint(1, 3), dice.randint(1, 3), dice.randint(4, 6)
    made = [T((count, labels), "i", 2), T((count, steps, dice.randint(3, 4)))]
    return Arguments([*made, T((count,), "i"), T((count,), "i")])


# --- matrices, windows ------------------------------------------------------------------------------------------------


@family.function("keras.ops.inv", "keras.ops.cholesky_inverse")
def inverse(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.function("keras.ops.solve", "keras.ops.solve_triangular")
def solve(dice: Dice) -> Arguments:
    n = dice.randint(1, 4)
    front = batch(dice)
    one_line = not front and dice.chance(0.3)
    return Arguments([T((*front, n, n)), T((n,) if one_line else (*front, n, dice.randint(1, 3)))])


@family.function("keras.ops.fold")
def fold(dice: Dice) -> Arguments:
    size, kernel = (dice.randint(4, 6), dice.randint(4, 6)), (dice.randint(1, 3), dice.randint(1, 3))
    step = dice.randint(1, 2)
    places = prod((each - k) // step + 1 for each, k in zip(size, kernel))
    tensor = T((dice.randint(1, 2), prod(kernel) * dice.randint(1, 3), places))
    return dice.keywords(tensor, size, kernel, stride=step if step > 1 else OMIT)


@family.function("keras.ops.istft")
def istft(dice: Dice) -> Arguments:
    length = dice.choice([8, 16])
    part = T((*batch(dice), dice.randint(3, 5), length // 2 + 1))
    return dice.keywords((part, part), length, length // 2, length, length=dice.maybe(dice.randint(8, 16), 0.3))


@family.function("keras.ops.kaiser")
def kaiser(dice: Dice) -> Arguments:
    return dice.arguments(dice.randint(1, 99), beta=dice.choice([2.0, 8.0]))


@family.function("keras.ops.select")
def select(dice: Dice) -> Arguments:
    made = any_tensor(dice, 1, 3).sizes
    count = dice.randint(1, 3)
    conditions = [T(dice.broadcastable(made), "b") for _ in range(count)]
    return dice.keywords(conditions, [T(made) for _ in range(count)], default=dice.maybe(0))


# --- asking -----------------------------------------------------------------------------------------------------------


@family.function(
    "keras.ops.ndim", "keras.ops.shape", "keras.ops.size", "keras.ops.convert_to_numpy", "keras.ops.is_tensor"
)
def asking(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 1, 4)])


# --- images -----------------------------------------------------------------------------------------------------------


@family.function("keras.ops.image.extract_patches_3d")
def patches(dice: Dice) -> Arguments:
    format = data_format(dice)
    volume = shaped(dice, sizes(dice, 3, 3, 6), dice.randint(1, 2), format)
    size = dice.per_axis(3, 1, 3)
    return dice.keywords(
        T(volume.sizes[1:]) if dice.chance(0.3) else volume,
        tuple(size) if isinstance(size, list) else size,
        strides=dice.maybe(dice.randint(1, 3)),
        padding=dice.maybe(dice.choice(["valid", "same"])),
        data_format=format,
    )


@family.function("keras.ops.image.ssim", spoils=False, misuse=0.5)
def ssim(dice: Dice) -> Arguments:
    image = T((*((dice.randint(1, 3),) if dice.chance(0.7) else ()), *sizes(dice, 2, 11, 14), dice.randint(1, 3)))
    return Arguments([image, image], {"max_val": 1.0})


@family.function("keras.ops.image.scale_and_translate", spoils=False, misuse=0.5)
def scale_and_translate(dice: Dice) -> Arguments:
    front, channels = dice.randint(1, 2), dice.randint(1, 3)
    image, made = (T((front, *sizes(dice, 2, 3, 6), channels)), (front, *sizes(dice, 2, 3, 6), channels))
    return Arguments([image, made, T((2,)), T((2,)), (1, 2), "linear"])
