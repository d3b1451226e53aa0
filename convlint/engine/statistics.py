"""What was evaluated, and how much of it was known: the measure that silence is not emptiness."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Statistics:
    """Counters of one analysis.

    An application is one evaluation of a declared layer or op. Its rank is known when every tensor argument's is (perhaps but for
    a batch that may be missing); its channels are known when the size that the layer looks at is a number or an expression of the
    program's own (a fresh unknown is neither).
    """

    files: int = 0
    layer_applications: int = 0
    layers_known_rank: int = 0
    layers_known_channels: int = 0
    op_applications: int = 0
    ops_known_rank: int = 0
    ops_known_channels: int = 0
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
