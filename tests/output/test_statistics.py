"""The table of `--statistics`."""

from __future__ import annotations

from convlint.finding import Finding, Location, Span
from convlint.output.statistics import statistics_table


def finding(code: str) -> Finding:
    return Finding(code, "", "a.py", Span(Location(1, 1), Location(1, 2)))


def test_rules_by_frequency_then_counters_with_their_shares() -> None:
    counters = {"layer_applications": 8, "layers_known_rank": 6, "op_applications": 3, "ops_known_rank": 1}
    counters |= {"ops_open_rank": 2, "steps": 9}
    assert statistics_table([finding("CL103"), finding("CL102"), finding("CL103")], counters) == (
        "       2  CL103 channel-mismatch\n"
        "       1  CL102 feature-mismatch\n"
        "\n"
        "       8  layer applications\n"
        "       6  layers known rank (75.0%)\n"
        "       3  op applications\n"
        "       1  ops known rank (33.3%)\n"
        "       2  ops open rank (66.7%)\n"
        "       9  steps\n"
    )


def test_nothing_known_of_nothing_has_no_share() -> None:
    assert statistics_table([], {"layer_applications": 0, "layers_known_rank": 0}) == (
        "       0  layer applications\n       0  layers known rank\n"
    )
