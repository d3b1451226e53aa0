"""Texts made to break a reader: each is read, opaque in part, or refused with a place; and soon."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convlint.syntax import Reader, SourceError
from convlint.syntax.newer import is_shallow

DEEP: dict[str, Callable[[int], str]] = {
    "parentheses": lambda n: "(" * n + "1" + ")" * n,
    "lists": lambda n: "x = " + "[" * n + "]" * n,
    "calls": lambda n: "f(" * n + ")" * n,
    "subscripts": lambda n: "a[" * n + "0" + "]" * n,
    "dicts": lambda n: "{1: " * n + "2" + "}" * n,
    "not": lambda n: "not " * n + "a",
    "minus": lambda n: "-" * n + "1",
    "power": lambda n: "2**" * n + "1",
    "plus": lambda n: "1+" * n + "1",
    "or": lambda n: "a or " * n + "a",
    "comparisons": lambda n: "a < " * n + "a",
    "attributes": lambda n: "a" + ".b" * n,
    "methods": lambda n: "a" + ".b(1)" * n,
    "lambdas": lambda n: "lambda: " * n + "1",
    "conditionals": lambda n: "1 if a else " * n + "1",
    "strings": lambda n: "x = (" + "'a'\n" * n + ")",
    "f-strings": lambda n: "f'{" * n + "1" + "}'" * n,
    "specs": lambda n: "f'" + "{a:" * n + "}" * n + "'",
    "comprehensions": lambda n: "[a" + " for a in b" * n + "]",
    "elif": lambda n: "if a: b\n" + "elif a: b\n" * n,
    "else": lambda n: "".join(" " * i + "if a:\n" for i in range(min(n, 99))) + " " * min(n, 99) + "b",
    "patterns": lambda n: "match a:\n  case " + "[" * n + "a" + "]" * n + ": pass",
    "grouped patterns": lambda n: "match a:\n  case " + "(" * n + "a" + ")" * n + ": pass",
    "with": lambda n: "with " + "(" * n + "a" + ")" * n + ": pass",
    "targets": lambda n: "(" * n + "a" + ",)" * n + " = 1",
    "imports": lambda n: "import a" + ".b" * n,
    "assignments": lambda n: "a = " * n + "1",
    "handlers": lambda n: "try: a\n" + "except A: b\n" * n,
    "semicolons": lambda n: "a;" * n,
    "newer parentheses": lambda n: "type X = int\n" + "(\n" * n + "1" + ")\n" * n,
    "newer operators": lambda n: "type X = int\nx = " + "-" * n + "1",
    "newer patterns": lambda n: "type X = int\nmatch a:\n  case " + "(" * n + "a" + ")" * n + ": pass",
    "newer f-strings": lambda n: "type X = int\nx = (" + "(f'{')))))'}'\n" * n,
}
WEIRD = {
    "empty": "",
    "comment": "# a",
    "carriage returns": "x = 1\rif x:\r\n  y = 2\r\n",
    "tabs": "if x:\n\ty = 1\n\tz = [\n\t2]\n",
    "form feed": "\x0cimport a\n\x0c\ndef f():\n\x0c    pass\n",
    "byte order mark": "\ufeffx = 1",
    "no newline": "class A: pass",
    "line separators": "x = '\u2028'\ny = 1  # \x85\x1c\x1d\nz = 2",
    "surrogate": "x = '\ud800'",
    "open string": "x = '''a",
    "open bracket": "x = (1,\n",
    "dedent": "if a:\n    b\n  c\n",
    "digits": "x = " + "1" * 10_000,
    "hexadecimal digits": "x = 0x" + "1" * 10_000,
    "null": "x = 1\0",
    "control": "x = \x1b[31m",
    "backslash": "x = 1 \\",
    "long line": "x = [" + "1, " * 10_000 + "]",
    "long string": "x = '" + "a" * 100_000 + "'",
    "return": "return 1\nyield 2\nbreak\n",
    "unicode names": "ﬁ = 1\nx = ﬁ.é",
    "escape": "x = '\\N{no such name}'",
    "newer escape": "type X = int\nx = f'\\N{no such name} \\{a}'\n",
}


def read(text: str) -> str:
    """Read all of a text and place it; `read` or `refused`."""
    try:
        reader = Reader(text)
    except SourceError as error:
        return "refused" if error.row <= text.count("\n") + text.count("\r") + 2 else "misplaced"
    ats = [node.at for chunk in reader.outline.chunks for node in reader.block(chunk)]
    assert set(reader.locate(ats)) == set(ats)
    return "read"


@pytest.mark.parametrize("levels", [5, 50, 99, 250, 5_000])
@pytest.mark.parametrize("make", DEEP.values(), ids=DEEP)
def test_depth(make: Callable[[int], str], levels: int) -> None:
    assert read(make(levels)) in ("read", "refused")


@pytest.mark.parametrize("text", WEIRD.values(), ids=WEIRD)
def test_weird_text(text: str) -> None:
    assert read(text) in ("read", "refused")


@pytest.mark.parametrize(
    "name", ["carriage returns", "tabs", "form feed", "byte order mark", "line separators", "long line"]
)
def test_weird_and_right(name: str) -> None:
    assert read(WEIRD[name]) == "read"


def test_rows_are_those_of_python() -> None:
    text = "\x0cx = '\u2028'\r\ny = f('''\x0c\r\n''')\rz = g()\n"
    reader = Reader(text)
    (chunk,) = reader.outline.chunks
    spans = reader.locate([node.at for node in reader.block(chunk)])
    assert [(span.start.row, span.end.row) for span in spans.values()] == [(1, 1), (2, 3), (4, 4)]


def test_the_scan_knows_strings_and_their_fields() -> None:
    assert is_shallow("x = '((((' # ((((\n" * 1000)
    assert is_shallow('x = f\'({(a["("])}({{\' """(\n"""\n' * 1000)
    assert is_shallow("f(a, [b, {c: d}], f'{e:>{w}}')\n" * 1000)
    assert not is_shallow("(f'{a[')'] + '}'}'\n" * 1000)
    assert not is_shallow("f'{" * 100)
    assert not is_shallow("(" * 100)
