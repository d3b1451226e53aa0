"""Every program in `agree/` is run by Python and read by the interpreter: each of its names must hold the same value."""

from __future__ import annotations

from pathlib import Path

import pytest
from frameworks.python.programs import concrete, plain, read, run

PROGRAMS = sorted((Path(__file__).parent / "agree").glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda path: path.stem)
def test_the_interpreter_agrees_with_python(program: Path, tmp_path: Path) -> None:
    source = program.read_text(encoding="utf-8")
    expected = {name: plain(value) for name, value in run(source).items()}
    found = {name: concrete(value) for name, value in read(source, tmp_path).items() if name in expected}
    assert len(expected) > 5
    assert {name: (type(value), value) for name, value in found.items()} == {
        name: (type(value), value) for name, value in expected.items()
    }
