"""A short slice of `python -m benchmarks.fuzz`: nothing breaks convlint."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.fuzz.__main__ import read_seeds
from benchmarks.fuzz.running import KINDS, made, trouble
from convlint.cli.version import is_compiled

SEEDS = read_seeds(sorted((Path(__file__).parents[2] / "fixtures").glob("*/*.py"))[::5])
INPUTS = 12


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_breaks(kind: str, tmp_path: Path) -> None:
    for number in range(INPUTS):
        assert trouble(kind, number, made(kind, number, SEEDS), tmp_path) is None


def test_inputs_are_made_again() -> None:
    assert all(made(kind, 3, SEEDS) == made(kind, 3, SEEDS) for kind in KINDS)
    assert len({made("mutated", number, SEEDS) for number in range(20)}) == 20


@pytest.mark.skipif(is_compiled(), reason="what is compiled cannot be replaced")
def test_an_internal_error_is_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from convlint.engine.interpreter import Interpreter

    def fails(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(Interpreter, "eval", fails)
    found = trouble("mutated", 0, b"import torch\ntorch.zeros(3)\n", tmp_path)
    assert found is not None
    assert "RuntimeError" in found.what
