"""Activations and dropouts: the shape stays."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import axis_of, last_dim
from convlint.frameworks.common.registry import find_class, layer, op
from convlint.frameworks.common.spec import same_shape, same_shape_layer
from convlint.frameworks.common.suspicions import normalised, single_class, unfit_dropout
from convlint.frameworks.torch.norm import kept, need_second, ranked
from convlint.frameworks.torch.windows import size_of, whole
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

PARAMETERS = {
    "ReLU": "inplace=False",
    "ReLU6": "inplace=False",
    "RReLU": "lower=0.125, upper=0.333, inplace=False",
    "LeakyReLU": "negative_slope=0.01, inplace=False",
    "ELU": "alpha=1.0, inplace=False",
    "CELU": "alpha=1.0, inplace=False",
    "SELU": "inplace=False",
    "SiLU": "inplace=False",
    "Mish": "inplace=False",
    "GELU": "approximate='none'",
    "Hardtanh": "min_val=-1.0, max_val=1.0, inplace=False, min_value=None, max_value=None",
    "Hardsigmoid": "inplace=False",
    "Hardswish": "inplace=False",
    "Hardshrink": "lambd=0.5",
    "Softshrink": "lambd=0.5",
    "Softplus": "beta=1.0, threshold=20.0",
    "Threshold": "threshold, value, inplace=False",
    "Sigmoid": "*args, **kwargs",
    "Tanh": "*args, **kwargs",
    "LogSigmoid": "*args, **kwargs",
    "Softsign": "*args, **kwargs",
    "Tanhshrink": "*args, **kwargs",
    "Dropout": "p=0.5, inplace=False",
    "AlphaDropout": "p=0.5, inplace=False",
    "FeatureAlphaDropout": "p=0.5, inplace=False",
}
FUNCTIONS = """relu relu_ relu6 rrelu rrelu_ leaky_relu leaky_relu_ elu elu_ celu celu_ selu selu_ silu mish gelu hardtanh
hardtanh_ hardsigmoid hardswish hardshrink softshrink softplus threshold threshold_ sigmoid tanh
logsigmoid softsign tanhshrink""".split()
DROPOUTS = "dropout alpha_dropout feature_alpha_dropout".split()
TORCH_FUNCTIONS = """rrelu rrelu_ celu celu_ selu selu_ relu_ threshold threshold_ hardshrink dropout dropout_
alpha_dropout alpha_dropout_""".split()

same_shape_layer(*(f"torch.nn.{name}({parameters})" for name, parameters in PARAMETERS.items()))
same_shape(*(f"torch.nn.functional.{name}" for name in FUNCTIONS))
same_shape(*(f"torch.{name}" for name in TORCH_FUNCTIONS))


def check_rate(p: Any) -> None:
    """A probability is one, whether anything is dropped or not."""
    if isinstance(p, (int, float)) and not 0 <= p <= 1:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a probability between 0 and 1 but gets {p}")


def _check_layer(cx: Context, self: Instance) -> None:
    check_rate(self.attrs["p"])


for _name in ("Dropout", "AlphaDropout", "FeatureAlphaDropout"):
    _layer = find_class(f"torch.nn.{_name}")
    assert _layer is not None
    _layer.check = _check_layer


@op(*(f"torch.nn.functional.{name}" for name in DROPOUTS))
def dropout(cx: Context, input: Tensor, p: Any = 0.5, training: Any = True, inplace: Any = False) -> Tensor:
    """The shape stays."""
    check_rate(p)
    return kept(input)


# --- with conditions on the rank or a dim -----------------------------------------------------------------------------


def along(cx: Context, input: Tensor, dim: Any) -> Tensor:
    """A result of the same shape; `dim`, where known, must be one of the input's."""
    shape = cx.facts.resolve_shape(input.shape)
    if isinstance(dim, int) and shape.lead is None:
        axis_of(cx, dim, len(shape.dims))
    elif isinstance(dim, int):
        ranked_for(cx, input, dim)
    return kept(input)


def classes_along(cx: Context, input: Tensor, dim: Any) -> Tensor:
    """`along`, for what sums up to 1 along `dim`."""
    result = along(cx, input, dim)
    if isinstance(dim, int):
        single_class(cx, input, dim, "the same")
        normalised(cx, result, dim)
    return result


def ranked_for(cx: Context, input: Tensor, dim: int) -> None:
    """Learn that there are enough dims for `dim`."""
    needed = dim + 1 if dim >= 0 else -dim
    if needed > 1 and cx.facts.limit_rank(input.shape, needed) is Truth.NO:
        got = cx.describe(input.shape)
        raise Mismatch("invalid-axis", f"`{{it}}` gets dim={dim} for a tensor with too few dims, {got}")


@layer("torch.nn.Softmax", "torch.nn.Softmin", "torch.nn.LogSoftmax", init="dim=None")
def softmax_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """The shape stays; `dim` must exist."""
    return classes_along(cx, input, self.attrs["dim"])


@op("torch.nn.functional.softmax", "torch.nn.functional.softmin", "torch.nn.functional.log_softmax")
def softmax(cx: Context, input: Tensor, dim: Any = None, _stacklevel: Any = 3, dtype: Any = None) -> Tensor:
    """The shape stays; `dim` must exist."""
    return classes_along(cx, input, dim)


@op("torch.nn.functional.gumbel_softmax")
def gumbel_softmax(
    cx: Context, logits: Tensor, tau: Any = 1, hard: Any = False, eps: Any = 1e-10, dim: Any = -1
) -> Tensor:
    """The shape stays; `dim` must exist."""
    return along(cx, logits, dim)


@op("torch.nn.functional.normalize")
def normalize(cx: Context, input: Tensor, p: Any = 2.0, dim: Any = 1, eps: Any = 1e-12, out: Any = None) -> Tensor:
    """The shape stays; `dim` must exist."""
    return along(cx, input, dim)


@layer("torch.nn.Softmax2d")
def softmax_2d(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """3-D or 4-D."""
    ranked(cx, input, 3, 4)
    return kept(input)


@layer("torch.nn.Dropout1d", init="p=0.5, inplace=False", check=_check_layer)
def dropout_1d_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """2-D or 3-D."""
    ranked(cx, input, 2, 3)
    return kept(input)


@layer("torch.nn.Dropout2d", init="p=0.5, inplace=False", check=_check_layer)
def dropout_2d_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """The shape stays, whatever the rank."""
    unfit_dropout(cx, input, 2)
    return kept(input)


@layer("torch.nn.Dropout3d", init="p=0.5, inplace=False", check=_check_layer)
def dropout_3d_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """The shape stays, whatever the rank."""
    unfit_dropout(cx, input, 3)
    return kept(input)


@op("torch.nn.functional.dropout3d")
def dropout_3d(cx: Context, input: Tensor, p: Any = 0.5, training: Any = True, inplace: Any = False) -> Tensor:
    """The shape stays, whatever the rank."""
    check_rate(p)
    unfit_dropout(cx, input, 3)
    return kept(input)


@op("torch.nn.functional.dropout2d")
def dropout_2d(cx: Context, input: Tensor, p: Any = 0.5, training: Any = True, inplace: Any = False) -> Tensor:
    """(N, C, *): the shape stays. Mismatch below 2 dims, where channels are dropped at all."""
    check_rate(p)
    if training is True and isinstance(p, float) and p > 0 and 0 not in cx.facts.resolve_shape(input.shape).dims:
        ranked(cx, input, 2, None)
    unfit_dropout(cx, input, 2)
    return kept(input)


@op(*(f"torch.{name}dropout{end}" for name in ("feature_", "feature_alpha_") for end in ("", "_")))
def feature_dropout(cx: Context, input: Tensor, p: Any, train: Any) -> Tensor:
    """(N, C, *): the shape stays. Mismatch below 2 dims, where channels are dropped at all."""
    shape = cx.facts.resolve_shape(input.shape)
    if train is True and isinstance(p, float) and p > 0 and shape.lead is None and 0 not in shape.dims:
        ranked(cx, input, 2, None)
    return kept(input)


@op("torch.nn.functional.dropout1d")
def dropout_1d(cx: Context, input: Tensor, p: Any = 0.5, training: Any = True, inplace: Any = False) -> Tensor:
    """2-D or 3-D."""
    check_rate(p)
    ranked(cx, input, 2, 3)
    return kept(input)


# --- GLU halves, PReLU has parameters ---------------------------------------------------------------------------------


def halved(cx: Context, input: Tensor, dim: Any) -> Tensor:
    """The size at `dim`, which must be even, halved."""
    if not isinstance(dim, int):
        raise Undetermined("`dim` is not known")
    ranked(cx, input, 1, None)
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is None and shape.dims:
        axis = axis_of(cx, dim, len(shape.dims))
    elif dim == -1:
        last_dim(cx, input)
        shape = cx.facts.resolve_shape(input.shape)
        axis = len(shape.dims) - 1
    else:
        raise Undetermined("the rank is not known")
    size = shape.dims[axis]
    if cx.facts.divides(2, size) is Truth.NO:
        text = f"`{{it}}` halves dim {dim} of {cx.describe(shape)}, but {cx.facts.resolve(size)} is not even"
        raise Mismatch("feature-mismatch", text)
    return input.like(Shape((*shape.dims[:axis], size // 2, *shape.dims[axis + 1 :]), shape.lead))


@layer("torch.nn.GLU", init="dim=-1")
def glu_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*, 2 n, *) -> (*, n, *)."""
    return halved(cx, input, self.attrs["dim"])


@op("torch.nn.functional.glu")
def glu(cx: Context, input: Tensor, dim: Any = -1) -> Tensor:
    """(*, 2 n, *) -> (*, n, *)."""
    return halved(cx, input, dim)


def check_prelu(cx: Context, self: Instance) -> None:
    """The number must be an int."""
    whole(cx, self, "num_parameters")
    self.hidden["weights"] = ("weight",)


def parametrised(cx: Context, input: Tensor, count: Int, argument: str | None) -> Tensor:
    """One parameter, or one for each channel (the second dim)."""
    if cx.facts.equal(count, 1) is Truth.NO:
        shape = cx.facts.resolve_shape(input.shape)
        if shape.lead is None and len(shape.dims) < 2:
            got = cx.describe(input.shape)
            raise Mismatch("channel-mismatch", f"`{{it}}` has {cx.facts.resolve(count)} parameters but gets {got}")
        need_second(cx, count, input, argument)
    return kept(input)


@layer(
    "torch.nn.PReLU",
    init="num_parameters=1, init=0.25, device=None, dtype=None",
    check=check_prelu,
    weight="num_parameters",
)
def prelu_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """The shape stays; several parameters need as many channels."""
    weight = self.attrs.get("weight")
    count = cx.facts.dim(weight.shape, 0) if isinstance(weight, Tensor) else size_of(cx, self, "num_parameters")
    return kept(input) if count is None else parametrised(cx, input, count, "num_parameters")


@op("torch.nn.functional.prelu", "torch.prelu")
def prelu(cx: Context, input: Tensor, weight: Tensor) -> Tensor:
    """The shape stays; a weight of several values needs as many channels."""
    ranks = cx.facts.ranks(weight.shape)
    if ranks[0] > 1:
        raise Mismatch("rank-mismatch", f"`{{it}}` needs a vector as weight but gets {cx.describe(weight.shape)}")
    if ranks != (1, 1):
        return kept(input)
    return parametrised(cx, input, cx.facts.resolve_shape(weight.shape).dims[0], None)
