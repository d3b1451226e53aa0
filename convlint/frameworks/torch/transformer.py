"""`Transformer`, its encoder and decoder and their layers."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import layer, op
from convlint.frameworks.common.signature import to_int
from convlint.frameworks.torch.attention import Sides, attend, check_heads, check_masks, linear_of
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.containers import fill
from convlint.frameworks.torch.windows import size_of, whole
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, LibraryClass, Tensor, Undetermined

LAYER = """d_model, nhead, dim_feedforward=2048, dropout=0.1, activation=None, layer_norm_eps=1e-05, batch_first=False,
norm_first=False, bias=True, device=None, dtype=None"""
ENCODER_LAYER, DECODER_LAYER = "torch.nn.TransformerEncoderLayer", "torch.nn.TransformerDecoderLayer"


def check_layer(cx: Context, self: Instance) -> None:
    """`nhead` divides `d_model`."""
    whole(cx, self, "d_model", "dim_feedforward")
    check_heads(cx, self.attrs["d_model"], self.attrs["nhead"], ("d_model", "nhead"))
    self.hidden["inner"] = True


def _attention(cx: Context, self: Instance) -> Instance:
    width = size_of(cx, self, "d_model")
    attrs = {
        "embed_dim": width,
        "num_heads": self.attrs["nhead"],
        "kdim": width,
        "vdim": width,
        "dropout": 0.0,
        "bias": True,
    }
    attrs.update(add_bias_kv=False, add_zero_attn=False, batch_first=self.attrs["batch_first"])
    made = Instance(library_class("torch.nn.MultiheadAttention"), attrs)
    made.hidden["inner"] = True
    return made


PARTS: dict[str, Any] = {
    "self_attn": _attention,
    "linear1": lambda cx, self: linear_of(cx, size_of(cx, self, "d_model"), size_of(cx, self, "dim_feedforward")),
    "linear2": lambda cx, self: linear_of(cx, size_of(cx, self, "dim_feedforward"), size_of(cx, self, "d_model")),
}


def encode(cx: Context, self: Instance, source: Tensor, mask: Any, padding: Any) -> Tensor:
    """Self-attention: the shape stays."""
    _attended(cx, self, source, source, mask, padding)
    return source.like(cx.facts.resolve_shape(source.shape))


def _attended(cx: Context, self: Instance, query: Tensor, key: Tensor, mask: Any, padding: Any) -> Sides | None:
    widths: tuple[Int, Int, Int] = (size_of(cx, self, "d_model"),) * 3
    sides = attend(cx, query, key, key, widths, self.attrs["batch_first"])
    check_masks(cx, sides, self.attrs["nhead"], mask, padding)
    return sides


def decode(
    cx: Context, self: Instance, target: Tensor, memory: Tensor, masks: tuple[Any, Any], paddings: tuple[Any, Any]
) -> Tensor:
    """Self-attention, then attention to the memory: the target's shape stays."""
    _attended(cx, self, target, target, masks[0], paddings[0])
    _attended(cx, self, target, memory, masks[1], paddings[1])
    return target.like(cx.facts.resolve_shape(target.shape))


@layer(ENCODER_LAYER, init=LAYER, check=check_layer, **PARTS)
def encoder_layer(
    cx: Context,
    self: Instance,
    src: Tensor,
    src_mask: Any = None,
    src_key_padding_mask: Any = None,
    is_causal: Any = False,
) -> Tensor:
    """(L, N, d_model), (N, L, d_model) or (L, d_model)."""
    return encode(cx, self, src, src_mask, src_key_padding_mask)


@layer(DECODER_LAYER, init=LAYER, check=check_layer, multihead_attn=_attention, **PARTS)
def decoder_layer(
    cx: Context,
    self: Instance,
    tgt: Tensor,
    memory: Tensor,
    tgt_mask: Any = None,
    memory_mask: Any = None,
    tgt_key_padding_mask: Any = None,
    memory_key_padding_mask: Any = None,
    tgt_is_causal: Any = False,
    memory_is_causal: Any = False,
) -> Tensor:
    """(T, N, d_model) with a memory (S, N, d_model), or N first, or without N."""
    paddings = (tgt_key_padding_mask, memory_key_padding_mask)
    return decode(cx, self, tgt, memory, (tgt_mask, memory_mask), paddings)


# --- stacks of layers -------------------------------------------------------------------------------------------------


def _is(value: Any, path: str) -> bool:
    return (
        isinstance(value, Instance)
        and not value.opaque
        and isinstance(value.cls, LibraryClass)
        and value.cls.path == path
    )


def _layers(name: str) -> Any:
    def made(cx: Context, self: Instance) -> Any:
        container = Instance(library_class("torch.nn.ModuleList"))
        fill(cx, container, None, self.attrs[name])
        return container

    return made


def _mark_inner(cx: Context, self: Instance) -> None:
    self.hidden["inner"] = True


def _finished(cx: Context, self: Instance, result: Tensor) -> Any:
    norm = self.attrs["norm"]
    return result if norm is None else cx.call(norm, (result,))


def _has_layers(self: Instance) -> bool:
    number = self.attrs["num_layers"]
    return isinstance(number, int) and number > 0


@layer(
    "torch.nn.TransformerEncoder",
    init="encoder_layer, num_layers, norm=None, enable_nested_tensor=True, mask_check=True",
    check=_mark_inner,
    layers=_layers("encoder_layer"),
)
def encoder(
    cx: Context, self: Instance, src: Tensor, mask: Any = None, src_key_padding_mask: Any = None, is_causal: Any = None
) -> Tensor | Any:
    """The layers one after the other. With a padding mask the fast path may cut off what is padding only."""
    each = self.attrs["encoder_layer"]
    if not _is(each, ENCODER_LAYER) or not _has_layers(self):
        raise Undetermined("a layer of the project's own")
    result = encode(cx, each, src, mask, src_key_padding_mask)
    if src_key_padding_mask is not None and each.attrs["batch_first"] is not False and len(result.shape.dims) == 3:
        dims = result.shape.dims
        result = src.like(Shape((dims[0], cx.fresh("L", 1), dims[2])))
    return _finished(cx, self, result)


@layer(
    "torch.nn.TransformerDecoder",
    init="decoder_layer, num_layers, norm=None",
    check=_mark_inner,
    layers=_layers("decoder_layer"),
)
def decoder(
    cx: Context,
    self: Instance,
    tgt: Tensor,
    memory: Tensor,
    tgt_mask: Any = None,
    memory_mask: Any = None,
    tgt_key_padding_mask: Any = None,
    memory_key_padding_mask: Any = None,
    tgt_is_causal: Any = None,
    memory_is_causal: Any = False,
) -> Tensor | Any:
    """The layers one after the other."""
    each = self.attrs["decoder_layer"]
    if not _is(each, DECODER_LAYER) or not _has_layers(self):
        raise Undetermined("a layer of the project's own")
    paddings = (tgt_key_padding_mask, memory_key_padding_mask)
    return _finished(cx, self, decode(cx, each, tgt, memory, (tgt_mask, memory_mask), paddings))


@layer(
    "torch.nn.Transformer",
    init="""d_model=512, nhead=8, num_encoder_layers=6, num_decoder_layers=6, dim_feedforward=2048, dropout=0.1,
    activation=None, custom_encoder=None, custom_decoder=None, layer_norm_eps=1e-05, batch_first=False, norm_first=False,
    bias=True, device=None, dtype=None""",
    check=check_layer,
)
def transformer(
    cx: Context,
    self: Instance,
    src: Tensor,
    tgt: Tensor,
    src_mask: Any = None,
    tgt_mask: Any = None,
    memory_mask: Any = None,
    src_key_padding_mask: Any = None,
    tgt_key_padding_mask: Any = None,
    memory_key_padding_mask: Any = None,
    src_is_causal: Any = None,
    tgt_is_causal: Any = None,
    memory_is_causal: Any = False,
) -> Tensor:
    """(S, N, d_model) and (T, N, d_model), or N first, or without N -> the target's shape."""
    if self.attrs["custom_encoder"] is not None or self.attrs["custom_decoder"] is not None:
        raise Undetermined("an encoder or decoder of the project's own")
    memory = encode(cx, self, src, src_mask, src_key_padding_mask)
    paddings = (tgt_key_padding_mask, memory_key_padding_mask)
    return decode(cx, self, tgt, memory, (tgt_mask, memory_mask), paddings)


@op("torch.nn.Transformer.generate_square_subsequent_mask", counts=False)
def square_subsequent_mask(cx: Context, *args: Any, **kwargs: Any) -> Tensor:
    """(sz, sz); may be called on the class or on an instance."""
    sizes = [
        each
        for each in (*args, kwargs.get("sz"))
        if each is not None and not isinstance(each, (Instance, LibraryClass))
    ]
    if not sizes:
        raise Undetermined("the size is not known")
    size = to_int(cx, sizes[0], "sz")
    return Tensor(Shape((size, size)), "float")
