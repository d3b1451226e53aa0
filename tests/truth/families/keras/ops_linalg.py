"""`keras.ops` of linear algebra and signals."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import any_tensor
from tests.truth.model import Arguments, T

family = Family("ops_linalg", misuse=0.03)


def batch(dice: Dice, high: int = 2) -> tuple[int, ...]:
    return tuple(dice.randint(1, 3) for _ in range(dice.randint(0, high)))


@family.function("keras.ops.matmul", count=150)
def matmul(dice: Dice) -> Arguments:
    front, n = batch(dice), dice.randint(1, 5)
    one = (*dice.broadcastable(front), dice.randint(1, 4), n) if dice.chance(0.8) else (n,)
    other = (*front, n, dice.randint(1, 4)) if dice.chance(0.8) else (n,)
    return Arguments([T(one), T(other)])


@family.function("keras.ops.dot")
def dot(dice: Dice) -> Arguments:
    n = dice.randint(1, 5)
    return Arguments([T((*batch(dice), n)), T((*batch(dice, 1), n, dice.randint(1, 4)) if dice.chance(0.7) else (n,))])


@family.function("keras.ops.tensordot")
def tensordot(dice: Dice) -> Arguments:
    shared = [dice.randint(1, 4) for _ in range(dice.randint(1, 2))]
    one, other = (*batch(dice), *shared), (*shared, *batch(dice))
    if dice.chance(0.6):
        return dice.arguments(T(one), T(other), axes=len(shared))
    left = list(range(len(one) - len(shared), len(one)))
    return dice.arguments(T(one), T(other), axes=[left, list(range(len(shared)))])


@family.function("keras.ops.einsum", count=150)
def einsum(dice: Dice) -> Arguments:
    equation = dice.choice(
        ["ij,jk->ik", "bij,bjk->bik", "bhqd,bhkd->bhqk", "ij->ji", "ii->i", "...ij,...jk->...ik", "i,j->ij", "bij->b"]
    )
    letters = {letter: dice.randint(1, 4) for letter in "bhqkdij"}
    operands = []
    for part in equation.partition("->")[0].split(","):
        front: tuple[int, ...] = (2,) if part.startswith("...") else ()
        operands.append(T((*front, *(letters[letter] for letter in part if letter != "."))))
    return Arguments([equation, *operands])


@family.function("keras.ops.inner")
def inner(dice: Dice) -> Arguments:
    n = dice.randint(1, 5)
    return Arguments([T((*batch(dice), n)), T((*batch(dice), n))])


@family.function("keras.ops.outer", spoils=False, misuse=0.6)
def outer(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 2), any_tensor(dice, 0, 2)])


@family.function("keras.ops.vdot")
def vdot(dice: Dice) -> Arguments:
    sizes = (dice.randint(1, 300),)
    return Arguments([T(sizes), T(sizes)])


@family.function("keras.ops.cross")
def cross(dice: Dice) -> Arguments:
    front = batch(dice)
    return Arguments([T((*front, 3)), T((*dice.broadcastable(front), 3))])


@family.function("keras.ops.kron", spoils=False, misuse=0.6)
def kron(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 1, 3), any_tensor(dice, 1, 3)])


@family.function("keras.ops.cdist")
def cdist(dice: Dice) -> Arguments:
    n = dice.randint(1, 4)
    return Arguments([T((dice.randint(1, 4), n)), T((dice.randint(1, 4), n))])


def square(dice: Dice) -> T:
    n = dice.randint(1, 4)
    return T((*batch(dice), n, n))


@family.function("keras.ops.det", "keras.ops.eig", "keras.ops.eigh")
def of_square(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.function("keras.ops.slogdet", "keras.ops.logdet")
def determinants(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.function("keras.ops.lu_factor", misuse=0.5)
def lu_factor(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 2, 4)])


@family.function("keras.ops.qr", misuse=0.5)
def qr(dice: Dice) -> Arguments:
    return dice.keywords(any_tensor(dice, 2, 4), mode=dice.maybe(dice.choice(["reduced", "complete"])))


@family.function("keras.ops.svd")
def svd(dice: Dice) -> Arguments:
    options = {"full_matrices": dice.maybe(dice.chance(0.5)), "compute_uv": dice.maybe(dice.chance(0.6), 0.3)}
    return dice.keywords(any_tensor(dice, 2, 4), **options)


@family.function("keras.ops.pinv", "keras.ops.matrix_rank", misuse=0.5)
def pinv(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 2, 4)])


@family.function("keras.ops.lstsq")
def lstsq(dice: Dice) -> Arguments:
    rows = dice.randint(2, 5)
    other: Any = (rows, dice.randint(1, 3)) if dice.chance(0.6) else (rows,)
    return Arguments([T((rows, dice.randint(1, 4))), T(other)])


@family.function("keras.ops.fft")
def fft(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return Arguments([(tensor, T(tensor.sizes)) if dice.chance(0.8) else (tensor, any_tensor(dice, 1, 3))])


@family.function("keras.ops.fft2", "keras.ops.ifft2")
def fft2(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 2, 4)
    return Arguments([(tensor, T(tensor.sizes))])


@family.function("keras.ops.rfft")
def rfft(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 1, 4), fft_length=dice.maybe(dice.randint(1, 8)))


@family.function("keras.ops.irfft")
def irfft(dice: Dice) -> Arguments:
    sizes = (*batch(dice), dice.randint(2, 5))
    return dice.arguments((T(sizes), T(sizes)), fft_length=dice.maybe(dice.randint(1, 8)))


@family.function("keras.ops.stft")
def stft(dice: Dice) -> Arguments:
    length = dice.choice([4, 6, 8])
    tensor = T((*batch(dice), dice.randint(8, 20)))
    return dice.keywords(
        tensor, length, dice.randint(1, 4), length + dice.choice([0, 2]), center=dice.maybe(dice.chance(0.5))
    )


@family.function("keras.ops.extract_sequences")
def extract_sequences(dice: Dice) -> Arguments:
    return dice.keywords(T((*batch(dice), dice.randint(5, 12))), dice.randint(1, 4), dice.randint(1, 3))


@family.function("keras.ops.correlate")
def correlate(dice: Dice) -> Arguments:
    lines = [T((dice.randint(1, 6),)), T((dice.randint(1, 6),))]
    return dice.keywords(*lines, mode=dice.maybe(dice.choice(["valid", "same", "full"])))


@family.function("keras.ops.corrcoef", spoils=False, misuse=0.6)
def corrcoef(dice: Dice) -> Arguments:
    return Arguments([T((dice.randint(1, 40), dice.randint(2, 6)))])
