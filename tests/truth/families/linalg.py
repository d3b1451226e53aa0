"""Linear algebra and Fourier transforms."""

from __future__ import annotations

from itertools import pairwise

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("linalg")


def square(dice: Dice) -> T:
    side = dice.randint(1, 5)
    return T((*dice.sizes(dice.randint(0, 2), 3), side, side))


@family.twins("torch.linalg.det", "torch.det")
@family.twins("torch.linalg.eigvalsh")
@family.twins("torch.linalg.eigh")
@family.twins("torch.linalg.slogdet", "torch.slogdet")
@family.twins("torch.linalg.matrix_exp", "torch.matrix_exp")
@family.twins("torch.linalg.eigvals")
@family.twins("torch.linalg.inv_ex")
@family.twins("torch.linalg.inv", "torch.inverse", "torch.Tensor.inverse")
def _(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.twins("torch.linalg.matrix_power", "torch.matrix_power")
def _(dice: Dice) -> Arguments:
    return Arguments([square(dice), dice.randint(0, 3)])


def matrix(dice: Dice) -> T:
    return T(dice.sizes(1, 60)) if dice.chance(0.3) else T((*dice.sizes(dice.randint(0, 2), 3), *dice.sizes(2)))


@family.twins("torch.linalg.lu")
@family.twins("torch.linalg.lu_factor")
@family.twins("torch.linalg.svd")
@family.twins("torch.linalg.svdvals")
@family.twins("torch.linalg.qr", "torch.qr")
@family.twins("torch.linalg.pinv", "torch.pinverse")
@family.twins("torch.linalg.matrix_rank")
def _(dice: Dice) -> Arguments:
    return Arguments([matrix(dice)])


@family.function("torch.linalg.solve")
def _(dice: Dice) -> Arguments:
    x = square(dice)
    right = T((*x.sizes[:-1], dice.randint(1, 4)))
    return Arguments([x, right if dice.chance(0.8) else T(x.sizes[:-1])])


@family.twins("torch.linalg.vector_norm")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.5) else dice.axes(len(x.sizes))
    return dice.keywords(x, dim=dice.maybe(axes, 0.7), keepdim=dice.maybe(True, 0.4))


@family.twins("torch.linalg.cross", "torch.cross", "torch.Tensor.cross")
def _(dice: Dice) -> Arguments:
    sizes = [dice.size() for _ in range(dice.randint(0, 2))]
    sizes.insert(dice.randint(0, len(sizes)), 3)
    axis = sizes.index(3) - (len(sizes) if dice.chance(0.5) else 0)
    return dice.keywords(T(tuple(sizes)), T(tuple(sizes)), dim=axis)


@family.twins("torch.trace", "torch.Tensor.trace")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(dice.choice([2, 2, 2, 1, 3]), 15))])


@family.twins("torch.addr", "torch.Tensor.addr")
def _(dice: Dice) -> Arguments:
    n, m = dice.sizes(2)
    return Arguments([T(dice.broadcastable((n, m))[-2:]), T((n,)), T((m,))])


@family.twins("torch.addbmm", "torch.Tensor.addbmm")
def _(dice: Dice) -> Arguments:
    b, n, m, k = dice.sizes(4)
    return Arguments([T(dice.broadcastable((n, k))[-2:]), T((b, n, m)), T((b, m, k))])


@family.function("torch.linalg.multi_dot")
def _(dice: Dice) -> Arguments:
    sizes = [dice.randint(1, 5) for _ in range(dice.randint(3, 5))]
    return Arguments([[T((a, b)) for a, b in pairwise(sizes)]])


@family.twins("torch.fft.fft", "torch.fft.ifft")
def _(dice: Dice) -> Arguments:
    return transform(dice)


@family.twins("torch.fft.rfft", "torch.fft.ihfft")
def _(dice: Dice) -> Arguments:
    return transform(dice)


@family.twins("torch.fft.irfft", "torch.fft.hfft")
def _(dice: Dice) -> Arguments:
    return transform(dice)


def transform(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 6) for _ in range(dice.rank(1, 4))))
    n, axis = dice.randint(1, 8), dice.axis(len(x.sizes))
    return dice.keywords(x, n=dice.maybe(n, 0.4), dim=dice.maybe(axis))


@family.twins("torch.fft.fft2", "torch.fft.ifft2")
@family.twins("torch.fft.rfft2")
@family.twins("torch.fft.irfft2")
@family.twins("torch.fft.fftn", "torch.fft.ifftn")
@family.twins("torch.fft.rfftn")
@family.twins("torch.fft.irfftn")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 6) for _ in range(dice.rank(2, 4))))
    axes = dice.sample(range(len(x.sizes)), 2)
    sizes = [dice.randint(1, 6), dice.randint(2, 6)] if dice.chance(0.3) else OMIT
    return dice.keywords(x, s=sizes, dim=axes if sizes is not OMIT or dice.chance(0.4) else OMIT)


@family.twins("torch.fft.fftshift", "torch.fft.ifftshift")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return dice.keywords(x, dim=dice.axis(len(x.sizes)))


@family.function("torch.stft")
def _(dice: Dice) -> Arguments:
    width = dice.randint(4, 12)
    x = T((*dice.choice([(), (dice.randint(1, 3),)]), dice.randint(width, 40)))
    return dice.keywords(
        x,
        width,
        hop_length=dice.maybe(dice.randint(1, 6)),
        win_length=dice.maybe(dice.randint(1, width), 0.3),
        center=dice.maybe(False, 0.3),
        onesided=dice.maybe(dice.chance(0.5), 0.4),
        return_complex=True,
    )


@family.function("torch.linalg.vander", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return dice.keywords(T((*dice.sizes(dice.randint(0, 2), 4), dice.randint(2, 6))), N=dice.maybe(dice.randint(2, 6)))
