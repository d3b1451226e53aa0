"""Patterns of .gitignore, held against git itself."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from convlint.globs import Patterns

CASES = [
    ("*.py", "a.py", True), ("*.py", "d/a.py", True), ("/*.py", "d/a.py", False), ("d/", "d/a.py", True),
    ("d", "d/a.py", True), ("d/a.py", "x/d/a.py", False), ("**/d/a.py", "x/d/a.py", True), ("d/**", "d/e/a.py", True),
    ("d/**/a.py", "d/a.py", True), ("d/**/a.py", "d/e/f/a.py", True), ("a?.py", "ab.py", True), ("a[bc].py", "ac.py", True),
    ("a[!bc].py", "ac.py", False), ("a[^b-d].py", "ae.py", True), ("\\#a.py", "#a.py", True), ("# a", "a", False),
    ("a.py ", "a.py", True), ("*", "d/a.py", True), ("[]x].py", "].py", True), ("a*b*c.py", "aXbYc.py", True),
    ("a*b*c.py", "acb.py", False), ("*a*", "bab", True), ("d/*", "d/e/a.py", True), ("*/a.py", "a.py", False),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "path", "excluded"), CASES)
def test_a_pattern(pattern: str, path: str, excluded: bool) -> None:
    assert Patterns([pattern]).decide_within(tuple(path.split("/"))) is excluded


def test_the_last_line_that_fits_decides() -> None:
    assert Patterns(["*.py", "!keep.py"]).decide(("keep.py",), False) is False
    assert Patterns(["!keep.py", "*.py"]).decide(("keep.py",), False) is True
    assert Patterns(["*.txt"]).decide(("keep.py",), False) is None


@pytest.mark.parametrize("glob", ["*a" * 60 + "b", "**/" * 60 + "b", "[a" * 200, "*" * 5000, "?*" * 200 + "b"])
def test_no_pattern_is_slow(glob: str) -> None:
    assert Patterns([glob]).decide((*["a" * 200] * 40, "a" * 250), False) in (None, True)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_random_patterns_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    draw = random.Random(5)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    atoms = ["a", "b", "*", "?", "**", "/", "/", "[ab]", "[!a]", "ab", ".py", "\\a"]
    names = ["a", "b", "ab", "a.py", "b.py", "ba"]
    paths = ["/".join(draw.choice(names) for _ in range(draw.randint(1, 4))) for _ in range(60)]
    for _ in range(100):
        lines = ["".join(draw.choice(atoms) for _ in range(draw.randint(1, 5))) for _ in range(draw.randint(1, 3))]
        lines = [line for line in lines if not re.search(r"[^/]\*\*|\*\*[^/]", line)]  # git has its own mind about a**
        lines = [("!" if draw.random() < 0.2 else "") + line for line in lines]
        (tmp_path / ".gitignore").write_text("\n".join(lines) + "\n")
        command = ["git", "-C", str(tmp_path), "check-ignore", "--no-index", "--stdin"]
        done = subprocess.run(command, input="\n".join(paths), capture_output=True, text=True, check=False)
        ignored = set(done.stdout.splitlines())
        patterns = Patterns(lines)
        ours = {path for path in paths if any(walked(patterns, path.split("/")))}
        assert ours == ignored, lines


def walked(patterns: Patterns, parts: list[str]) -> list[bool]:
    """As a walk sees it: a folder that is left out is not entered."""
    return [bool(patterns.decide(tuple(parts[:end]), end < len(parts))) for end in range(1, len(parts) + 1)]
