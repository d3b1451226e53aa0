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


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The first words of what is parsed."""
    words: list[str] = []
    parse = ast.parse
    monkeypatch.setattr(ast, "parse", lambda text: (words.append(text.split()[0]), parse(text))[1])
    return words


def test_definitions_are_left_where_they_are_not_wanted(parsed: list[str]) -> None:
    reader = Reader(TEXT)
    reader.read_ahead(definitions=False)
    parsed.clear()
    blocks(reader)
    assert parsed == ["def", "@f"]


def test_what_is_kept_is_not_parsed_again_until_it_is_forgotten(parsed: list[str]) -> None:
    reader, other = Reader(TEXT), Reader(TEXT)
    reader.read_ahead(definitions=False, keep=True)
    parsed.clear()
    first = next(chunk for chunk in reader.outline.chunks if chunk.kind == "function")
    reader.block(first)
    assert parsed == []
    reader.forget()
    assert blocks(reader) == blocks(other)
    assert (parsed.count("def"), parsed.count("@f")) == (1, 2)  # the other one's, and the class that was forgotten
