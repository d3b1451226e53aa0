"""Ops that fewer programs use: parts put into a tensor, values looked up, products added in place, statistics."""

from __future__ import annotations

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.further import both
from tests.truth.families.linalg import matrix, square
from tests.truth.families.pointwise import paths
from tests.truth.model import Arguments, Named, T

family = Family("wider")
TENSOR = "torch.Tensor."

# --- one tensor -------------------------------------------------------------------------------------------------------


@family.twins(
    *paths("torch.", "conj resolve_conj resolve_neg real detach_"), "torch.Tensor.conj", fails=False, spoils=False
)
@family.twins(*both("is_complex"), fails=False, spoils=False)
@family.twins(*both("is_floating_point"), fails=False, spoils=False)
@family.twins("torch.Tensor.nelement", fails=False, spoils=False)
@family.twins("torch.Tensor.ndimension", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.twins(*both("msort"), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(1, 5)])


@family.twins("torch.threshold", "torch.threshold_", *paths("torch.nn.functional.", "threshold threshold_"),
              fails=False, spoils=False)  # fmt: skip
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 0.1, 0.2])


@family.twins(*both("mvlgamma"), "torch.Tensor.mvlgamma_", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 1])


@family.twins("torch.polygamma", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([1, dice.tensor(0, 5)])


@family.twins("torch.Tensor.polygamma", "torch.Tensor.polygamma_", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 1])


@family.twins(*both("renorm"), "torch.Tensor.renorm_")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return Arguments([x, 2, dice.axis(len(x.sizes)), 1.0])


DROPS = "dropout dropout_ alpha_dropout alpha_dropout_"


@family.twins(*paths("torch.", DROPS), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5), 0.5, False])


@family.twins(*paths("torch.", "feature_dropout feature_dropout_ feature_alpha_dropout feature_alpha_dropout_"))
def _(dice: Dice) -> Arguments:
    return Arguments([T(dice.sizes(1, 60)) if dice.chance(0.3) else dice.tensor(0, 5), 0.5, dice.chance(0.7)])


@family.twins("torch.isin", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4), dice.tensor(0, 3)])


@family.twins("torch.randint_like", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4), dice.randint(1, 9)])


@family.twins("torch.Tensor.type_as", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4), dice.tensor(0, 4)])


@family.twins("torch.Tensor.cumsum_", "torch.Tensor.cumprod_")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, dice.axis(len(x.sizes))])


@family.twins(*both("cov"), *both("corrcoef"))
def _(dice: Dice) -> Arguments:
    return Arguments([T(tuple(dice.randint(1, 9) for _ in range(dice.choice([0, 1, 2, 2, 2, 2, 3]))))])


@family.twins(*both("histc"))
def _(dice: Dice) -> Arguments:
    return dice.keywords(dice.tensor(0, 3), bins=dice.maybe(dice.randint(1, 40), 0.9))


@family.twins(*both("take"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 3)
    return Arguments([x, T(dice.sizes(dice.rank(0, 3)), "i")])


@family.twins("torch.combinations")
def _(dice: Dice) -> Arguments:
    x = T((dice.randint(1, 6),))
    return dice.keywords(x, r=dice.maybe(dice.randint(1, 4)), with_replacement=dice.maybe(True, 0.3))


@family.twins("torch.broadcast_shapes")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([dice.broadcastable(sizes) for _ in range(dice.randint(1, 3))])


@family.twins("torch.allclose", "torch.Tensor.allclose")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))])


@family.twins("torch.Tensor.item")
def _(dice: Dice) -> Arguments:
    more = dice.size() if dice.chance(0.4) else 1
    return Arguments([T((*(1 for _ in range(dice.rank(0, 24))), more), dice.choice("fib"))])


@family.twins("torch.nn.Parameter", "torch.nn.Buffer", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4)])


@family.twins("torch.Tensor.to", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments(
        [dice.tensor(0, 4, dice.choice("fib")), Named(dice.choice(["torch.float32", "torch.int64", "torch.bool"]))]
    )


@family.twins(*paths("torch.Tensor.", "to_dense pin_memory share_memory_")[::2], fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 4)])


@family.twins("torch.nn.utils.parameters_to_vector", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([[dice.tensor(0, 3) for _ in range(dice.randint(1, 3))]])


# --- other sizes ------------------------------------------------------------------------------------------------------


@family.twins(*both("as_strided"), "torch.Tensor.as_strided_", "torch.as_strided_")
def _(dice: Dice) -> Arguments:
    x = T((dice.randint(20, 99),))
    rank = dice.randint(0, 3)
    return Arguments([x, list(dice.sizes(rank, 4)), [dice.randint(0, 5) for _ in range(rank)]])


@family.twins("torch.empty_strided")
def _(dice: Dice) -> Arguments:
    rank = dice.randint(0, 4)
    return Arguments([list(dice.sizes(rank)), [dice.randint(0, 5) for _ in range(rank)]])


@family.twins("torch.Tensor.resize_", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    sizes = list(dice.sizes(dice.rank(1, 4)))
    return Arguments([dice.tensor(0, 3), *(sizes if dice.chance(0.6) else [sizes])])


@family.twins("torch.Tensor.resize_as_", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 3), dice.tensor(0, 3)])


@family.twins("torch.Tensor.sum_to_size")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    kept = x.sizes[dice.randint(0, len(x.sizes)) :]
    return Arguments([x, *(1 if dice.chance(0.3) else size for size in kept)])


@family.twins("torch.narrow_copy", "torch.Tensor.narrow_copy")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    start = dice.randint(0, x.sizes[axis])
    return Arguments([x, axis, start, dice.randint(0, x.sizes[axis] - start)])


@family.twins("torch.select_copy")
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    size = max(x.sizes[axis], 1)
    return Arguments([x, axis, dice.randint(-size, size - 1)])


@family.twins(*both("unsafe_chunk"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return Arguments([x, dice.randint(1, 5), dice.axis(len(x.sizes))])


@family.twins(*both("unsafe_split"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    return Arguments([x, dice.randint(1, 4), dice.axis(len(x.sizes))])


@family.twins(*both("split_with_sizes"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(1, 4)
    axis = dice.axis(len(x.sizes))
    sections, left = [], x.sizes[axis]
    while left > 0:
        sections.append(dice.randint(1, left))
        left -= sections[-1]
    return Arguments([x, sections, axis])


# --- parts put into a tensor ------------------------------------------------------------------------------------------


@family.twins(*both("select_scatter"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 4))))
    axis = dice.axis(len(x.sizes))
    rest = list(x.sizes)
    size = rest.pop(axis)
    return Arguments([x, T(tuple(rest)), axis, dice.randint(-size, size - 1)])


@family.twins(*both("slice_scatter"))
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 4))))
    axis = dice.axis(len(x.sizes))
    start, step = dice.randint(0, x.sizes[axis]), dice.choice([1, 1, 2])
    end = dice.randint(start, x.sizes[axis])
    part = list(x.sizes)
    part[axis] = len(range(start, end, step))
    return dice.keywords(
        x, T(tuple(part)), dim=axis, start=start, end=end, step=dice.maybe(step, 0.9 if step > 1 else 0.3)
    )


@family.twins(*both("diagonal_scatter"))
def _(dice: Dice) -> Arguments:
    n, m = dice.randint(1, 9), dice.randint(1, 9)
    return Arguments([T((n, m)), T((min(n, m),))])


@family.twins(*both("as_strided_scatter"))
def _(dice: Dice) -> Arguments:
    sizes = [dice.randint(1, 3) for _ in range(2)]
    return Arguments([T((dice.randint(20, 40),)), T(tuple(sizes)), sizes, [dice.randint(1, 3) for _ in range(2)]])


@family.twins(*both("index_put"), *paths("torch.Tensor.", "index_put_"), "torch.index_put_")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 5) for _ in range(dice.rank(1, 3))))
    used, count = dice.randint(1, len(x.sizes)), dice.randint(1, 4)
    value = T(dice.broadcastable((count, *x.sizes[used:])))
    return Arguments([x, tuple(T((count,), "i") for _ in range(used)), value])


@family.twins(*both("index_reduce"), "torch.Tensor.index_reduce_")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    axis, count = dice.axis(len(x.sizes)) % len(x.sizes), dice.randint(1, 4)
    source = T(tuple(count if i == axis else size for i, size in enumerate(x.sizes)))
    return Arguments([x, axis, T((count,), "i"), source, "mean"])


@family.twins(*both("put"), "torch.Tensor.put_")
def _(dice: Dice) -> Arguments:
    where = dice.sizes(dice.rank(0, 2), 4)
    return Arguments([T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3)))), T(where, "i"), T(where)])


# --- values looked up -------------------------------------------------------------------------------------------------


@family.twins("torch.searchsorted")
def _(dice: Dice) -> Arguments:
    batch = dice.sizes(dice.choice([0, 0, 1, 2]), 3)
    value = T((*batch, dice.size()) if batch else dice.sizes(dice.rank(0, 3)))
    return dice.keywords(T((*batch, dice.randint(1, 6))), value, right=dice.maybe(True, 0.3))


@family.twins("torch.bucketize")
def _(dice: Dice) -> Arguments:
    return dice.keywords(dice.tensor(0, 4), T(dice.sizes(dice.choice([1, 1, 1, 2, 0]))), right=dice.maybe(True, 0.3))


# --- products added in place ------------------------------------------------------------------------------------------


@family.twins("torch.Tensor.addmm_")
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    return Arguments([T((n, k)), T((n, m)), T((m, k))])


@family.twins("torch.Tensor.addmv")
@family.twins("torch.Tensor.addmv_")
def _(dice: Dice) -> Arguments:
    n, m = dice.sizes(2, 9)
    return Arguments([T((n,)), T((n, m)), T((m,))])


@family.twins("torch.Tensor.addbmm_")
def _(dice: Dice) -> Arguments:
    b, n, m, k = dice.sizes(4)
    return Arguments([T((n, k)), T((b, n, m)), T((b, m, k))])


@family.twins("torch.Tensor.baddbmm_")
def _(dice: Dice) -> Arguments:
    b, n, m, k = dice.sizes(4)
    return Arguments([T((b, n, k)), T((b, n, m)), T((b, m, k))])


@family.twins(*paths(TENSOR, "addcmul_ addcdiv_ lerp_"))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, T(dice.broadcastable(x.sizes)), T(dice.broadcastable(x.sizes))])


@family.twins("torch.Tensor.__rmatmul__")
def _(dice: Dice) -> Arguments:
    n, m, k = dice.sizes(3)
    batch = dice.sizes(dice.randint(0, 2), 3)
    return Arguments([T((*dice.broadcastable(batch), m, k)), T((*batch, n, m))])


# --- matrices ---------------------------------------------------------------------------------------------------------


@family.twins("torch.logdet", "torch.Tensor.logdet")
@family.twins("torch.linalg.eig")
def _(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.twins("torch.linalg.lu_factor_ex")
@family.twins(*both("svd"))
@family.twins("torch.linalg.matrix_norm")
@family.twins("torch.linalg.diagonal")
@family.twins("torch.linalg.cond")
def _(dice: Dice) -> Arguments:
    return Arguments([matrix(dice)])


@family.twins(*both("cholesky_inverse"))
def _(dice: Dice) -> Arguments:
    return Arguments([square(dice)])


@family.twins(*both("cholesky_solve"))
def _(dice: Dice) -> Arguments:
    x = square(dice)
    return Arguments([T((*x.sizes[:-1], dice.randint(1, 4))), x])


@family.twins("torch.linalg.solve_triangular")
def _(dice: Dice) -> Arguments:
    x = square(dice)
    right = T((*x.sizes[:-1], dice.randint(1, 4)))
    if dice.chance(0.3):
        return dice.keywords(x, T((*right.sizes[:-2], right.sizes[-1], right.sizes[-2])), upper=True, left=False)
    return dice.keywords(x, right, upper=dice.chance(0.5))


# --- transforms -------------------------------------------------------------------------------------------------------


@family.twins("torch.fft.hfft2")
@family.twins("torch.fft.ihfft2")
@family.twins("torch.fft.hfftn")
@family.twins("torch.fft.ihfftn")
def _(dice: Dice) -> Arguments:
    x = T(tuple(dice.randint(1, 6) for _ in range(dice.rank(2, 4))))
    axes = dice.sample(range(len(x.sizes)), 2)
    sizes = [dice.randint(1, 6), dice.randint(2, 6)] if dice.chance(0.3) else OMIT
    return dice.keywords(x, s=sizes, dim=axes if sizes is not OMIT or dice.chance(0.4) else OMIT)


@family.twins("torch.fft.fftfreq")
@family.twins("torch.fft.rfftfreq")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.randint(0, 120)])


# --- new tensors ------------------------------------------------------------------------------------------------------


@family.twins(*paths("torch.", "Tensor FloatTensor DoubleTensor HalfTensor BFloat16Tensor"))
@family.twins(*paths("torch.", "LongTensor IntTensor ShortTensor CharTensor"))
@family.twins("torch.BoolTensor")
def _(dice: Dice) -> Arguments:
    return Arguments([*dice.sizes(dice.rank(1, 4))])


@family.twins("torch.kaiser_window")
def _(dice: Dice) -> Arguments:
    return Arguments([dice.randint(0, 150)])


@family.twins("torch.range")
def _(dice: Dice) -> Arguments:
    start = dice.randint(-9, 9)
    return Arguments([start, start + dice.randint(0, 9), *([dice.choice([1, 2, 3])] if dice.chance(0.6) else [])])


@family.twins("torch.complex", "torch.polar")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    return Arguments([T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))])


@family.twins("torch.normal")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(0, 4))
    parts = [T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))]
    how = dice.random()
    if how < 0.2:
        return Arguments([0.0, 1.0, list(sizes)])
    return Arguments([0.5, parts[1]] if how < 0.35 else [parts[0], 0.5] if how < 0.5 else parts)


@family.twins(*both("multinomial"))
def _(dice: Dice) -> Arguments:
    n = dice.randint(1, 9)
    x = T((n,)) if dice.chance(0.4) else T((dice.randint(1, 4), n))
    repeated = dice.chance(0.5)
    return dice.keywords(x, dice.randint(1, n + 3 if repeated else n), replacement=repeated or OMIT)


@family.twins("torch.scalar_tensor", fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.randint(0, 400) + 0.5])


@family.twins("torch.asarray")
def _(dice: Dice) -> Arguments:
    n, m = dice.randint(0, 4), dice.randint(0, 4)
    rows = [[dice.randint(0, 3) for _ in range(m)] for _ in range(n)]
    return dice.keywords(rows, dtype=dice.maybe(Named("torch.float32"), 0.3))


@family.twins("torch.Tensor.new_tensor")
def _(dice: Dice) -> Arguments:
    n, m = dice.randint(1, 4), dice.randint(0, 4)
    return Arguments([dice.tensor(0, 2), [[dice.randint(0, 3) for _ in range(m)] for _ in range(n)]])
