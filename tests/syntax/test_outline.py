"""The outline: chunks, their lines and what they load."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

from convlint.syntax import Chunk, Reader, SourceError
from convlint.syntax.depth import DEPTH_LIMIT, ELIF_LIMIT
from convlint.syntax.outline import outline

PROGRAM = """\
# a comment
import a

x = 1; y = 2
@decorated(1)
@again
async def f(b=c):
    return b.d + e

class G(H): pass
if x:
    def inner(): pass
z = '''
'''

# the end
"""


def shape(chunk: Chunk) -> tuple[str, str | None, int, int]:
    return chunk.kind, chunk.name, chunk.first, chunk.last


def test_definitions_stand_alone_and_the_rest_is_joined() -> None:
    chunks = outline(PROGRAM).chunks
    assert [shape(chunk) for chunk in chunks] == [
        ("code", None, 2, 4),
        ("function", "f", 5, 8),
        ("class", "G", 10, 10),
        ("code", None, 11, 14),
    ]
    assert [chunk.index for chunk in chunks] == [0, 1, 2, 3]
    assert [chunk.decorated for chunk in chunks] == [False, True, False, False]


def test_names_are_those_loaded() -> None:
    chunks = outline(PROGRAM).chunks
    assert chunks[1].names == {"decorated", "again", "c", "b", "e"}
    assert chunks[2].names == {"H"}
    assert outline("def f():\n    global g\n    g = 1").chunks[0].names == {"g"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment"])
def test_nothing_makes_no_chunk(text: str) -> None:
    assert outline(text).chunks == ()


def test_a_backslash_after_a_statement_joins_its_line() -> None:
    reader = Reader("x = 1; \\\n\ndef f(): pass; \\\n\n")
    assert [shape(chunk) for chunk in reader.outline.chunks] == [("code", None, 1, 2), ("function", "f", 3, 4)]
    assert all(reader.block(chunk) for chunk in reader.outline.chunks)


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("x = 1\ny = = 2\n", 2, 5),
        ("def f(:\n", 1, 7),
        ("x = 'a\n", 1, 5),
        ("x = (\n", 1, 5),
        ("if x:\npass\n", 2, 1),
        ("\0", 1, 1),
        ("x = 1\nab\0c", 2, 3),
        ("é = = 1", 1, 5),
    ],
)
def test_a_syntax_error_has_a_place(text: str, row: int, column: int) -> None:
    with pytest.raises(SourceError) as caught:
        outline(text)
    assert (caught.value.row, caught.value.column) == (row, column)
    assert caught.value.message
    assert "\n" not in caught.value.message


def test_depth_is_known_before_libcst_reads() -> None:
    def is_too_deep(text: str) -> bool:
        return outline(text).chunks[0].too_deep

    assert not is_too_deep("x = " + "1 + " * (DEPTH_LIMIT // 2) + "1")
    assert is_too_deep("x = " + "1 + " * DEPTH_LIMIT + "1")
    assert is_too_deep("x = " + "a and " * DEPTH_LIMIT + "a")
    assert is_too_deep("import a" + ".b" * DEPTH_LIMIT)
    assert not is_too_deep("if a: b\n" + "elif a: b\n" * (ELIF_LIMIT - 1))
    assert is_too_deep("if a: b\n" + "elif a: b\n" * ELIF_LIMIT)
    assert not is_too_deep("x = [" + "1," * 20_000 + "]")


def test_an_outline_needs_no_libcst() -> None:
    program = """
        import sys
        from convlint.syntax import Reader, read_source; from convlint.syntax.outline import outline
        Reader("def f(): pass")
        sys.exit("libcst" in sys.modules)
    """
    assert subprocess.run([sys.executable, "-c", textwrap.dedent(program)], check=False).returncode == 0


def test_bad_escapes_warn_of_nothing(recwarn: pytest.WarningsRecorder) -> None:
    reader = Reader("x = '\\d', f'\\d{a}', b'\\d'\nif x is 1: pass\n")
    reader.block(reader.outline.chunks[0])
    assert not list(recwarn)
