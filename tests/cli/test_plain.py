"""Command lines that are read without click mean what they mean to click."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from convlint.cli.options import COMMANDS, ROWS
from convlint.cli.plain import parse
from convlint.cli.root import command_of
from convlint.problem import Problem

VALUES = ("a.py", "CL1,CL2", "3", "0", "always", "x=y", "json:out.json", "rather long", "é")
PATHS = ("a.py", ".", "-", "check", "some/where", "x-y", "rules", "a b")
SPELLED = [spelled for row in ROWS for spelled in f"{row.spelled} {row.off}".split()]
ODD = (
    "--",
    "--no",
    "-h",
    "--help",
    "-V",
    "-qe",
    "-j2",
    "-oconcise",
    "--jobs=x",
    "--quiet=1",
    "--sel",
    "--select=",
    "",
    "-1",
)


def by_click(args: list[str]) -> tuple[tuple[str, ...], dict[str, Any]]:
    """What click reads; the command's own name before the arguments is the group's business."""
    with command_of("check").make_context("check", args) as context:
        chosen = dict(context.params)
    return chosen.pop("paths"), chosen


def drawn(rng: random.Random, odd: bool) -> list[str]:
    """A command line of some words."""
    words: list[str] = ["check"] if rng.random() < 0.3 else []
    for _ in range(rng.randint(1, 6)):
        kind = rng.random()
        if odd and kind < 0.2:
            words.append(rng.choice(ODD))
        elif kind < 0.5:
            words.append(rng.choice(PATHS))
        else:
            spelled, value = rng.choice(SPELLED), rng.choice(VALUES)
            words += [f"{spelled}={value}"] if rng.random() < 0.3 else [spelled, value]
    return words


def test_what_is_read_is_read_as_by_click(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for row in ROWS:
        monkeypatch.delenv(row.envvar or "NONE", raising=False)
    rng, read = random.Random(5), 0
    for turn in range(4000):
        words = drawn(rng, odd=turn % 2 == 0)
        parsed = parse(words)
        if parsed is not None:
            assert parsed == by_click(words[words[0] == "check" :]), words
            read += 1
    assert read > 800


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.key)
def test_every_option_is_read(row: Any) -> None:
    for spelled in f"{row.spelled} {row.off}".split():
        value = (row.choices[-1] if row.choices else "2",) if row.takes_value else ()
        args = ["a.py", spelled, *value]
        assert parse(args) == by_click(args)


@pytest.mark.parametrize("odd", [*ODD, "--nonesuch"])
def test_what_is_odd_is_left_to_click(odd: str) -> None:
    assert parse(["a.py", odd]) is None


@pytest.mark.parametrize(
    "args", [[], ["check"], ["-q"], ["explain", "CL102"], *([each] for each in COMMANDS), ["chekc"]]
)
def test_so_is_what_names_no_path(args: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse(args) is None


@pytest.mark.parametrize("name", [row.envvar for row in ROWS if row.envvar])
def test_so_are_settings_of_the_environment(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "json")
    assert parse(["a.py"]) is None


def test_mistakes_are_told_as_ever() -> None:
    from convlint.cli.root import invoke

    with pytest.raises(Problem, match="No such option"):
        invoke(["a.py", "--nonesuch"])
