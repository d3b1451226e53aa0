"""Reading ahead: the same blocks as one by one, without parsing again."""

from __future__ import annotations

import ast

import pytest

from convlint.syntax import Reader
from convlint.syntax.printer import printed

TEXT = """
import os; x = 1
def f(a, *, b=2):
    return [a for a in b if a > x]
y = f(3)
@f
class C:
    def g(self): yield from self
z = \\
    3
"""


def blocks(reader: Reader) -> list[str]:
    return [printed(reader.block(chunk)) for chunk in reader.outline.chunks]


def test_blocks_are_the_same_with_the_same_places() -> None:
    one, other = Reader(TEXT), Reader(TEXT)
    other.read_ahead(definitions=True)
    assert blocks(one) == blocks(other)
    for chunk in one.outline.chunks:
        ats = [node.at for node in one.block(chunk)]
        assert ats == [node.at for node in other.block(chunk)]
        assert one.locate(ats) == other.locate(ats)


def test_definitions_are_left_where_they_are_not_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader(TEXT)
    reader.read_ahead(definitions=False)
    parsed: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: (parsed.append(text.split()[0]), parse(text))[1])
    blocks(reader)
    assert parsed == ["def", "@f"]
