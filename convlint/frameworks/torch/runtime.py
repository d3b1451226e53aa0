"""The rest of the namespace: modes, devices, random seeds, compilation. None of it changes a shape."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import ANYTHING, inert_class, inert_functions, unknown_functions
from convlint.frameworks.common.registry import FunctionEntry, add_function, constant, find_class, op
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.torch.creation import typed
from convlint.symbolic import Dim, Truth, product
from convlint.values import (
    Context,
    FailedCheck,
    Instance,
    LibraryClass,
    LibraryFunction,
    SizeV,
    Tensor,
    Undetermined,
    Unknown,
)

MODES = """torch.no_grad torch.enable_grad torch.inference_mode torch.set_grad_enabled torch.autograd.no_grad
torch.autograd.enable_grad torch.autograd.inference_mode torch.autograd.set_grad_enabled torch.autograd.grad_mode.no_grad
torch.autograd.grad_mode.enable_grad torch.autograd.grad_mode.inference_mode torch.autograd.grad_mode.set_grad_enabled
torch.autograd.set_detect_anomaly torch.autograd.detect_anomaly""".split()
SILENT = """torch.manual_seed torch.set_default_dtype torch.set_default_device torch.set_default_tensor_type
torch.set_float32_matmul_precision torch.set_num_threads torch.set_num_interop_threads torch.set_printoptions
torch.set_rng_state torch.set_flush_denormal torch.use_deterministic_algorithms torch.set_warn_always torch.save
torch._check_is_size torch.clear_autocast_cache
torch._C._log_api_usage_once torch._C._jit_set_profiling_executor torch._C._jit_set_profiling_mode torch.ops.load_library
torch.random.manual_seed torch.cuda.manual_seed torch.cuda.manual_seed_all torch.cuda.empty_cache torch.cuda.synchronize
torch.cuda.set_device torch.cuda.reset_peak_memory_stats torch.cuda.reset_max_memory_allocated torch.cuda.init
torch.cuda.ipc_collect torch.cuda.set_rng_state torch.mps.manual_seed torch.mps.empty_cache torch.mps.synchronize
torch.xpu.manual_seed torch.xpu.empty_cache torch.xpu.synchronize torch.multiprocessing.set_start_method
torch.multiprocessing.set_sharing_strategy torch.distributed.init_process_group torch.distributed.destroy_process_group
torch.distributed.barrier torch.backends.cuda.enable_flash_sdp torch.backends.cuda.enable_mem_efficient_sdp
torch.backends.cuda.enable_math_sdp torch.jit.enable_onednn_fusion torch.cuda.nvtx.range_push torch.cuda.nvtx.range_pop""".split()
SPEAKING = """torch.seed torch.initial_seed torch.get_rng_state torch.get_num_threads torch.get_default_device torch.is_grad_enabled
torch.is_inference_mode_enabled torch.is_autocast_enabled torch.is_autocast_cpu_enabled torch.get_autocast_dtype
torch.get_autocast_gpu_dtype torch.get_autocast_cpu_dtype torch.is_anomaly_enabled torch.are_deterministic_algorithms_enabled
torch.get_float32_matmul_precision torch.typename torch.is_signed torch.is_conj
torch.is_nonzero torch.is_storage torch.cuda.is_available torch.cuda.device_count torch.cuda.current_device
torch.cuda.get_device_name torch.cuda.get_device_properties torch.cuda.get_device_capability torch.cuda.memory_allocated
torch.cuda.max_memory_allocated torch.cuda.memory_reserved torch.cuda.max_memory_reserved torch.cuda.mem_get_info
torch.cuda.memory_summary torch.cuda.is_bf16_supported torch.cuda.is_initialized torch.cuda.get_rng_state
torch.cuda.current_stream torch.cuda.nvtx.range torch.backends.mps.is_available torch.backends.mps.is_built
torch.backends.cuda.is_built torch.backends.cudnn.is_available torch.backends.cudnn.version torch.backends.mkldnn.is_available
torch.backends.openmp.is_available torch.mps.is_available torch.xpu.is_available torch.xpu.device_count
torch.distributed.is_available torch.distributed.is_initialized torch.distributed.get_rank torch.distributed.get_world_size
torch.distributed.get_backend torch.accelerator.is_available torch.accelerator.current_accelerator
torch.is_autocast_cache_enabled torch.get_device torch.version.cuda""".split()
NEVER = """torch.jit.is_scripting torch.jit.is_tracing torch.compiler.is_compiling torch.compiler.is_dynamo_compiling
torch.compiler.is_exporting torch._dynamo.is_compiling torch.onnx.is_in_onnx_export torch.overrides.has_torch_function
torch.overrides.has_torch_function_unary torch.overrides.has_torch_function_variadic torch._C._get_tracing_state""".split()
DECORATORS = """torch.jit.script torch.jit.ignore torch.jit.unused torch.jit.export torch.jit.script_if_tracing
torch.jit._script_if_tracing torch.jit.script_method torch.jit.interface torch.jit.freeze torch.jit.optimize_for_inference
torch.compile
torch.compiler.disable torch.compiler.allow_in_graph torch._dynamo.disable torch._dynamo.allow_in_graph torch.fx.wrap
torch.autograd.function.once_differentiable torch.cuda.amp.custom_fwd torch.cuda.amp.custom_bwd torch.amp.custom_fwd
torch.amp.custom_bwd torch._disable_dynamo torch._dynamo.optimize""".split()


# --- modes: `with torch.no_grad():`, `@torch.no_grad()`, `@torch.no_grad` ---------------------------------------------


def _mode(cx: Context, cls: Any, *args: Any, **kwargs: Any) -> Any:
    first = args[0] if args else None
    return Instance(cls) if first is None or isinstance(first, (bool, int, Unknown, Tensor)) else first


def _decorate(cx: Context, self: Any, function: Any) -> Any:
    return function


for _path in MODES:
    inert_class(_path, context=True)
    add_function(f"{_path}.__new__", _mode, ANYTHING, counts=False)
    add_function(f"{_path}.__call__", _decorate, Signature.parse("self, function"), counts=False)
for _path in (
    "torch.device",
    "torch.cuda.device",
    "torch.cuda.stream",
    "torch.cuda.Stream",
    "torch.cuda.StreamContext",
):
    inert_class(_path, context=True)
for _path in ("torch.random.fork_rng", "torch.backends.cuda.sdp_kernel", "torch.nn.attention.sdpa_kernel",
              "torch.autograd.graph.save_on_cpu", "torch.backends.cudnn.flags"):  # fmt: skip
    inert_class(_path, context=True)
inert_class("torch.Generator", speaking="manual_seed seed initial_seed get_state set_state")
inert_class("torch.cuda.Event", silent="record wait synchronize", speaking="elapsed_time query")
inert_functions(*SILENT)
unknown_functions(*SPEAKING)
for _path in "contiguous_format channels_last channels_last_3d preserve_format strided sparse_coo sparse_csr".split():
    constant(f"torch.{_path}", Unknown("a layout", data=True))
for _path in "inf nan pi e".split():
    constant(
        f"torch.{_path}",
        {"inf": float("inf"), "nan": float("nan"), "pi": 3.141592653589793, "e": 2.718281828459045}[_path],
    )
constant("torch.newaxis", None)
constant("torch.__version__", Unknown("the version", data=True))


def _never(cx: Context, *args: Any, **kwargs: Any) -> bool:
    return False


for _path in NEVER:
    add_function(_path, _never, ANYTHING, counts=False)


@op("torch._assert", "torch._check", "torch._check_value", counts=False)
def check(cx: Context, condition: Any, message: Any = None) -> None:
    """An assertion: where it does not hold, the program ends here."""
    if cx.truth(condition) is Truth.NO:
        raise FailedCheck("`{it}` is given what does not hold")


# --- what gives its argument back -------------------------------------------------------------------------------------


def _leave(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """The function or model as it is; without one, a decorator that leaves it so."""
    given = args[0] if args else kwargs.get("model", kwargs.get("obj", kwargs.get("fn")))
    if given is None or isinstance(given, (bool, str)):
        return LibraryFunction("torch.compile", _LEAVE)
    return given


_LEAVE = FunctionEntry("torch.compile", _leave, ANYTHING, counts=False)
for _path in DECORATORS:
    add_function(_path, _leave, ANYTHING, counts=False)


@op("torch.jit.isinstance", counts=False)
def jit_is_instance(cx: Context, obj: Any, target_type: Any) -> Any:
    """`isinstance`, which may also be asked for `List[int]` and the like."""
    truth = cx.is_instance(obj, target_type) if isinstance(target_type, LibraryClass) else Truth.OPEN
    return Unknown("isinstance of something unknown") if truth is Truth.OPEN else truth is Truth.YES


@op("torch.is_tensor", counts=False)
def is_tensor(cx: Context, obj: Any) -> Any:
    """Whether it is a tensor."""
    if isinstance(obj, Tensor):
        return obj.library == "torch" if not obj.assumed else Unknown("an argument that may be no tensor")
    return Unknown("not known") if isinstance(obj, Unknown) else False


@op(
    "torch.load", "torch.hub.load", "torch.hub.load_state_dict_from_url", "torch.jit.load", "torch.vmap", "torch.func.vmap",
    counts=False,
)  # fmt: skip
def unknown(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Nobody knows what this gives, nor what it does with functions."""
    for each in args:
        if not isinstance(each, Tensor):
            cx.forget(each)
    raise Undetermined("read from a file, or made by a transformation that is not followed")


# --- calls of functions -----------------------------------------------------------------------------------------------


@op("torch.utils.checkpoint.checkpoint", counts=False)
def checkpoint(cx: Context, function: Any, *args: Any, **kwargs: Any) -> Any:
    """Calls the function."""
    own = {"use_reentrant", "preserve_rng_state", "context_fn", "determinism_check", "debug", "early_stop"}
    return cx.call(function, args, {name: value for name, value in kwargs.items() if name not in own})


@op("torch.utils.checkpoint.checkpoint_sequential", counts=False)
def checkpoint_sequential(cx: Context, functions: Any, segments: Any, input: Any, **kwargs: Any) -> Any:
    """Calls the functions one after the other."""
    steps = cx.items(functions)
    if steps is None:
        raise Undetermined("the functions are not known")
    for step in steps:
        input = cx.call(step, (input,))
    return input


# --- torch.Size and the old constructor -------------------------------------------------------------------------------


inert_class("torch.Size", "builtins.tuple")


@op("torch.Size.__new__", counts=False)
def size(cx: Context, cls: Any, sizes: Any = ()) -> Any:
    """A tuple of sizes."""
    items = cx.items(sizes)
    if items is None:
        raise Undetermined("the sizes are not known")
    return tuple(items)


@op("torch.Size.__add__", counts=False)
def more_sizes(cx: Context, self: Any, other: Any) -> Any:
    """`x.shape[:-1] + (n,)`, where the rank of x is open."""
    if not isinstance(self, SizeV) or not isinstance(other, tuple):
        raise Undetermined("the sizes are not known")
    return self.followed_by(tuple(to_int(cx, size, "size") for size in other))


def _numel(cx: Context, self: Any) -> Any:
    if isinstance(self, SizeV):
        known = cx.facts.resolve_shape(self.tensor.shape)
        return product(known.dims) if known.lead is None else cx.fresh("numel")
    items = cx.items(self)
    if items is None or not all(
        isinstance(each, (int, Dim)) and cx.facts.at_most(0, each) is not Truth.NO for each in items
    ):
        raise Undetermined("the sizes are not known")
    return product(items)


add_function("torch.Size.numel", _numel, Signature.parse("self"), counts=False)
if find_class("builtins.tuple") is not None:
    add_function("builtins.tuple.numel", _numel, Signature.parse("self"), counts=False)


@op("torch.Tensor.__new__", counts=False)
def old_constructor(cx: Context, cls: Any, *args: Any, **kwargs: Any) -> Any:
    """Sizes as ints, or as one tuple by its name, or the content as one list."""
    if "size" in kwargs:
        args = tuple(size(cx, None, kwargs["size"]))
    elif kwargs.keys() - {"device"}:
        raise Undetermined("content by its name")
    return typed("float")(cx, *args)


add_function(
    "torch.Tensor.__deepcopy__", lambda cx, self, memo=None: self.like(self.shape), Signature.parse("self, memo=None")
)
