"""Names of one op: what is done to each element, alone or of two tensors."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.model import Arguments, T

family = Family("pointwise")

UNARY = """
abs absolute acos acosh angle arccos arcsin arctan asin asinh atan atanh ceil clone cos cosh deg2rad detach digamma erf
erfc erfinv exp2 expm1 fix floor frac i0 lgamma log log10 log1p log2 logit nan_to_num neg negative positive rad2deg
reciprocal relu round rsqrt sgn sign sin sinc sinh square tan tanh trunc
"""
METHODS = """
abs ceil cos detach erf floor log neg reciprocal round rsqrt sigmoid sign sin sqrt square tanh trunc double half bfloat16
"""
PREDICATES = "isfinite isinf isneginf isposinf logical_not signbit isreal"
ACTIVATIONS = """
alpha_dropout celu elu feature_alpha_dropout hardshrink hardsigmoid hardswish hardtanh leaky_relu logsigmoid mish relu6
rrelu selu sigmoid softplus softshrink softsign tanh tanhshrink
"""
IN_PLACE = "abs_ ceil_ exp_ floor_ log_ neg_ relu_ round_ sigmoid_ sqrt_ square_ tanh_ zero_ trunc_"
LAYERS = """
AlphaDropout CELU FeatureAlphaDropout Hardshrink Hardsigmoid Hardtanh LogSigmoid RReLU ReLU6 SELU Softshrink Softsign
Tanhshrink
"""
BINARY = """
arctan2 copysign divide fmax fmin heaviside hypot logaddexp logaddexp2 multiply nextafter rsub subtract xlogy
float_power floor_divide ldexp
"""
COMPARISONS = "greater greater_equal isclose less less_equal not_equal logical_xor"
BINARY_METHODS = "__rsub__ __mod__ __floordiv__ atan2 clamp_min fmod maximum minimum pow remainder sub true_divide"
BINARY_IN_PLACE = "__itruediv__ atan2_ pow_ remainder_ fmod_ divide_ multiply_ subtract_"


def paths(prefix: str, names: str) -> list[str]:
    return [prefix + name for name in names.split()]


@family.twins(*paths("torch.", UNARY), fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", METHODS), fails=False, spoils=False)
@family.twins(*paths("torch.", PREDICATES), fails=False, spoils=False)
@family.twins(*paths("torch.nn.functional.", ACTIVATIONS), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.twins(*paths("torch.Tensor.", IN_PLACE.replace("", "")), fails=False, spoils=False)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


def layer(dice: Dice) -> tuple[Arguments, Arguments]:
    return Arguments(), Arguments([dice.tensor(0, 5)])


first, *others = paths("torch.nn.", LAYERS)
family.add_layer(first, layer, twins=tuple(others), fails=False, spoils=False)


def both(dice: Dice) -> tuple[T, T]:
    sizes = dice.sizes(dice.rank(0, 4))
    return T(dice.broadcastable(sizes)), T(dice.broadcastable(sizes))


@family.twins(*paths("torch.", BINARY))
@family.twins(*paths("torch.", COMPARISONS))
@family.twins(*paths("torch.Tensor.", BINARY_METHODS))
def _(dice: Dice) -> Arguments:
    return Arguments([*both(dice)])


@family.twins(*paths("torch.Tensor.", BINARY_IN_PLACE))
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, T(dice.broadcastable(x.sizes))])


@family.twins(*paths("torch.Tensor.", "__or__ __xor__ bitwise_and bitwise_or logical_and logical_or logical_xor"))
def _(dice: Dice) -> Arguments:
    one, other = both(dice)
    return Arguments([T(one.sizes, "b"), T(other.sizes, "b")])
