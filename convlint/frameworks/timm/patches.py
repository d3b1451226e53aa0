"""`PatchEmbed`: an image as a sequence of patches."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import exact_dims, tupled
from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.timm.helpers import LAYERS
from convlint.frameworks.torch.children import library_class
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined, Unknown

PATCHES = f"{LAYERS}.PatchEmbed"
declare_class(PATCHES, "torch.nn.Module", layer=True)


@op(f"{PATCHES}.__init__", counts=False)
def construct(
    cx: Context,
    self: Instance,
    img_size: Any = 224,
    patch_size: Any = 16,
    in_chans: Any = 3,
    embed_dim: Any = 768,
    norm_layer: Any = None,
    flatten: Any = True,
    output_fmt: Any = None,
    bias: Any = True,
    strict_img_size: Any = True,
    dynamic_img_pad: Any = False,
) -> None:
    """A convolution whose stride is its size; how many patches there are is an attribute."""
    if any(isinstance(each, Unknown) for each in (img_size, norm_layer, output_fmt)):
        cx.forget(self)
        return
    cx.touch(self)
    attrs = self.attrs
    attrs["patch_size"] = patch = tupled(cx, patch_size, 2, "patch_size")
    attrs["img_size"] = attrs["grid_size"] = attrs["num_patches"] = None
    if img_size is not None:
        attrs["img_size"] = image = tupled(cx, img_size, 2, "img_size")
        attrs["grid_size"] = grid = tuple(size // each for size, each in zip(image, patch))
        attrs["num_patches"] = grid[0] * grid[1]
    attrs["proj"] = cx.call(library_class("torch.nn.Conv2d"), (in_chans, embed_dim, patch, patch))
    attrs["norm"] = cx.call(norm_layer or library_class("torch.nn.Identity"), (embed_dim,) if norm_layer else ())
    attrs["flatten"] = flatten
    self.hidden["plain"] = (output_fmt is None, strict_img_size is True, dynamic_img_pad is False)


@op(f"{PATCHES}.forward")
def forward(cx: Context, self: Any, x: Tensor) -> Any:
    """(N, in_chans, H, W) -> (N, patches, embed_dim)."""
    formatted, strict, padless = self.hidden.get("plain", (False, False, False))
    if not (formatted and padless):
        raise Undetermined("another format")
    dims = exact_dims(cx, x, 4)
    if strict and self.attrs["img_size"] is not None:
        _check_size(cx, self.attrs["img_size"], dims[2:], x)
    made = cx.call(cx.attribute(self, "proj"), (x,))
    flatten = self.attrs["flatten"]
    if not isinstance(made, Tensor) or not isinstance(flatten, bool):
        raise Undetermined("a projection of one's own")
    if flatten:
        n, c, h, w = exact_dims(cx, made, 4)
        made = made.like(Shape((n, h * w, c)))
    return cx.call(cx.attribute(self, "norm"), (made,))


def _check_size(cx: Context, wanted: tuple[Int, ...], sizes: tuple[Int, ...], x: Tensor) -> None:
    for one, other in zip(wanted, sizes):
        if cx.facts.unify(one, other) is Truth.NO:
            text = f"`{{it}}` takes images of {' x '.join(map(str, wanted))} but gets {cx.describe(x.shape)}"
            raise Mismatch("invalid-input-shape", text)
