"""Linting a program, and comparing what is said with what really happens."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from convlint import lint_paths

OTHERS = ("does not require grad", "must be contiguous")
"""Failures that have nothing to do with shapes: a model without weights is trained, a gradient's strides."""


@dataclass(frozen=True)
class Trial:
    """A program, the rows where it really fails (outermost first), and the rows of the errors found."""

    seed: int
    text: str
    rows: tuple[int, ...]
    error: str
    found: tuple[tuple[int, str], ...]

    @property
    def verdict(self) -> str:
        """`right`, `missed`, `elsewhere`, `false` (it runs, or what is found first really passes), `silent` or `other`."""
        places = [row for row, _ in self.found]
        if any(text in self.error for text in OTHERS):
            return "other"
        if not self.rows:
            return "false" if places else "silent"
        if self.rows[-1] in places:
            return "right"
        return "elsewhere" if places else "missed"

    @property
    def follows(self) -> bool:
        """Whether, behind the right one, other lines are blamed as well."""
        return self.verdict == "right" and any(row not in self.rows for row, _ in self.found)


@dataclass
class Tally:
    """How often each verdict came."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, trial: Trial) -> None:
        """Count a trial."""
        self.counts[trial.verdict] = self.counts.get(trial.verdict, 0) + 1
        self.counts["follows"] = self.counts.get("follows", 0) + trial.follows

    @property
    def failing(self) -> int:
        """Programs that really fail."""
        return sum(self.counts.get(name, 0) for name in ("right", "missed", "elsewhere"))

    @property
    def total(self) -> int:
        """All programs."""
        return self.failing + sum(self.counts.get(name, 0) for name in ("false", "silent", "other"))

    def row(self, framework: str) -> str:
        """A row of the table."""
        get = self.counts.get
        share = 100 * get("right", 0) / self.failing if self.failing else 0.0
        cells = (self.total, self.failing, get("right", 0), f"{share:.1f} %", get("elsewhere", 0), get("missed", 0))
        return f"| {framework} | {' | '.join(map(str, cells))} | {get('false', 0)} | {get('follows', 0)} |"


def errors_in(text: str, place: Path) -> tuple[tuple[int, str], ...]:
    """Row and message of the errors that convlint finds."""
    place.write_text(text, encoding="utf-8")
    return tuple(
        (finding.span.start.row, f"{finding.code} {finding.message}")
        for finding in lint_paths(place, isolated=True).findings
        if finding.severity == "error"
    )
