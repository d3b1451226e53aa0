"""Programs from a grammar of layers, ops and Python: they parse, and mean next to nothing."""

from __future__ import annotations

from random import Random

_SIZES = (
    "-1",
    "0",
    "1",
    "2",
    "3",
    "7",
    "64",
    "2**31",
    "-(2**31)",
    "n",
    "x.shape[0]",
    "x.size(-1)",
    "len(x)",
    "n // 2",
    "3.5",
    "None",
    "'a'",
)
_LAYERS = (
    "nn.Linear({}, {})",
    "nn.Conv2d({}, {}, {}, stride={}, padding={})",
    "nn.Conv1d({}, {}, kernel_size=({},))",
    "nn.ConvTranspose2d({}, {}, {}, output_padding={})",
    "nn.MaxPool2d({}, ceil_mode={})",
    "nn.LSTM({}, {}, num_layers={}, batch_first=True, bidirectional={})",
    "nn.Embedding({}, {}, padding_idx={})",
    "nn.MultiheadAttention({}, {})",
    "nn.BatchNorm2d({})",
    "nn.GroupNorm({}, {})",
    "nn.LayerNorm([{}, {}])",
    "nn.Flatten({}, {})",
    "nn.Unflatten({}, ({}, {}))",
    "nn.Sequential(*[{}, nn.ReLU()])",
    "nn.ModuleList([nn.Linear({}, {}) for _ in range({})])",
    "layers.Dense({})",
    "layers.MultiHeadAttention({}, {})(x, y)",
    "keras.Model(x, layers.Dense({})(keras.Input(({}, {}))))",
    "layers.Conv2D({}, {}, strides={}, padding='same')",
    "layers.Reshape(({}, {}))",
    "layers.LSTM({}, return_sequences={})",
    "keras.Sequential([layers.Input(({}, {})), layers.Flatten(), layers.Dense({})])",
)
_OPS = (
    "x.view({}, {})",
    "x.reshape(({}, {}, {}))",
    "x.permute({}, {}, {})",
    "x.transpose({}, {})",
    "x.flatten({})",
    "x.unsqueeze({}).expand({}, {}, {})",
    "x[{}, ..., {}:{}]",
    "x[:, None, ::{}]",
    "torch.cat([x, y, {}], dim={})",
    "torch.stack((x, y), {})",
    "torch.einsum('b{}i,bij->bj', x, y)",
    "torch.matmul(x, y.mT) + {}",
    "torch.randn({}, {}, {})",
    "torch.zeros(({}, {}))",
    "F.pad(x, ({}, {}))",
    "F.interpolate(x, scale_factor={})",
    "F.cross_entropy(x, y)",
    "keras.ops.reshape(x, ({}, {}))",
    "np.zeros(({}, {})).reshape(-1, {})",
    "x.split({}, dim={})[{}]",
    "x @ y",
    "x * {} + y",
    "f(x, *y, n={})",
    "self.a(x)",
    "(lambda z: z.view({}))(x)",
    "[v.view({}) for v in x]",
    "x.mean({}, keepdim=True)",
    "x.chunk({}, dim={})",
    "torch.tensor_split(x, {})",
    "x.unbind({})",
    "x.repeat({}, {})",
    "list(x)[{}]",
    "[{}] * {}",
    "(x,) * {} + y",
    "F.one_hot(x, {})",
    "x.squeeze({}).unfold({}, {}, {})",
    "np.split(x, {}, axis={})",
    "keras.ops.split(x, {}, axis={})",
    "keras.ops.expand_dims(x, {})",
)


_NAMES = ("x", "y", "n", "z", "self.a", "x, y", "x[0]", "(n, *y)")
_HEADS = (
    "if {}:",
    "while x.shape[0] > {}:",
    "while True:",
    "for x in range({}):",
    "for x, y in zip(x, {}):",
    "def f(x, n={}, *y, **z):",
    "try:",
    "with torch.no_grad() as y:",
    "match x:\n{indent}    case [{}, *b] if n:\n{indent}        y = b\n{indent}if y:",
    "class A(nn.Module):\n{indent}    def __init__(self, n={}):\n{indent}        super().__init__()\n"
    "{indent}        self.a = {layer}\n{indent}    def forward(self, x, *y):\n{indent}        return self.a(x)\n"
    "{indent}n = A({})(torch.randn({}, {}))\n{indent}if n:",
    "class A(f(1), A):",
)
_TAILS = {"try:": "except Exception as e:", "if": "else:", "for": "else:"}
_ENDS = (
    "return x",
    "yield x",
    "raise x",
    "del x",
    "assert n, x",
    "await f(x)",
    "break",
    "continue",
    "global n",
    "pass",
)
_IMPORTS = """\
import torch, keras
import torch.nn as nn
import torch.nn.functional as F
import numpy as np
from keras import layers
"""


def program(random: Random) -> str:
    """A module of a few statements, some of which hold others."""
    return _IMPORTS + "".join([_statement(random, "", 3) for _ in range(random.randint(2, 9))])


def _filled(random: Random, form: str, indent: str = "") -> str:
    values = [random.choice(_SIZES) for _ in range(form.count("{}"))]
    return form.format(*values, indent=indent, layer=_expression(random) if "{layer}" in form else "")


def _expression(random: Random) -> str:
    return _filled(random, random.choice(random.choice((_OPS, _OPS, _LAYERS))))


def _statement(random: Random, indent: str, depth: int) -> str:
    kind = random.random()
    if depth and kind < 0.4:
        return _compound(random, indent, depth)
    if kind < 0.5:
        return f"{indent}{random.choice(_ENDS)}\n"
    return f"{indent}{random.choice(_NAMES)} = {_expression(random)}\n"


def _compound(random: Random, indent: str, depth: int) -> str:
    form = random.choice(_HEADS)
    tail = _TAILS.get(form.split()[0])
    text = f"{indent}{_filled(random, form, indent)}\n{_block(random, indent, depth)}"
    return text + (f"{indent}{tail}\n{_block(random, indent, depth)}" if tail else "")


def _block(random: Random, indent: str, depth: int) -> str:
    return "".join([_statement(random, indent + "    ", depth - 1) for _ in range(random.randint(1, 3))])
