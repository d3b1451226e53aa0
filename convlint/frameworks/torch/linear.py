"""`Linear`, `Bilinear`, `Identity` and `F.linear`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import exact_dims, last_dim
from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.remedies import of_features
from convlint.frameworks.common.suspicions import huge
from convlint.frameworks.torch.windows import fixed_weight, keep_bias, size_of, vector, whole
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined


def need_features(
    cx: Context,
    wanted: Int,
    tensor: Tensor,
    argument: str | None = None,
    rule: str = "feature-mismatch",
    what: str = "",
) -> Shape:
    """Learn that the last dim of a tensor is `wanted`; its shape. `argument` is the layer's argument that says so."""
    got = last_dim(cx, tensor)
    if cx.facts.unify(wanted, got) is Truth.NO:
        wanted, got = cx.facts.resolve(wanted), cx.facts.resolve(got)
        remedy = of_features(cx, argument, wanted, got, tensor)
        text = f"`{{it}}` takes {wanted} features{what} but gets {got}{origin(tensor)} in {cx.describe(tensor.shape)}"
        raise Mismatch(rule, text, remedy)
    return cx.facts.resolve_shape(tensor.shape)


def origin(tensor: Tensor) -> str:
    """What the last dim was flattened from: ` (16 * 5 * 5)`."""
    return f" ({' * '.join(map(str, tensor.factors))})" if tensor.factors and len(tensor.factors) > 1 else ""


def ending(shape: Shape, last: Int) -> Shape:
    """A shape with another last dim."""
    return Shape((*shape.dims[:-1], last), shape.lead)


def check_linear(cx: Context, self: Instance) -> None:
    """Sizes must be ints."""
    whole(cx, self, "in_features", "out_features")
    keep_bias(cx, self)
    huge(cx, "in_features", self.attrs["in_features"], self.attrs["out_features"])
    self.hidden["weights"] = ("weight", "bias")


@layer(
    "torch.nn.Linear",
    "torch.nn.modules.linear.NonDynamicallyQuantizableLinear",
    init="in_features, out_features, bias=True, device=None, dtype=None",
    check=check_linear,
    weight="out_features in_features",
    bias="out_features",
)
def linear_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(*, in_features) -> (*, out_features)."""
    fixed = fixed_weight(cx, self, 2)
    out, wanted = fixed or (size_of(cx, self, "out_features"), size_of(cx, self, "in_features"))
    return input.like(ending(need_features(cx, wanted, input, "in_features"), out))


@op("torch.nn.functional.linear")
def linear(cx: Context, input: Tensor, weight: Tensor, bias: Any = None) -> Tensor:
    """(*, in) with a weight (out, in) or (in,) -> (*, out) or (*,)."""
    dims = cx.dims(weight)
    if dims is None:
        shape = cx.facts.trailing(input.shape, 1)
        return cx.unknown_tensor("linear") if shape is None else input.like(ending(shape, cx.fresh("out_features", 1)))
    if len(dims) not in (1, 2):
        got = cx.describe(weight.shape)
        raise Mismatch("rank-mismatch", f"the weight of `{{it}}` is a 2-D or 1-D tensor but gets {got}")
    shape = need_features(cx, dims[-1], input)
    if len(dims) == 1 and bias is not None:
        raise Undetermined("a bias without an output dim")
    if len(dims) == 1:
        return input.like(Shape(shape.dims[:-1], shape.lead))
    made = ending(shape, dims[0])
    if isinstance(bias, Tensor) and not expands(cx, bias.shape, made):
        raise Mismatch(
            "state-mismatch", f"`{{it}}` makes {cx.describe(made)} but gets a bias of {cx.describe(bias.shape)}"
        )
    return input.like(made)


def expands(cx: Context, shape: Shape, target: Shape, longer: bool = True) -> bool:
    """Whether a shape may be expanded to another one. `longer`: leading dims of 1 beyond the other's are let through."""
    shape, target = cx.facts.resolve_shape(shape), cx.facts.resolve_shape(target)
    longest = cx.facts.ranks(target)[1]
    beyond = shape.dims[: len(shape.dims) - longest] if longest is not None and longest < len(shape.dims) else ()
    if any(not longer or cx.facts.equal(size, 1) is Truth.NO for size in beyond):
        return False
    pairs = zip(reversed(shape.dims), reversed(target.dims))
    return not any(cx.facts.equal(x, 1) is Truth.NO and cx.facts.equal(x, y) is Truth.NO for x, y in pairs)


def check_bilinear(cx: Context, self: Instance) -> None:
    """Sizes must be ints."""
    whole(cx, self, "in1_features", "in2_features", "out_features")
    keep_bias(cx, self)
    self.hidden["weights"] = ("weight", "bias")


@layer(
    "torch.nn.Bilinear",
    init="in1_features, in2_features, out_features, bias=True, device=None, dtype=None",
    check=check_bilinear,
    weight="out_features in1_features in2_features",
    bias="out_features",
)
def bilinear_layer(cx: Context, self: Instance, input1: Tensor, input2: Tensor) -> Tensor:
    """(*, in1_features), (*, in2_features) -> (*, out_features)."""
    names = ("out_features", "in1_features", "in2_features")
    out, one, two = fixed_weight(cx, self, 3) or tuple(size_of(cx, self, name) for name in names)
    return _bilinear(cx, input1, input2, out, one, two)


@op("torch.nn.functional.bilinear")
def bilinear(cx: Context, input1: Tensor, input2: Tensor, weight: Tensor, bias: Any = None) -> Tensor:
    """(*, in1), (*, in2) with a weight (out, in1, in2) -> (*, out)."""
    out, one, two = exact_dims(cx, weight, 3, "the weight of `{it}`")
    if isinstance(bias, Tensor):
        if cx.facts.rank(bias.shape) != 1:
            raise Undetermined("a bias that broadcasts")
        vector(cx, bias, out, "bias")
    return _bilinear(cx, input1, input2, out, one, two)


def _bilinear(cx: Context, input1: Tensor, input2: Tensor, out: Int, one: Int, two: Int) -> Tensor:
    first = need_features(cx, one, input1, "in1_features")
    second = need_features(cx, two, input2, "in2_features", what=" in its second input")
    if cx.facts.unify_shapes(Shape(first.dims[:-1], first.lead), Shape(second.dims[:-1], second.lead)) is Truth.NO:
        text = f"`{{it}}` needs inputs that differ in the last dim only but gets {cx.describe(first)} and {cx.describe(second)}"
        raise Mismatch("feature-mismatch", text)
    return input1.like(ending(cx.facts.resolve_shape(first), out))


@layer("torch.nn.Identity", init="*args, **kwargs")
def identity(cx: Context, self: Instance, input: Any) -> Any:
    """The input itself."""
    return input
