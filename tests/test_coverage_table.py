"""docs/coverage.md is what the declarations say, and enough of the frameworks is followed."""

from __future__ import annotations

from support.process import run_python


def test_the_table_is_fresh() -> None:
    run = run_python("tools/coverage_table.py", "--check")
    assert run.returncode == 0, run.stdout + run.stderr
