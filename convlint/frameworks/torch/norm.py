"""`BatchNorm`, `InstanceNorm` and `GroupNorm`: norms that go by the channels of a tensor."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import split_batch
from convlint.frameworks.common.registry import Handler, add_layer, declare_class, layer, op
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.common.suspicions import unfit_norm
from convlint.frameworks.torch.module import is_training
from convlint.frameworks.torch.windows import (
    divisible,
    is_empty,
    keep_bias,
    need_channels,
    not_negative,
    positive,
    size_of,
    whole,
)
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Unknown

declare_class("torch.nn._NormBase", "torch.nn.Module")
declare_class("torch.nn._BatchNorm", "torch.nn._NormBase")
declare_class("torch.nn._InstanceNorm", "torch.nn._NormBase")
BATCH = """num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, device=None, dtype=None, *,
bias=True"""
INSTANCE = """num_features, eps=1e-05, momentum=0.1, affine=False, track_running_stats=False, device=None, dtype=None, *,
bias=True"""
SYNC = """num_features, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True, process_group=None, device=None,
dtype=None, *, bias=True"""


def check_norm(cx: Context, self: Instance) -> None:
    """Sizes must be ints."""
    size = self.attrs["num_features"] = to_int(cx, self.attrs["num_features"], "num_features")
    if any(self.attrs[flag] is True for flag in ("affine", "track_running_stats")):
        not_negative(cx, (size,), "num_features")
    keep_bias(cx, self)
    self.hidden["weights"] = ("weight", "bias", "running_mean", "running_var")


def vector_if(flag: str, size: str = "num_features") -> Any:
    """A weight that is a vector where the layer's `flag` is set, else None."""

    def made(cx: Context, self: Instance) -> Any:
        if self.attrs.get(flag) is True:
            return Tensor(Shape((self.attrs[size],)), "float", parameter=True)
        return None if self.attrs.get(flag) is False else Unknown(f"depends on `{flag}`")

    return made


WEIGHTS = {
    "weight": vector_if("affine"),
    "bias": vector_if("affine"),
    "running_mean": vector_if("track_running_stats"),
    "running_var": vector_if("track_running_stats"),
}


def kept(input: Tensor) -> Tensor:
    """A result of the input's shape."""
    return input.like(input.shape, factors=input.factors)


def expected(cx: Context, self: Instance, flags: tuple[str, ...], size: str = "num_features") -> Int | None:
    """The channels that the layer insists on; None where it has no weights or they are not known."""
    replaced = self.attrs.get("weight")
    if isinstance(replaced, Tensor):
        return cx.facts.dim(replaced.shape, 0)
    certain = any(self.attrs.get(flag) is True for flag in flags) and replaced is None
    return size_of(cx, self, size) if certain else None


def need_second(cx: Context, wanted: Int, input: Tensor, argument: str | None, empty: bool = False) -> None:
    """Learn that the second dim is `wanted`; where the rank is open, Mismatch only if it fails under every rank (in this world)."""
    shape = cx.facts.resolve_shape(input.shape)
    least, most = cx.facts.ranks(shape)
    if most is None or (is_empty(cx, input) and not empty):
        return
    possible = [rank for rank in range(least, most + 1) if _may_be(cx, wanted, shape, rank)]
    if not possible:
        need_channels(cx, wanted, shape.dims[1 - least], input, argument)
    elif len(possible) == 1:
        # each rank is tried, so that the failure is told here if the only other way fails later
        dims = cx.dims(input) or cx.facts.exact(shape, possible[0])
        if dims is not None:
            need_channels(cx, wanted, cx.facts.resolve(dims[1]), input, argument)


def _may_be(cx: Context, wanted: Int, shape: Shape, rank: int) -> bool:
    return rank - 1 > len(shape.dims) or cx.facts.equal(wanted, shape.dims[1 - rank]) is not Truth.NO


def ranked(cx: Context, input: Tensor, least: int, most: int | None) -> None:
    """Learn the rank; Mismatch where it cannot be."""
    if cx.facts.limit_rank(input.shape, least, most) is Truth.NO:
        wanted = (
            f"a {least}-D" if most == least else f"at least a {least}-D" if most is None else f"a {least}-D or {most}-D"
        )
        raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} tensor but gets {cx.describe(input.shape)}")


def more_than_one(cx: Context, sizes: tuple[Int, ...], input: Tensor, unit: str) -> None:
    """A norm cannot work on one value: torch refuses, in training as in evaluation."""
    if all(cx.facts.equal(size, 1) is Truth.YES for size in sizes):
        text = f"`{{it}}` gets only one value per {unit} in {cx.describe(input.shape)}"
        raise Mismatch("invalid-argument", text)


# --- batch norm -------------------------------------------------------------------------------------------------------


def _batch(least: int, most: int | None) -> Handler:
    def forward(cx: Context, self: Instance, input: Tensor) -> Tensor:
        ranked(cx, input, least, most)
        wanted = expected(cx, self, ("affine", "track_running_stats"))
        if wanted is not None:
            need_second(cx, wanted, input, "num_features")
        if _keeps_no_statistics(self):
            _more_than_one_sample(cx, input)
        elif is_training(cx, self):
            _more_than_one_sample(cx, input, ", or `eval()` first")
        return kept(input)

    return forward


def _keeps_no_statistics(self: Instance) -> bool:
    """Whether the statistics are those of the input in evaluation as well."""
    return self.attrs.get("track_running_stats") is False and "running_mean" not in self.attrs


def _more_than_one_sample(cx: Context, input: Tensor, remedy: str = "") -> None:
    """torch refuses to take the statistics of one value per channel (`_verify_batch_size`)."""
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is None and len(shape.dims) > 1:
        sizes = (shape.dims[0], *shape.dims[2:])
        if all(cx.facts.equal(size, 1) is Truth.YES for size in sizes):
            text = f"`{{it}}` gets only one value per channel in {cx.describe(input.shape)}"
            raise Mismatch("invalid-argument", f"{text}, too few to normalise by: it needs a larger batch{remedy}")


def _instance(count: int) -> Handler:
    def forward(cx: Context, self: Instance, input: Tensor) -> Tensor:
        _, (channels, *sizes) = split_batch(cx, input, count + 1)
        wanted = expected(cx, self, ("affine", "track_running_stats"))
        if wanted is not None:
            need_channels(cx, wanted, channels, input, "num_features")
        elif self.attrs.get("affine") is False and self.attrs.get("track_running_stats") is False:
            unfit_norm(cx, input, self.attrs.get("num_features"), channels)
        if self.attrs.get("track_running_stats") is False:
            more_than_one(cx, tuple(sizes), input, "channel")
        return kept(input)

    return forward


def _add(path: str, init: str, handler: Handler, parent: str) -> None:
    call = Signature.parse("self, input: Tensor", returns="Tensor")
    add_layer((path,), Signature.parse(init), handler, call, f"torch.nn.{parent}", check_norm, WEIGHTS)


for _count, _ranks in {1: (2, 3), 2: (4, 4), 3: (5, 5)}.items():
    _add(f"torch.nn.BatchNorm{_count}d", BATCH, _batch(*_ranks), "_BatchNorm")
    _add(f"torch.nn.InstanceNorm{_count}d", INSTANCE, _instance(_count), "_InstanceNorm")
_add("torch.nn.SyncBatchNorm", SYNC, _batch(2, None), "_BatchNorm")


@op("torch.nn.SyncBatchNorm.convert_sync_batchnorm", counts=False)
def convert_sync_batchnorm(cx: Context, module: Any, process_group: Any = None) -> Any:
    """The module; its norms become other norms of the same shapes."""
    return module


@op("torch.nn.functional.batch_norm")
def batch_norm(
    cx: Context,
    input: Tensor,
    running_mean: Any,
    running_var: Any,
    weight: Any = None,
    bias: Any = None,
    training: Any = False,
    momentum: Any = 0.1,
    eps: Any = 1e-5,
) -> Tensor:
    """Vectors must have the size of the second dim; outside training the running statistics are needed."""
    ranked(cx, input, 2, None)
    if training is False and (running_mean is None or running_var is None):
        raise Mismatch("invalid-argument", "`{it}` needs running statistics where it is not training")
    if is_empty(cx, input):
        return kept(input)
    _vectors(cx, input, running_mean, running_var, weight)
    _vectors(cx, input, bias, strict=False)
    if training is True:
        _more_than_one_sample(cx, input)
    return kept(input)


def _vectors(cx: Context, input: Tensor, *vectors: Any, strict: bool = True, empty: bool = False) -> None:
    for each in vectors:
        if not isinstance(each, Tensor):
            continue
        if cx.facts.rank(each.shape) == 1:
            need_second(cx, cx.facts.resolve_shape(each.shape).dims[0], input, None, empty)
        elif strict and cx.facts.limit_rank(each.shape, 1, 1) is Truth.NO:
            raise Mismatch("rank-mismatch", f"`{{it}}` needs vectors but gets {cx.describe(each.shape)}")


@op("torch.batch_norm")
def plain_batch_norm(
    cx: Context, input: Tensor, weight: Any, bias: Any, running_mean: Any, running_var: Any, training: Any,
    momentum: Any, eps: Any, cudnn_enabled: Any,
) -> Tensor:  # fmt: skip
    """As that of `torch.nn.functional`, with another order of arguments; a single value per channel is not refused."""
    own = training if training is False else None
    return batch_norm(cx, input, running_mean, running_var, weight, bias, own)


@op("torch.nn.functional.instance_norm")
def instance_norm(
    cx: Context,
    input: Tensor,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: Any = True,
    momentum: Any = 0.1,
    eps: Any = 1e-5,
) -> Tensor:
    """As batch_norm, and more than one value per channel."""
    ranked(cx, input, 2, None)
    if use_input_stats is False and (running_mean is None or running_var is None):
        raise Mismatch("invalid-argument", "`{it}` needs running statistics where it does not use those of the input")
    _vectors(cx, input, running_mean, running_var, weight, bias, strict=False)
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is None and use_input_stats is True:
        more_than_one(cx, shape.dims[2:], input, "channel")
    return kept(input)


@op("torch.instance_norm")
def plain_instance_norm(
    cx: Context, input: Tensor, weight: Any, bias: Any, running_mean: Any, running_var: Any, use_input_stats: Any,
    momentum: Any, eps: Any, cudnn_enabled: Any,
) -> Tensor:  # fmt: skip
    """As that of `torch.nn.functional`, with another order of arguments; a single value per channel is not refused."""
    own = use_input_stats if use_input_stats is False else None
    return instance_norm(cx, input, running_mean, running_var, weight, bias, own)


# --- group norm -------------------------------------------------------------------------------------------------------


def check_group_norm(cx: Context, self: Instance) -> None:
    """`num_groups` divides `num_channels`."""
    whole(cx, self, "num_groups", "num_channels")
    positive(cx, (self.attrs["num_groups"],), "num_groups")
    text = "`{it}` needs num_channels divisible by num_groups, but {size} is not divisible by {by}"
    divisible(cx, self.attrs["num_channels"], self.attrs["num_groups"], text)
    keep_bias(cx, self)
    self.hidden["weights"] = ("weight", "bias")


@layer(
    "torch.nn.GroupNorm",
    init="num_groups, num_channels, eps=1e-05, affine=True, device=None, dtype=None, *, bias=True",
    check=check_group_norm,
    weight=vector_if("affine", "num_channels"),
    bias=vector_if("affine", "num_channels"),
)
def group_norm_layer(cx: Context, self: Instance, input: Tensor) -> Tensor:
    """(N, num_channels, *), with more than one value per group."""
    return _group_norm(
        cx, input, size_of(cx, self, "num_groups"), expected(cx, self, ("affine",), "num_channels"), "num_channels"
    )


@op("torch.nn.functional.group_norm", "torch.group_norm")
def group_norm(
    cx: Context, input: Tensor, num_groups: Int, weight: Any = None, bias: Any = None, eps: Any = 1e-5, *more: Any
) -> Tensor:
    """(N, C, *) with C a multiple of `num_groups`; the vectors have size C."""
    made = _group_norm(cx, input, num_groups, None, None)
    _vectors(cx, input, weight, bias, empty=True)
    return made


def _group_norm(cx: Context, input: Tensor, groups: Int, channels: Int | None, argument: str | None) -> Tensor:
    ranked(cx, input, 2, None)
    positive(cx, (groups,), "num_groups")
    if channels is not None:
        need_second(cx, channels, input, argument, empty=True)
    shape = cx.facts.resolve_shape(input.shape)
    if shape.lead is None:
        batch, got, *sizes = shape.dims
        text = f"`{{it}}` needs channels divisible by its {{by}} groups but gets {{size}} in {cx.describe(shape)}"
        _channels_divisible(cx, got, groups, text)
        if cx.facts.equal(got, groups) is Truth.YES:
            more_than_one(cx, (batch, *sizes), input, "group")
    return kept(input)


def _channels_divisible(cx: Context, channels: Int, groups: Int, text: str) -> None:
    try:
        divisible(cx, channels, groups, text)
    except Mismatch as found:
        raise Mismatch("channel-mismatch", found.message, found.remedy) from None
