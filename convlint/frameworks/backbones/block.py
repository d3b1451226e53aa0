"""A part of a network that is known as a whole: its channels, and what it makes of sizes."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.help import at_least_one, need
from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, DictV, Instance, Mismatch, Tensor, Undetermined, Unknown

BLOCK = "convlint.backbones.Block"
declare_class(BLOCK, "torch.nn.Module", layer=True)
REACHING = """__getitem__ __setitem__ __iter__ __getattr__ append add_module children named_children modules named_modules
register_module""".split()


def block(effect: list[Any] | None, channels: Any) -> Instance:
    """A part with this effect; `channels` are those of its input. Without an effect nothing is known of it."""
    made = Instance(library_class(BLOCK))
    made.hidden["children"] = DictV(open=True)
    made.hidden["block"] = True
    if effect is not None:
        made.hidden["effect"] = (channels, *effect)
    return made


def is_untouched(value: Any) -> bool:
    """Whether it is such a part, and nobody has changed it."""
    return isinstance(value, Instance) and "block" in value.hidden and not (value.attrs or value.hidden.get("reached"))


@op(f"{BLOCK}.forward")
def forward(cx: Context, self: Any, x: Tensor) -> Tensor:
    """What the whole makes of a tensor, as long as nobody has reached for a part of it."""
    if self.attrs or self.hidden.get("reached") or "effect" not in self.hidden:
        raise Undetermined("layers within are not known, or may have been replaced")
    return applied(cx, x, self.hidden["effect"])


def applied(cx: Context, x: Tensor, effect: tuple[Any, ...]) -> Tensor:
    """What an effect (channels of the input, layout, recorded channels, layout and channels of the result, sizes) makes of it."""
    channels, layout, _, result, out, *pairs = effect
    rank = len(layout) + 1
    if cx.facts.limit_rank(x.shape, rank - 1, rank) is Truth.NO:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a {rank}-D tensor but gets {cx.describe(x.shape)}")
    dims = cx.dims(x)
    if dims is None or len(dims) != rank:
        raise Undetermined("the rank is not known")
    given = dict(zip(layout, dims[1:]))
    need(cx, channels, given["c"], "channel-mismatch", "`{it}` takes {wanted} channels but gets {got}")
    sizes = _sizes(layout, given, pairs)
    at_least_one(cx, tuple(sizes.values()), x.shape)
    return x.like(Shape((dims[0], *(out if letter == "c" else sizes[letter] for letter in result))))


def _sizes(layout: str, given: dict[str, Int], pairs: list[Any]) -> dict[str, Int]:
    """(n + a) // s for each spatial dim; one pair stands for all."""
    letters = [letter for letter in layout if letter != "c"]
    if not pairs:
        return {}
    spread = pairs * len(letters) if len(pairs) == 1 else pairs
    return {letter: (given[letter] + a) // s for letter, (a, s) in zip(letters, spread)}


@op(*(f"{BLOCK}.{name}" for name in REACHING), counts=False)
def reached(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """Layers within are not known; one that is taken may be changed."""
    cx.touch(self)
    self.hidden["reached"] = True
    return Unknown("a layer within a network")
