"""Several processes: the findings of one, and no trouble when one of them ends."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from convlint.config import Scopes, scopes_for
from convlint.discovery import discover
from convlint.parallel import Part, analyse_all, sharing, workers
from convlint.parallel import groups as grouping
from convlint.parallel.part import Tick, analyse_part
from convlint.parallel.sharing import Order, Work
from convlint.parallel.workers import Pool
from convlint.project import Project, SourceFile
from convlint.runner import run

posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
NET = """
import torch
from torch import nn
from base import WIDTH, flat

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(WIDTH, 2)

    def forward(self, x):
        return self.fc(flat(x))

Net()(torch.zeros(3, {number}))
"""
BASE = """
WIDTH = 8

def flat(x):
    return x.flatten(1)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Six files that another one connects, in groups of two."""
    monkeypatch.setattr(grouping, "MOST_LINES", 70)
    monkeypatch.setattr(grouping, "LAST", ((0, 1),))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.py").write_text(BASE, "utf-8")
    for number in range(6, 12):
        (tmp_path / f"net{number}.py").write_text(NET.format(number=number), "utf-8")
    return tmp_path


def scopes(jobs: int) -> Scopes:
    return scopes_for(["."], {"jobs": jobs, "cache": False}, isolated=True)


def project_of(folder: Path) -> Project:
    return discover([str(folder)]).project


def test_findings_do_not_depend_on_the_number_of_processes(folder: Path) -> None:
    reports = [run(["."], scopes(jobs)) for jobs in (1, 2, 7, 0)]
    assert [finding.filename for finding in reports[0].findings] == [
        "net10.py",
        "net11.py",
        "net6.py",
        "net7.py",
        "net9.py",
    ]
    for report in reports:
        assert report.findings == reports[0].findings
        assert report.counters == reports[0].counters
        assert report.problems == ()


def test_processes_may_be_started_afresh(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = project_of(folder)
    alone = analyse_all(project, project.files, 1)
    monkeypatch.setattr(workers, "_context", lambda: multiprocessing.get_context("spawn"))
    assert analyse_all(project, project.files, 2).findings == alone.findings


def test_what_another_process_read_can_be_shown(folder: Path) -> None:
    outside = folder / "linted"
    outside.mkdir()
    for file in folder.glob("net*.py"):
        file.rename(outside / file.name)
    (folder / "setup.py").write_text("", "utf-8")
    report = run(["linted"], scopes(2))
    assert report.findings
    assert report.source_line("base.py", 5) == "    return x.flatten(1)"


def test_the_progress_is_that_of_all(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    project = project_of(folder)
    analyse_all(project, project.files, 2, lambda done, whole: told.append((done, whole)))
    assert {whole for _, whole in told} == {7}
    assert told[-1] == (7, 7)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@contextmanager
def ended(pool: Pool) -> Iterator[Pool]:
    """A pool, and its end."""
    try:
        yield pool
    finally:
        pool.end()


def killed(files: Sequence[SourceFile], tick: Tick | None) -> Part:
    if files[0].path.name == "net6.py":
        os.kill(os.getpid(), signal.SIGKILL)
    return Part(counters={"files": len(files)})


@posix
def test_a_process_that_is_killed_costs_its_group(folder: Path) -> None:
    made = [[file] for file in project_of(folder).files]
    with ended(Pool(killed, 2)) as pool:
        parts = pool.share(made, made)
    problems = [problem for part in parts for problem in part.problems]
    assert problems == [f"{folder / 'net6.py'}: not linted, for the process that did was ended by signal 9"]
    assert [part.counters.get("files") for part in parts].count(1) == 6


@posix
def test_no_process_outlives_the_run(folder: Path) -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    made = [[file] for file in project_of(folder).files]
    orders = [Order((number,)) for number in range(len(made))]
    with pytest.raises(KeyboardInterrupt), ended(Pool(Work(project_of(folder), frozenset()), 3)) as pool:
        pool.share(made, orders, stop)
    assert multiprocessing.active_children() == []


def killed_beside_others(files: Sequence[SourceFile], tick: Tick | None) -> Part:
    if files[0].path.name == "net6.py":
        os.kill(os.getppid(), signal.SIGKILL)
    return Part()


@posix
def test_no_process_outlives_a_run_that_is_killed(folder: Path) -> None:
    made = [[file] for file in project_of(folder).files]
    reading, writing = os.pipe()  # open for as long as any of the processes
    child = os.fork()
    if child == 0:
        os.setsid()
        with ended(Pool(killed_beside_others, 3)) as pool:
            pool.share(made, made)
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    all_ended = select.select([reading], [], [], 20)[0] == [reading]
    os.close(reading)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    assert all_ended


REPLACING = {
    "as usual": ("import torch", "torch.zeros = lambda *sizes: flat(sizes)"),
    "by setattr": ("import torch", "setattr(torch, 'zeros', lambda *sizes: flat(sizes))"),
    "under another name": ("import torch as t", "t.zeros = lambda *sizes: flat(sizes)"),
}


@pytest.mark.parametrize("how", REPLACING)
def test_what_one_group_replaces_is_known_to_all(folder: Path, how: str) -> None:
    first, last = REPLACING[how]
    (folder / "z.py").write_text(f"{first}\nfrom base import flat\n{last}\n", "utf-8")
    for jobs in (1, 2):
        assert run(["."], scopes(jobs)).findings == ()


@pytest.mark.parametrize("how", REPLACING)
def test_groups_that_replace_something_come_first(folder: Path, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, last = REPLACING[how]
    (folder / "z.py").write_text(f"{first}\nfrom base import flat\n{last}\n", "utf-8")
    done: list[list[str]] = []

    def analyse(project: Project, files: Sequence[SourceFile], *more: Any) -> Part:
        done.append([file.name for file in files])
        return analyse_part(project, files, *more)

    monkeypatch.setattr(sharing, "analyse_part", analyse)
    run(["."], scopes(1))
    guessed = how != "under another name"
    assert len(done) == 3 + (1 if guessed else 3)
    assert ("z.py" in done[0]) == guessed


@pytest.mark.parametrize("line", ["torch.backends.cudnn.benchmark = True", "torch.zeros == 3", "x.torch.zeros = 3"])
def test_what_replaces_nothing_is_done_once(folder: Path, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "z.py").write_text(f"import torch\nfrom base import flat\n{line}\n", "utf-8")
    done: list[Any] = []

    def analyse(*args: Any) -> Part:
        done.append(args)
        return analyse_part(*args)

    monkeypatch.setattr(sharing, "analyse_part", analyse)
    assert len(run(["."], scopes(1)).findings) == 5
    assert len(done) == 3


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many processes there were when the groups were asked for."""
    counted: list[int] = []

    def counting(project: Project, files: Sequence[SourceFile]) -> list[list[SourceFile]]:
        counted.append(len(multiprocessing.active_children()))
        return grouping.groups(project, files)

    monkeypatch.setattr(sharing, "groups", counting)
    return counted


def test_processes_get_ready_before_the_groups_are_known(folder: Path, started: list[int]) -> None:
    assert run(["."], scopes(2)).findings
    assert started == [2]
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize(("lines", "jobs"), [(10_000, 2), (70, 1)])
def test_processes_that_nobody_needs_are_not_started(
    folder: Path, started: list[int], monkeypatch: pytest.MonkeyPatch, lines: int, jobs: int
) -> None:
    monkeypatch.setattr(grouping, "MOST_LINES", lines)
    assert run(["."], scopes(jobs)).findings
    assert started == [0]


def test_where_results_are_kept_it_is_seen_first_what_is_to_do(folder: Path, started: list[int]) -> None:
    kept = scopes_for(["."], {"jobs": 2, "cache-dir": ".cache"}, isolated=True)
    run(["."], kept)
    Path("net6.py").write_text(NET.format(number=5), "utf-8")
    run(["."], kept)
    assert started == [2, 0]


def test_a_process_is_ready_when_the_libraries_of_its_files_are_loaded(folder: Path) -> None:
    code = (
        "import sys\nfrom convlint.discovery import discover\nfrom convlint.parallel.part import prepare\n"
        "prepare(discover(['.']).project.files)\n"
        "print([name in sys.modules for name in ('convlint.frameworks.torch', 'convlint.frameworks.keras')])\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[True, False]"


def not_ready() -> None:
    raise RuntimeError


def test_a_process_that_does_not_get_ready_does_its_work(folder: Path) -> None:
    made = [[file] for file in project_of(folder).files]
    with ended(Pool(Work(project_of(folder), frozenset()), 2, not_ready)) as pool:
        parts = pool.share(made, [Order((number,)) for number in range(len(made))])
    assert [part.problems for part in parts] == [()] * 7


BLOCK = """
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width: int = 1, ratio: int = 4):
        super().__init__()
        self.squeeze = nn.Conv2d(width, width // ratio, 1)

    def forward(self, x):
        return self.squeeze(x)
"""
USES = {
    "makes it": ("from block import Block\nimport torch\n\ndef make(n):\n    return Block(16, n)\n", True),
    "makes it by its module": ("import torch, block\n\ndef make(n):\n    return block.Block(16, n)\n", True),
    "hands it on": ("import torch\nfrom block import Block\n\nKINDS = {3: Block}\n", True),
    "exports it": ("import torch\nfrom block import (\n    Block,\n)\n__all__ = [\n    'Block',\n]\n", False),
    "has one of that name": ("import torch\n\nclass Block:\n    pass\n", False),
}


@pytest.mark.parametrize("how", USES)
def test_what_another_group_uses_is_not_judged_by_its_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(grouping, "MOST_LINES", 10)
    text, uses = USES[how]
    Path("block.py").write_text(BLOCK, "utf-8")
    Path("user.py").write_text(text, "utf-8")
    assert len(grouping.groups(project_of(tmp_path), project_of(tmp_path).files)) == 2
    found = [finding.filename for finding in run(["."], scopes(1)).findings]
    assert found == ([] if uses else ["block.py"])


@pytest.mark.parametrize("how", USES)
def test_what_fails_whatever_is_given_is_found_for_all_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(grouping, "MOST_LINES", 10)
    Path("block.py").write_text(BLOCK.replace("width // ratio, 1)", "width, (1, 1, 1))"), "utf-8")
    Path("user.py").write_text(USES[how][0], "utf-8")
    found = [finding.filename for finding in run(["."], scopes(1)).findings]
    assert found == ["block.py"]
