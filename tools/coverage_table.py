"""Writes docs/coverage.md: which public names of torch and Keras are followed; with --check, only tells whether it is stale.

python tools/coverage_table.py           # from the names that are stored in tools/public_names.json
python tools/coverage_table.py --names   # lists the names anew, where torch and keras are installed
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "coverage.md"
NAMES = ROOT / "tools" / "public_names.json"
sys.path.insert(0, str(ROOT))

from convlint.frameworks.common.registry import find_class, find_function, find_method  # noqa: E402

FOLLOWED, KEEPING, UNKNOWN, MISSING = "modelled", "keeps the shape", "left unknown", "not modelled"
LEAST = {
    "torch.nn": 95,
    "torch.nn.functional": 90,
    "keras.layers": 100,
    "keras.ops": 90,
}
"""The share, in percent, that a test asks for; what is left unknown for a reason counts as known to be so."""
FOREIGN = "runs code of another framework"
DATA = "the result's size depends on the data"
REASONS = {
    "keras.layers.FlaxLayer": FOREIGN,
    "keras.layers.JaxLayer": FOREIGN,
    "keras.layers.TFSMLayer": FOREIGN,
    "keras.layers.TorchModuleWrapper": FOREIGN,
    "keras.layers.MaxNumBoundingBoxes": "takes bounding boxes, no tensors",
    "keras.ops.bincount": DATA,
    "keras.ops.histogram": DATA,
    "keras.ops.nonzero": DATA,
    "keras.ops.unique": DATA,
    "keras.ops.vectorize": "makes a function of a function",
    "keras.ops.while_loop": "the data decide how often a function runs",
}
KEEPERS = ("same_shape.", "same_shape_layer.", "keeping.", "_unary.", "_keeping.", "_part", "_matrices.", "_along")
SILENT = {"_unknown", "not_followed", "not_modelled", "nothing", "something", "of_content"}
NOT_FUNCTIONS = set(
    "assert_int_or_pair boolean_dispatch handle_torch_function has_torch_function serialize deserialize get".split()
)
INTRODUCTION = """\
# What is followed

Written by `python tools/coverage_table.py`; a test keeps it fresh. The public names are those of {versions}.

- **modelled**: a rule says what it does to shapes; **keeps the shape**: its result has the shape of its input;
- **left unknown**: nothing can be said, for a reason given below; **not modelled**: its result is unknown.

How well the rules hold is on [another page](truth.md).
"""


# --- the names --------------------------------------------------------------------------------------------------------


def public_names() -> dict[str, Any]:
    """Framework versions, and module -> names. Needs torch and keras."""
    import keras
    import torch

    def classes(module: str, base: type) -> list[str]:
        found = vars(importlib.import_module(module))
        return sorted(n for n, v in found.items() if inspect.isclass(v) and issubclass(v, base) and v is not base)

    def functions(module: str) -> list[str]:
        found = importlib.import_module(module)
        kept = (
            n for n in dir(found) if not n.startswith("_") and not n.startswith("has_torch") and n not in NOT_FUNCTIONS
        )
        return sorted(n for n in kept if inspect.isroutine(getattr(found, n)) and _is_public(getattr(found, n)))

    modules = {
        "torch.nn": classes("torch.nn", torch.nn.Module),
        "torch.nn.functional": functions("torch.nn.functional"),
        "keras.layers": classes("keras.layers", keras.layers.Layer),
        **{name: functions(name) for name in ("keras.ops", "keras.ops.image", "keras.random", "keras.activations")},
        "keras.losses": functions("keras.losses"),
        "keras.applications": functions("keras.applications"),
    }
    return {"torch": torch.__version__.partition("+")[0], "keras": keras.__version__, "modules": modules}


def _is_public(value: Any) -> bool:
    module = getattr(value, "__module__", None) or ""
    return not module.startswith(("typing", "collections", "builtins", "torch.overrides", "torch._VF", "importlib"))


# --- what is known of them --------------------------------------------------------------------------------------------


def kind_of(path: str) -> str:
    """How a name is treated."""
    if path in REASONS:
        return UNKNOWN
    handler = handler_of(path)
    if handler is None or handler.__qualname__.rpartition(".")[2] in SILENT:
        return MISSING
    return KEEPING if handler.__qualname__.startswith(KEEPERS) else FOLLOWED


def handler_of(path: str) -> Any:
    """The function that says what a call of the name, or of an object of the class, gives."""
    function = find_function(path)
    if function is not None:
        return function.handler
    entry = find_class(path)
    if entry is None:
        return None
    found = (find_method(entry, name) for name in ("forward", "call", "__call__", "__init__"))
    return next((method.handler for method in found if method is not None), None)


def tables() -> dict[str, dict[str, str]]:
    """Module -> name -> kind."""
    stored = json.loads(NAMES.read_text("utf-8"))["modules"]
    return {module: {name: kind_of(f"{module}.{name}") for name in names} for module, names in stored.items()}


def share(kinds: dict[str, str]) -> float:
    """The percentage of names that are followed, or left unknown for a reason."""
    return 100 * sum(kind != MISSING for kind in kinds.values()) / len(kinds)


def page() -> str:
    """The whole page."""
    stored = json.loads(NAMES.read_text("utf-8"))
    found = tables()
    head = ["module", "names", FOLLOWED, KEEPING, UNKNOWN, MISSING, ""]
    lines = [f"| {' | '.join(head)} |", "|---" + "|--:" * (len(head) - 1) + "|"]
    for module, kinds in found.items():
        counts = [sum(kind == each for kind in kinds.values()) for each in (FOLLOWED, KEEPING, UNKNOWN, MISSING)]
        cells = [f"[`{module}`](#{module.replace('.', '')})", str(len(kinds)), *(str(count or "") for count in counts)]
        lines.append(f"| {' | '.join([*cells, f'{share(kinds):.0f}%'])} |")
    versions = f"torch {stored['torch']} and Keras {stored['keras']}"
    sections = [_section(module, kinds) for module, kinds in found.items()]
    reasons = "\n".join(f"- `{path}`: {why}" for path, why in REASONS.items())
    start = INTRODUCTION.format(versions=versions)
    return "\n".join([start, *lines, "", *sections, "## Left unknown", "", reasons, ""])


def _section(module: str, kinds: dict[str, str]) -> str:
    lines = [f"## {module}", ""]
    for kind in (FOLLOWED, KEEPING, UNKNOWN, MISSING):
        names = [name for name, each in kinds.items() if each == kind]
        if names:
            lines += [f"**{kind}**: {', '.join(f'`{name}`' for name in names)}", ""]
    return "\n".join(lines)


def main() -> int:
    if "--names" in sys.argv[1:]:
        NAMES.write_text(json.dumps(public_names(), indent=0) + "\n", "utf-8")
    text = page()
    if "--check" in sys.argv[1:]:
        stale = not PAGE.is_file() or PAGE.read_text("utf-8") != text
        short = [module for module, least in LEAST.items() if share(tables()[module]) < least]
        print("stale: run `python tools/coverage_table.py`" if stale else "fresh", *short)
        return 1 if stale or short else 0
    PAGE.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
