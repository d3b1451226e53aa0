"""Products of matrices."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("matmul")


@family.twins("torch.matmul", "torch.Tensor.matmul", "torch.Tensor.__matmul__", count=130)
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    if dice.chance(0.3):
        return Arguments([*dice.choice([(T((m,)), T((m,))), (T((n, m)), T((m,))), (T((m,)), T((m, k)))])])
    batch = dice.sizes(dice.randint(0, 2), 3)
    return Arguments([T((*batch, n, m)), T((*dice.broadcastable(batch), m, k))])


@family.twins("torch.mm", "torch.Tensor.mm")
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    return Arguments([T((n, m)), T((m, k))])


@family.twins("torch.bmm", "torch.Tensor.bmm")
def _(dice: Dice) -> Arguments:
    b, n, m, k = dice.sizes(4)
    return dice.arguments(T((b, n, m)), mat2=T((b, m, k)))


@family.twins("torch.mv", "torch.Tensor.mv")
def _(dice: Dice) -> Arguments:
    n, m = dice.sizes(2, 9)
    return Arguments([T((n, m)), T((m,))])


@family.twins("torch.dot", "torch.Tensor.dot")
@family.function("torch.inner")
def _(dice: Dice) -> Arguments:
    n = dice.randint(0, 99)
    return Arguments([T((n,)), T((n,))])


@family.twins("torch.outer", "torch.Tensor.outer")
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 9)), T(dice.sizes(1, 12))])


@family.twins("torch.addmm", "torch.Tensor.addmm")
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    return dice.arguments(T(dice.broadcastable((n, k))[-2:]), mat1=T((n, m)), mat2=T((m, k)))


@family.twins("torch.baddbmm", "torch.Tensor.baddbmm")
def _(dice: Dice) -> Arguments:
    b, n, m, k = dice.sizes(4)
    return dice.arguments(T(dice.broadcastable((b, n, k))[-3:]), batch1=T((b, n, m)), batch2=T((b, m, k)))


@family.function("torch.addmv")
def _(dice: Dice) -> Arguments:
    n, m = dice.sizes(2)
    return Arguments([T(dice.choice([(n,), (1,), ()])), T((n, m)), T((m,))])


@family.function("torch.einsum", count=200)
def _(dice: Dice) -> Arguments:
    letters = {letter: dice.randint(1, 4) for letter in "abcdij"}
    terms = []
    for _ in range(dice.randint(1, 3)):
        count = dice.randint(1, 3)
        terms.append("".join(dice.choice("abcdij") if dice.chance(0.05) else c for c in dice.sample("abcdij", count)))
    used = sorted(set("".join(terms)))
    out = "".join(dice.sample(used, dice.randint(0, len(used))))
    ellipsis = dice.chance(0.2)
    sizes = [tuple(letters[c] for c in term) for term in terms]
    if ellipsis:
        batch = dice.sizes(dice.randint(0, 2), 3)
        terms = ["..." + term for term in terms]
        sizes = [(*dice.broadcastable(batch), *size) for size in sizes]
        out = "..." + out
    gap = " " if dice.chance(0.2) else ""
    arrow = gap + "->" + gap + out if dice.chance(0.8) else ""
    return Arguments([("," + gap).join(terms) + arrow, *(T(size) for size in sizes)])


@family.function("torch.tensordot")
def _(dice: Dice) -> Arguments:
    shared = dice.sizes(dice.randint(0, 2), 4)
    one, two = T((*dice.sizes(dice.randint(0, 2), 4), *shared)), T((*shared, *dice.sizes(dice.randint(0, 2), 4)))
    if dice.chance(0.5):
        return dice.arguments(one, two, dims=len(shared))
    ones = list(range(len(one.sizes) - len(shared), len(one.sizes)))
    return dice.arguments(one, two, dims=(ones, list(range(len(shared)))))


@family.function("torch.kron", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 3), dice.tensor(0, 3)])


@family.function("torch.cdist")
def _(dice: Dice) -> Arguments:
    batch, width = dice.sizes(dice.randint(0, 2), 3), dice.randint(1, 4)
    return Arguments([T((*batch, dice.size(), width)), T((*dice.broadcastable(batch), dice.size(), width))])


@family.function("torch.linalg.norm")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    axes = dice.axis(len(x.sizes)) if dice.chance(0.5) else dice.axes(len(x.sizes), 1)[:2]
    return dice.keywords(x, dim=dice.maybe(axes, 0.7), keepdim=dice.maybe(True, 0.3))


@family.function("torch.linalg.matmul", count=104)
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    return Arguments([T((n, m)), T((m, k))])
