"""A source file keeps what it found out, failures too."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from convlint import source
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


@pytest.mark.parametrize("text", ["x = 1\n", "s = 'é \u4e2d \U0001f600'\n", ""])
def test_what_was_put_away_is_what_was_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "net.py"
    path.write_text(text, "utf-8")
    file = SourceFile(path, "net.py")
    chunks = len(file.reader.outline.chunks)
    mark = file.digest
    for _ in range(2):
        file.put_away()
        path.write_text("# convlint: ignore\n" * 9)
        assert not file.may_speak_to_us
        assert (file.text, file.size, file.lines, file.digest) == (text, len(text), text.split("\n"), mark)
        assert len(file.reader.outline.chunks) == chunks


def test_what_was_not_read_or_failed_can_be_put_away(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text("def f(:  # noqa: CL101\n")
    broken, missing = SourceFile(tmp_path / "net.py", "net.py"), SourceFile(tmp_path / "no.py", "no.py")
    for file, code in ((broken, "CL001"), (missing, "CL002")):
        file.put_away()
        for _ in range(2):
            problem = file.check()
            assert problem is not None
            assert problem.code == code
            file.put_away()
    assert broken.may_speak_to_us


def test_a_notebook_can_be_put_away(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": ["x = 1\n", "y = 2"]}, {"cell_type": "code", "source": "z = 3"}]
    (tmp_path / "net.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}))
    file = SourceFile(tmp_path / "net.ipynb", "net.ipynb")
    text, notebook = file.text, file.notebook
    file.put_away()
    assert (file.text, file.notebook) == (text, notebook)


def test_of_many_files_each_is_put_away_before_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [SourceFile(tmp_path / f"{name}.py", f"{name}.py", data=b"x = 1\n") for name in "abc"]
    for many, held in ((3, 3), (2, 0)):
        monkeypatch.setattr(source, "MANY", many)
        assert [file.text for file in source.in_turn(files)] == ["x = 1\n"] * 3
        assert sum("_text" in vars(file) for file in files) == held


def test_what_a_file_was_parsed_to_stays_in_its_process(tmp_path: Path) -> None:
    path = tmp_path / "net.py"
    path.write_text("x = 1\n", "utf-8")
    file = SourceFile(path, "net.py")
    assert file.reader.outline.chunks
    copied = pickle.loads(pickle.dumps(file))
    assert "_reader" not in vars(copied)
    assert copied.text == "x = 1\n"


def test_a_question_is_answered_once_and_noted_each_time() -> None:
    asked = []

    def is_long(text: str, than: str) -> bool:
        asked.append(than)
        return len(text) > int(than)

    file = SourceFile(Path("net.py"), "net.py", data=b"x = 1\n")
    for _ in range(2):
        file.watch()
        assert file.answers == {}
        assert (file.ask(is_long, "3"), file.ask(is_long, "9")) == (True, False)
        assert file.answers == {("is_long", "3"): True, ("is_long", "9"): False}
    assert asked == ["3", "9"]
