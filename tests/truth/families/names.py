"""Further names of ops that other families draw: methods of functions, forms that write in place, functions of `torch.special`."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.pointwise import both, paths
from tests.truth.model import Arguments, T

family = Family("names")

FUNCTIONS = """
arccosh arcsinh arctanh conj_physical hardshrink celu selu rrelu abs_ acos_ acosh_ arccos_ arccosh_ arcsin_ arcsinh_ arctan_
arctanh_ asin_ asinh_ atan_ atanh_ ceil_ conj_physical_ cos_ cosh_ deg2rad_ erf_ erfc_ exp_ exp2_ expm1_ fix_ floor_ frac_ i0_
log_ log10_ log1p_ log2_ logit_ nan_to_num_ neg_ negative_ rad2deg_ reciprocal_ round_ rsqrt_ sigmoid_ sin_ sinc_ sinh_ sqrt_
square_ tan_ tanh_ trunc_ relu_ celu_ selu_ rrelu_
"""
METHODS = """
absolute acos acosh angle arccos arccosh arcsin arcsinh arctan arctanh asin asinh atan atanh conj_physical cosh deg2rad digamma
erfc erfinv exp2 expm1 fix frac i0 lgamma log10 log1p log2 logit nan_to_num negative positive rad2deg sgn sinc sinh tan hardshrink
cpu __pos__ __abs__ requires_grad_ detach_ resolve_conj resolve_neg absolute_ acos_ acosh_ arccos_ arccosh_ arcsin_ arcsinh_
arctan_ arctanh_ asin_ asinh_ atan_ atanh_ conj_physical_ cos_ cosh_ deg2rad_ digamma_ erf_ erfc_ erfinv_ exp2_ expm1_ fix_ frac_
i0_ lgamma_ log10_ log1p_ log2_ logit_ nan_to_num_ negative_ rad2deg_ reciprocal_ rsqrt_ sgn_ sign_ sin_ sinc_ sinh_ tan_
"""
SPECIAL = """
airy_ai bessel_j0 bessel_j1 bessel_y0 bessel_y1 digamma entr erf erfc erfcx erfinv exp2 expit expm1 gammaln i0 i0e i1 i1e log1p
log_ndtr logit ndtr ndtri psi round sinc
"""


@family.twins(*paths("torch.", FUNCTIONS), fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", METHODS), fails=False, spoils=False)
@family.twins(*paths("torch.special.", SPECIAL), fails=False, spoils=False)
@family.twins(
    *paths("torch.Tensor.", "isfinite isinf isnan isneginf isposinf isreal signbit logical_not bool"),
    fails=False, spoils=False,
)  # fmt: skip
@family.twins(*paths("torch.Tensor.", "int long short char byte"), fails=False, spoils=False)
@family.twins(*paths("torch.Tensor.", "cdouble cfloat"), fails=False, spoils=False)
@family.twins(
    *paths("torch.nn.functional.", "celu_ elu_ hardtanh_ leaky_relu_ relu_ rrelu_ selu_"), fails=False, spoils=False
)
def _(dice: Dice) -> Arguments:
    return Arguments([dice.tensor(0, 5)])


@family.twins(
    *paths("torch.Tensor.", """arctan2 copysign divide float_power floor_divide fmax fmin heaviside hypot igamma igammac ldexp
    logaddexp     logaddexp2 multiply nextafter subtract xlogy clamp_max __rtruediv__ __rfloordiv__ __rmod__ __rpow__""")
)  # fmt: skip
@family.twins(
    *paths("torch.Tensor.", "ge greater greater_equal isclose le less less_equal lt ne not_equal __gt__ __le__")
)
@family.twins(*paths("torch.", "igamma igammac clamp_max clamp_min"))
@family.twins(*paths("torch.special.", "xlogy xlog1py zeta gammainc gammaincc"))
def _(dice: Dice) -> Arguments:
    return Arguments([*both(dice)])


@family.twins(
    *paths("torch.Tensor.", """__ifloordiv__ __imod__ __ipow__ arctan2_ copysign_ eq_ floor_divide_ ge_ greater_ greater_equal_ gt_
    heaviside_ hypot_ igamma_ igammac_ ldexp_ le_ less_ less_equal_ logical_and_ logical_or_ logical_xor_ lt_ ne_ nextafter_
    not_equal_ true_divide_ xlogy_""")
)  # fmt: skip
def _(dice: Dice) -> Arguments:
    x = dice.tensor(0, 4)
    return Arguments([x, T(dice.broadcastable(x.sizes))])
