"""`keras.ops` element by element: of one tensor, and of two that broadcast."""

from __future__ import annotations

from functools import partial

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import any_tensor
from tests.truth.model import Arguments, T

family = Family("ops_elementwise", misuse=0.03)
FLOATS = """abs absolute angle arccos arccosh arcsin arcsinh arctan arctanh cbrt ceil celu conj conjugate copy cos cosh deg2rad elu
erf erfc erfinv exp exp2 expm1 fabs floor gelu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh i0 leaky_relu log
log10 log1p log2 log_sigmoid nan_to_num negative rad2deg real reciprocal relu relu6 round rsqrt selu sigmoid sign silu sin sinc
sinh soft_shrink softplus softsign sparse_plus sparse_sigmoid sqrt square squareplus stop_gradient swish tan tanh tanh_shrink
trunc ones_like zeros_like empty_like convert_to_tensor array""".split()
MASKS = "isfinite isinf isnan isneginf isposinf isreal logical_not signbit".split()
INTS = "bitwise_invert bitwise_not".split()
TWO = """add arctan2 divide divide_no_nan floor_divide fmax fmin fmod heaviside hypot logaddexp logaddexp2 maximum minimum mod
multiply nextafter power subtract true_divide""".split()
COMPARISONS = "equal greater greater_equal less less_equal not_equal isclose".split()
LOGICAL = "logical_and logical_or logical_xor".split()
BITS = (
    "bitwise_and bitwise_or bitwise_xor bitwise_left_shift bitwise_right_shift left_shift right_shift gcd lcm".split()
)


def one(kind: str, dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 5, kind)])


def two(kind: str, dice: Dice) -> Arguments:
    first = any_tensor(dice, 0, 4, kind)
    other = T(dice.broadcastable(first.sizes), kind)
    return Arguments([first, other] if dice.chance(0.5) else [other, first])


def paths(names: list[str]) -> list[str]:
    return [f"keras.ops.{name}" for name in names]


for names, kind in ((FLOATS, "f"), (MASKS, "f"), (INTS, "i")):
    first, *others = paths(names)
    options = {"spoils": False, "misuse": 0.6, "twins": tuple(others)}
    family.add_function(first, partial(one, kind), **options)
for names, kind in ((TWO, "f"), (COMPARISONS, "f"), (LOGICAL, "b"), (BITS, "i")):
    first, *others = paths(names)
    family.add_function(first, partial(two, kind), twins=tuple(others))


@family.function("keras.ops.clip")
def clip(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    low = T(dice.broadcastable(tensor.sizes)) if dice.chance(0.7) else 0.0
    return Arguments([tensor, low, 1.0])


@family.function("keras.ops.where")
def where(dice: Dice) -> Arguments:
    sizes = any_tensor(dice, 1, 4).sizes
    return Arguments([T(dice.broadcastable(sizes), "b"), T(sizes), T(dice.broadcastable(sizes))])


@family.function("keras.ops.ldexp")
def ldexp(dice: Dice) -> Arguments:
    first = any_tensor(dice, 0, 4)
    return Arguments([first, T(dice.broadcastable(first.sizes), "i")])


@family.function("keras.ops.threshold", spoils=False, misuse=0.6)
def threshold(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4), 0.5, 0.0])


@family.function("keras.ops.full_like", spoils=False, misuse=0.6)
def full_like(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4), 2.0])


@family.function("keras.ops.cast", "keras.ops.saturate_cast", spoils=False, misuse=0.6)
def cast(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4), dice.choice(["int32", "float32", "bool"])])


@family.function("keras.ops.polar")
def polar(dice: Dice) -> Arguments:
    return two("f", dice)


@family.function("keras.ops.imag", spoils=False, misuse=0.6)
def imag(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4, "c")])


@family.function("keras.ops.view_as_real", spoils=False, misuse=0.6)
def view_as_real(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4, "c")])


@family.function("keras.ops.view_as_complex")
def view_as_complex(dice: Dice) -> Arguments:
    return Arguments([T((*any_tensor(dice, 0, 3).sizes, 2))])


@family.function("keras.random.dropout", spoils=False, misuse=0.6)
def dropout(dice: Dice) -> Arguments:
    return dice.arguments(any_tensor(dice, 0, 4), rate=0.5)


@family.function("keras.random.shuffle")
def shuffle(dice: Dice) -> Arguments:
    tensor = any_tensor(dice, 1, 4)
    return dice.keywords(tensor, axis=dice.maybe(dice.axis(len(tensor.sizes))))


@family.function("keras.ops.allclose")
def allclose(dice: Dice) -> Arguments:
    return two("f", dice)


@family.function("keras.ops.isin", spoils=False, misuse=0.6)
def isin(dice: Dice) -> Arguments:
    return Arguments([any_tensor(dice, 0, 4, "i"), any_tensor(dice, 1, 3, "i")])
