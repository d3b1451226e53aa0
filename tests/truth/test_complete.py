"""Every public layer and function of Keras, and every declared name of torch, torchvision and einops, has records or a reason."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from convlint.frameworks.common.registry import all_classes, all_functions, find_class, lineage, load
from tests.truth import reasons
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


def recorded(framework: str = "keras") -> set[str]:
    """The paths that have records; a class has those of its methods."""
    draws = [drawn for family in FAMILIES[framework] for drawn in family.draws if not drawn.binding]
    paths = {path for drawn in draws for path in drawn.key.split()}
    return paths | {path.rpartition(".")[0] for path in paths}


def public(module: str) -> list[str]:
    """The public names of a module of Keras, aliases by the name that they stand for."""
    names = json.loads(NAMES.read_text("utf-8"))["modules"][module]
    entries = {f"{module}.{name}": find_class(f"{module}.{name}") for name in names}
    return sorted({path if entry is None else entry.path for path, entry in entries.items()})


@pytest.mark.parametrize("module", ["keras.layers", "keras.ops", "keras.ops.image", "keras.random", "keras.losses"])
def test_everything_is_recorded(module: str) -> None:
    missing = {path for path in public(module) if path not in recorded()}
    assert missing == {path for path in REASONS if path.rpartition(".")[0] == module}


def declared(framework: str) -> set[str]:
    """The names declared of a framework: functions, classes, and the methods and properties of its tensors."""
    load(framework)
    names = {path for path in (*all_functions(), *all_classes()) if path.startswith(f"{framework}.")}
    tensor = find_class(f"{framework}.Tensor") if framework == "torch" else None
    for kin in [] if tensor is None else lineage(tensor):
        names |= {f"{framework}.Tensor.{name}" for name in (*kin.methods, *kin.properties)}
    return names


@pytest.mark.parametrize("framework", ["torch", "einops", "torchvision"])
def test_every_declared_name_is_recorded(framework: str) -> None:
    missing = declared(framework) - recorded(framework)
    patterns = [
        name for names in reasons.REASONS.values() for name in names.split() if name.startswith(f"{framework}.")
    ]
    assert [name for name in sorted(missing) if not any(fnmatchcase(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatchcase(name, pattern) for name in missing)] == []
