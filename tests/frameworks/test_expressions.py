"""Expressions over arrays, images, data sets and loaders: the shapes, and the errors, are those of the real libraries.

`expressions/*.json` hold a preamble and, for each expression, the shape that it has or the error that it raises. The default run
replays them through the linter; `pytest -m framework` asks the real libraries again.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import convlint.engine
from convlint.discovery import discover
from convlint.finding import Finding
from convlint.runner import run

FILES = sorted((Path(__file__).parent / "expressions").glob("*.json"))
each_file = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
PER_FILE = 8
Row = tuple[str, "list[int] | str"]
OPEN = {"x[np.array([True,False])]"}
"""How many elements a mask selects is not followed."""


def recorded(path: Path) -> tuple[list[str], list[Row]]:
    content = json.loads(path.read_text("utf-8"))
    return content["preamble"], [(expression, outcome) for expression, outcome in content["expressions"]]


def text(shape: list[int]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


@each_file
def test_shapes_and_errors_are_the_recorded_ones(path: Path, tmp_path: Path) -> None:
    preamble, rows = recorded(path)
    places: dict[tuple[str, int], Row] = {}
    for number, part in enumerate(parts(rows)):
        program = tmp_path / f"program_{number}.py"
        program.write_text("\n".join([*preamble, *(f"r = {expression}" for expression, _ in part), ""]), "utf-8")
        places.update({(str(program), row): each for row, each in enumerate(part, len(preamble) + 1)})
    raised = {place for finding in run([str(tmp_path)]).findings for place in lines_of(finding)}
    shapes = convlint.engine.reveal(discover([str(tmp_path)]).project)
    assert [
        text for place, each in places.items() for text in differences(*each, place in raised, shapes.get(place))
    ] == []


def parts(rows: list[Row]) -> Iterator[list[Row]]:
    """One program for some expressions that have a shape, and one for each that raises: a cause is reported once in a file."""
    good = [row for row in rows if isinstance(row[1], list)]
    for start in range(0, len(good), PER_FILE):
        yield good[start : start + PER_FILE]
    yield from ([row] for row in rows if isinstance(row[1], str))


def lines_of(finding: Finding) -> Iterator[tuple[str, int]]:
    """The line that raises and those of the calls that led to it."""
    yield finding.filename, finding.span.start.row
    for step in finding.trace:
        if step.message.startswith("called here"):
            yield step.filename, step.span.start.row


def differences(expression: str, outcome: list[int] | str, raised: bool, shape: str | None) -> Iterator[str]:
    if raised is not isinstance(outcome, str):
        yield f"{expression}: {outcome}, but {'an' if raised else 'no'} error was found"
    elif isinstance(outcome, list) and expression not in OPEN and (shape or outcome) and shape != text(outcome):
        yield f"{expression}: {text(outcome)}, but {shape} was inferred"


@pytest.mark.framework
@each_file
def test_the_real_libraries_still_do_so(path: Path) -> None:
    preamble, rows = recorded(path)
    if path.stem.startswith("tensorflow"):
        pytest.importorskip("tensorflow")
    if path.stem == "tensorflow_1":
        preamble = [line.replace("import tensorflow as", "import tensorflow.compat.v1 as") for line in preamble]
    _allow_missing_operators()
    names: dict[str, Any] = {}
    changed = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for expression, outcome in rows:
            exec("\n".join(preamble), names)
            found = _outcome(expression, names)
            same = (isinstance(found, str) and isinstance(outcome, str)) or found == outcome
            if not same:
                changed.append(f"{expression}: {outcome} became {found}")
    assert changed == []


def _outcome(expression: str, names: dict[str, Any]) -> list[int] | str:
    try:
        value = eval(expression, names)
    except Exception as error:
        return re.sub(r"\s+", " ", f"{type(error).__name__}: {error}")
    return list(getattr(value, "shape", ()))


def _allow_missing_operators() -> None:
    """torchvision can be imported without its compiled operators, which no transform needs."""
    import torch

    register = torch.library.register_fake

    def lenient(name: Any, *args: Any, **kwargs: Any) -> Any:
        return (lambda function: function) if str(name).startswith("torchvision::") else register(name, *args, **kwargs)

    torch.library.register_fake = lenient
