"""Layers within the networks of `keras.applications`, by their names: what `tools/keras_application_layers.py` found out."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, NamedTuple

from convlint.frameworks.common.registry import declare_class, find_class, op
from convlint.frameworks.keras.graph import Call
from convlint.frameworks.keras.layer import LAYER
from convlint.frameworks.keras.opensizes import is_open, open_size
from convlint.symbolic import Int, Shape, ceil_div
from convlint.values import Context, Instance, LibraryClass, Tensor, Unknown

TABLE = Path(__file__).with_name("application_layers.txt")
INNER = "keras.applications.InnerLayer"
declare_class(INNER, LAYER)


class Within(NamedTuple):
    """What a layer makes of images: their sizes halved so many `times`, and so many channels.

    rounds: "f" down, "c" up, "w" only known where nothing is left over. times: None where the sizes are not known.
    flat: (batch, channels).
    """

    channels: int
    times: int | None = None
    rounds: str = "w"
    flat: bool = False

    def size(self, cx: Context, size: Int) -> Int:
        """What becomes of a height or width."""
        if is_open(cx, size):
            return open_size("an Input without sizes")
        if self.times is None:
            return cx.fresh("size", 1)
        divisor = 2**self.times
        if self.rounds != "w":
            return ceil_div(size, divisor) if self.rounds == "c" else size // divisor
        return size // divisor if isinstance(size, int) and size % 32 == 0 else cx.fresh("size", 1)


@functools.cache
def _lines() -> dict[str, str]:
    rows = (line.partition(" ") for line in TABLE.read_text("utf-8").splitlines())
    return {name: rest for name, _, rest in rows}


@functools.cache
def layers_within(network: str) -> dict[str, Within]:
    """Name -> what the layer makes."""
    found: dict[str, Within] = {}
    for group in (_lines().get(network) or _lines().get(f"{network}*", "")).split("; "):
        how, channels, *names = group.split() or ("", 0)
        found |= dict.fromkeys(names, _read(how, int(channels)))
    return found


def last_within(network: str, channels: Int) -> Within | None:
    """What the last layer before the head makes, if it is listed."""
    spatial = [known for known in layers_within(network).values() if not known.flat]
    return spatial[-1] if spatial and spatial[-1].channels == channels else None


def _read(how: str, channels: int) -> Within:
    if how == "-":
        return Within(channels, flat=True)
    return Within(channels) if how in ("", "?") else Within(channels, int(how[:-1]), how[-1])


class Inside:
    """The layers of one network, made when they are asked for.

    network: the `Network` of `applications.py`. source, output: the tensors that it begins with and ends in.
    """

    def __init__(self, network: Any, source: Tensor, output: Tensor) -> None:
        self.network = network
        self.source = source
        self.output = output
        self.made: dict[str, Instance] = {}

    def layer(self, cx: Context, name: str) -> Instance | None:
        """The layer of a name; None where there is none, or it is not known."""
        known = layers_within(self.network.name).get(name)
        if known is None or self.network.scaled or (known.flat and not self.network.top):
            return None
        if name not in self.made:
            self.made[name] = inner_layer(name, self._output(cx, known))
        return self.made[name]

    def _output(self, cx: Context, known: Within) -> Tensor:
        def run(context: Context, images: Any) -> Tensor:
            given, (batch, height, width) = self.network.images(context, images)
            sizes = () if known.flat else (known.size(context, height), known.size(context, width))
            return given.like(Shape.of(batch, *sizes, known.channels), "float")  # type: ignore[no-any-return]

        made = run(cx, self.source)
        made.source = Call(run, (self.source,), {}, [made], inside=self)
        return made

    def layers(self, cx: Context, output: Tensor) -> list[Any] | None:
        """All layers in order; None where that is not known, and of a part of the network."""
        network = self.network
        if output is not self.output or network.scaled or f"{network.name}*" not in _lines():
            return None
        known = layers_within(network.name)
        found: list[Any] = [self.layer(cx, name) for name in known if not known[name].flat]
        if network.top:
            vector = inner_layer("flatten", Unknown("what is flattened"))
            found += [vector, *(self.layer(cx, name) for name in known if known[name].flat)]
        if network.top or network.given["pooling"] is not None:
            found.append(inner_layer("predictions", output))
        else:
            found[-1] = inner_layer(found[-1].attrs["name"], output)
        return [self.source.source.layer, *found]


def inner_layer(name: str, output: Any) -> Instance:
    """A layer of which only the output is known."""
    entry = find_class(INNER)
    assert entry is not None
    made = Instance(LibraryClass(INNER, entry))
    made.attrs["name"] = name
    made.hidden["output"] = output
    made.hidden["input"] = Unknown("the input of a layer within a network")
    return made


@op(f"{INNER}.call", counts=False)
def call(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """What it would make of other data is not known."""
    return Unknown("a layer within a network")
