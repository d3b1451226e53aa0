"""`torch.distributions`: the shapes of a batch and of one event, and what they do to samples and densities.

A distribution keeps the shape of one sample (`hidden["sample"]`, a tensor) and how many of its last dims are the event's.
"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.help import not_negative
from convlint.frameworks.common.registry import add_function, declare_class, op, prop, renamed
from convlint.frameworks.common.signature import Signature, to_ints
from convlint.symbolic import Shape, Truth
from convlint.values import Context, FloatV, Instance, Mismatch, Sizes, SizeV, Tensor, Undetermined

BASE = "torch.distributions.Distribution"
SAMPLE, EVENT = "sample", "event"
MATRIX = "matrix"
"""The sizes of `loc` and of the matrix that a sample is multiplied with."""
DRAWS = "draws"
"""It draws classes, which torch does not do for no samples."""
declare_class(BASE)

ELEMENTWISE = {
    "Normal": "loc, scale", "LogNormal": "loc, scale", "Laplace": "loc, scale", "Cauchy": "loc, scale",
    "Gumbel": "loc, scale", "Uniform": "low, high", "Beta": "concentration1, concentration0",
    "Gamma": "concentration, rate", "InverseGamma": "concentration, rate", "StudentT": "df, loc=0.0, scale=1.0",
    "Exponential": "rate", "Poisson": "rate", "HalfNormal": "scale", "HalfCauchy": "scale", "Chi2": "df",
    "VonMises": "loc, concentration", "Weibull": "scale, concentration", "Pareto": "scale, alpha",
    "Bernoulli": "probs=None, logits=None", "Geometric": "probs=None, logits=None",
    "ContinuousBernoulli": "probs=None, logits=None", "RelaxedBernoulli": "temperature, probs=None, logits=None",
    "Binomial": "total_count=1, probs=None, logits=None", "NegativeBinomial": "total_count, probs=None, logits=None",
}  # fmt: skip
"""Parameters that are broadcast together; an event is one number."""
CLASSES = {"Categorical": 0, "OneHotCategorical": 1, "OneHotCategoricalStraightThrough": 1}
"""Of `(..., classes)` probabilities; the dims of an event."""
for (
    _module
) in "normal categorical bernoulli multivariate_normal independent distribution kl beta uniform gamma laplace".split():
    renamed(f"torch.distributions.{_module}.", "torch.distributions.")


def _shape(cx: Context, value: Any, name: str) -> Shape:
    """The shape of a parameter, a tensor or a number."""
    if isinstance(value, Tensor):
        return value.shape
    if isinstance(value, (int, float, FloatV)):
        return Shape(())
    raise Undetermined(f"`{name}` is not known")


def _define(cx: Context, self: Any, sample: Shape, event: int, **attributes: Shape) -> None:
    """Fill a distribution in."""
    if not isinstance(self, Instance):
        raise Undetermined("no distribution")
    cx.touch(self)
    sample = cx.facts.resolve_shape(sample)
    self.hidden[SAMPLE], self.hidden[EVENT] = Tensor(sample), event
    for name in ("mean", "variance", "stddev", "mode"):
        self.attrs[name] = Tensor(sample, "float")
    for name, shape in attributes.items():
        self.attrs[name] = Tensor(cx.facts.resolve_shape(shape), "float")


def _declare_elementwise(name: str, parameters: str) -> None:
    signature = Signature.parse(f"self, {parameters}, validate_args=None")
    names = [part.partition("=")[0].strip() for part in parameters.split(",")]

    def init(cx: Context, self: Any, *args: Any) -> None:
        given = {each: value for each, value in zip(names, args) if value is not None and each != "temperature"}
        sample = broadcast(cx, *(_shape(cx, value, each) for each, value in given.items()))
        _define(
            cx, self, sample, 0, **dict.fromkeys((*names, "probs", "logits") if "probs" in names else names, sample)
        )

    declare_class(f"torch.distributions.{name}", BASE)
    add_function(f"torch.distributions.{name}.__init__", init, signature, counts=False)


def _declare_classes(name: str, event: int) -> None:
    signature = Signature.parse("self, probs=None, logits=None, validate_args=None")

    def init(cx: Context, self: Any, probs: Any, logits: Any, validate_args: Any) -> None:
        shape = cx.facts.trailing(_shape(cx, logits if probs is None else probs, "probs"), 1)
        if shape is None:
            raise Mismatch("rank-mismatch", "`{it}` takes a tensor of at least 1 dim but gets a scalar")
        sample = shape if event else Shape(shape.dims[:-1], shape.lead)
        _define(cx, self, sample, event, probs=shape, logits=shape)
        self.hidden[DRAWS] = True

    declare_class(f"torch.distributions.{name}", BASE)
    add_function(f"torch.distributions.{name}.__init__", init, signature, counts=False)


for _name, _parameters in ELEMENTWISE.items():
    _declare_elementwise(_name, _parameters)
for _name, _event in CLASSES.items():
    _declare_classes(_name, _event)
for _name in ("Dirichlet", "MultivariateNormal", "Independent"):
    declare_class(f"torch.distributions.{_name}", BASE)


@op("torch.distributions.Dirichlet.__init__", counts=False)
def dirichlet(cx: Context, self: Any, concentration: Tensor, validate_args: Any = None) -> None:
    """An event is the last dim."""
    if cx.facts.limit_rank(concentration.shape, 1, None) is Truth.NO:
        raise Mismatch("rank-mismatch", "`{it}` takes a tensor of at least 1 dim but gets a scalar")
    _define(cx, self, concentration.shape, 1, concentration=concentration.shape)


@op("torch.distributions.MultivariateNormal.__init__", counts=False)
def multivariate_normal(
    cx: Context,
    self: Any,
    loc: Tensor,
    covariance_matrix: Any = None,
    precision_matrix: Any = None,
    scale_tril: Any = None,
    validate_args: Any = None,
) -> None:
    """`loc` (..., n) and a matrix (..., n, n), of which only the dims before those must fit until something is drawn."""
    matrix = next((each for each in (covariance_matrix, precision_matrix, scale_tril) if each is not None), None)
    if not isinstance(matrix, Tensor):
        raise Undetermined("the matrix is not known")
    event = cx.facts.trailing(loc.shape, 1)
    if event is None:
        raise Mismatch("rank-mismatch", "`{it}` takes a `loc` of at least 1 dim but gets a scalar")
    rows = cx.facts.trailing(matrix.shape, 2)
    if rows is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a matrix but gets {cx.describe(matrix.shape)}")
    batch = broadcast(cx, Shape(event.dims[:-1], event.lead), Shape(rows.dims[:-2], rows.lead))
    shape = Shape((*batch.dims, event.dims[-1]), batch.lead)
    _define(cx, self, shape, 1, loc=shape)
    if isinstance(self, Instance):
        self.hidden[MATRIX] = Tensor(Shape.of(event.dims[-1], *rows.dims[-2:]))


@op("torch.distributions.Independent.__init__", counts=False)
def independent(
    cx: Context, self: Any, base_distribution: Any, reinterpreted_batch_ndims: Any, validate_args: Any = None
) -> None:
    """The last dims of a batch become the event's."""
    if not isinstance(reinterpreted_batch_ndims, int):
        raise Undetermined("how many dims is not known")
    sample, event = _parts(base_distribution)
    if cx.facts.limit_rank(sample.shape, event + reinterpreted_batch_ndims, None) is Truth.NO:
        text = f"`{{it}}` cannot take {reinterpreted_batch_ndims} dims of a batch of {cx.describe(sample.shape)}"
        raise Mismatch("invalid-argument", text)
    _define(cx, self, sample.shape, event + reinterpreted_batch_ndims)
    self.attrs["base_dist"] = base_distribution


# --- what is asked of them --------------------------------------------------------------------------------------------


def _parts(self: Any) -> tuple[Tensor, int]:
    """One sample and the dims of its event."""
    if isinstance(self, Instance) and not self.opaque and SAMPLE in self.hidden:
        return self.hidden[SAMPLE], self.hidden[EVENT]
    raise Undetermined("a distribution whose shapes are not known")


def _batch(cx: Context, shape: Shape, event: int) -> Shape:
    """Without the dims of an event."""
    if not event:
        return shape
    known = cx.facts.trailing(shape, event)
    if known is None:
        raise Undetermined("fewer dims than an event has")
    return Shape(known.dims[: len(known.dims) - event], known.lead)


def _one(cx: Context, self: Any) -> Shape:
    """The shape of one sample. A matrix must fit what it is multiplied with, which torch asks here only."""
    one = _parts(self)[0].shape
    if MATRIX not in self.hidden:
        return one
    size, rows, columns = cx.facts.resolve_shape(self.hidden[MATRIX].shape).dims
    if cx.facts.unify(size, columns) is Truth.NO:
        text = f"`{{it}}` needs a matrix of {size} columns, as many as `loc` has items, but gets {columns}"
        raise Mismatch("matmul-mismatch", text)
    return broadcast(cx, one, Shape.of(rows))


@op(f"{BASE}.sample", f"{BASE}.rsample", counts=False)
def sample(cx: Context, self: Any, sample_shape: Any = ()) -> Tensor:
    """`sample_shape` before the shape of one sample."""
    one = _one(cx, self)
    if isinstance(sample_shape, SizeV):
        raise Undetermined("how many samples is not known")
    before = () if sample_shape == () else to_ints(cx, sample_shape, "sample_shape")
    not_negative(cx, before, "sample_shape")
    if self.hidden.get(DRAWS) and any(cx.facts.equal(size, 0) is Truth.YES for size in before):
        raise Mismatch("invalid-argument", "`{it}` is asked for no samples")
    shape = cx.facts.resolve_shape(one)
    if before and shape.lead is not None:
        raise Undetermined("the rank of one sample is not known")
    return Tensor(Shape((*before, *shape.dims), shape.lead))


@op(f"{BASE}.log_prob", f"{BASE}.cdf", f"{BASE}.icdf", counts=False)
def log_prob(cx: Context, self: Any, value: Tensor) -> Tensor:
    """The value is broadcast with a sample; one number for each event."""
    _, event = _parts(self)
    return Tensor(_batch(cx, broadcast(cx, value.shape, _one(cx, self)), event), "float")


@op(f"{BASE}.entropy", f"{BASE}.perplexity", counts=False)
def entropy(cx: Context, self: Any) -> Tensor:
    """One number for each distribution of the batch."""
    one, event = _parts(self)
    return Tensor(_batch(cx, cx.facts.resolve_shape(one.shape), event), "float")


@prop(f"{BASE}.batch_shape")
def batch_shape(cx: Context, self: Any) -> Any:
    """How many distributions there are."""
    one, event = _parts(self)
    return _sizes(cx, _batch(cx, cx.facts.resolve_shape(one.shape), event))


@prop(f"{BASE}.event_shape")
def event_shape(cx: Context, self: Any) -> Any:
    """The shape of one event."""
    one, event = _parts(self)
    known = cx.facts.trailing(one.shape, event)
    return Sizes(() if known is None or not event else known.dims[-event:])


def _sizes(cx: Context, shape: Shape) -> Any:
    return Sizes(shape.dims) if shape.lead is None else SizeV(Tensor(shape))


@op("torch.distributions.kl_divergence", counts=False)
def kl_divergence(cx: Context, p: Any, q: Any) -> Tensor:
    """One number for each pair of distributions."""
    (one, event), (other, other_event) = _parts(p), _parts(q)
    if event != other_event:
        raise Undetermined("distributions of two kinds")
    return Tensor(_batch(cx, broadcast(cx, one.shape, other.shape), event), "float")
