"""Imports within a project: what Python would find, and nothing outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.discovery import discover
from convlint.project import Project, SourceFile


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*names: str, text: str = "") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def lint(*paths: str) -> Project:
    return discover(paths).project


def file(project: Project, name: str) -> SourceFile:
    return next(each for each in project.files if each.name == name)


def found(project: Project, importer: str, module: str, level: int = 0) -> str | None:
    target = project.resolve(file(project, importer), module, level)
    return None if target is None else target.name


def test_dotted_names_count_from_the_outermost_package() -> None:
    write("src/pkg/__init__.py", "src/pkg/sub/__init__.py", "src/pkg/sub/net.py", "src/train.py")
    modules = {each.name: (each.module, each.is_package) for each in lint("src").files}
    assert modules == {
        "src/pkg/__init__.py": ("pkg", True),
        "src/pkg/sub/__init__.py": ("pkg.sub", True),
        "src/pkg/sub/net.py": ("pkg.sub.net", False),
        "src/train.py": ("train", False),
    }


def test_absolute_imports() -> None:
    write("src/pkg/__init__.py", "src/pkg/net.py", "src/train.py")
    project = lint("src")
    assert found(project, "src/train.py", "pkg") == "src/pkg/__init__.py"
    assert found(project, "src/train.py", "pkg.net") == "src/pkg/net.py"
    assert found(project, "src/pkg/net.py", "train") == "src/train.py"
    assert found(project, "src/train.py", "pkg.other") is None
    assert found(project, "src/train.py", "torch") is None


def test_relative_imports() -> None:
    write("pkg/__init__.py", "pkg/net.py", "pkg/sub/__init__.py", "pkg/sub/deep.py")
    project = lint("pkg")
    assert found(project, "pkg/net.py", "", 1) == "pkg/__init__.py"
    assert found(project, "pkg/__init__.py", "net", 1) == "pkg/net.py"
    assert found(project, "pkg/sub/deep.py", "net", 2) == "pkg/net.py"
    assert found(project, "pkg/sub/deep.py", "sub.deep", 2) == "pkg/sub/deep.py"
    assert found(project, "pkg/sub/__init__.py", "", 2) == "pkg/__init__.py"


def test_a_relative_import_does_not_leave_the_project() -> None:
    write("outside.py", "proj/pkg/__init__.py", "proj/pkg/net.py")
    project = lint("proj")
    assert found(project, "proj/pkg/net.py", "outside", 3) is None
    assert found(project, "proj/pkg/net.py", "outside", 30) is None


def test_each_file_is_one_object_whichever_way_it_is_reached() -> None:
    write("pyproject.toml", "src/pkg/__init__.py", "src/pkg/net.py", "src/pkg/use.py")
    project = lint("src/pkg/use.py", "src/pkg/net.py")
    use = file(project, "src/pkg/use.py")
    assert project.resolve(use, "net", 1) is project.resolve(use, "pkg.net", 0) is file(project, "src/pkg/net.py")


def test_files_that_were_not_given_are_read_but_not_reported() -> None:
    write("pkg/__init__.py", "pkg/net.py", "pkg/use.py")
    project = lint("pkg/use.py")
    net = project.resolve(file(project, "pkg/use.py"), "net", 1)
    assert net is not None
    assert (net.name, net.reported) == ("pkg/net.py", False)


def test_each_script_sees_its_own_neighbours() -> None:
    write("a/model.py", "a/train.py", "b/model.py", "b/train.py")
    project = lint("a", "b")
    assert found(project, "a/train.py", "model") == "a/model.py"
    assert found(project, "b/train.py", "model") == "b/model.py"


def test_another_folder_that_was_given_is_no_root() -> None:
    write("a/model.py", "b/train.py")
    assert found(lint("a", "b"), "b/train.py", "model") is None


def test_the_project_and_its_src_are_roots() -> None:
    write("pyproject.toml", "src/pkg/__init__.py", "src/pkg/net.py", "tools/__init__.py", "scripts/train.py")
    project = lint("scripts")
    assert found(project, "scripts/train.py", "pkg.net") == str(Path("src/pkg/net.py"))
    assert found(project, "scripts/train.py", "tools") == "tools/__init__.py"


def test_a_folder_that_was_given_is_a_root_for_what_it_holds() -> None:
    write("proj/models/net.py", "proj/scripts/train.py")
    assert found(lint("proj"), "proj/scripts/train.py", "models.net") == "proj/models/net.py"


def test_a_member_of_a_package_sees_its_neighbours_only_if_it_is_a_script_too() -> None:
    write("pkg/__init__.py", "pkg/utils.py", "pkg/member.py")
    write("pkg/script.py", text="if __name__ == '__main__': pass")
    project = lint("pkg")
    assert found(project, "pkg/script.py", "utils") == "pkg/utils.py"
    assert found(project, "pkg/member.py", "utils") is None


def test_the_standard_library_comes_first() -> None:
    write("math.py", "net.py")
    assert found(lint("."), "net.py", "math") is None


def test_a_package_hides_the_module_beside_it() -> None:
    write("net.py", "net/__init__.py", "train.py")
    assert found(lint("."), "train.py", "net") == "net/__init__.py"


def test_a_link_that_leads_out_of_the_root_is_not_followed() -> None:
    write("outside/secret.py", "proj/train.py")
    Path("proj/secret.py").symlink_to(Path("outside/secret.py").absolute())
    assert found(lint("proj"), "proj/train.py", "secret") is None


@pytest.mark.parametrize("module", ["..outside", "a/b", "", "pkg..net"])
def test_what_is_no_dotted_name_is_not_looked_for(module: str) -> None:
    write("proj/train.py", "outside.py")
    assert found(lint("proj"), "proj/train.py", module) is None


def test_without_an_importer_every_root_is_searched() -> None:
    write("a/model.py", "b/other.py")
    project = lint("a", "b")
    other = project.find("other")
    assert other is file(project, "b/other.py")


def test_a_folder_that_is_a_project_of_its_own() -> None:
    write(
        "utils/metrics.py",
        "sub/utils/metrics.py",
        "sub/utils/tools.py",
        "sub/exp/run.py",
        "sub/main.py",
        "data/load.py",
    )
    project = lint(".")
    assert found(project, "sub/main.py", "utils.metrics") == "sub/utils/metrics.py"
    assert found(project, "sub/exp/run.py", "utils.metrics") is None  # which one depends on where it is started
    assert found(project, "sub/exp/run.py", "utils.tools") == "sub/utils/tools.py"
    assert found(project, "sub/exp/run.py", "data.load") == "data/load.py"
