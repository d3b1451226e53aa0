"""Where we say something else than the framework does, and why we leave it so."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.truth.model import Raised, Record


@dataclass(frozen=True)
class Quirk:
    """path: of the op, with `*` for anything. text: a part of the framework's message (or of ours, for a call that works)."""

    path: str
    text: str
    why: str


NO_VECTOR = "which of torch's implementations is at work decides whether a weight that is no vector is refused"
STATE = "a state that is not known is taken for one of the same batch"
EMPTY = "a tensor without items"
QUIRKS: tuple[Quirk, ...] = (
    Quirk(
        "torch.*onv*ranspose*",
        "Given input size per channel",
        "which library computes it decides whether an empty result is refused",
    ),
    Quirk("torch.nn.functional.instance_norm", "Number of dimensions of repeat", NO_VECTOR),
    Quirk("torch.nn.functional.instance_norm", "should contain", NO_VECTOR),
    Quirk("torch.nn.functional.batch_norm", "bias should contain", NO_VECTOR),
    Quirk("torch.nn.*nstance*orm*", "select(): index 0", EMPTY),
    Quirk("torch.nn.functional.adaptive_avg_pool3d", "Expected input to have no", EMPTY),
    Quirk("torch.nn.functional.avg_pool1d", "Expected 3D or 4D", EMPTY),
    Quirk("torch.nn.functional.prelu", "Mismatch of parameter number", EMPTY),
    Quirk("torch.nn.MultiMarginLoss", "Expected non-empty", EMPTY),
    Quirk("torch.*masked_scatter", "Number of elements of source", "the mask's content decides how many are needed"),
    Quirk("torch.nn.Transformer", "index 0 is out of range", "initialisation refuses parameters without items"),
    Quirk(
        "torch.nn.functional.scaled_dot_product_attention",
        "Expected size for first two",
        "only some of torch's implementations compare the number of keys with that of values",
    ),
    Quirk("torch.*logsumexp", "output with shape []", "an empty list of dims means all dims elsewhere"),
    Quirk("torch.*cummax", "for a 2-D tensor", "torch does not look at the dim of an empty tensor"),
    Quirk("torch.*index_*", "setStorage", "an index into a tensor without items"),
    Quirk("torch.*index_*", "source tensor shape must match", "a tensor without dims takes a source of one item only"),
    Quirk(
        "keras.layers.*Normalization", "Given normalized_shape", "only the torch backend refuses axes but the last ones"
    ),
    Quirk("keras.layers.LayerNormalization", "appears multiple times", "an axis that is given twice"),
    Quirk("keras.layers.Bidirectional", "Forward layer and backward", "Keras 2 takes a layer that goes backwards"),
    Quirk("keras.layers.GroupQueryAttention", "Expected size for first two", "which implementation is at work decides"),
)

ASSUMED: tuple[Quirk, ...] = (
    Quirk("torch.*chunk", "", "a dim of unknown size is taken to be cut into as many parts as are asked for"),
    Quirk("torch.nn.functional.linear", "out_features", "a weight of unknown rank is taken for a matrix"),
    Quirk("torch.nn.functional.bilinear", "", "a bias that is not known is taken for a vector"),
    *(Quirk(f"keras.layers.{name}*", "", STATE) for name in ("SimpleRNN", "GRU", "LSTM")),
    Quirk("torch.nn.*ross*ntropy*", "(1,)", "a target of one class index is taken for that of a batch of one"),
)
"""Where less is known, what our declarations take for granted, as the programs do that call them."""


def is_quirk(record: Record, said: str) -> bool:
    """Whether a listed reason excuses that we say `said` where the framework does something else."""
    message = record.outcome.message if isinstance(record.outcome, Raised) else said
    return any(matches(quirk.path, record.case.path) and quirk.text in message for quirk in QUIRKS)


def is_assumed(record: Record, said: str) -> bool:
    """Whether `said` comes from what the op takes for granted."""
    return any(matches(quirk.path, record.case.path) and quirk.text in said for quirk in ASSUMED)


def matches(pattern: str, path: str) -> bool:
    """Whether a path is meant."""
    return fnmatchcase(path, pattern)
