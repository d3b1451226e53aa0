"""Why some declared names of PyTorch, torchvision and einops have no records of their own, by reason; `*` is anything."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "says where, when or how the program computes, and gives no tensor": """
        torch.accelerator.* torch.amp.* torch.autocast torch.autograd.* torch.backends.* torch.clear_autocast_cache torch.compile
        torch.compiler.* torch.cpu.* torch.cuda.* torch.device torch.distributed.* torch.enable_grad torch.fx.wrap torch.get_*
        torch.Generator torch.hub.* torch.inference_mode torch.initial_seed torch.is_anomaly_enabled torch.is_autocast_*
        torch.is_grad_enabled torch.is_inference_mode_enabled torch.jit.* torch.load torch.manual_seed torch.mps.*
        torch.multiprocessing.* torch.nn.attention.sdpa_kernel torch.no_grad torch.onnx.* torch.ops.load_library torch.overrides.*
        torch.profiler.* torch.random.* torch.save torch.seed torch.set_* torch.use_deterministic_algorithms torch.version.cuda
        torch.are_deterministic_algorithms_enabled torch._C._get_tracing_state torch._C._jit_* torch._C._log_api_usage_once
        torch._assert torch._check* torch._disable_dynamo torch._dynamo.* torch.utils.hooks.* torch.utils.tensorboard.* torch.xpu.*
        torch.Tensor.backward torch.Tensor.record_stream torch.Tensor.register_* torch.Tensor.retain_grad""",
    "trains: takes parameters, and no tensor": """
        torch.optim.* torch.nn.utils.clip_grad* torch.nn.utils.get_total_norm torch.nn.utils.vector_to_parameters""",
    "is about data sets: held by fixtures, which have a program around them": "torch.utils.data.*",
    "holds or makes other layers: held by fixtures, which have a program around them": """
        torch.nn.DataParallel torch.nn.Module torch.nn.ModuleDict torch.nn.ModuleList torch.nn.ParameterDict torch.nn.ParameterList
        torch.nn.parallel.* torch.nn.utils.convert_conv* torch.nn.utils.fuse_* torch.nn.utils.fusion.* torch.nn.utils.init.skip_init
        torch.nn.utils.skip_init torch.nn.utils.parametrize.* torch.nn.utils.prune.* torch.nn.utils.remove_*
        torch.nn.EmbeddingBag.from_pretrained""",
    "is only derived from": """
        torch.nn._* torch.nn.RNNBase torch.nn.RNNCellBase torch.distributions.Distribution torch.nn.UninitializedBuffer
        torch.nn.UninitializedParameter torch.Tensor.__new__""",
    "is what another name gives, or stands for several": """
        torch.return_types.* torch.nn.Module.* torch.nn.one* torch.nn.utils.rnn.PackedSequence torch.Size""",
    "applies `torch.add`, `torch.cat` and their kin, or nothing": "torch.ao.*",
    "takes functions": "torch.nn.register_module_* torch.func.vmap torch.vmap torch.utils.checkpoint.* torch.Tensor.apply_",
    "takes the arguments of `torch.nn.MultiheadAttention`, which has records": """
        torch.nn.functional.multi_head_attention_forward""",
    "gives a number, a text, a truth value or a dtype": """
        torch.can_cast torch.dtype torch.equal torch.finfo torch.iinfo torch.is_conj torch.is_nonzero torch.is_signed
        torch.is_storage torch.is_tensor torch.nn.functional._* torch.nn.modules.utils.* torch.nn.init._calculate_correct_fan
        torch.nn.init.calculate_gain torch.promote_types torch.result_type torch.typename torch.Tensor.__bool__
        torch.Tensor.__complex__ torch.Tensor.__contains__ torch.Tensor.__float__ torch.Tensor.__format__ torch.Tensor.__hash__
        torch.Tensor.__index__ torch.Tensor.__int__ torch.Tensor.__reduce_ex__ torch.Tensor.__repr__ torch.Tensor.data_ptr
        torch.Tensor.device torch.Tensor.dim_order torch.Tensor.dtype torch.Tensor.element_size torch.Tensor.equal
        torch.Tensor.get_device torch.Tensor.grad torch.Tensor.grad_fn torch.Tensor.is_* torch.Tensor.itemsize torch.Tensor.layout
        torch.Tensor.name torch.Tensor.nbytes torch.Tensor.output_nr torch.Tensor.requires_grad torch.Tensor.retains_grad
        torch.Tensor.storage_offset torch.Tensor.stride""",
    "gives an object of another kind": """
        torch.Tensor.__array__ torch.Tensor.numpy torch.Tensor.storage torch.Tensor.untyped_storage torch.Tensor.tolist
        torch.Tensor.__iter__ torch.Tensor.to_mkldnn torch.Tensor.to_sparse torch.Tensor.coalesce""",
    "takes an object of another kind: a file, an array, a buffer, a copy's memory": """
        torch.from_* torch.frombuffer torch.Tensor.__deepcopy__ torch.Tensor.set_ torch.Tensor.as_subclass""",
    "takes sparse or quantised tensors": """
        torch.dequantize torch.Tensor.dequantize
        torch.dsmm torch.hspmm torch.smm torch.spmm torch.sparse.mm torch.sparse_coo_tensor torch.Tensor.smm""",
    "the result's size depends on the data": """
        torch.argwhere torch.bincount torch.masked_select torch.nonzero torch.unique torch.unique_consecutive
        torch.Tensor.argwhere torch.Tensor.bincount torch.Tensor.masked_select torch.Tensor.nonzero torch.Tensor.unique
        torch.Tensor.unique_consecutive torch.nn.utils.rnn.unpad_sequence""",
    "looks at the content as well": "torch.cholesky torch.Tensor.cholesky torch.linalg.cholesky torch.linalg.cholesky_ex",
    "bytes, which are a mask as well as an index": "torch.ByteTensor",
    "needs another device": """
        torch.Tensor.cuda torch.Tensor.ipu torch.Tensor.mtia torch.Tensor.xpu torch.Tensor.pin_memory""",
    "is spelled as another form of `to` or of its constructor, which have records": """
        torch.Tensor.type torch.Tensor.new torch.Tensor.chalf""",
    "is refused by torch for floats: its result is of another dtype": "torch.Tensor.float_power_",
    "is declared with its like, while torch 2.13 has none of that name": """
        torch.Tensor.alias torch.Tensor.angle_ torch.Tensor.celu torch.Tensor.celu_ torch.Tensor.conj_ torch.Tensor.fmax_
        torch.Tensor.fmin_ torch.Tensor.hardshrink_ torch.Tensor.hspmm torch.Tensor.isclose_ torch.Tensor.logaddexp2_
        torch.Tensor.logaddexp_ torch.Tensor.logcumsumexp_ torch.Tensor.maximum_ torch.Tensor.minimum_ torch.Tensor.positive_
        torch.Tensor.refine_names torch.Tensor.rename torch.Tensor.rrelu torch.Tensor.rrelu_ torch.Tensor.rsub torch.Tensor.rsub_
        torch.Tensor.select_copy torch.Tensor.selu torch.Tensor.selu_ torch.Tensor.softplus torch.Tensor.softplus_
        torch.Tensor.threshold torch.Tensor.threshold_ torch.Tensor.view_as_complex torch.Tensor.view_as_real torch.absolute_
        torch.angle_ torch.avg_pool2d torch.avg_pool3d torch.conj_ torch.digamma_ torch.erfinv_ torch.hardshrink_ torch.lgamma_
        torch.lp_pool1d torch.lp_pool2d torch.lp_pool3d torch.max_pool2d_with_indices torch.max_pool3d_with_indices
        torch.mvlgamma_ torch.nn.functional.nll_loss2d torch.nn.init.ones torch.nn.init.trunc_normal torch.nn.init.zeros
        torch.positive_ torch.sgn_ torch.sign_ torch.softplus torch.softplus_ torch.special.logaddexp""",
    "is a whole network: generated data, written from the real ones by `tools/backbones.py`, or held by fixtures": """
        torchvision.models.*""",
    "is about data sets and files: held by fixtures, which have a program around them": """
        torchvision.datasets.* torchvision.io.* torchvision.utils.save_image torchvision.set_image_backend
        torchvision.disable_beta_transforms_warning""",
    "is not followed: the result is a picture for people to look at": """
        torchvision.utils.draw_* torchvision.utils.make_grid""",
    "takes bounding boxes beside the image, or changes nothing else": """
        torchvision.transforms.v2.ClampBoundingBoxes torchvision.transforms.v2.ConvertBoundingBoxFormat
        torchvision.transforms.v2.RandomIoUCrop torchvision.transforms.v2.SanitizeBoundingBoxes""",
    "has no transformation of its own, being what others derive from": "torchvision.transforms.v2.Transform",
    "how many boxes are kept depends on the data": """
        torchvision.ops.nms torchvision.ops.batched_nms torchvision.ops.remove_small_boxes""",
    "is what another name gives, where it takes anything": "torchvision.transforms.functional.to_grayscale",
    "runs on another framework; the layer on torch has records": "einops.layers.keras.* einops.layers.tensorflow.*",
}
