"""The other networks, as they are recorded: their heads layer by layer, their blocks as a whole."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.backbones.catalogue import lines, network
from convlint.frameworks.backbones.tree import NETWORK, Builder
from convlint.frameworks.common.registry import find_function, op
from convlint.frameworks.torchvision.models.building import MODELS, factory
from convlint.values import Context, Instance, Undetermined

PACKAGE = "torchvision"


def _build(name: str) -> Any:
    def build(cx: Context, made: Instance, classes: Any) -> None:
        Builder(cx, network(PACKAGE, name), classes).fill(made)

    return build


VIDEOS = "r3d_ mc3_ r2plus1d_ s3d mvit_ swin3d_".split()
for _name in lines(PACKAGE):
    if any(_name.startswith(_prefix) for _prefix in VIDEOS):
        factory(f"video.{_name}", NETWORK, _build(_name), 400)
    else:
        factory(_name, NETWORK, _build(_name))


@op(f"{MODELS}.get_model", counts=False)
def get_model(cx: Context, name: str, **config: Any) -> Any:
    """A network by its name."""
    found = find_function(f"{MODELS}.{name}")
    if found is None:
        raise Undetermined("a network that is not recorded")
    return found.handler(cx, **config)
