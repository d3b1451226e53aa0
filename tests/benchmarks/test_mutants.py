"""The mutation testing of the linter: edits, sampling, scores. None of it needs a framework."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.mutants.edits import Edit, parses
from benchmarks.mutants.framework import Answer
from benchmarks.mutants.keeping import keep, kept
from benchmarks.mutants.linting import Found, Workspace
from benchmarks.mutants.report import table
from benchmarks.mutants.sampling import edits_on, sample
from benchmarks.mutants.scoring import Outcome, causes, missed, score
from benchmarks.mutants.subjects import SUBJECTS

MODEL = """import torch
from torch import nn

WIDTH = 8


class Net(nn.Module):
    def __init__(self, classes: int = 10):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, padding=1)
        self.fc = nn.Linear(8 * 4 * 4, classes, bias=False)
        self.tail = nn.Sequential(
            nn.ReLU(),
            nn.Linear(10, 2),
        )

    def forward(self, x, mask):
        x = self.conv(x)
        x = torch.flatten(x, 1)
        return self.fc(x)
"""
ROWS = range(1, 30)


def mutants(operator: str) -> list[str]:
    """The rows that an operator's edits change, as they then are."""
    changed = []
    for edit in edits_on(MODEL, ROWS):
        if edit.operator == operator:
            lines = edit.apply(MODEL).splitlines()
            assert len(lines) == len(MODEL.splitlines())
            changed.append(lines[edit.row - 1].strip())
    return changed


@pytest.mark.parametrize(
    ("operator", "line"),
    [
        ("number", "self.conv = nn.Conv2d(3, 16, 3, padding=1)"),
        ("number", "self.fc = nn.Linear(8 * 4 * 2, classes, bias=False)"),
        ("axis", "x = torch.flatten(x, 0)"),
        ("default", "def __init__(self, classes: int = 20):"),
        ("swap", "self.conv = nn.Conv2d(8, 3, 3, padding=1)"),
        ("drop_reshape", "x = x"),
        ("drop_layer", "return x"),
        ("double_layer", "x = self.conv(self.conv(x))"),
        ("variable", "return self.fc(mask)"),
        ("attribute", "x = self.fc(x)"),
        ("arithmetic", "self.fc = nn.Linear((8 * 4 + 4), classes, bias=False)"),
        ("drop_keyword", "self.conv = nn.Conv2d(3, 8, 3)"),
        ("drop_element", "nn.Linear(10, 2),"),
        ("flag", "self.fc = nn.Linear(8 * 4 * 4, classes, bias=True)"),
    ],
)
def test_what_an_operator_makes(operator: str, line: str) -> None:
    assert line in mutants(operator)


def test_only_code_within_functions_on_the_rows_is_edited() -> None:
    rows = {edit.row for edit in edits_on(MODEL, ROWS)}
    assert min(rows) == 8
    assert {edit.row for edit in edits_on(MODEL, [4, 18])} == {18}


def test_a_sample_is_the_same_for_a_seed_and_parses() -> None:
    chosen = sample(MODEL, ROWS, 12, "0 net")
    assert chosen == sample(MODEL, ROWS, 12, "0 net")
    assert chosen != sample(MODEL, ROWS, 12, "1 net")
    assert len({edit.key for edit in chosen}) == 12
    assert len({edit.operator for edit in chosen}) > 8
    assert all(parses(edit.apply(MODEL)) for edit in chosen)


def test_an_edit_counts_bytes_and_keeps_rows() -> None:
    source = 'a = f("ä", (1,\n       2), 3)\nb = 1\n'
    edit = Edit("swap", 1, 12, 2, 9, "4")
    assert edit.apply(source) == 'a = f("ä", 4, 3)\n\nb = 1\n'
    assert edit.touches(2)
    assert not edit.touches(3)


def outcome(answer: Answer, *found: Found, row: int = 3, false: tuple[Found, ...] = ()) -> Outcome:
    """A mutant of row 3."""
    return Outcome("net", "torch", Edit("number", row, 0, row, 1, "2"), answer, found, None, false)


FAILS = Answer("RuntimeError", "mat1 and mat2 shapes cannot be multiplied (1x8 and 4x2)", (9, 20), "linear.py:forward")


def test_verdicts() -> None:
    assert Answer().verdict == "runs"
    assert FAILS.verdict == "fails"
    assert Answer("NameError", "name", (1,)).verdict == "other"
    assert Answer("Timeout").verdict == "unclear"
    assert Answer("RuntimeError", "DefaultCPUAllocator: can't allocate memory", (1,)).verdict == "unclear"


def test_scores() -> None:
    at_raise, at_edit, elsewhere = Found(9, "CL102", ""), Found(3, "CL102", ""), Found(20, "CL102", "")
    outcomes = [outcome(FAILS, at_raise), outcome(FAILS, at_edit), outcome(FAILS, elsewhere), outcome(FAILS)]
    outcomes += [outcome(Answer()), outcome(Answer(), at_raise, false=(at_raise,))]
    it = score("all", outcomes)
    assert (it.failing, it.found, it.placed, it.running, it.false) == (4, 3, 2, 2, 1)
    assert it.recall == 0.75
    assert missed(outcomes) == [outcomes[3]]
    assert list(causes(outcomes)) == ["RuntimeError: mat# and mat# shapes cannot be multiplied (#x# and #x#)"]
    assert "| torch | 4 | 3 | 75% |  | 67% | 2 | 1 | 0 (0) | 0 |" in table(outcomes, "0", 6)


def test_outcomes_of_several_runs_make_one_table(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    original = Outcome("net", "torch", Edit("none", 0, 0, 0, 0, ""), Answer(executed=(1, 2)), (), None)
    keep(file, [original, outcome(FAILS)])
    keep(file, [Outcome("other", "keras", Edit("none", 0, 0, 0, 0, ""), Answer(), (), ())])
    keep(file, [original, outcome(FAILS, Found(9, "CL102", ""))])  # run again: only this run counts
    found = kept(file)
    assert [(each.subject, each.edit.operator) for each in found] == [
        ("net", "none"),
        ("net", "number"),
        ("other", "none"),
    ]
    assert found[1] == outcome(FAILS, Found(9, "CL102", ""))


def test_a_mutant_is_linted_in_its_package(tmp_path: Path) -> None:
    package = tmp_path / "installed" / "pack"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("")
    (package / "data.bin").write_text("")
    (package / "sizes.py").write_text("WIDTH = 8\n")
    model = package / "model.py"
    model.write_text("from torch import nn\nfrom .sizes import WIDTH\n")
    workspace = Workspace(tmp_path / "scratch")
    place = workspace.place(package, model)
    source = model.read_text() + "import torch\nnn.Linear(WIDTH, 2)(torch.zeros(1, 4))\n"
    assert [(found.row, found.code) for found in workspace.lint(place, source)] == [(4, "CL102")]
    assert place.read_text() == model.read_text()
    assert not (place.parent / "data.bin").exists()


def test_subjects_have_names_of_their_own() -> None:
    names = [subject.name for subject in SUBJECTS]
    assert len(names) == len(set(names))
    assert all(parses(subject.program("")) for subject in SUBJECTS)
