"""The table of `--statistics`: what was found, and how much of the code was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from convlint.finding import Finding
from convlint.rules import RULES

SHARES = {"known_rank": "layer_applications", "known_channels": "layer_applications"}


def statistics_table(findings: Sequence[Finding], counters: Mapping[str, int | float]) -> str:
    """One row per rule that was found, the most frequent first, then the counters of the analysis."""
    return "".join(f"{row}\n" for row in (*_rules(findings), *_counters(counters)))


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    counts = Counter(finding.code for finding in findings)
    for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>8}  {code} {RULES[code].name}"
    if counts:
        yield ""


def _counters(counters: Mapping[str, int | float]) -> Iterator[str]:
    for key, number in counters.items():
        whole = counters.get(SHARES.get(key, ""), 0)
        share = f" ({100 * number / whole:.1f}%)" if whole else ""
        shown = f"{number:>8}" if isinstance(number, int) else f"{number:>8.2f}"
        yield f"{shown}  {key.replace('_', ' ')}{share}"
