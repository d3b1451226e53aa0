"""Several processes: the findings of one, and no trouble when one of them ends."""

from __future__ import annotations

import multiprocessing
import os
import select
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from convlint.config import Scopes, scopes_for
from convlint.discovery import discover
from convlint.parallel import Part, analyse_all, sharing, workers
from convlint.parallel import groups as grouping
from convlint.parallel.part import Tick, analyse_part
from convlint.parallel.sharing import Work
from convlint.parallel.workers import share
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
    monkeypatch.setattr(grouping, "MOST_LINES", 35)
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


def killed(files: Sequence[SourceFile], tick: Tick | None) -> Part:
    if files[0].path.name == "net6.py":
        os.kill(os.getpid(), signal.SIGKILL)
    return Part(counters={"files": len(files)})


@posix
def test_a_process_that_is_killed_costs_its_group(folder: Path) -> None:
    made = [[file] for file in project_of(folder).files]
    parts = share(made, killed, 2)
    problems = [problem for part in parts for problem in part.problems]
    assert problems == [f"{folder / 'net6.py'}: not linted, for the process that did was ended by signal 9"]
    assert [part.counters.get("files") for part in parts].count(1) == 6


@posix
def test_no_process_outlives_the_run(folder: Path) -> None:
    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    made = [[file] for file in project_of(folder).files]
    with pytest.raises(KeyboardInterrupt):
        share(made, Work(project_of(folder), frozenset()), 3, stop)
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
        share(made, killed_beside_others, 3)
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    ended = select.select([reading], [], [], 20)[0] == [reading]
    os.close(reading)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    assert ended


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
