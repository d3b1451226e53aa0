"""Further names of what other families draw. They share its records: what was recorded holds for every name."""

from __future__ import annotations

import dataclasses

from tests.truth.draw import Drawn, Family

ALSO = """
torch.nn.functional.conv1d: torch.conv1d
torch.nn.functional.conv3d: torch.conv3d
torch.nn.functional.conv_transpose1d: torch.conv_transpose1d
torch.nn.functional.conv_transpose2d: torch.conv_transpose2d
torch.nn.functional.conv_transpose3d: torch.conv_transpose3d
torch.nn.functional.pixel_shuffle: torch.pixel_shuffle
torch.nn.functional.pixel_unshuffle: torch.pixel_unshuffle
torch.nn.functional.cosine_similarity: torch.cosine_similarity
torch.nn.functional.adaptive_avg_pool1d: torch.adaptive_avg_pool1d
torch.nn.functional.avg_pool1d: torch.avg_pool1d
torch.nn.functional.pad: torch._C._nn.pad
torch.nn.functional.scaled_dot_product_attention: torch._C._nn.scaled_dot_product_attention
torch.nn.functional.prelu: torch.prelu
torch.kron: torch.Tensor.kron
torch.Tensor.unsqueeze: torch.Tensor.unsqueeze_
torch.Tensor.squeeze: torch.Tensor.squeeze_
torch.Tensor.t: torch.Tensor.t_
torch.Tensor.tril: torch.Tensor.tril_ torch.Tensor.triu_
torch.Tensor.transpose: torch.Tensor.swapaxes_ torch.Tensor.swapdims_
torch.flipud: torch.Tensor.flipud
torch.nn.Linear: torch.nn.modules.linear.NonDynamicallyQuantizableLinear
torch.einsum: torch.functional.einsum
torch.linalg.det: torch.Tensor.det
torch.linalg.slogdet: torch.Tensor.slogdet
torch.linalg.matrix_exp: torch.Tensor.matrix_exp
torch.linalg.matrix_power: torch.Tensor.matrix_power
torch.linalg.pinv: torch.Tensor.pinverse
torch.linalg.qr: torch.Tensor.qr
torch.index_add: torch.Tensor.index_add
torch.index_copy: torch.Tensor.index_copy torch.Tensor.index_copy_
torch.masked_scatter: torch.Tensor.masked_scatter_
torch.quantile: torch.nanquantile torch.Tensor.nanquantile
torch.inner: torch.Tensor.inner
torch.vstack: torch.row_stack
torch.stft: torch.Tensor.stft
torch.softmax: torch.special.softmax
torch.log_softmax: torch.special.log_softmax
torch.nn.functional.softmax: torch.nn.functional.softmin
torch.logsumexp: torch.special.logsumexp
torch.scatter_reduce: torch.Tensor.scatter_reduce_
torch.Tensor.add_: torch.Tensor.clamp_max_ torch.Tensor.clamp_min_ torch.Tensor.clamp_ torch.Tensor.clip_
einops.rearrange: einops.einops.rearrange
einops.reduce: einops.einops.reduce
einops.repeat: einops.einops.repeat
einops.einsum: einops.einops.einsum
einops.parse_shape: einops.einops.parse_shape
einops.pack: einops.packing.pack
einops.unpack: einops.packing.unpack
"""
"""A name whose calls are drawn, and names of the same."""


def share_names(families: list[Family]) -> list[Family]:
    """The families, whose draws have their further names too."""
    further = {name: others.split() for name, _, others in (line.partition(": ") for line in ALSO.strip().split("\n"))}
    for family in families:
        family.draws[:] = [_with_names(drawn, further) for drawn in family.draws]
    return families


def _with_names(drawn: Drawn, further: dict[str, list[str]]) -> Drawn:
    own = drawn.key.split()
    added = [other for name in own for other in further.get(name, ()) if other not in own]
    return dataclasses.replace(drawn, twins=(*drawn.twins, *dict.fromkeys(added))) if added else drawn
