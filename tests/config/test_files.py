"""Configuration files: which one holds, what is wrong with it, and that it cannot reach out of its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.config import OPTIONS, ConfigError, Settings, nearest, read_config, resolve
from convlint.config.files import parse_setting


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_nearest_file_holds(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.convlint]\nselect = ['CL1']\n")
    write(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 'convlint'\n")
    write(tmp_path / "a" / "b" / "convlint.toml", "ignore = ['CL102']\n")
    for folder, name in (("a/b", "a/b/convlint.toml"), ("a", "pyproject.toml"), ("a/b/c", "a/b/convlint.toml")):
        (tmp_path / folder).mkdir(exist_ok=True)
        found = nearest(tmp_path / folder)
        assert found is not None
        assert found.path == tmp_path / name


def test_a_file_of_our_own_comes_before_pyproject(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.convlint]\nselect = ['CL1']\n")
    write(tmp_path / "convlint.toml", "")
    found = nearest(tmp_path)
    assert found is not None
    assert found.path.name == "convlint.toml"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("selct = ['CL1']", "unknown setting 'selct'; did you mean 'select'?"),
        ("select = ['CL1022']", "select: no rule 'CL1022'; did you mean CL102?"),
        ("select = 'CL1'", "select: expected a list of strings, got 'CL1'"),
        ("force-exclude = 'yes'", "force-exclude: expected true or false, got 'yes'"),
        ("output-format = 'sarff'", "output-format: no format 'sarff'; did you mean 'sarif'?"),
        ("inputs = { 'a-b' = { x = [1] } }", "inputs: 'a-b' is not the dotted name"),
        ("inputs = { 'a.B' = { x = ['N', -3] } }", "inputs: a.B: x: -3 is no size"),
        ("inputs = { 'a.B' = { x = 'N, 3' } }", "a shape looks like (N, 3, 32, 32), not 'N, 3'"),
        ("inputs = { 'a.B' = { x = ['__import__(1)'] } }", "'__import__(1)' is no size"),
        ("framework-versions = { troch = '2.9' }", "no library 'troch'; did you mean 'torch'?"),
        ("framework-versions = { torch = 'new' }", "'new' is not a version"),
        ("per-file-ignores = { 'a' = 'CL1' }", "per-file-ignores: expected a list of strings"),
        ("exclude = [1]", "exclude: expected a string, got 1"),
        ("cache-dir = ''", "cache-dir: expected a string, got ''"),
        ("select = [", "Invalid"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = write(tmp_path / "convlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        nearest(tmp_path)
    assert str(caught.value).startswith(str(path))
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text", ["[tool]\nconvlint = 3", "[" * 5000, "a = " + "[" * 5000, "\0", "x = '\ufffe'", "tool = 1"]
)
def test_hostile_files_are_told_or_passed_over(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "pyproject.toml", f"# convlint\n{text}")
    told = str(path)
    try:
        nearest(tmp_path)
    except ConfigError as error:
        told = str(error)
    assert told.startswith(str(path))


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    write(tmp_path / "convlint.toml", "#" * 1_000_001)
    with pytest.raises(ConfigError, match="larger than"):
        nearest(tmp_path)


@pytest.mark.parametrize(
    "text", ["baseline = '../secret'", "src = ['/']", "src = ['.', '..']", "cache-dir = '/tmp/x'", "baseline = 'out'"]
)
def test_a_file_that_was_come_across_cannot_reach_out_of_its_folder(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "project"
    write(folder / "convlint.toml", text)
    (folder / "out").symlink_to("../secret")
    with pytest.raises(ConfigError, match="lies outside the folder of the configuration"):
        resolve(nearest(folder))
    assert resolve(read_config(folder / "convlint.toml"))


def test_a_configuration_that_leads_out_by_a_link_is_not_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "password = 1")
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "convlint.toml").symlink_to(secret)
    with pytest.raises(ConfigError, match="symbolic link") as caught:
        nearest(tmp_path / "project")
    assert "password" not in str(caught.value)


def test_the_command_line_comes_before_the_file_before_the_default(tmp_path: Path) -> None:
    text = "select = ['CL1']\nignore = ['CL102']\nbaseline = 'known.json'\nsrc = ['lib']\nforce-exclude = true"
    write(tmp_path / "convlint.toml", text)
    settings = resolve(nearest(tmp_path), {"select": ("CL2",), "baseline": "mine.json"})
    assert (settings.select, settings.ignore) == (("CL2",), ())
    assert settings.origins["select"] == "command line"
    assert settings.origins["force-exclude"] == str(tmp_path / "convlint.toml")
    assert settings.origins["exclude"] == "default"
    assert settings.src == (tmp_path / "lib",)
    assert settings.baseline == Path.cwd() / "mine.json"


def test_settings_without_any_file_are_the_defaults() -> None:
    settings, defaults = resolve(None), Settings(Path.cwd())
    differing = {
        name
        for name in OPTIONS
        if getattr(settings, OPTIONS[name].attribute) != getattr(defaults, OPTIONS[name].attribute)
    }
    assert differing == {"cache", "jobs"}  # as for a user of the Python interface


@pytest.mark.parametrize("option", OPTIONS.values(), ids=list(OPTIONS))
def test_examples_are_valid(option: object) -> None:
    assert list(parse_setting(option.example)) == [option.name]  # type: ignore[attr-defined]
