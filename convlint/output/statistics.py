"""The table of `--statistics`: what was found, and how much of the code was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from convlint.finding import Finding
from convlint.rules import NAMES


def statistics_table(findings: Sequence[Finding], counters: Mapping[str, int]) -> str:
    """One row per rule that was found, the most frequent first, then the counters of the analysis.

    `layers_known_rank` is told as a share of `layer_applications`, and so on.
    """
    return "".join(f"{row}\n" for row in (*_rules(findings), *_counters(counters)))


def _rules(findings: Sequence[Finding]) -> Iterator[str]:
    counts = Counter(finding.code for finding in findings)
    for code, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        yield f"{number:>8}  {code} {NAMES[code]}"
    if counts:
        yield ""


def _counters(counters: Mapping[str, int]) -> Iterator[str]:
    for key, number in counters.items():
        kind = key.removesuffix("_rank").removesuffix("_channels").removesuffix("_known").removesuffix("_open")
        whole = counters.get(f"{kind[:-1]}_applications", 0) if kind in ("layers", "ops") else 0
        share = f" ({100 * number / whole:.1f}%)" if whole else ""
        yield f"{number:>8}  {key.replace('_', ' ')}{share}"
