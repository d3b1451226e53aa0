"""docs/rules is what the catalogue says."""

from __future__ import annotations

from support.process import run_python


def test_the_pages_are_fresh() -> None:
    run = run_python("tools/rule_pages.py", "--check")
    assert run.returncode == 0, run.stdout + run.stderr
