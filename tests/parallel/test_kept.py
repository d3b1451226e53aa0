"""Groups whose results are kept: whatever has changed, the findings are those of a run without a cache."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from convlint import project
from convlint.config import scopes_for
from convlint.engine import entries
from convlint.parallel import Part, sharing
from convlint.parallel import groups as grouping
from convlint.parallel.facts import questions
from convlint.parallel.kept import read_parts, written
from convlint.parallel.part import analyse_part
from convlint.project import Project, SourceFile
from convlint.runner import Report, run

NET = """
import torch
from torch import nn
from pkg.base import WIDTH, flat
from pkg.{other} import helper
{star}

class Net{number}(nn.Module):
    def __init__(self, width=WIDTH):
        super().__init__()
        self.fc = nn.Linear(width, 2)

    def forward(self, x):
        return helper(self.fc(flat(x)))

@register
def make_net{number}(width=WIDTH):
    return Net{number}(width)

Net{number}()(torch.zeros(3, {number}))
"""
FILES = {
    "pyproject.toml": "",
    "pkg/__init__.py": "from .one import helper as first\n",
    "pkg/base.py": "import torch\nWIDTH = 8\n\ndef flat(x):\n    return x.flatten(1)\n",
    "pkg/one.py": "def helper(x):\n    return x\n",
    "pkg/two.py": "from pkg.one import helper\ntry:\n    from pkg.maybe import helper\nexcept ImportError:\n    pass\n",
    "pkg/stars.py": "from pkg.registry import *\nfrom pkg.base import *\n",
    "pkg/registry.py": """
TABLE = {}

def register(f):
    TABLE[f.__name__] = f
    return f

def make(name):
    return TABLE[name]()
""",
    "use.py": "import torch\nimport pkg.nets\nfrom pkg.registry import make\nmake('make_net9')(torch.zeros(3, 10))\n",
    "tools/run.py": "import torch\nfrom pkg.nets import net11\nfrom shared import SIZE\nnet11.Net11(SIZE)(torch.zeros(1, 7))\n",
    "tools/shared.py": "SIZE = 6\n",
    "alone.py": "import torch\ntorch.zeros(2, 3) @ torch.zeros(4, 5)\n",
    "pkg/nets/__init__.py": "\n".join(f"from .net{number} import *" for number in range(6, 14)),
    **{
        f"pkg/nets/net{number}.py": NET.format(
            number=number, other="one" if number % 2 else "two", star="from pkg.stars import *"
        )
        for number in range(6, 14)
    },
}


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
    """The names of the files of each group that was analysed in this process."""
    done: list[set[str]] = []

    def analyse(project: Project, files: Sequence[SourceFile], *more: Any) -> Part:
        done.append({file.name for file in files})
        return analyse_part(project, files, *more)

    monkeypatch.setattr(sharing, "analyse_part", analyse)
    return done


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package that is divided into groups of three or four files."""
    monkeypatch.setattr(grouping, "MOST_LINES", 140)
    monkeypatch.setattr(grouping, "LAST", ((0, 1),))
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, "utf-8")
    return tmp_path


def lint(jobs: int = 1, **more: Any) -> Report:
    settings = {"jobs": jobs, "cache-dir": ".cache", **more}
    return run(["."], scopes_for(["."], settings, isolated=True))


def checked(jobs: int = 1) -> list[str]:
    """What a run with kept results tells, which is what one without them does."""
    kept, fresh = lint(jobs), lint(jobs, cache=False)
    assert kept.findings == fresh.findings
    assert (kept.problems, kept.notes, kept.warnings) == (fresh.problems, fresh.notes, fresh.warnings)
    return [finding.filename for finding in kept.findings]


def add(name: str, text: str) -> None:
    Path(name).write_text(Path(name).read_text("utf-8") + text, "utf-8")


def test_only_the_group_of_a_leaf_is_analysed_again(folder: Path, analysed: list[set[str]]) -> None:
    first = lint()
    groups = len(analysed)
    assert groups > 3
    add("pkg/nets/net9.py", "\n# changed\n")
    assert lint().findings == first.findings
    assert len(analysed) == groups + 1
    assert "pkg/nets/net9.py" in analysed[-1]
    lint()
    assert len(analysed) == groups + 1


def test_what_reads_a_changed_module_is_analysed_again(folder: Path, analysed: list[set[str]]) -> None:
    first = {finding.filename for finding in lint().findings}
    again = len(analysed)
    Path("pkg/base.py").write_text(FILES["pkg/base.py"].replace("8", "9"), "utf-8")
    assert first - {finding.filename for finding in lint().findings} == set()
    assert set().union(*analysed[again:]) >= {f"pkg/nets/net{number}.py" for number in range(6, 14)}
    assert not any("alone.py" in names for names in analysed[again:])


def test_a_question_about_a_text_is_no_more_than_that(folder: Path, analysed: list[set[str]]) -> None:
    """Whether running it changes others is asked of a module of which nothing is used: only another answer tells."""
    Path("far").mkdir()
    Path("pkg/near.py").write_text("import torch\nfrom pkg.base import flat\nfrom far.part import thing\n", "utf-8")
    for line, asked in {"thing = 3": True, "thing = 4": False, "torch.x = 3": True}.items():
        Path("far/part.py").write_text(f"import torch\n{line}\n" + "# more\n" * 120, "utf-8")
        analysed.clear()
        lint()
        assert any({"pkg/near.py", "far/part.py"} & names for names in analysed)
        assert any("pkg/near.py" in names for names in analysed) == asked, line


def test_a_file_more_does_not_tell_on_groups_of_others(
    folder: Path, analysed: list[set[str]], monkeypatch: Any
) -> None:
    monkeypatch.setattr("convlint.project.MOST_COUNTED", 5)
    lint()
    groups = len(analysed)
    Path("pkg/nets/net99.py").write_text(FILES["pkg/nets/net9.py"], "utf-8")
    lint()
    assert len(analysed) - groups <= 2


def test_the_number_of_files_tells_on_few(folder: Path, analysed: list[set[str]]) -> None:
    lint()
    groups = len(analysed)
    Path("more.py").write_text("", "utf-8")
    lint()
    assert len(analysed) >= 2 * groups


def test_no_more_files_than_that_tell_on_budgets() -> None:
    assert entries.MANY_FILES < project.MOST_COUNTED
    assert entries.STEPS_TO_SHARE // project.MOST_COUNTED <= entries.LEAST_SHARE


def test_every_question_of_the_engine_can_be_asked_again(folder: Path) -> None:
    lint()
    (kept,) = (parts for parts in map(read_parts, values()) if parts)
    told = {fact[4] for part in kept.values() for fact in part.facts if fact[0] == "told"}
    assert told
    assert told <= set(questions())


# --- random edits -----------------------------------------------------------------------------------------------------


def nets() -> list[str]:
    return sorted(map(str, Path().glob("pkg/nets/net*.py")))


def change_a_leaf(draw: random.Random) -> None:
    add(
        draw.choice(nets()), draw.choice(["\n# a remark\n", "\nNet = 3\n", "\ntorch.zeros(2, 3) @ torch.zeros(2, 3)\n"])
    )


def change_a_width(draw: random.Random) -> None:
    Path("pkg/base.py").write_text(FILES["pkg/base.py"].replace("8", str(draw.randint(6, 13))), "utf-8")


def change_a_shared_function(draw: random.Random) -> None:
    result = draw.choice(["x", "x.transpose(0, 1)", "x[0, 0, 0]", "x @ x"])
    Path("pkg/one.py").write_text(f"def helper(x):\n    return {result}\n", "utf-8")


def change_the_registry(draw: random.Random) -> None:
    add(
        "pkg/registry.py",
        draw.choice(["\nTABLE['make_net9'] = None\n", "\ndef register(f):\n    return 3\n", "\n# more\n"]),
    )


def add_a_net(draw: random.Random) -> None:
    number = draw.randint(20, 30)
    text = NET.format(
        number=number, other="one", star=draw.choice(["def register(f): return f", "from pkg.stars import *"])
    )
    Path(f"pkg/nets/net{number}.py").write_text(text, "utf-8")
    if draw.random() < 0.5:
        add("pkg/nets/__init__.py", f"\nfrom .net{number} import *\n")


def delete_a_net(draw: random.Random) -> None:
    if len(nets()) > 4:
        Path(draw.choice(nets())).unlink()


def rename_a_net(draw: random.Random) -> None:
    path = Path(draw.choice(nets()))
    path.rename(path.with_name(f"net{draw.randint(40, 60)}.py"))


def replace_of_a_library(draw: random.Random) -> None:
    what = draw.choice(["torch.zeros = make", "torch.nn.Linear.forward = make", "t.zeros = make", "torch.relu = make"])
    text = f"import torch\nimport torch as t\nfrom pkg.one import helper as make\n{what}\n"
    Path(f"patch{draw.randint(0, 1)}.py").write_text(text, "utf-8")


def replace_no_more(draw: random.Random) -> None:
    for path in Path().glob("patch?.py"):
        path.unlink()


def give_a_module_that_was_absent(draw: random.Random) -> None:
    path = Path("pkg/maybe.py")
    if path.exists():
        path.unlink()
    else:
        path.write_text("def helper(x):\n    return x @ x.new_zeros(5, 5)\n", "utf-8")


def shadow_a_module(draw: random.Random) -> None:
    for path in map(Path, ("shared.py", "tools/pkg.py", "pkg/base/__init__.py")):
        if path.exists():
            path.unlink()
        elif draw.random() < 0.5:
            path.parent.mkdir(exist_ok=True)
            path.write_text("SIZE = 7\nWIDTH = 7\n", "utf-8")


def break_a_file(draw: random.Random) -> None:
    add(draw.choice([*nets(), "pkg/stars.py", "use.py"]), "\ndef broken(:\n")


def make_a_file_unreadable(draw: random.Random) -> None:
    Path(draw.choice([*nets(), "alone.py"])).write_bytes(b"\xff\xfe\x00")


def put_things_back(draw: random.Random) -> None:
    for name in draw.sample(sorted(FILES), 12):
        Path(name).write_text(FILES[name], "utf-8")


def make_a_project_of_a_folder(draw: random.Random) -> None:
    path = Path("tools/pyproject.toml")
    path.unlink() if path.exists() else path.write_text("")


EDITS = [
    change_a_leaf,
    change_a_width,
    change_a_shared_function,
    change_the_registry,
    add_a_net,
    delete_a_net,
    rename_a_net,
    replace_of_a_library,
    replace_no_more,
    give_a_module_that_was_absent,
    shadow_a_module,
    break_a_file,
    make_a_file_unreadable,
    put_things_back,
    make_a_project_of_a_folder,
]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("seed", range(2))
def test_findings_are_those_of_a_run_without_a_cache(folder: Path, seed: int, jobs: int, monkeypatch: Any) -> None:
    if seed:
        monkeypatch.setattr("convlint.project.MOST_COUNTED", 5)
    draw = random.Random(seed)
    told = [checked(jobs)]
    for _ in range(14):
        for change in draw.sample(EDITS, draw.choice([1, 1, 1, 2])):
            change(draw)
        told.append(checked(jobs))
    assert len(set(map(tuple, told))) > 5


# --- what lies on the disk --------------------------------------------------------------------------------------------


def values() -> list[Any]:
    return [json.loads(path.read_text("ascii")) for path in Path(".cache").glob("*.json")]


DAMAGE: list[Callable[[list[Any]], Any]] = [
    lambda value: value[:2],
    lambda value: [value[0][:-3], *value[1:]],
    lambda value: [[3 for _ in value[0]], *value[1:]],
    lambda value: [value[0], value[1], [[names, [10**9], found] for names, _, found in value[2]]],
    lambda value: [value[0], value[1], [[names, [], found] for names, _, found in value[2]]],
    lambda value: [value[0], [line[:-1] for line in value[1]], value[2]],
    lambda value: [value[0], [line[::-1] for line in value[1]], value[2]],
    lambda value: [value[0], value[1], [[names, facts, [["CL102"]]] for names, facts, _ in value[2]]],
    lambda value: {"0": value},
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_damaged_results_of_groups_are_none(folder: Path, damage: Callable[[list[Any]], Any]) -> None:
    lint()
    for path in Path(".cache").glob("*.json"):
        value = json.loads(path.read_text("ascii"))
        if isinstance(value[0], list):
            path.write_text(json.dumps(damage(value)), "ascii")
    add("pkg/nets/net9.py", "\n# changed\n")
    checked()


def test_parts_survive_the_way_through_json(folder: Path) -> None:
    lint()
    (value,) = (value for value in values() if isinstance(value[0], list))
    parts = read_parts(value)
    assert len(parts) > 3
    assert read_parts(json.loads(json.dumps(written(parts)))) == parts


def test_errors_of_our_own_are_not_kept(folder: Path, analysed: list[set[str]], monkeypatch: Any) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sharing, "analyse_part", lambda *args: 1 / 0)
        assert lint().problems
    assert analysed == []
    assert checked()
