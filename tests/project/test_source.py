"""A source file keeps what it found out, failures too."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.source import SourceFile
from convlint.syntax import SourceError


def test_text_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_bytes(b"x = 1\r\ny = '\x0c'\n")
    file = SourceFile(path, "net.py")
    assert file.lines == ["x = 1", "y = '\x0c'", ""]
    assert file.check() is None


def test_a_failure_is_told_once_and_for_all(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("def f(:\n")
    file = SourceFile(path, "net.py")
    with pytest.raises(SourceError):
        file.reader  # noqa: B018
    path.write_text("x = 1\n")
    with pytest.raises(SourceError):
        file.reader  # noqa: B018
    problem = file.check()
    assert problem is not None
    assert (problem.code, problem.span.start.row) == ("CL001", 1)


def test_a_folder_cannot_be_read(tmp_path: Path) -> None:
    problem = SourceFile(tmp_path, "folder").check()
    assert problem is not None
    assert (problem.code, problem.message) == ("CL002", "is a directory")
