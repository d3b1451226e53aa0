"""Keras programs (torch backend): what they start from, which steps there are, in which styles they are written."""

from __future__ import annotations

from benchmarks.differential import keras_layers, keras_ops
from benchmarks.differential.draft import Draft
from benchmarks.differential.keras_render import written

__all__ = ["DRAWERS", "HEAD", "STYLES", "start", "written"]

HEAD = "import keras\nimport numpy as np\nfrom keras import layers, ops\n"
STYLES = ("script", "functions", "functional", "functional", "sequential", "subclassed", "subclassed")
DRAWERS = [*keras_layers.DRAWERS, *keras_ops.DRAWERS]
INPUTS = (
    (2, 16, 16, 3), (4, 28, 28, 1), (2, 12, 20, 8), (3, 24, 10), (2, 32, 16), (5, 12), (4, 30), (2, 6, 8, 8, 2),
)  # fmt: skip
TOKENS = ((4, 12), (2, 20), (3, 5))


def start(draft: Draft) -> None:
    """The style, for a functional model is drawn with symbolic tensors, and the inputs."""
    draft.style = draft.rng.choice(STYLES)
    draft.chain = draft.style == "sequential"
    many = 1 if draft.style == "sequential" else draft.rng.choice([1, 1, 2])
    for _ in range(many):
        tokens = draft.rng.random() < 0.12
        shape = draft.rng.choice(TOKENS if tokens else INPUTS)
        draft.add_input(_input(draft, shape, tokens), tokens)


def _input(draft: Draft, shape: tuple[int, ...], tokens: bool) -> str:
    if draft.style == "functional":
        return f"keras.Input({shape[1:]}{', dtype=' + repr('int32') if tokens else ''})"
    return f"keras.random.randint({shape}, 0, 20)" if tokens else f"keras.random.normal({shape})"
