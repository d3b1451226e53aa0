"""Lowering by its print: each file of `lowering/` holds programs, and below each its IR.

To add a case, write the program and run the test: it shows what the IR is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import libcst
import pytest

from convlint.syntax import Reader
from convlint.syntax.printer import printed

# Syntax that LibCST itself reads since a certain version only.
NEEDS_LIBCST = {"newest": pytest.mark.skipif(not hasattr(libcst, "LazyImport"), reason="LibCST is older than 1.9")}


def _cases() -> Iterator[object]:
    for path in sorted((Path(__file__).parent / "lowering").glob("*.txt")):
        for case in path.read_text("utf-8").split("\n== ")[1:]:
            name, _, rest = case.partition("\n")
            source, _, expected = rest.partition("\n--\n")
            marks = [NEEDS_LIBCST[path.stem]] if path.stem in NEEDS_LIBCST else []
            yield pytest.param(source, expected.strip("\n"), id=f"{path.stem}: {name}", marks=marks)


@pytest.mark.parametrize("newer", [False, True], ids=["ast", "libcst"])
@pytest.mark.parametrize(("source", "expected"), list(_cases()))
def test_prints_as_written(source: str, expected: str, newer: bool) -> None:
    reader = Reader(source)
    reader.outline = reader.outline._replace(newer=newer or reader.outline.newer)
    assert "\n".join([printed(reader.block(chunk)) for chunk in reader.outline.chunks]) == expected
