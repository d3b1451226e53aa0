"""What torch's functions accept: read, checked, and held against the real ones."""

from __future__ import annotations

import pytest
from support.process import run_python

from convlint.frameworks.common.accepted import Accepted
from convlint.values import Mismatch

OF_TWO_VERSIONS = Accepted("degrees, interpolation/resample=, fill=, resample=")
ACCEPTED = Accepted("self, input, weight, bias=, *, eps=")


@pytest.mark.parametrize(
    ("count", "names", "said"),
    [
        (5, [], "at most 3 arguments by position but gets 4"),
        (3, ["wieght"], "no argument `wieght`"),
        (3, ["input"], "gets `input` twice"),
        (2, ["eps"], "needs `weight`"),
    ],
)
def test_what_cannot_be_bound(count: int, names: list[str], said: str) -> None:
    with pytest.raises(Mismatch, match=said):
        ACCEPTED.check(count, names)


@pytest.mark.parametrize(("count", "names"), [(3, []), (4, ["eps"]), (1, ["weight", "input"]), (2, ["bias", "weight"])])
def test_what_can_be_bound(count: int, names: list[str]) -> None:
    ACCEPTED.check(count, names)


def test_names_of_several_versions() -> None:
    OF_TWO_VERSIONS.check(1, ["resample", "fill"])
    OF_TWO_VERSIONS.check(2, ["resample"])
    with pytest.raises(Mismatch, match="no argument `expand`"):
        OF_TWO_VERSIONS.check(1, ["expand"])


@pytest.mark.framework
def test_the_file_is_fresh() -> None:
    pytest.importorskip("torch")
    run = run_python("tools/arguments.py", "--check")
    assert run.returncode == 0, run.stdout + run.stderr
