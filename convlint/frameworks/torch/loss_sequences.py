"""`CTCLoss` and `GaussianNLLLoss`: losses whose last arguments need not be tensors; `AdaptiveLogSoftmaxWithLoss`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.signature import to_tensor
from convlint.frameworks.torch.linear import need_features
from convlint.frameworks.torch.loss import ctc, gaussian
from convlint.frameworks.torch.reduction import clash, dims_if_known, reduced
from convlint.frameworks.torch.results import fields
from convlint.frameworks.torch.windows import size_of, whole
from convlint.symbolic import Shape, Truth
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown

Found = fields("_ASMoutput", "output", "loss")


def _counts(cx: Context, lengths: Any) -> Tensor:
    """Lengths as a tensor; a list or tuple of n is one of (n,)."""
    items = None if isinstance(lengths, Tensor) else cx.items(lengths)
    return to_tensor(cx, lengths, "lengths") if items is None else Tensor(Shape((len(items),)), "int")


def _ctc(
    cx: Context, probs: Tensor, targets: Tensor, inputs: Any, outputs: Any, reduction: Any, blank: Any = 0
) -> Tensor:
    given = {"reduction": reduction}
    _check_labels(cx, probs, targets, inputs, outputs, blank)
    shape = ctc(cx, (probs, targets, _counts(cx, inputs), _counts(cx, outputs)), given)
    return probs.like(reduced(cx, shape, given))


def _numbers(cx: Context, lengths: Any) -> list[int]:
    items = None if isinstance(lengths, (Tensor, Unknown)) else cx.items(lengths)
    return [each for each in items or () if isinstance(each, int)]


def _check_labels(cx: Context, probs: Tensor, targets: Tensor, inputs: Any, lengths: Any, blank: Any) -> None:
    """The blank is one of the classes; no target is longer than there are labels, no input than there are steps."""
    if cx.facts.limit_rank(targets.shape, 0, 2) is Truth.NO:
        raise Mismatch(
            "rank-mismatch", f"`{{it}}` takes targets of at most 2 dims but gets {cx.describe(targets.shape)}"
        )
    classes, sizes = dims_if_known(cx, probs), dims_if_known(cx, targets)
    steps = _numbers(cx, inputs)
    if steps and min(steps) < 0:
        raise Mismatch("index-out-of-range", f"`{{it}}` gets an input length of {min(steps)}")
    if classes and len(classes) == 3 and steps and cx.facts.less(classes[0], max(steps)) is Truth.YES:
        text = f"`{{it}}` gets an input length of {max(steps)} for {cx.facts.resolve(classes[0])} steps"
        raise Mismatch("index-out-of-range", text)
    if classes and isinstance(blank, int) and (blank < 0 or cx.facts.at_most(classes[-1], blank) is Truth.YES):
        text = f"`{{it}}` gets blank={blank} for {cx.facts.resolve(classes[-1])} classes"
        raise Mismatch("index-out-of-range", text)
    numbers = _numbers(cx, lengths)
    if sizes is not None and len(sizes) == 2 and numbers and cx.facts.less(sizes[1], max(numbers)) is Truth.YES:
        got = f"a target of {max(numbers)} labels but only {cx.facts.resolve(sizes[1])} in {cx.describe(targets.shape)}"
        raise Mismatch("index-out-of-range", f"`{{it}}` gets {got}")


@layer("torch.nn.CTCLoss", init="blank=0, reduction='mean', zero_infinity=False", parent="torch.nn._Loss")
def ctc_layer(
    cx: Context, self: Instance, log_probs: Tensor, targets: Tensor, input_lengths: Any, target_lengths: Any
) -> Tensor:
    """(T, N, C) with N lengths of each kind."""
    return _ctc(cx, log_probs, targets, input_lengths, target_lengths, self.attrs["reduction"], self.attrs["blank"])


REDUCTIONS = ("none", "mean", "sum")


@op("torch.ctc_loss")
def plain_ctc_loss(
    cx: Context, log_probs: Tensor, targets: Tensor, input_lengths: Any, target_lengths: Any, blank: Any = 0,
    reduction: Any = 1, zero_infinity: Any = False,
) -> Tensor:  # fmt: skip
    """As that of `torch.nn.functional`, with a number for the reduction."""
    if not isinstance(reduction, int):
        raise Undetermined("the reduction is not known")
    word = REDUCTIONS[reduction] if reduction in (1, 2) else "none"
    return _ctc(cx, log_probs, targets, input_lengths, target_lengths, word, blank)


@op("torch.nn.functional.ctc_loss")
def ctc_loss(
    cx: Context,
    log_probs: Tensor,
    targets: Tensor,
    input_lengths: Any,
    target_lengths: Any,
    blank: Any = 0,
    reduction: Any = "mean",
    zero_infinity: Any = False,
) -> Tensor:
    """(T, N, C) with N lengths of each kind."""
    return _ctc(cx, log_probs, targets, input_lengths, target_lengths, reduction, blank)


def _gaussian(cx: Context, input: Tensor, target: Tensor, var: Any, reduction: Any) -> Tensor:
    given = {"reduction": reduction}
    tensors = (input, target, var) if isinstance(var, Tensor) else (input, target)
    return input.like(reduced(cx, gaussian(cx, tensors, given), given))


@layer("torch.nn.GaussianNLLLoss", init="*, full=False, eps=1e-06, reduction='mean'", parent="torch.nn._Loss")
def gaussian_layer(cx: Context, self: Instance, input: Tensor, target: Tensor, var: Any) -> Tensor:
    """Shapes that broadcast; a variance of the input's shape, or without its last dim."""
    return _gaussian(cx, input, target, var, self.attrs["reduction"])


@op("torch.nn.functional.gaussian_nll_loss")
def gaussian_nll_loss(
    cx: Context, input: Tensor, target: Tensor, var: Any, full: Any = False, eps: Any = 1e-6, reduction: Any = "mean"
) -> Tensor:
    """Shapes that broadcast; a variance of the input's shape, or without its last dim."""
    return _gaussian(cx, input, target, var, reduction)


def check_cutoffs(cx: Context, self: Instance) -> None:
    """`cutoffs` rise strictly, from above 0 to below `n_classes`."""
    whole(cx, self, "in_features", "n_classes")
    given, classes = self.attrs["cutoffs"], self.attrs["n_classes"]
    cutoffs = cx.items(given) if isinstance(given, (tuple, list, ListV)) else None
    if cutoffs is None or not all(isinstance(each, int) for each in (*cutoffs, classes)):
        return
    if not cutoffs or not all(a < b for a, b in zip([0, *cutoffs], [*cutoffs, classes])):
        raise Mismatch(
            "invalid-argument", f"`{{it}}` needs cutoffs that rise from above 0 to below {classes}, not {cutoffs}"
        )


@layer(
    "torch.nn.AdaptiveLogSoftmaxWithLoss",
    init="in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None",
    check=check_cutoffs,
)
def adaptive_log_softmax(cx: Context, self: Instance, input_: Tensor, target_: Tensor) -> Any:
    """(N, in_features) with (N,) -> the log probabilities (N,) and the loss ()."""
    shape = need_features(cx, size_of(cx, self, "in_features"), input_, "in_features")
    dims = dims_if_known(cx, input_)
    if dims is None:
        raise Undetermined("the rank is not known")
    if cx.facts.unify_shapes(target_.shape, Shape(dims[:-1])) is Truth.NO:
        raise clash(cx, "takes (N, in_features) with a target of (N,)", input_, target_)
    return Found((input_.like(Shape(shape.dims[:-1])), input_.like(Shape())))


@op("torch.nn.AdaptiveLogSoftmaxWithLoss.log_prob")
def log_prob(cx: Context, self: Any, input: Tensor) -> Tensor:
    """(N, in_features) -> (N, n_classes)."""
    shape = need_features(cx, size_of(cx, self, "in_features"), input, "in_features")
    return input.like(Shape((*shape.dims[:-1], size_of(cx, self, "n_classes")), shape.lead))


@op("torch.nn.AdaptiveLogSoftmaxWithLoss.predict")
def predict(cx: Context, self: Any, input: Tensor) -> Tensor:
    """(N, in_features) -> (N,)."""
    shape = need_features(cx, size_of(cx, self, "in_features"), input, "in_features")
    return input.like(Shape(shape.dims[:-1], shape.lead), "int")
