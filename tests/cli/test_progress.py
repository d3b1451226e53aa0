"""The bar: not in the first second, not where no terminal is, and it leaves no trace."""

from __future__ import annotations

import io

import pytest

from convlint.cli import progress
from convlint.cli.progress import Bar

from .conftest import BAD, Tool, Tree


def test_short_work_shows_nothing() -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    bar(1, 2)
    bar.clear()
    assert stream.getvalue() == ""


def test_long_work_shows_a_bar_and_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(progress.time, "monotonic", lambda: now)
    stream = io.StringIO()
    bar = Bar(stream)
    now = 102.0
    bar(1, 3)
    bar(2, 3)  # too soon after
    now = 103.0
    bar(3, 3)
    bar.clear()
    assert stream.getvalue().split("\r") == [
        "",
        "██████████░░░░░░░░░░░░░░░░░░░░ 1/3 files",
        "█" * 30 + " 3/3 files",
        "\x1b[K",
    ]


def test_nothing_to_do_is_no_division_by_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    Bar(io.StringIO())(0, 0)


@pytest.mark.parametrize(("args", "shown"), [(["--progress"], True), ([], False), (["--progress", "--quiet"], False)])
def test_only_where_it_is_wanted(
    tool: Tool, tree: Tree, monkeypatch: pytest.MonkeyPatch, args: list[str], shown: bool
) -> None:
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress, "PAUSE", -1.0)
    tree({"a.py": BAD, "b.py": BAD})
    run = tool(".", "--no-cache", *args)
    assert ("1/2 files" in run.stderr) is shown
    assert "files" not in run.stdout.replace("in 2 files.", "")
