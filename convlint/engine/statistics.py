"""What was evaluated, and how much of it was known: the measure that silence is not emptiness."""

from __future__ import annotations

APPLICATIONS = (
    "layer_applications",
    "layers_known_rank",
    "layers_known_channels",
    "layers_open_rank",
    "op_applications",
    "ops_known_rank",
    "ops_known_channels",
    "ops_open_rank",
)
"""What a call adds to, and adds again where it is remembered."""
COUNTERS = ("files", *APPLICATIONS, "entries", "worlds", "steps", "budget_spent")


class Statistics:
    """Counters of one analysis.

    An application is one evaluation of a declared layer, or of an op that has or gives a tensor; what makes a tensor of Python's
    values (`torch.tensor`, `numpy.asarray`, ...) is none. What is known is told of the result, or of the first tensor where the
    result is none. known_rank: its rank is known, perhaps but for a batch that may be missing. known_channels: so is the rank, or
    at least the last sizes, as in `(*, C, H, W)`. open_rank: the rank is not known since it follows from an argument that the code
    leaves open (`def f(image: Tensor)`); so nothing was lost on the way. Sizes may be symbolic.
    """

    __slots__ = (*COUNTERS, "unknown")

    def __init__(self, files: int = 0) -> None:
        self.files = files
        self.layer_applications = 0
        self.layers_known_rank = 0
        self.layers_known_channels = 0
        self.layers_open_rank = 0
        self.op_applications = 0
        self.ops_known_rank = 0
        self.ops_known_channels = 0
        self.ops_open_rank = 0
        self.entries = 0
        self.worlds = 0
        self.steps = 0
        self.budget_spent = 0
        self.unknown: dict[str, int] = {}

    @property
    def applied(self) -> int:
        """How many layers and ops were applied."""
        return self.layer_applications + self.op_applications

    def as_dict(self) -> dict[str, int]:
        """The counters by name."""
        return {name: getattr(self, name) for name in COUNTERS}

    def merge(self, other: Statistics) -> None:
        """Add another analysis's counters."""
        for name, value in other.as_dict().items():
            setattr(self, name, getattr(self, name) + value)
        for why, count in other.unknown.items():
            self.unknown[why] = self.unknown.get(why, 0) + count
