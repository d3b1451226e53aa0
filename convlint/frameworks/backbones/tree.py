"""Building a recorded network: its layers by name, and the order in which they run."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.backbones.block import block, is_untouched
from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.common.reshaping import flattened
from convlint.frameworks.torch.children import library_class
from convlint.frameworks.torch.containers import fill
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Tensor, Undetermined

NETWORK = "convlint.backbones.Network"
declare_class(NETWORK, "torch.nn.Module", layer=True)
CLASSES = 1013
CHANNELS = 7
"""What stands for the number of classes and, in networks of which it can be chosen, for the channels of the image."""
STEPS = "steps"
OWN = {"Permute": "torchvision.ops.Permute"}


class Builder:
    """Makes the parts of one recorded network."""

    def __init__(self, cx: Context, data: dict[str, Any], classes: Any, channels: Any = 3) -> None:
        self.cx = cx
        self.data = data
        self.classes = classes
        self.channels = channels

    def fill(self, made: Instance) -> None:
        """Give a network its parts."""
        self.cx.touch(made)
        for name, part in self.data["children"].items():
            made.attrs[name] = self.part(part)
        for name, number in self.data.get("attrs", {}).items():
            made.attrs[name] = self.classes if number == CLASSES else number
        made.hidden["network"] = self.data
        made.hidden["channels"] = self.channels
        made.hidden[STEPS] = self.data.get(STEPS)

    def part(self, part: Any) -> Any:
        """A layer, a block, a `Sequential` or a chain."""
        if isinstance(part, int):
            return self._layer(*self.data["layers"][part])
        if isinstance(part, str):
            effect = self.data["blocks"][int(part[1:])]
            return block(effect, self._channels(effect[1]))
        if isinstance(part, list):
            return self._make("Sequential", *map(self.part, part))
        if part is None:
            return block(None, None)
        if STEPS not in part:
            return self._sequential(part)
        made = Instance(library_class(NETWORK))
        made.attrs.update((name, self.part(each)) for name, each in part.items() if name != STEPS)
        made.hidden[STEPS] = part[STEPS]
        return made

    def _sequential(self, parts: dict[str, Any]) -> Any:
        made = self._make("Sequential")
        fill(self.cx, made, {name: self.part(part) for name, part in parts.items()})
        return made

    def _layer(self, name: str, *args: Any) -> Any:
        if CLASSES in args and self.classes == 0:
            return self._make("Identity")
        given = [self.classes if arg == CLASSES else arg for arg in map(_plain, args)]
        if name.startswith("Conv"):
            given[0] = self._channels(given[0])
        return self._make(name, *given)

    def _channels(self, count: Any) -> Any:
        return self.channels if count == CHANNELS and self.data["in"] == CHANNELS else count

    def _make(self, name: str, *args: Any) -> Any:
        return self.cx.call(library_class(OWN.get(name, f"torch.nn.{name}")), args)


def _plain(value: Any) -> Any:
    return tuple(map(_plain, value)) if isinstance(value, list) else value


@op(f"{NETWORK}.forward")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """Runs the parts in the recorded order."""
    data = self.hidden.get("network")
    if isinstance(data, dict) and isinstance(x, Tensor):
        check_image(cx, data, self.hidden.get("channels"), x)
    steps = self.hidden.get(STEPS)
    if steps is None or (data and data.get("trained") and not self.hidden.get("single")):
        raise Undetermined("how the parts are put together is not known")
    return run(cx, self, x, steps)


def run(cx: Context, self: Instance, x: Any, steps: list[Any]) -> Any:
    """`x` through the children that are named, and what happens between them."""
    batch = _batch(cx, x)
    for step in steps:
        if isinstance(step, list):
            x = _sized(cx, batch, step)
        elif isinstance(step, dict):
            if not is_untouched(cx.attribute(self, step["over"])):
                raise Undetermined("a part that was replaced")
            x = _sized(cx, batch, step["to"])
        elif step == "flatten":
            if not isinstance(x, Tensor):
                raise Undetermined("no tensor any more")
            x = flattened(cx, x, 1)
        else:
            x = cx.call(cx.attribute(self, step), (x,))
    return x


def _sized(cx: Context, batch: Int, sizes: list[int | None]) -> Tensor:
    return Tensor(Shape((batch, *(cx.fresh("size", 1) if size is None else size for size in sizes))), "float")


def _batch(cx: Context, x: Any) -> Int:
    dims = cx.dims(x) if isinstance(x, Tensor) else None
    return dims[0] if dims else cx.fresh("N")


def check_image(cx: Context, data: dict[str, Any], channels: Any, x: Tensor) -> None:
    """Some networks take images of one size only; all of them a batch."""
    fixed = data.get("fixed")
    if fixed is None:
        return
    dims = cx.facts.exact(x.shape, len(fixed) + 2)
    if dims is None:
        wanted = f"a {len(fixed) + 2}-D tensor"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes {wanted} but gets {cx.describe(x.shape)}")
    for wanted_size, size in zip(fixed, dims[2:]):
        if cx.facts.unify(wanted_size, size) is Truth.NO:
            text = f"`{{it}}` takes images of {' x '.join(map(str, fixed))} but gets {cx.describe(x.shape)}"
            raise Mismatch("invalid-input-shape", text)
