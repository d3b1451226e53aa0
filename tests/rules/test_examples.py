"""The examples of each rule: the wrong one gives just this rule, the right one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.rules import RULES
from convlint.rules.rule import Rule
from convlint.runner import run

WITH_EXAMPLES = [rule for rule in RULES.values() if rule.bad]


def codes(folder: Path, source: str) -> list[str]:
    path = folder / "example.py"
    path.write_text(source, "utf-8")
    return [finding.code for finding in run([str(path)]).findings]


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=[rule.code for rule in WITH_EXAMPLES])
def test_wrong_and_right(rule: Rule, tmp_path: Path) -> None:
    assert codes(tmp_path, rule.bad) == [rule.code]
    assert codes(tmp_path, rule.good) == []
