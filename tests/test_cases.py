"""The pairs of real programs beside the checkout, where they are: no good program is flagged."""

from __future__ import annotations

import re
import shlex
import sys

import pytest
from support.process import ROOT, run_python

SHARED = ROOT.parent / "shared"
SCORE = SHARED / "tools" / "score_cases.py"


@pytest.mark.skipif(not SCORE.is_file(), reason="no ../shared/tools/score_cases.py beside this checkout")
def test_no_good_program_is_flagged() -> None:
    linter = f"{shlex.quote(sys.executable)} -m convlint"
    run = run_python(str(SCORE), str(SHARED / "cases"), "--linter", linter, "--show")
    scored = set(re.findall(r"^(\w+): recall", run.stdout, re.MULTILINE))
    assert scored >= {"torch", "keras"}, run.stderr
    assert [line for line in run.stdout.splitlines() if line.startswith("false alarm ")] == []
