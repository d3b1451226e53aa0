"""Comments that silence findings, comments that silence nothing, and `--add-ignore`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import BAD, Tool, Tree


def codes(tool: Tool, *args: str) -> list[tuple[str, int]]:
    found = json.loads(tool(*args, "-o", "json").stdout)
    return [(finding["code"], finding["location"]["row"]) for finding in found]


def bad(comment: str, lead: str = "") -> str:
    return lead + BAD.rstrip("\n") + f"  {comment}\n"


@pytest.mark.parametrize(
    "comment",
    [
        "# convlint: ignore[CL107]",
        "# convlint: ignore[CL107] shapes come from elsewhere",
        "# convlint: ignore[matmul-mismatch]",
        "# convlint: ignore[CL1]",
        "# noqa: CL107",
        "# NOQA:CL107",
        "# noqa: E501, CL107",
        "# noqa: E501 CL107",
        "# type: ignore # convlint: ignore[CL107]",
        "#convlint:ignore[ cl107 ]",
    ],
)
def test_silenced(tool: Tool, tree: Tree, comment: str) -> None:
    tree({"net.py": bad(comment)})
    run = tool("net.py")
    assert (run.returncode, run.stdout) == (0, "Found no shape errors in 1 file.\n")


@pytest.mark.parametrize(
    ("comment", "also"),
    [
        ("# noqa", None),
        ("# noqa: E501", None),
        ("# noqa: CL102", "CL301"),
        ("# convlint: ignore[CL102]", "CL301"),
        ("# convlint: ignore", "CL302"),
        ("# convlint: ignore[CL999]", "CL302"),
        ("# convlint: ignroe[CL107]", "CL302"),
        ("# convlint: ignore-file CL107", "CL302"),
        ("# convlint: ignore-file: CL107", "CL302"),
    ],
)
def test_not_silenced(tool: Tool, tree: Tree, comment: str, also: str | None) -> None:
    tree({"net.py": bad(comment)})
    assert codes(tool, "net.py") == [("CL107", 5), *([(also, 5)] if also else [])]


def test_a_comment_in_a_string_is_none(tool: Tool, tree: Tree) -> None:
    tree({"net.py": BAD.replace("z = x @ y", "z = (x @ y, '# convlint: ignore[CL107]')")})
    assert codes(tool, "net.py") == [("CL107", 5)]


@pytest.mark.parametrize("row", range(4))
def test_any_line_of_the_statement_will_do(tool: Tool, tree: Tree, row: int) -> None:
    lines = ["z = (", "    x", "    @ y", ")"]
    lines[row] += "  # convlint: ignore[CL107]"
    tree({"net.py": BAD.replace("z = x @ y", "\n".join(lines))})
    assert codes(tool, "net.py") == []


def test_the_header_of_a_block_is_a_statement_but_not_its_body(tool: Tool, tree: Tree) -> None:
    body = "if True:  # convlint: ignore[CL107]\n    z = x @ y\n"
    tree({"net.py": BAD.replace("z = x @ y\n", body)})
    assert codes(tool, "net.py") == [("CL301", 5), ("CL107", 6)]


@pytest.mark.parametrize(
    ("comment", "silent"), [("ignore-file", True), ("ignore-file[CL107]", True), ("ignore-file[CL102]", False)]
)
def test_a_whole_file(tool: Tool, tree: Tree, comment: str, silent: bool) -> None:
    tree({"net.py": f"# convlint: {comment}\n{BAD}"})
    assert codes(tool, "net.py") == ([] if silent else [("CL301", 1), ("CL107", 6)])


def test_what_the_tool_could_not_do_is_never_silenced(tool: Tool, tree: Tree) -> None:
    tree({"net.py": "# convlint: ignore-file\ndef f(:  # convlint: ignore[CL001]\n"})
    assert codes(tool, "net.py") == [("CL001", 2)]


def test_a_rule_that_is_not_looked_for_is_not_unused(tool: Tool, tree: Tree) -> None:
    tree({"net.py": "x = 1  # convlint: ignore[CL107]\n"})
    assert codes(tool, "net.py") == [("CL301", 1)]
    assert codes(tool, "net.py", "--ignore", "CL107") == []
    assert codes(tool, "net.py", "--ignore", "CL301") == []


def test_warnings_fail_only_when_asked(tool: Tool, tree: Tree) -> None:
    tree({"net.py": "x = 1  # convlint: ignore[CL107]\n"})
    assert tool("net.py").returncode == 0
    assert tool("net.py", "--error-on-warning").returncode == 1


def test_add_ignore_touches_nothing_else(tool: Tool, tree: Tree) -> None:
    source = "# -*- coding: utf-8 -*-\r\n" + BAD.replace("\n", "\r\n").replace("z = x @ y", "z = (x\r\n  @ y)   # é")
    root = tree({})
    Path(root, "net.py").write_bytes(source.encode())
    assert tool("net.py", "--add-ignore", "--reason", "known").stdout == "Silenced 1 finding in 1 file.\n"
    wanted = source.replace("# é", "# é  # convlint: ignore[CL107] known")
    assert Path(root, "net.py").read_bytes() == wanted.encode()
    assert codes(tool, "net.py") == []
    assert tool("net.py", "--add-ignore").stdout == "Silenced 0 findings in 0 files.\n"
    assert Path(root, "net.py").read_bytes() == wanted.encode()


def test_add_ignore_joins_a_comment_that_is_there(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": bad("# convlint: ignore[CL102] old")})
    assert tool("net.py", "--add-ignore", "--select", "CL107").returncode == 0
    assert Path(root, "net.py").read_text().endswith("z = x @ y  # convlint: ignore[CL102, CL107] old\n")


def test_add_ignore_silences_nothing_about_comments(tool: Tool, tree: Tree) -> None:
    root = tree({"net.py": "x = 1  # convlint: ignore[CL107]\ny = 2  # convlint: ignore\n"})
    before = Path(root, "net.py").read_text()
    assert tool("net.py", "--add-ignore").stdout == "Silenced 0 findings in 0 files.\n"
    assert Path(root, "net.py").read_text() == before


def test_add_ignore_leaves_notebooks_alone(tool: Tool, tree: Tree) -> None:
    cell = {"cell_type": "code", "source": BAD}
    text = json.dumps({"cells": [cell]})
    root = tree({"net.ipynb": text})
    run = tool("net.ipynb", "--add-ignore")
    assert (run.returncode, Path(root, "net.ipynb").read_text()) == (2, text)
    assert "does not change notebooks" in run.stderr
