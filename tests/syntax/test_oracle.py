"""Ours and Python's own reading of the standard library agree: names, literals, calls, operators, and their places."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from syntax.oracle import our_facts, python_facts

from convlint.syntax import read_source

LIBRARY = Path(os.__file__).parent
FILES = [path for path in sorted(LIBRARY.glob("*.py")) if 1_000 < path.stat().st_size < 40_000][::4]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_agrees_with_python(path: Path) -> None:
    text = read_source(path)
    assert Counter(our_facts(text)) == Counter(python_facts(text))


def test_columns_count_characters() -> None:
    text = "é = 'ü' + f(ö, x.ä)  # 漢字\nclass Ü:\n    '''漢\n    字'''; é = ('漢', b)\n"
    assert Counter(our_facts(text)) == Counter(python_facts(text))
