"""Every public layer and function of Keras is held against Keras, or there is a reason why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convlint.frameworks.common.registry import find_class
from tests.truth.families import FAMILIES

NAMES = Path(__file__).parents[2] / "tools" / "public_names.json"
FOREIGN = "runs code of another framework"
ABSTRACT = "is only derived from"
DATA = "the result's size depends on the data"
FUNCTION = "takes functions, of which none in Keras fits"
REASONS = {
    "keras.layers.FlaxLayer": FOREIGN,
    "keras.layers.JaxLayer": FOREIGN,
    "keras.layers.TFSMLayer": FOREIGN,
    "keras.layers.TorchModuleWrapper": FOREIGN,
    "keras.layers.InputLayer": "is never called",
    "keras.layers.MaxNumBoundingBoxes": "takes bounding boxes, no tensors",
    "keras.layers.Wrapper": ABSTRACT,
    **dict.fromkeys(("keras.ops.bincount", "keras.ops.histogram", "keras.ops.nonzero", "keras.ops.unique"), DATA),
    **{f"keras.ops.{name}": FUNCTION for name in "cond custom_gradient scan vectorize while_loop".split()},
    "keras.ops.cholesky": "looks at the content as well",
    "keras.ops.dtype": "gives no tensor",
    "keras.ops.view": "is judged by the dtype",
}


def recorded() -> set[str]:
    """The paths that have records."""
    return {path for family in FAMILIES["keras"] for drawn in family.draws for path in drawn.key.split()}


def public(module: str) -> list[str]:
    """The public names of a module of Keras, aliases by the name that they stand for."""
    names = json.loads(NAMES.read_text("utf-8"))["modules"][module]
    entries = {f"{module}.{name}": find_class(f"{module}.{name}") for name in names}
    return sorted({path if entry is None else entry.path for path, entry in entries.items()})


@pytest.mark.parametrize("module", ["keras.layers", "keras.ops", "keras.ops.image", "keras.random", "keras.losses"])
def test_everything_is_recorded(module: str) -> None:
    missing = {path for path in public(module) if path not in recorded()}
    assert missing == {path for path in REASONS if path.rpartition(".")[0] == module}
