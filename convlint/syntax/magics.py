"""IPython's own syntax in a cell or a script: magics, shell lines and help, put as Python without moving anything else.

A statement behind a magic (`%time y = net(x)`) keeps its columns. What is no Python becomes `pass`; what `%run` would bring in
comes from a star import, so that no name is taken for known that it may have changed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

_CELL_OF_PYTHON = frozenset({"capture", "debug", "ipytest", "prun", "pypy", "python", "python3", "time", "timeit"})
_LINE_OF_PYTHON = frozenset({"time", "timeit", "prun", "memit", "lprun"})
_MAGIC = re.compile(r"(?P<indent>\s*)%[ \t]*(?P<name>\w+)(?P<rest>.*)", re.DOTALL)
_ASSIGNED = re.compile(r"(?P<target>[\w.,\s\[\]]+=\s*)(?P<sign>[%!])(?P<rest>.*)", re.DOTALL)
_RUN = re.compile(r"\s+(?:-\w+\s+)*[\"']?(?:\./)?(?P<path>[\w/]+)(?:\.(?:py|ipynb))?\b")
_OPTIONS = re.compile(r"(?:\s+-\w+(?:\s+\d+)?)*\s*")
_ESCAPES = ("!", "?", "/", ",", ";")
_STRING = re.compile(
    r"""\#[^\n]*
    | '''(?:\\[\s\S]|[^\\])*?''' | \"\"\"(?:\\[\s\S]|[^\\])*?\"\"\"
    | '(?:\\[\s\S]|[^\\'\n])*' | "(?:\\[\s\S]|[^\\"\n])*"
    """,
    re.VERBOSE,
)


def is_python(text: str) -> bool:
    """Whether this Python reads a text as it stands."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def without_magics(cell: str) -> str:
    """A cell as Python, line for line."""
    first = next((line for line in cell.split("\n") if line.strip()), "")
    cell_magic = re.match(r"%%(\w+)", first)
    if cell_magic and cell_magic[1] not in _CELL_OF_PYTHON:
        return "\n" * cell.count("\n")
    if cell_magic:
        cell = cell.replace(first, "", 1)
    if not any(sign in cell for sign in "%!?/,;") or is_python(cell):
        return cell
    return "\n".join(_lines(cell.split("\n"), _inside(cell)))


def _inside(cell: str) -> frozenset[int]:
    """The indices of lines that begin within a string or a bracket: nothing there is IPython's."""
    rows: set[int] = set()
    row = depth = at = 0
    for found in re.finditer(rf"{_STRING.pattern}|[()\[\]{{}}]|\n", cell, re.VERBOSE):
        token, at = found.group(), found.start()
        if token == "\n":
            row += 1
            if depth > 0:
                rows.add(row)
        elif token in "([{":
            depth += bool(depth) or not _is_foreign(cell, at)
        elif token in ")]}":
            depth = max(depth - 1, 0)
        else:
            inner = token.count("\n")
            rows.update(range(row + 1, row + inner + 1))
            row += inner
    return frozenset(rows)


def _is_foreign(cell: str, at: int) -> bool:
    """Whether a bracket stands in a magic or shell line, where it need not be closed."""
    return cell[cell.rfind("\n", 0, at) + 1 : at].lstrip()[:1] in ("%", "!")


def _lines(lines: Sequence[str], inside: frozenset[int]) -> Iterator[str]:
    """Each line as Python; what a backslash continues goes with it."""
    foreign = False
    for number, line in enumerate(lines):
        if foreign:
            foreign = line.endswith("\\")
            yield ""
        elif number in inside:
            yield line
        else:
            made = _line(line)
            foreign = made != line and line.endswith("\\") and not made.endswith("\\")
            yield made


def _line(line: str) -> str:
    stripped = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    magic = _MAGIC.fullmatch(line)
    if magic is not None:
        return _magic(magic, indent)
    if stripped.startswith(_ESCAPES) or (stripped.endswith("?") and "#" not in stripped):
        return f"{indent}pass"
    assigned = _ASSIGNED.fullmatch(line)
    if assigned is not None and not is_python(stripped):
        return f"{assigned['target']}get_ipython()"
    return line


def _magic(magic: re.Match[str], indent: str) -> str:
    name, rest = magic["name"], magic["rest"]
    if name in _LINE_OF_PYTHON:
        options = _OPTIONS.match(rest)
        statement = rest[options.end() :] if options else rest
        if statement and is_python(statement):
            return f"{indent}0;".ljust(len(magic.string) - len(statement)) + statement
    if name in ("run", "load", "cd"):
        run = _RUN.match(rest) if name != "cd" else None
        module = run["path"].strip("/").replace("/", ".") if run else "__unknown__"
        known = all(part.isidentifier() for part in module.split("."))
        return f"from {module if known else '__unknown__'} import *" if not indent else f"{indent}pass"
    return f"{indent}pass"
