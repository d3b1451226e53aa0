"""The fixtures: findings and shapes are those that stand in the comments, no more and no less."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from support.expectations import Note, differences, read_notes
from support.process import ROOT

import convlint.engine
from convlint.discovery import discover
from convlint.finding import Finding, Location, Span
from convlint.rules import RULES
from convlint.runner import run

FIXTURES = ROOT / "fixtures"
FILES = sorted(FIXTURES.rglob("*.py"))
each_file = pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FIXTURES)) for path in FILES])


@pytest.fixture(scope="module")
def shapes() -> dict[tuple[str, int], str]:
    """What the engine inferred for the assignment on each line, by file name and row."""
    if not hasattr(convlint.engine, "reveal"):
        pytest.skip("the engine has no `reveal`")
    revealed: dict[tuple[str, int], str] = convlint.engine.reveal(discover([str(FIXTURES)]).project)
    return revealed


@pytest.fixture(scope="module")
def findings() -> dict[Path, list[Finding]]:
    report = run([str(FIXTURES)])
    assert report.problems == ()
    by_file = defaultdict(list)
    for finding in report.findings:
        by_file[Path(finding.filename)].append(finding)
    return by_file


@each_file
def test_findings_are_those_expected(path: Path, findings: dict[Path, list[Finding]]) -> None:
    assert list(differences(read_notes(path), findings.get(path, []))) == []


@each_file
def test_shapes_are_those_expected(path: Path, shapes: dict[tuple[str, int], str]) -> None:
    """A line that is reached with several shapes must have been seen with the one written, among others."""
    wanted = [(note.row, note.text) for note in read_notes(path) if note.kind == "shape"]
    revealed = {row: shapes.get((str(path), row), "nothing") for row, _ in wanted}
    assert [(row, text, revealed[row]) for row, text in wanted if text not in revealed[row].split(" | ")] == []


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_fixture_stands_in_the_folder_of_its_rule(path: Path) -> None:
    notes = [note for file in FILES if file.is_relative_to(path) for note in read_notes(file)]
    codes = {note.code for note in notes if note.kind in ("error", "warning")}
    if path.parent.name == "models":
        assert codes == set()
    else:
        assert path.parent.name in {RULES[code].name for code in codes}


def test_every_rule_about_shapes_has_its_fixtures() -> None:
    folders = {path.relative_to(FIXTURES).parts[0] for path in FILES}
    assert {rule.name for rule in RULES.values() if not rule.about_the_run} <= folders


def made(row: int, code: str = "CL102", message: str = "takes 256 features") -> Finding:
    return Finding(code, message, "a.py", Span(Location(row, 1), Location(row, 2)))


@pytest.mark.parametrize(
    ("notes", "findings", "told"),
    [
        ([Note("error", 3, "CL102")], [made(3)], []),
        ([Note("error", 3, "CL102 256 features")], [made(3)], []),
        ([Note("error", 3, "CL102 400")], [made(3)], ["unexpected", "missing"]),
        ([Note("error", 3, "CL103")], [made(3)], ["unexpected", "missing"]),
        ([Note("warning", 3, "CL102")], [made(3)], ["unexpected", "missing"]),
        ([Note("error", 4, "CL102")], [], ["missing"]),
        ([Note("error", 3, "CL102")], [made(3), made(3)], ["unexpected"]),
        ([Note("shape", 3, "(N, 4)")], [], []),
    ],
)
def test_the_comparison_is_strict_both_ways(notes: list[Note], findings: list[Finding], told: list[str]) -> None:
    found = list(differences(notes, findings))
    assert len(found) == len(told)
    assert all(word in text for word, text in zip(told, found, strict=True))


def test_notes_are_read_from_comments_only(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_text('x = "# error: CL102"  # error: CL103 part # shape: (N, 4)\n# run: f()\n')
    assert read_notes(path) == [
        Note("error", 1, "CL103 part"),
        Note("shape", 1, "(N, 4)"),
        Note("run", 2, "f()"),
    ]
