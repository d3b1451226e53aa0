"""What was evaluated, and how much of it was known: the measure that silence is not emptiness."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Statistics:
    """Counters of one analysis.

    An application is one evaluation of a declared layer, or of an op that has or gives a tensor; what makes a tensor of Python's
    values (`torch.tensor`, `numpy.asarray`, ...) is none. What is known is told of the result, or of the first tensor where the
    result is none. known_rank: its rank is known, perhaps but for a batch that may be missing. known_channels: so is the rank, or
    at least the last sizes, as in `(*, C, H, W)`. open_rank: the rank is not known since it follows from an argument that the code
    leaves open (`def f(image: Tensor)`); so nothing was lost on the way. Sizes may be symbolic.
    """

    files: int = 0
    layer_applications: int = 0
    layers_known_rank: int = 0
    layers_known_channels: int = 0
    layers_open_rank: int = 0
    op_applications: int = 0
    ops_known_rank: int = 0
    ops_known_channels: int = 0
    ops_open_rank: int = 0
    entries: int = 0
    worlds: int = 0
    steps: int = 0
    budget_spent: int = 0
    unknown: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, int]:
        """The counters by name."""
        return {name: value for name, value in asdict(self).items() if isinstance(value, int)}

    def merge(self, other: Statistics) -> None:
        """Add another analysis's counters."""
        for name, value in other.as_dict().items():
            setattr(self, name, getattr(self, name) + value)
        for why, count in other.unknown.items():
            self.unknown[why] = self.unknown.get(why, 0) + count
