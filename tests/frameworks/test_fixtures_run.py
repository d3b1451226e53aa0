"""The fixtures and the examples of the rules under the real torch: they raise where they say so, and only there.

Not part of the default run: `pytest -m framework` in an environment that has torch. A top-level statement that raises
is an attempt of its own: its traceback must touch a line that expects an error, and the file goes on after it.
"""

from __future__ import annotations

import ast
import re
import traceback
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from support.expectations import Note, read_notes
from support.process import ROOT

from convlint.rules import RULES
from convlint.rules.rule import Rule

pytestmark = pytest.mark.framework
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


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FIXTURES)) for path in FILES])
def test_a_fixture_raises_where_it_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("torch")
    monkeypatch.syspath_prepend(str(path.parent))
    notes = read_notes(path)
    specs = {note.row: note.text for note in notes if note.kind == "shape"}
    symbols: dict[str, int] = {}
    wrong: list[str] = []
    revealed = set()

    def reveal(row: int, value: Any) -> None:
        revealed.add(row)
        if misfit(symbols, specs[row], tuple(value.shape)):
            wrong.append(f"line {row}: {tuple(value.shape)} is not {specs[row]}")

    namespace = {"__name__": "__main__", "__file__": str(path), "__reveal__": reveal}
    raised: list[set[int]] = []
    for code in statements(path, notes):
        try:
            exec(code, namespace)
        except Exception as error:
            raised.append(
                {
                    frame.lineno or 0
                    for frame in traceback.extract_tb(error.__traceback__)
                    if frame.filename == str(path)
                }
            )
            if not raised[-1] & {note.row for note in notes if note.kind == "error"}:
                wrong.append(f"lines {sorted(raised[-1])} raised {error!r}")
    unraised = {note.row for note in notes if note.kind == "error"} - set().union(*raised)
    assert wrong == []
    assert unraised == set()
    assert revealed == set(specs)


@pytest.mark.parametrize("rule", EXAMPLES, ids=[rule.code for rule in EXAMPLES])
def test_the_examples_of_a_rule_are_true(rule: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    exec(rule.good, {})
    with pytest.raises(Exception, match=re.escape(rule.says[0])) as raised:
        exec(rule.bad, {})
    assert all(part in str(raised.value) for part in rule.says)
