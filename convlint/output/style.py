"""Colours, where they are wanted."""

from __future__ import annotations

from convlint.finding import Finding
from convlint.rules import RULES

RED, YELLOW, BLUE, CYAN = "31", "33", "34", "36"


class Style:
    """Wraps text in escape sequences, or leaves it as it is; `links`: the terminal knows hyperlinks."""

    def __init__(self, color: bool, links: bool = False) -> None:
        self._color = color
        self._links = links

    def code(self, finding: Finding) -> str:
        painted = self._paint(finding.code, f"1;{_hue(finding)}")
        return f"\x1b]8;;{RULES[finding.code].url}\x1b\\{painted}\x1b]8;;\x1b\\" if self._links else painted

    def caret(self, finding: Finding, text: str) -> str:
        return self._paint(text, f"1;{_hue(finding)}")

    def bold(self, text: str) -> str:
        return self._paint(text, "1")

    def gutter(self, text: str) -> str:
        return self._paint(text, f"1;{BLUE}")

    def label(self, text: str) -> str:
        return self._paint(text, f"1;{CYAN}")

    def _paint(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self._color else text


def _hue(finding: Finding) -> str:
    return RED if finding.severity == "error" else YELLOW
