"""The fixtures and the examples of the rules under the real torch: they raise where they say so, and only there.

Not part of the default run: `pytest -m framework` in an environment that has torch. A top-level statement that raises
is an attempt of its own: its traceback must touch a line that expects an error, and the file goes on after it.
"""

from __future__ import annotations

import ast
import os
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from support.expectations import Note, read_notes
from support.process import ROOT

from convlint.rules import RULES
from convlint.rules.rule import Rule
from convlint.source import SourceFile

pytestmark = [
    pytest.mark.framework,
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),  # keras's torch backend
    pytest.mark.filterwarnings("ignore:Do not pass an `input_shape`:UserWarning"),
]
os.environ.setdefault("KERAS_BACKEND", "torch")
FIXTURES = ROOT / "fixtures"
FILES = sorted(FIXTURES.rglob("*.py"))
EXAMPLES = [rule for rule in RULES.values() if rule.says]


class Reveal(ast.NodeTransformer):
    """After each assignment on a line with a shape note, hand over what was assigned."""

    def __init__(self, rows: set[int]) -> None:
        self.rows = rows

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        if node.lineno not in self.rows:
            return [node]
        seen = ast.parse(f"__reveal__({node.lineno}, {ast.unparse(node.targets[-1])})").body
        return [node, *(ast.copy_location(each, node) for each in seen)]


def statements(path: Path, notes: list[Note]) -> list[CodeType]:
    """The top-level statements of a file, then what its `run` notes call."""
    tree = Reveal({note.row for note in notes if note.kind == "shape"}).visit(ast.parse(path.read_text("utf-8")))
    parts = [ast.Module([node], []) for node in ast.fix_missing_locations(tree).body]
    code = [compile(part, str(path), "exec", flags=0, dont_inherit=True) for part in parts]
    return code + [compile(note.text, "<run>", "exec") for note in notes if note.kind == "run"]


def misfit(symbols: dict[str, int], spec: str, shape: tuple[int, ...]) -> bool:
    """Whether a real shape is not the one written; a name stands for one size throughout a file."""
    wanted = [part.strip() for part in spec.strip("()").split(",") if part.strip()]
    return len(wanted) != len(shape) or any(_differs(symbols, *pair) for pair in zip(wanted, shape, strict=True))


def _differs(symbols: dict[str, int], wanted: str, size: int) -> bool:
    if wanted.isdigit():
        return int(wanted) != size
    return wanted.isidentifier() and symbols.setdefault(wanted, size) != size


@dataclass
class Trial:
    """What happened when a fixture ran: the lines that raised, and what was not as its notes say."""

    path: Path
    notes: list[Note]
    raised: set[int] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    symbols: dict[str, int] = field(default_factory=dict)
    revealed: set[int] = field(default_factory=set)

    def rows(self, kind: str) -> set[int]:
        return {note.row for note in self.notes if note.kind == kind}

    def run(self, package: str) -> None:
        namespace: dict[str, Any] = {"__name__": "__main__", "__package__": package, "__reveal__": self.reveal}
        for code in statements(self.path, self.notes):
            try:
                exec(code, namespace)
            except Exception as error:
                self.note_error(error)

    def reveal(self, row: int, value: Any) -> None:
        """Called by the fixture after each assignment on a line with a shape."""
        spec = next(note.text for note in self.notes if note.kind == "shape" and note.row == row)
        self.revealed.add(row)
        if misfit(self.symbols, spec, tuple(value.shape)):
            self.wrong.append(f"line {row}: {tuple(value.shape)} is not {spec}")

    def note_error(self, error: Exception) -> None:
        if isinstance(error, ModuleNotFoundError):
            pytest.skip(str(error))
        frames = traceback.extract_tb(error.__traceback__)
        rows = {frame.lineno or 0 for frame in frames if frame.filename == str(self.path)}
        self.raised |= rows
        if not rows & self.rows("error"):
            self.wrong.append(f"lines {sorted(rows)} raised {error!r}")


@pytest.fixture
def forgotten_modules() -> Iterator[None]:
    """What a fixture imports is gone afterwards: two of them may call their modules alike."""
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if str(FIXTURES) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.mark.usefixtures("forgotten_modules")
@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FIXTURES)) for path in FILES])
def test_a_fixture_raises_where_it_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    source = SourceFile(path, str(path))
    monkeypatch.syspath_prepend(str(source.root))
    trial = Trial(path, read_notes(path))
    trial.run(source.module if source.is_package else source.module.rpartition(".")[0])
    assert trial.wrong == []
    assert trial.rows("error") <= trial.raised
    assert trial.rows("shape") == trial.revealed


@pytest.mark.parametrize("rule", EXAMPLES, ids=[rule.code for rule in EXAMPLES])
def test_the_examples_of_a_rule_are_true(rule: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    exec(rule.good, {})
    if rule.severity == "warning":
        capsys.readouterr()
        exec(rule.bad, {})
        assert all(part in " ".join(capsys.readouterr()) for part in rule.says)
        return
    with pytest.raises(Exception, match=re.escape(rule.says[0])) as raised:
        exec(rule.bad, {})
    assert all(part in str(raised.value) for part in rule.says)
