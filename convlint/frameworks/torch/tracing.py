"""What runs a model once with an example: summaries, exporters, tracers, profilers of operations."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class, nothing
from convlint.frameworks.common.registry import op
from convlint.frameworks.common.signature import to_int
from convlint.symbolic import Dim, Shape
from convlint.values import Context, DictV, ListV, Tensor, Undetermined, Unknown

WRITERS = ("torch.utils.tensorboard.SummaryWriter", "torch.utils.tensorboard.writer.SummaryWriter",
           "tensorboardX.SummaryWriter")  # fmt: skip
WRITES = """add_scalar add_scalars add_tensor add_histogram add_histogram_raw add_image add_images add_image_with_boxes
add_figure add_video add_audio add_text add_embedding add_pr_curve add_pr_curve_raw add_custom_scalars add_mesh add_hparams
add_onnx_graph flush close"""


def run(cx: Context, model: Any, args: Any, kwargs: Any = None) -> Any:
    """Call the model with an example: one tensor, or a tuple, list or dict of arguments."""
    named = dict(kwargs.items) if isinstance(kwargs, DictV) else {}
    if any(not isinstance(name, str) for name in named):
        raise Undetermined("arguments that are not known")
    if isinstance(args, DictV):
        return cx.call(model, (), {**args.items, **named})
    if not isinstance(args, (tuple, ListV)):
        return cx.call(model, (args,), named)
    items = cx.items(args)
    if items is None:
        raise Undetermined("arguments that are not known")
    return cx.call(model, tuple(items), named)


def examples(cx: Context, size: Any, *before: int) -> tuple[Tensor, ...]:
    """Example tensors for `input_size`: of one size, or of several."""
    sizes = cx.items(size) if isinstance(size, (tuple, ListV)) else None
    if sizes is None:
        raise Undetermined("an input size that is not known")
    if sizes and all(isinstance(part, (tuple, ListV)) for part in sizes):
        return tuple(example for part in sizes for example in examples(cx, part, *before))
    if not all(isinstance(part, (int, Dim)) for part in sizes):
        raise Undetermined("an input size that is not known")
    return (Tensor(Shape((*before, *(to_int(cx, part, "input_size") for part in sizes)))),)


@op("torchsummary.summary", "torchsummary.torchsummary.summary", counts=False)
def summary(
    cx: Context, model: Any, input_size: Any, batch_size: Any = -1, device: Any = "cuda", dtypes: Any = None
) -> Any:
    """Runs the model with a batch of two."""
    run(cx, model, examples(cx, input_size, 2))


@op("torchinfo.summary", "torchinfo.torchinfo.summary", counts=False)
def info(
    cx: Context, model: Any, input_size: Any = None, input_data: Any = None, batch_dim: Any = None, **more: Any
) -> Any:
    """Runs the model with a tensor of exactly `input_size`, or with `input_data`."""
    if input_data is not None:
        run(cx, model, input_data)
    elif input_size is not None:
        if batch_dim not in (None, 0):
            raise Undetermined("a batch in the middle")
        run(cx, model, examples(cx, input_size, *((1,) if batch_dim == 0 else ())))
    return Unknown("statistics of a model", data=True)


@op("thop.profile", counts=False)
def profile(cx: Context, model: Any, inputs: Any, *args: Any, **kwargs: Any) -> Any:
    """Runs the model; gives operations and parameters."""
    run(cx, model, inputs)
    return (Unknown("operations", data=True), Unknown("parameters", data=True))


@op("ptflops.get_model_complexity_info", counts=False)
def complexity(cx: Context, model: Any, input_res: Any, *args: Any, **kwargs: Any) -> Any:
    """Runs the model with a batch of one."""
    if kwargs.get("input_constructor") is None:
        run(cx, model, examples(cx, input_res, 1))
    return (Unknown("operations", data=True), Unknown("parameters", data=True))


@op("torch.onnx.export", counts=False)
def export(cx: Context, model: Any, args: Any = (), f: Any = None, kwargs: Any = None, **more: Any) -> Any:
    """Runs the model; a dict at the end of `args` is keyword arguments."""
    items = cx.items(args) if isinstance(args, (tuple, ListV)) else None
    if items and isinstance(items[-1], DictV) and kwargs is None:
        args, kwargs = tuple(items[:-1]), items[-1]
    run(cx, model, args, kwargs)
    return Unknown("an exported program", data=True)


@op("torch.jit.trace", counts=False)
def trace(
    cx: Context, func: Any, example_inputs: Any = None, *args: Any, example_kwarg_inputs: Any = None, **more: Any
) -> Any:
    """Runs the function; what it gives behaves like the function."""
    run(cx, func, () if example_inputs is None else example_inputs, example_kwarg_inputs)
    return func


def _add_graph(cx: Context, self: Any, model: Any, input_to_model: Any = None, *args: Any, **kwargs: Any) -> Any:
    if input_to_model is not None:
        run(cx, model, input_to_model)


for _path in WRITERS:
    inert_class(_path, silent=WRITES, speaking="get_logdir", context=True)
    op(f"{_path}.add_graph", counts=False)(_add_graph)

inert_class(
    "torch.profiler.profile", silent="step start stop export_chrome_trace", speaking="key_averages", context=True
)
inert_class("torch.profiler.record_function", context=True)
inert_class("torch.autograd.profiler.profile", silent="export_chrome_trace", speaking="key_averages", context=True)
inert_class("torch.autograd.profiler.record_function", context=True)
op("torch.profiler.schedule", counts=False)(nothing)
