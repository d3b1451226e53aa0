"""Layers that number or encode categories, and spectrograms."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import refuse_above
from convlint.frameworks.common.help import window_size
from convlint.frameworks.common.reducing import locate
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.keras.declaring import declare_layer
from convlint.frameworks.keras.help import channels_first, images, need_rank, not_empty, positive
from convlint.frameworks.keras.layers.core import at_least, one_of, whole
from convlint.frameworks.keras.tensors import Keras
from convlint.symbolic import Int, Shape, Truth, ceil_div
from convlint.values import Context, Instance, ListV, Mismatch, Tensor, Undetermined

CALL = Signature.parse("self, inputs, *args, **kwargs", returns="Tensor")
ONE = Signature.parse("self, inputs: Keras, *args, **kwargs", returns="Tensor")
MODES = ("int", "one_hot", "multi_hot", "count")


def encoded(cx: Context, self: Instance, inputs: Tensor, depth: Any) -> Tensor:
    """What `output_mode` makes of categories: themselves, or vectors of `depth`."""
    mode = self.attrs["output_mode"]
    shape = cx.facts.resolve_shape(inputs.shape)
    if mode == "int":
        return Tensor(shape, "int", "keras")
    if shape.lead is not None or depth is None or not isinstance(mode, str):
        raise Undetermined("the depth of a code is not known")
    size = to_int(cx, depth, "depth")
    dims = shape.dims
    if mode != "one_hot":
        if len(dims) > 2:
            raise Undetermined("backends differ in more than 2 dims")
        return vectors(*dims[:-1], size)
    if len(dims) < 2 or not isinstance(dims[-1], int):
        if len(dims) > 1:
            raise Undetermined("the last size may be 1")
        return vectors(*(dims or (1,)), size)
    return vectors(*(dims[:-1] if dims[-1] == 1 else dims), size)


def vectors(*dims: Int) -> Tensor:
    """Codes; it depends on the backend what numbers they are."""
    return Tensor(Shape(dims), None, "keras")


def _coded(depth: str) -> Any:
    def call(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
        if depth == "num_bins" and self.attrs["output_mode"] == "one_hot" and cx.facts.rank(inputs.shape) == 0:
            raise Mismatch("rank-mismatch", "`{it}` takes a tensor with dims but gets a number")
        if depth == "num_tokens":
            refuse_above(inputs, self.attrs[depth], "tokens")
        return encoded(cx, self, inputs, self.attrs[depth])

    return call


def _binned(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    edges = cx.items(self.attrs["bin_boundaries"]) if self.attrs["bin_boundaries"] is not None else None
    return encoded(cx, self, inputs, len(edges) + 1 if edges is not None else self.attrs["num_bins"])


def _check_edges(cx: Context, self: Instance) -> None:
    one_of(self, "output_mode", *MODES)
    edges, bins = self.attrs["bin_boundaries"], self.attrs["num_bins"]
    if edges is None and bins is None and self.attrs["bins"] is None:
        raise Mismatch("invalid-argument", "`{it}` needs `num_bins` or `bin_boundaries`")
    if isinstance(edges, (ListV, tuple)) and isinstance(bins, int):
        raise Mismatch("invalid-argument", "`{it}` takes `num_bins` or `bin_boundaries`, not both")


def _check_bins(cx: Context, self: Instance) -> None:
    one_of(self, "output_mode", *MODES)
    at_least(self, "num_bins", 1)
    salt = cx.items(self.attrs["salt"]) if isinstance(self.attrs["salt"], (ListV, tuple)) else None
    if salt is not None and len(salt) != 2:
        raise Mismatch("invalid-argument", f"`{{it}}` takes a `salt` of 2 numbers but gets {len(salt)}")


def _check_tokens(cx: Context, self: Instance) -> None:
    if self.attrs["output_mode"] == "binary":  # the name of Keras 2
        self.attrs["output_mode"] = "multi_hot"
    one_of(self, "output_mode", *MODES[1:])
    if self.attrs["num_tokens"] is None and self.attrs["max_tokens"] is None:
        raise Mismatch("invalid-argument", "`{it}` needs `num_tokens`")
    if self.attrs["num_tokens"] is not None:
        whole(cx, self, "num_tokens")


declare_layer(
    "CategoryEncoding",
    "num_tokens=None, output_mode='multi_hot', sparse=False, *, max_tokens=None",
    _coded("num_tokens"),
    ONE,
    _check_tokens,
)
declare_layer(
    "Hashing",
    "num_bins, mask_value=None, salt=None, output_mode='int', sparse=False",
    _coded("num_bins"),
    ONE,
    _check_bins,
)
declare_layer(
    "Discretization",
    "bin_boundaries=None, num_bins=None, epsilon=0.01, output_mode='int', sparse=False, *, bins=None",
    _binned,
    ONE,
    _check_edges,
)


def _pipeline(cx: Context, self: Instance, inputs: Any, *args: Any, **kwargs: Any) -> Any:
    """One layer after the other."""
    layers = cx.items(self.attrs["layers"])
    if layers is None:
        raise Undetermined("the layers are not known")
    if not layers:
        raise Mismatch("invalid-argument", "`{it}` needs a layer")
    for each in layers:
        inputs = cx.call(each, (inputs,))
    return inputs


declare_layer("Pipeline", "layers", _pipeline, CALL)


# --- spectrograms -----------------------------------------------------------------------------------------------------


def _mel(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(…, samples) -> (…, num_mel_bins, frames)."""
    length, step = (to_int(cx, self.attrs[name], name) for name in ("fft_length", "sequence_stride"))
    bins = to_int(cx, self.attrs["num_mel_bins"], "num_mel_bins")
    positive(cx, (step,), "sequence_stride")
    positive(cx, (length,), "fft_length")
    at_least(self, "num_mel_bins", 0)
    shape, place = locate(cx, inputs, -1, "axis", scalar=False)
    samples = shape.dims[place]
    if not isinstance(length, int) or not isinstance(step, int) or length < 2 or step < 1:
        raise Undetermined("frames that are not known")
    if cx.facts.less(samples, length // 2 + 1) is Truth.YES:
        text = f"`{{it}}` cannot reflect {length // 2} of {cx.facts.resolve(samples)} samples"
        raise Mismatch("empty-output", text)
    frames = (samples + 2 * (length // 2) - length) // step + 1
    return inputs.like(Shape((*shape.dims[:-1], bins, frames), shape.lead), "float")


def _stft(cx: Context, self: Instance, inputs: Keras, *args: Any, **kwargs: Any) -> Tensor:
    """(batch, samples, channels) -> (batch, frames, frequencies * channels)."""
    need_rank(cx, inputs, 3, 3, "(batch, samples, channels)")
    frame = to_int(cx, self.attrs["frame_length"], "frame_length")
    positive(cx, (frame,), "frame_length")
    step = frame // 2 if self.attrs["frame_step"] is None else to_int(cx, self.attrs["frame_step"], "frame_step")
    positive(cx, (step,), "frame_step")
    if cx.facts.less(frame, step) is Truth.YES:
        raise Mismatch("invalid-argument", f"`{{it}}` gets frame_step={step}, which is more than frame_length={frame}")
    given = self.attrs["fft_length"]
    length = given if isinstance(given, int) else None
    if given is None and isinstance(frame, int):
        length = 1 << max(frame - 1, 0).bit_length()
    if length is None or not isinstance(step, int) or step < 1 or self.attrs["expand_dims"] not in (True, False):
        raise Undetermined("frames that are not known")
    return _spectrum(cx, self, inputs, frame, step, length // 2 + 1)


def _check_stft(cx: Context, self: Instance) -> None:
    one_of(self, "mode", "log", "magnitude", "psd", "real", "imag", "angle", "stft")
    one_of(self, "padding", "valid", "same")


def _spectrum(cx: Context, self: Instance, inputs: Tensor, frame: Int, step: Int, bins: int) -> Tensor:
    first = channels_first(cx, self)
    batch, *rest = images(cx, inputs, 1)
    channels, samples = (rest[0], rest[1]) if first else (rest[1], rest[0])
    bins *= 2 if self.attrs["mode"] == "stft" else 1
    if self.attrs["padding"] == "same":
        frames = ceil_div(samples, step)
    else:
        frames = window_size(samples, frame, step, 0, 0, 1)
        not_empty(cx, (frames,), inputs)
    if self.attrs["expand_dims"]:
        return inputs.like(Shape.of(batch, *((channels, frames, bins) if first else (frames, bins, channels))), "float")
    wide = bins * channels
    return inputs.like(Shape.of(batch, *((wide, frames) if first else (frames, wide))), "float")


declare_layer(
    "MelSpectrogram",
    """fft_length=2048, sequence_stride=512, sequence_length=None, window='hann', sampling_rate=16000, num_mel_bins=128,
    min_freq=20.0, max_freq=None, power_to_db=True, top_db=80.0, mag_exp=2.0, min_power=1e-10, ref_power=1.0""",
    _mel,
    ONE,
)
declare_layer(
    "STFTSpectrogram",
    """mode='log', frame_length=256, frame_step=None, fft_length=None, window='hann', periodic=False, scaling='density',
    padding='valid', expand_dims=False, data_format=None""",
    _stft,
    ONE,
    _check_stft,
)
