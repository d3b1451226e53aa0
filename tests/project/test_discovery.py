"""Which files a path stands for, and what they are called."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from convlint.discovery import discover
from convlint.paths import Folders, real
from convlint.source import SourceFile


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def touch(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def names(*paths: str) -> list[str]:
    return [file.name for file in discover(paths).project.files]


def test_a_folder_is_walked_in_order() -> None:
    touch("src/b.py", "src/a.py", "src/pkg/c.py", "src/notes.txt", "src/stub.pyi")
    assert names("src") == names("src/") == ["src/a.py", "src/b.py", "src/pkg/c.py"]


@pytest.mark.parametrize(
    ("given", "name"), [(".", "src/a.py"), ("./src", "./src/a.py"), ("src/../src", "src/../src/a.py")]
)
def test_names_are_as_the_user_gave_them(given: str, name: str) -> None:
    touch("src/a.py")
    assert names(given) == [name]


def test_what_is_not_source_is_skipped() -> None:
    touch(
        "a.py",
        ".git/b.py",
        "__pycache__/c.py",
        "node_modules/d.py",
        "env/pyvenv.cfg",
        "env/e.py",
        "build/f.py",
        "dist/g.py",
        "x.egg-info/h.py",
        ".#lock.py",
    )
    assert names(".") == ["a.py"]


def test_what_is_skipped_is_linted_when_it_is_given() -> None:
    touch("build/f.py", "env/pyvenv.cfg", "env/e.py", "script")
    assert names("build", "env", "script") == ["build/f.py", "env/e.py", "script"]


def test_a_loop_of_links_is_walked_once() -> None:
    touch("src/a.py")
    Path("src/loop").symlink_to(".", target_is_directory=True)
    Path("src/self.py").symlink_to("self.py")
    assert names("src") == ["src/a.py", "src/self.py"]


def test_a_link_that_leads_out_is_not_followed() -> None:
    touch("other/secret.py", "src/a.py")
    Path("src/out.py").symlink_to(Path("other/secret.py").absolute())
    Path("src/far").symlink_to(Path("other").absolute(), target_is_directory=True)
    assert names("src") == ["src/a.py"]


def test_a_file_goes_by_its_own_name_rather_than_that_of_a_link() -> None:
    touch("src/b.py")
    Path("src/a.py").symlink_to("b.py")
    assert names("src") == ["src/b.py"]
    assert names("src/b.py", "src/a.py") == ["src/b.py"]
    assert names("src/a.py") == ["src/a.py"]


def test_a_link_that_is_given_is_followed() -> None:
    touch("other/a.py")
    Path("src").symlink_to("other", target_is_directory=True)
    assert names("src") == ["src/a.py"]


def test_a_device_in_a_folder_is_skipped() -> None:
    touch("a.py")
    os.mkfifo("pipe.py")
    assert names(".") == ["a.py"]


def test_problems_are_told_by_path() -> None:
    Path("empty").mkdir()
    assert discover(["empty", "no"]).problems == (
        "empty: no Python files in this folder",
        "no: no such file or directory",
    )


def test_folders_are_asked_once_and_say_what_each_file_would(tmp_path: Path) -> None:
    inner = tmp_path / "top" / "pkg" / "inner"
    inner.mkdir(parents=True)
    for folder in (inner, inner.parent):
        (folder / "__init__.py").write_text("")
    (inner / "net.py").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "top")
    (inner / "other.py").symlink_to(inner / "net.py")
    near = Folders()
    for path in (inner / "net.py", inner / "__init__.py", inner / "other.py", tmp_path / "link/pkg/inner/net.py"):
        for _ in range(2):
            assert near.real(path) == real(path)
            alone, together = SourceFile(path, "x"), SourceFile(path, "x", folders=near)
            assert (together.root, together.module) == (alone.root, alone.module)
    assert SourceFile(inner / "net.py", "x", folders=near).module == "pkg.inner.net"
    assert SourceFile(inner / "__init__.py", "x", folders=near).module == "pkg.inner"
