"""What a rule declares about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from convlint.rules.selectors import about_the_run

if TYPE_CHECKING:
    from convlint.finding import Severity

DOCS = "https://convlint.readthedocs.io/rules/"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One kind of cause. `bad` gives exactly this finding and `good` none; `says` holds parts of what torch answers."""

    code: str
    name: str
    summary: str
    why: str
    severity: Severity = "error"
    bad: str = ""
    good: str = ""
    says: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return f"{DOCS}{self.name}/"

    @property
    def about_the_run(self) -> bool:
        """Whether the finding tells that the tool could not do its work, which no option silences."""
        return about_the_run(self.code)
