"""Writes convlint/frameworks/keras/application_layers.txt from the real package: needs keras with the torch backend.

Networks are built without weights on torch's meta device. With names of networks only these are measured anew. Layers whose names
are counted (`conv2d_94`), and those that nobody asks for (normalisations, paddings, parts of attention), are left out, but not of a
network whose layers all have names: of that one the order is known as well.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"
TARGET = Path(__file__).resolve().parents[1] / "convlint" / "frameworks" / "keras" / "application_layers.txt"
WHOLE = (96, 128, 160, 224, 256)
OTHERS = (75, 100, 150, 180, 299)
COUNTED = re.compile(
    r"(conv2d|batch_normalization|activation|concatenate|input_layer|re_lu|add|multiply|separable_conv2d|dropout"
    r"|max_pooling2d|average_pooling2d|zero_padding2d|global_average_pooling2d|global_max_pooling2d|rescaling"
    r"|normalization|flatten|reshape|hard_sigmoid|lambda|custom_scale_layer|keras_tensor|mixed|cropping2d)(_\d+)?"
)
UNASKED = re.compile(
    r".*(_bn|_BN|bn|_se_\w+|squeeze\w*|_drop|_dropout|_pad|pad|_gn|gap|_layernorm|_gelu|pointwise_conv_\d|_identity"
    r"|_[01]_(relu|conv)|downsampling_\w+_\d+_\w+|normalization|depthwise_conv|avg_pool|dwconv2?|_0_\w+)"
)
KEPT = ("avg_pool", "fc1", "fc2", "mixed10", "bn")


def main() -> int:
    import keras

    rows = {}
    if TARGET.exists():
        rows = {line.split()[0].rstrip("*"): line for line in TARGET.read_text("utf-8").splitlines()}
    names = [
        n for n in dir(keras.applications) if n[0].isupper() and inspect.isfunction(getattr(keras.applications, n))
    ]
    for name in sys.argv[1:] or names:
        try:
            with keras.device("meta"):
                rows[name] = row(keras, name)
        except ValueError as error:
            if "torch backend" not in str(error) and not name.startswith("NASNet"):  # not for torch
                raise
        keras.backend.clear_session()
        print(name, len(rows.get(name, "")), flush=True)
        TARGET.write_text("".join(f"{line}\n" for _, line in sorted(rows.items())), "utf-8")
    return 0


def row(keras: Any, name: str) -> str:
    """`VGG16* 0f 64 block1_conv1 block1_conv2; 1f 64 block1_pool; …`: halvings, how they round, channels, names."""
    network = getattr(keras.applications, name)
    base = network(weights=None, include_top=False, input_shape=(None, None, 3))
    least = 75 if "ception" in name else 32
    inner = [layer for layer in base.layers[1:] if len(layer.output.shape) == 4]
    whole = name.startswith("VGG")
    if not whole:
        inner = [layer for layer in inner if is_asked_for(layer.name)]
    model = keras.Model(base.input, [layer.output for layer in inner])
    sizes = {
        n: [{shape[1]} for shape in model.compute_output_shape((1, n, n, 3))] for n in (*WHOLE, *OTHERS) if n >= least
    }
    for n in (96, *OTHERS):  # some pad otherwise where the size is known
        if n >= least:
            fixed = network(weights=None, include_top=False, input_shape=(n, n, 3))
            for made, layer in zip(sizes[n], inner):
                made.add(fixed.get_layer(layer.name).output.shape[1])
    found = []
    for at, layer in enumerate(inner):
        how = shrinking({n: made[at] for n, made in sizes.items()})
        found.append((f"{how} {layer.output.shape[-1]}", layer.name))
    flat = [layer for layer in network(weights=None).layers if layer.name in KEPT and len(layer.output.shape) == 2]
    found += [(f"- {layer.output.shape[-1]}", layer.name) for layer in flat]
    groups = [f"{key} {' '.join(name for _, name in part)}" for key, part in groupby(found, key=lambda pair: pair[0])]
    return f"{name}{'*' if whole else ''} {'; '.join(groups)}"


def is_asked_for(name: str) -> bool:
    """Whether programs may ask for a layer of this name."""
    if name in KEPT or re.fullmatch(r"mixed\d+", name):
        return True
    return not (COUNTED.fullmatch(name) or UNASKED.fullmatch(name))


def shrinking(sizes: dict[int, set[int]]) -> str:
    """How often sizes are halved, and whether they are rounded down (f), up (c), or only known where nothing is left over (w)."""
    for times in range(6):
        if all(sizes[n] == {n >> times} for n in sizes):
            return f"{times}f"
        if all(sizes[n] == {-(-n >> times)} for n in sizes):
            return f"{times}c"
        if all(sizes[n] == {n >> times} for n in sizes if n in WHOLE):
            return f"{times}w"
    return "?"


if __name__ == "__main__":
    sys.exit(main())
