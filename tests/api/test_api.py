"""The Python interface, as docs/python.md shows it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from support.process import ROOT, run_python

import convlint

BAD = "import torch\n\nx = torch.zeros(3, 4)\nz = x @ x\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text() -> None:
    result = convlint.lint_source(BAD)
    (finding,) = result.findings
    assert (finding.code, finding.filename, finding.span.start) == ("CL107", "<source>", convlint.Location(4, 5))
    assert result.errors == result.findings
    assert result.problems == ()
    assert convlint.lint_source("x = 1") == convlint.Result(())


def test_findings_are_frozen() -> None:
    (finding,) = convlint.lint_source(BAD).findings
    assert dataclasses.is_dataclass(finding)
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding.code = "CL101"  # type: ignore[misc]
    assert len({finding, finding}) == 1


def test_paths(here: Path) -> None:
    (here / "src").mkdir()
    (here / "src" / "net.py").write_text(BAD)
    for paths in ("src", here / "src", ["src"], iter([here / "src" / "net.py"])):
        assert [finding.code for finding in convlint.lint_paths(paths).findings] == ["CL107"]
    assert convlint.lint_paths("nowhere").problems == ("nowhere: no such file or directory",)
    assert convlint.lint_paths([]).findings == ()


def test_settings_come_from_the_configuration_and_from_the_caller(here: Path) -> None:
    (here / "net.py").write_text(BAD)
    (here / "convlint.toml").write_text("ignore = ['CL107']")
    (here / "other.toml").write_text("")
    assert convlint.lint_paths("net.py").findings == ()
    assert convlint.lint_source(BAD, "net.py").findings == ()
    assert len(convlint.lint_paths("net.py", isolated=True).findings) == 1
    assert len(convlint.lint_paths("net.py", config="other.toml").findings) == 1
    assert len(convlint.lint_paths("net.py", ignore=[]).findings) == 1
    assert convlint.lint_paths("net.py", isolated=True, select=["CL102"]).findings == ()


def test_each_file_has_its_configuration(here: Path) -> None:
    for name, text in (("a", ""), ("b", "ignore = ['CL107']")):
        (here / name).mkdir()
        (here / name / "net.py").write_text(BAD)
        (here / name / "convlint.toml").write_text(text)
    assert [each.filename for each in convlint.lint_paths(["a", "b"]).findings] == ["a/net.py"]
    assert len(convlint.lint_paths(["a", "b"], select=["CL107"]).findings) == 2
    (here / "b" / "convlint.toml").write_text("ignroe = []")
    with pytest.raises(convlint.ConfigError, match="did you mean 'ignore'"):
        convlint.lint_paths(".")


def test_settings_that_fit_nothing_are_told(here: Path) -> None:
    (here / "net.py").write_text("def f(x):\n    return x\n")
    assert convlint.lint_paths("net.py", inputs={"net.f": {"x": ["N", 3]}}).warnings == ()
    (warning,) = convlint.lint_paths("net.py", inputs={"net.g": {"x": ["N", 3]}}).warnings
    assert "net.g: there is no class or function `g` in net.py" in warning


def test_a_text_stands_where_its_name_says(here: Path) -> None:
    (here / "size.py").write_text("SIZE = 4\n")
    source = "import torch\nfrom size import SIZE\ntorch.zeros(3, SIZE) @ torch.zeros(3, 3)\n"
    assert [finding.filename for finding in convlint.lint_source(source, "use.py").findings] == ["use.py"]
    assert convlint.lint_source('{"cells": []}', "a.ipynb").findings == ()
    assert convlint.lint_source(b"\xff", "a.py").findings[0].code == "CL002"


def test_a_model_with_its_input() -> None:
    source = "import torch\n\ndef f(x):\n    return x @ x\n"
    assert convlint.lint_source(source, "net.py").findings == ()
    assert len(convlint.lint_source(source, "net.py", inputs={"net.f": {"x": ["N", "N + 1"]}}).findings) == 1


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [({"selct": []}, "did you mean 'select'"), ({"select": ["CL9"]}, "no rule"), ({"src": "x"}, "list of strings")],
)
def test_wrong_settings(settings: dict[str, object], complaint: str) -> None:
    with pytest.raises(convlint.ConfigError, match=complaint):
        convlint.lint_source("", **settings)


def test_importing_is_light_and_complete() -> None:
    probe = "import sys, convlint; print([name for name in ('click', 'convlint.runner') if name in sys.modules])"
    assert run_python("-c", probe).stdout == "[]\n"
    assert dir(convlint) == convlint.__all__
    assert all(hasattr(convlint, name) for name in convlint.__all__)
    assert not hasattr(convlint, "nothing")
    assert (ROOT / "convlint" / "py.typed").exists()


def test_the_documented_example_runs() -> None:
    text = (ROOT / "docs" / "python.md").read_text("utf-8")
    code, shown = (text.split(fence)[1].split("```")[0] for fence in ("```python\n", "```text\n"))
    assert run_python("-c", code).stdout == shown
