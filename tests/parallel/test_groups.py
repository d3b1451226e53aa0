"""How files are put into groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.discovery import discover
from convlint.parallel import groups as module
from convlint.parallel.groups import groups


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINES", 20)


@pytest.fixture
def even(monkeypatch: pytest.MonkeyPatch) -> None:
    """Groups that do not get smaller towards the end."""
    monkeypatch.setattr(module, "LAST", ((0, 1),))


def grouped(folder: Path, files: dict[str, str], *only: str) -> list[list[str]]:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    project = discover([str(folder)]).project
    chosen = [file for file in project.files if not only or file.path.name in only]
    return [[file.path.name for file in group] for group in groups(project, chosen)]


def lines(count: int) -> str:
    return "x = 1\n" * (count - 1)


def test_little_is_one_group(tmp_path: Path) -> None:
    assert grouped(tmp_path, {"b.py": lines(10), "a.py": lines(10)}) == [["a.py", "b.py"]]


@pytest.mark.usefixtures("even")
def test_what_imports_connect_stays_together(tmp_path: Path) -> None:
    files = {"a.py": "import d\n" + lines(8), "b.py": lines(9), "c.py": lines(9), "d.py": lines(9)}
    assert grouped(tmp_path, files) == [["a.py", "d.py"], ["b.py", "c.py"]]


@pytest.mark.usefixtures("even")
def test_what_is_connected_and_too_long_is_divided_evenly(tmp_path: Path) -> None:
    files = {f"{name}.py": "import a\n" + lines(8) for name in "abcdef"}
    assert grouped(tmp_path, {**files, "z.py": lines(3)}) == [
        ["a.py", "b.py"],
        ["c.py", "d.py"],
        ["e.py", "f.py"],
        ["z.py"],
    ]


@pytest.mark.usefixtures("even")
def test_a_part_is_divided_alike_whatever_else_is_linted(tmp_path: Path) -> None:
    connected = {f"{name}.py": "import a\n" + lines(8) for name in "abcdef"}
    whole = grouped(tmp_path, {**connected, "other.py": lines(15), "third.py": lines(15)})
    alone = grouped(tmp_path, {}, *connected)
    assert [group for group in whole if group[0] in connected] == alone


@pytest.mark.usefixtures("even")
def test_a_file_that_cannot_be_read_is_in_a_group(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_bytes(b"\xff\xfe\x00")
    assert grouped(tmp_path, {"a.py": lines(19), "b.py": lines(19)}) == [["a.py"], ["b.py", "bad.py"]]


def test_the_last_groups_are_small(tmp_path: Path) -> None:
    files = {f"{name}.py": lines(5) for name in "abcdefghijklmnopqrst"}
    assert [len(group) for group in grouped(tmp_path, files)] == [4, 4, 4, 2, 2, 2, 2]


@pytest.mark.usefixtures("even")
@pytest.mark.parametrize("sign", ["    def forward(self, x):", "    def call(self, x):"])
def test_files_that_define_layers_count_twice(tmp_path: Path, sign: str) -> None:
    plain = {f"{name}.py": lines(5) for name in "abcd"}
    layers = {f"{name}.py": f"class Net:\n{sign}\n        return x\n" + lines(2) for name in "abcd"}
    assert grouped(tmp_path / "plain", plain) == [["a.py", "b.py", "c.py", "d.py"]]
    assert grouped(tmp_path / "layers", layers) == [["a.py", "b.py"], ["c.py", "d.py"]]
