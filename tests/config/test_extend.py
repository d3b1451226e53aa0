"""A configuration may extend another one: it takes over what it does not say itself, and adds to lists that grow."""

from __future__ import annotations

from pathlib import Path

import pytest

from convlint.config import ConfigError, Scopes, Settings, nearest, read_config, resolve
from convlint.exclusion import Exclusion
from convlint.selection import Selections


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def settings_in(folder: Path) -> Settings:
    return resolve(nearest(folder))


def selected(settings: Settings, *codes: str) -> list[str]:
    selections = Selections(Scopes(settings))
    return [code for code in codes if selections.is_selected(code, "x.py")]


def test_what_is_not_said_is_taken_over(tmp_path: Path) -> None:
    write(tmp_path / "pyproject.toml", "[tool.convlint]\nsrc = ['lib']\nforce-exclude = true\ncache = false")
    write(tmp_path / "a" / "convlint.toml", "extend = '../pyproject.toml'\ncache = true")
    settings = settings_in(tmp_path / "a")
    assert (settings.src, settings.force_exclude, settings.cache) == ((tmp_path / "lib",), True, True)
    assert settings.origins["src"] == str(tmp_path / "pyproject.toml")
    assert settings.origins["cache"] == str(tmp_path / "a" / "convlint.toml")


@pytest.mark.parametrize(
    ("above", "own", "codes"),
    [
        ("ignore = ['CL102']", "ignore = ['CL103']", "CL101"),
        ("ignore = ['CL102']", "extend-select = ['CL102']", "CL101 CL102 CL103"),
        ("ignore = ['CL102']", "select = ['CL102', 'CL103']", "CL102 CL103"),
        ("select = ['CL102', 'CL101']", "ignore = ['CL1']", ""),
        ("select = ['CL102', 'CL101']", "ignore = ['CL101']", "CL102"),
    ],
)
def test_a_choice_of_rules_is_changed(tmp_path: Path, above: str, own: str, codes: str) -> None:
    write(tmp_path / "convlint.toml", above)
    write(tmp_path / "a" / "convlint.toml", f"extend = '../convlint.toml'\n{own}")
    assert " ".join(selected(settings_in(tmp_path / "a"), "CL101", "CL102", "CL103")) == codes


def test_patterns_count_from_the_folder_of_their_file(tmp_path: Path) -> None:
    write(tmp_path / "convlint.toml", "extend-exclude = ['/a/one.py', '/two.py']\nforce-exclude = true")
    write(tmp_path / "a" / "convlint.toml", "extend = '../convlint.toml'\nextend-exclude = ['/two.py']")
    settings = settings_in(tmp_path / "a")
    exclusion = Exclusion(Scopes(settings))
    left_out = [name for name in ("one.py", "two.py", "three.py") if exclusion.leaves_out(tmp_path / "a" / name)]
    assert left_out == ["one.py", "two.py"]
    assert settings.all_of("extend-exclude") == ("/a/one.py", "/two.py", "/two.py")
    both = f"{tmp_path / 'convlint.toml'}, {tmp_path / 'a' / 'convlint.toml'}"
    assert settings.origins["extend-exclude"] == both


def test_a_chain_of_files(tmp_path: Path) -> None:
    write(tmp_path / "convlint.toml", "ignore = ['CL101']")
    write(tmp_path / "a" / "convlint.toml", "extend = '../convlint.toml'\nignore = ['CL102']")
    write(tmp_path / "a" / "b" / "convlint.toml", "extend = '../convlint.toml'\nignore = ['CL103']")
    assert selected(settings_in(tmp_path / "a" / "b"), "CL101", "CL102", "CL103", "CL104") == ["CL104"]
    given = resolve(nearest(tmp_path / "a" / "b"), {"select": ("CL1",)})
    assert selected(given, "CL101", "CL102", "CL201") == ["CL101", "CL102"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("extend = '../../outside/convlint.toml'", "neither below this file nor a configuration above it"),
        ("extend = '../secret.toml'", "neither below this file nor a configuration above it"),
        ("extend = '/etc/passwd'", "neither below this file nor a configuration above it"),
        ("extend = 'link.toml'", "by a symbolic link"),
        ("extend = 'nothing.toml'", "nothing.toml: no such file or directory"),
        ("extend = 'convlint.toml'", "extends this file in turn"),
        ("extend = 'round.toml'", "extends this file in turn"),
        ("extend = 3", "extend: expected the path of a file, got 3"),
        ("extnd = 'x'", "unknown setting 'extnd'; did you mean 'extend'?"),
    ],
)
def test_what_cannot_be_extended(tmp_path: Path, text: str, complaint: str) -> None:
    folder = tmp_path / "project"
    write(tmp_path / "secret.toml", "password = 1")
    write(folder / "round.toml", "extend = 'convlint.toml'")
    (folder / "link.toml").symlink_to(tmp_path / "secret.toml")
    write(folder / "convlint.toml", text)
    with pytest.raises(ConfigError) as caught:
        nearest(folder)
    assert complaint in str(caught.value)
    assert "password" not in str(caught.value)


def test_a_file_that_is_named_may_extend_any(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "rules.toml", "ignore = ['CL102']")
    own = write(tmp_path / "a" / "convlint.toml", "extend = '../shared/rules.toml'")
    assert resolve(read_config(own)).ignore == ("CL102",)
