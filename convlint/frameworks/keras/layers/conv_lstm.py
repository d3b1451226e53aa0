"""`ConvLSTM1D`, `ConvLSTM2D` and `ConvLSTM3D`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.keras.declaring import declare_layer, late
from convlint.frameworks.keras.help import channels_first, fixed, images, need_rank
from convlint.frameworks.keras.layers.conv import check_padding, check_windows, slid
from convlint.frameworks.keras.layers.core import whole
from convlint.frameworks.keras.layers.recurrent import CALL, FLAGS, outputs
from convlint.frameworks.keras.tensors import Keras
from convlint.values import Context, Instance

CONV = f"""filters, kernel_size, strides=1, padding='valid', data_format=None, dilation_rate=1, activation='tanh',
recurrent_activation='sigmoid', use_bias=True, kernel_initializer=None, recurrent_initializer=None, bias_initializer=None,
unit_forget_bias=True, dropout=0.0, recurrent_dropout=0.0, seed=None, {FLAGS}"""


def _check_conv(count: int) -> Any:
    def check(cx: Context, self: Instance) -> None:
        whole(cx, self, "filters")
        check_padding(self, "valid", "same")
        check_windows(cx, self, count)

    return check


def _conv(count: int) -> Any:
    @late("channel-mismatch", "state-mismatch")
    def call(
        cx: Context, self: Instance, sequences: Keras, initial_state: Any = None, mask: Any = None, training: Any = None
    ) -> Any:
        need_rank(cx, sequences, count + 3, count + 3, "(batch, steps, …sizes, channels)")
        attrs, first = self.attrs, channels_first(cx, self)
        dims = images(cx, sequences, count + 1)
        channels, sizes = (dims[2], dims[3:]) if first else (dims[-1], dims[2:-1])
        fixed(cx, self, "in", channels, sequences, "channel-mismatch", "channels")
        made = slid(cx, self, sizes, attrs["kernel_size"], attrs["strides"], attrs["dilation_rate"], sequences)
        result = (attrs["filters"], *made) if first else (*made, attrs["filters"])
        return outputs(self, sequences, dims[:2], result, [result, result])

    return call


for _count in (1, 2, 3):
    declare_layer(f"ConvLSTM{_count}D", CONV, _conv(_count), CALL, _check_conv(_count))
