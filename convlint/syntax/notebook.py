"""Notebooks as one module: the code of their cells, in order, and the way back from its rows to the cells'."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from convlint.syntax.errors import SourceError
from convlint.syntax.magics import is_python, without_magics
from convlint.syntax.text import normalised

PERCENT = re.compile(r"^# (?:%%|In\[)", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A cell of code: its number among all cells from 1, and the row of the module at which it starts."""

    number: int
    first: int


@dataclass(frozen=True)
class Notebook:
    """The text of a notebook as a module. `error`: the first cell that is no Python; nothing after it is in the text."""

    text: str
    cells: tuple[Cell, ...]
    error: SourceError | None = None

    def place(self, row: int) -> tuple[int, int]:
        """The cell and the row within it of a row of the module."""
        at = bisect_right([cell.first for cell in self.cells], row) - 1
        if at < 0:
            return 1, 1
        return self.cells[at].number, row - self.cells[at].first + 1


def read_notebook(data: bytes) -> Notebook:
    """The notebook in a file's bytes; one of another language has no cells. Raises SourceError for what is no notebook."""
    document = _document(data)
    cells: list[Cell] = []
    parts: list[str] = []
    row = 1
    if not _is_python_notebook(document):
        return Notebook("", ())
    for number, source in _sources(document):
        source = normalised(source)
        code = without_magics(source)
        cells.append(Cell(number, row))
        if not is_python(code):
            error = _why(code, row)
            if error is not None:
                return Notebook("".join(parts), tuple(cells), error)
        parts.append(f"{code}\n")
        row += code.count("\n") + 1
    return Notebook("".join(parts), tuple(cells))


def percent_script(text: str) -> str:
    """A script in cells (`# %%`) as Python: the magics that editors allow there are taken out, and nothing is moved."""
    if PERCENT.search(text) and not is_python(text):
        return without_magics(text)
    return text


def raw_rows(data: bytes) -> dict[tuple[int, int], int]:
    """(cell, row in it) -> the row of the file that holds it, for what shows files and knows no cells."""
    text = data.decode("utf-8-sig", "replace")
    rows: dict[tuple[int, int], int] = {}
    for number, lines in _cells(_with_places(text)):
        row = 1
        for line in lines:
            place = text.count("\n", 0, getattr(line, "at", 0)) + 1
            inner = max(len(line.splitlines()), 1)
            rows.update({(number, each): place for each in range(row, row + inner + 1)})
            row += line.count("\n")
    return rows


class _Placed(str):
    """A string of a JSON text, and where it stands in it."""

    at = 0


def _with_places(text: str) -> Any:
    """The document of a JSON text; its strings know where they stand."""
    from json import JSONDecoder
    from json.decoder import scanstring  # type: ignore[attr-defined]
    from json.scanner import py_make_scanner  # type: ignore[attr-defined]

    def placed(whole: str, start: int, strict: bool = True) -> tuple[_Placed, int]:
        value, end = scanstring(whole, start, strict)
        made = _Placed(value)
        made.at = start
        return made, end

    decoder = JSONDecoder()
    decoder.parse_string = placed  # type: ignore[attr-defined]
    decoder.scan_once = py_make_scanner(decoder)  # type: ignore[attr-defined]
    return decoder.decode(text)


def _why(code: str, row: int) -> SourceError | None:
    """Why a cell is no Python; None where LibCST may still read it."""
    from convlint.syntax.outline import outline

    try:
        outline(code)
    except SourceError as error:
        return SourceError(error.message, error.row + row - 1, error.column)
    return None


def _document(data: bytes) -> dict[str, Any]:
    import json

    try:
        document = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SourceError("cannot be decoded as utf-8") from None
    except (ValueError, RecursionError) as error:
        row, column = getattr(error, "lineno", 1), getattr(error, "colno", 1)
        raise SourceError(f"no notebook: {getattr(error, 'msg', 'nested too deeply')}", row, column) from None
    if not isinstance(document, dict) or not isinstance(document.get("cells", document.get("worksheets")), list):
        raise SourceError("no notebook: no list of cells")
    return document


def _is_python_notebook(document: dict[str, Any]) -> bool:
    metadata = document.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    for place, key in (("language_info", "name"), ("kernelspec", "language")):
        entry = metadata.get(place)
        language = entry.get(key) if isinstance(entry, dict) else None
        if isinstance(language, str):
            return language.lower() in ("python", "ipython", "python3")
    return True


def _sources(document: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """The cells of code with their numbers."""
    for number, lines in _cells(document):
        yield number, "".join(lines)


def _cells(document: dict[str, Any]) -> Iterator[tuple[int, list[str]]]:
    """The strings of each cell of code; old notebooks keep them in worksheets, under another name."""
    cells = document.get("cells")
    if not isinstance(cells, list):
        sheets = [sheet for sheet in document["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets for cell in (sheet["cells"] if isinstance(sheet.get("cells"), list) else [])]
    for number, cell in enumerate(cells, 1):
        if isinstance(cell, dict) and cell.get("cell_type") == "code":
            source = cell.get("source", cell.get("input", ""))
            lines = source if isinstance(source, list) else [source]
            yield number, [line for line in lines if isinstance(line, str)]
