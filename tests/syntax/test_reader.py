"""A reader's blocks and places."""

from __future__ import annotations

import gc
import sys

import pytest
from syntax.oracle import nodes

from convlint.finding import Location, Span
from convlint.syntax import Reader, ir

PROGRAM = """\
import a

class B(C):
    def f(self, x: int = 1):
        return (self.g((x) + 1)
                .h[x, 1:2])

y = f"{B()}" "é"; z = (B)(1)
"""


def test_a_block_is_read_once() -> None:
    reader = Reader(PROGRAM)
    chunk = reader.outline.chunks[1]
    assert reader.block(chunk) is reader.block(chunk)


def test_numbers_are_unique_and_stay() -> None:
    ats = [[node.at for chunk in r.outline.chunks for node, _ in nodes(r.block(chunk))] for r in _twice()]
    assert ats[0] == ats[1]
    assert len(set(ats[0])) == len(ats[0])


def _twice() -> tuple[Reader, Reader]:
    return Reader(PROGRAM), Reader(PROGRAM)


def test_places_of_nodes() -> None:
    reader = Reader(PROGRAM)
    every = [node for chunk in reader.outline.chunks for node, _ in nodes(reader.block(chunk))]
    spans = reader.locate([node.at for node in every])
    texts = {(type(node).__name__, reader.source(spans[node.at])) for node in every}
    assert texts >= {
        ("Import", "import a"),
        ("ClassDef", "B"),
        ("FunctionDef", "f"),
        ("Param", "x"),
        ("Name", "x"),
        ("Binary", "(x) + 1"),
        ("Call", "self.g((x) + 1)"),
        ("Subscript", "self.g((x) + 1)\n                .h[x, 1:2]"),
        ("TupleExpr", "x, 1:2"),
        ("Slice", "1:2"),
        ("Return", "return (self.g((x) + 1)\n                .h[x, 1:2])"),
        ("Call", "(B)(1)"),
        ("Joined", 'f"{B()}" "é"'),
        ("Formatted", "{B()}" if sys.version_info >= (3, 12) else 'f"{B()}" "é"'),
    }
    call = next(node for node in every if isinstance(node, ir.Call) and reader.source(spans[node.at]) == "(B)(1)")
    assert spans[call.at] == Span(Location(8, 23), Location(8, 29))


def test_places_are_found_alone_as_together() -> None:
    reader = Reader(PROGRAM)
    ats = [node.at for chunk in reader.outline.chunks for node, _ in nodes(reader.block(chunk))]
    together = reader.locate(ats)
    assert all(Reader(PROGRAM).locate([at]) == {at: together[at]} for at in ats)
    assert reader.locate([]) == {}


def test_what_is_too_deep_is_opaque_alone() -> None:
    reader = Reader("a = 1\nb, c.d = " + "-" * 500 + "1; e = 2\nfrom f import g as h\ni = 1\n")
    (chunk,) = reader.outline.chunks
    block = reader.block(chunk)
    assert [type(node) for node in block] == [ir.Assign, ir.OpaqueStmt, ir.ImportFrom, ir.Assign]
    assert isinstance(block[1], ir.OpaqueStmt)
    assert block[1].names == ("b", "e")
    spans = reader.locate([node.at for node in block])
    assert [spans[node.at].start for node in block] == [Location(row, 1) for row in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("statement", "names"),
    [
        ("def f(a):\n    b = {}", ("f",)),
        ("class A:\n    b = {}", ("A",)),
        ("x = [a for b in c] + [{}]", ("b", "x")),
        ("from m import *; x = {}", ("*", "x")),
        ("import a.b, c as d; (e := {})", ("a", "d", "e")),
        ("try: x = {}\nexcept E as f: pass", ("f", "x")),
        ("match {}:\n    case [a, *b] | {'c': _, **d}: pass\n    case E() as f: pass", ("a", "b", "d", "f")),
        ("with {} as (a, b.c): del d", ("a", "b", "d")),
    ],
)
def test_opaque_statements_say_what_they_bind(statement: str, names: tuple[str, ...]) -> None:
    reader = Reader(statement.replace("{}", "-" * 500 + "1"))
    (node,) = reader.block(reader.outline.chunks[0])
    assert isinstance(node, ir.OpaqueStmt)
    assert set(node.names) >= set(names) - {"b"}
    assert set(node.names) <= {*names, "b"}


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        reader = Reader("x = 1")
        reader.block(reader.outline.chunks[0])
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if was else gc.disable)()


def test_a_deep_caller_can_read() -> None:
    text = "x = " + "f(" * 90 + "1" + ")" * 90

    def deep(levels: int) -> ir.Block:
        if levels:
            return deep(levels - 1)
        reader = Reader(text)
        return reader.block(reader.outline.chunks[0])

    limit = sys.getrecursionlimit()
    assert isinstance(deep(limit - 200)[0], ir.Assign)
    assert sys.getrecursionlimit() == limit
