"""Blocks that networks are built with: `Conv2dNormActivation`, `SqueezeExcitation`, `MLP`, `Permute`, and what drops."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast
from convlint.frameworks.common.registry import declare_class, layer, op
from convlint.frameworks.common.signature import Ints, to_ints
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.containers import SEQUENTIAL, fill
from convlint.frameworks.torch.reshape import permute
from convlint.symbolic import Dim, Shape
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

OPS = "torchvision.ops"
RELU = library_class("torch.nn.ReLU")
SIGMOID = library_class("torch.nn.Sigmoid")


def made(cx: Context, name: str, *args: Any, **kwargs: Any) -> Any:
    """A layer of `torch.nn`."""
    return cx.call(library_class(f"torch.nn.{name}"), args, kwargs)


def chain(cx: Context, self: Instance, layers: list[Any]) -> None:
    """Make a subclass of `Sequential` of these."""
    fill(cx, self, {str(i): each for i, each in enumerate(layers)})


# --- convolution, norm, activation ------------------------------------------------------------------------------------


def _same_padding(cx: Context, kernel: Any, dilation: Any) -> Any:
    """What keeps a size: (kernel - 1) // 2 * dilation, for each axis where there are several."""
    if isinstance(kernel, (int, Dim)) and isinstance(dilation, (int, Dim)):
        return (kernel - 1) // 2 * dilation
    kernels, dilations = to_ints(cx, kernel, "kernel_size"), to_ints(cx, dilation, "dilation")
    count = max(len(kernels), len(dilations))
    pairs = zip(
        kernels * count if len(kernels) == 1 else kernels, dilations * count if len(dilations) == 1 else dilations
    )
    return tuple((size - 1) // 2 * each for size, each in pairs)


def _declare(rank: int) -> None:
    path = f"{OPS}.Conv{rank}dNormActivation"
    declare_class(path, SEQUENTIAL, layer=True)
    normal = library_class(f"torch.nn.BatchNorm{rank}d")

    @op(f"{path}.__init__", counts=False)
    def construct(
        cx: Context, self: Instance, in_channels: Any, out_channels: Any, kernel_size: Any = 3, stride: Any = 1,
        padding: Any = None, groups: Any = 1, norm_layer: Any = normal, activation_layer: Any = RELU, dilation: Any = 1,
        inplace: Any = True, bias: Any = None,
    ) -> None:  # fmt: skip
        """A `Sequential` of up to three layers."""
        if isinstance(norm_layer, Unknown) or isinstance(activation_layer, Unknown) or isinstance(padding, Unknown):
            fill(cx, self, None)
            return
        around = _same_padding(cx, kernel_size, dilation) if padding is None else padding
        own = norm_layer is None if bias is None else bias
        sizes = {"dilation": dilation, "groups": groups, "bias": own}
        layers = [made(cx, f"Conv{rank}d", in_channels, out_channels, kernel_size, stride, around, **sizes)]
        if norm_layer is not None:
            layers.append(cx.call(norm_layer, (out_channels,)))
        if activation_layer is not None:
            layers.append(cx.call(activation_layer, (), {} if inplace is None else {"inplace": inplace}))
        chain(cx, self, layers)
        self.attrs["out_channels"] = out_channels


_declare(2)
_declare(3)

MLP = f"{OPS}.MLP"
declare_class(MLP, SEQUENTIAL, layer=True)


@op(f"{MLP}.__init__", counts=False)
def mlp(
    cx: Context, self: Instance, in_channels: Any, hidden_channels: Any, norm_layer: Any = None,
    activation_layer: Any = RELU, inplace: Any = None, bias: Any = True, dropout: Any = 0.0,
) -> None:  # fmt: skip
    """A `Sequential` of linear layers, between which norms, activations and dropouts stand."""
    sizes = cx.items(hidden_channels)
    if sizes is None or isinstance(norm_layer, Unknown):
        fill(cx, self, None)
        return
    if not sizes:
        raise Mismatch("index-out-of-range", "`{it}` takes one hidden size at least but gets none")
    layers: list[Any] = []
    before = in_channels
    for size in sizes[:-1]:
        layers.append(made(cx, "Linear", before, size))
        layers += [] if norm_layer is None else [cx.call(norm_layer, (size,))]
        layers += [cx.call(activation_layer), made(cx, "Dropout")]
        before = size
    chain(cx, self, [*layers, made(cx, "Linear", before, sizes[-1]), made(cx, "Dropout")])


# --- others -----------------------------------------------------------------------------------------------------------

SQUEEZE = f"{OPS}.SqueezeExcitation"
declare_class(SQUEEZE, "torch.nn.Module", layer=True)


@op(f"{SQUEEZE}.__init__", counts=False)
def squeeze(
    cx: Context, self: Instance, input_channels: Any, squeeze_channels: Any, activation: Any = RELU,
    scale_activation: Any = SIGMOID,
) -> None:  # fmt: skip
    """A pool, and two convolutions of size 1."""
    cx.touch(self)
    self.attrs["avgpool"] = made(cx, "AdaptiveAvgPool2d", 1)
    self.attrs["fc1"] = made(cx, "Conv2d", input_channels, squeeze_channels, 1)
    self.attrs["fc2"] = made(cx, "Conv2d", squeeze_channels, input_channels, 1)
    self.attrs["activation"], self.attrs["scale_activation"] = cx.call(activation), cx.call(scale_activation)


@op(f"{SQUEEZE}.forward")
def squeezed(cx: Context, self: Any, input: Tensor) -> Any:
    """Each channel times a factor."""
    scale: Any = input
    for name in ("avgpool", "fc1", "activation", "fc2", "scale_activation"):
        scale = cx.call(cx.attribute(self, name), (scale,))
    return cx.binary("*", scale, input)


@layer(f"{OPS}.Permute", init="dims")
def permuted(cx: Context, self: Instance, x: Tensor) -> Shape:
    """`torch.permute(x, dims)`."""
    dims = to_ints(cx, self.attrs["dims"], "dims")
    if not all(isinstance(dim, int) for dim in dims):
        raise Undetermined("the order of the dims is not known")
    return permute(cx, x, *_plain(dims))


def _plain(dims: Ints) -> tuple[int, ...]:
    return tuple(dim for dim in dims if isinstance(dim, int))


@layer(f"{OPS}.FrozenBatchNorm2d", init="num_features, eps=1e-05")
def frozen(cx: Context, self: Instance, x: Tensor) -> Shape:
    """(N, num_features, H, W), each channel scaled: `x * scale` of (1, num_features, 1, 1)."""
    features = self.attrs["num_features"]
    if not isinstance(features, (int, Dim)):
        raise Undetermined("the number of features is not known")
    return broadcast(cx, x.shape, Shape.of(1, features, 1, 1))
