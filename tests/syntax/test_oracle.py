"""Ours and Python's own reading of the standard library agree: names, literals, calls, operators, and their places."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from syntax.oracle import our_facts, python_facts

from convlint.syntax import Reader, read_source
from convlint.syntax.printer import printed

LIBRARY = Path(os.__file__).parent
FILES = [path for path in sorted(LIBRARY.glob("*.py")) if 1_000 < path.stat().st_size < 40_000][::6]


@pytest.mark.parametrize("newer", [False, True], ids=["ast", "libcst"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_agrees_with_python(path: Path, newer: bool) -> None:
    text = read_source(path)
    assert Counter(our_facts(text, newer=newer)) == Counter(python_facts(text))


@pytest.mark.parametrize("newer", [False, True], ids=["ast", "libcst"])
def test_columns_count_characters(newer: bool) -> None:
    text = "é = 'ü' + f(ö, x.ä)  # 漢字\nclass Ü:\n    '''漢\n    字'''; é = ('漢', b)\n"
    assert Counter(our_facts(text, newer=newer)) == Counter(python_facts(text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_both_parsers_give_one_ir(path: Path) -> None:
    ours, theirs = Reader(read_source(path)), Reader(read_source(path))
    theirs.outline = theirs.outline._replace(newer=True)
    for chunk in ours.outline.chunks:
        assert printed(ours.block(chunk)) == printed(theirs.block(chunk))
