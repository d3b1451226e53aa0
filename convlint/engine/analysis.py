"""The analysis of a project, file by file."""

from __future__ import annotations

import re
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from convlint.engine.statistics import Statistics
from convlint.finding import Finding
from convlint.syntax import SourceError

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.project import Project, SourceFile

RELEVANT = re.compile(r"\b(?:torch|keras|tensorflow|numpy)\w*")
"""A file that names none of these (and is not imported by one that does) is not read further."""
STACK_BYTES = 512 * 1024 * 1024
DEEPEST_PYTHON = 40_000


@dataclass(slots=True)
class Analysis:
    """What an analysis gave."""

    findings: list[Finding] = field(default_factory=list)
    statistics: Statistics = field(default_factory=Statistics)


def analyse(project: Project) -> Analysis:
    """Interpret every given file of a project. Needs room to recurse, so it runs in a thread with a large stack."""
    results: list[Analysis] = []
    failures: list[BaseException] = []

    def work() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(DEEPEST_PYTHON)
        try:
            results.append(_analyse(project))
        except BaseException as error:
            failures.append(error)
        finally:
            sys.setrecursionlimit(limit)

    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=work, name="convlint", daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    while thread.is_alive():
        thread.join(0.1)
    if failures:
        raise failures[0]
    return results[0]


def _analyse(project: Project) -> Analysis:
    files = [file for file in project.files if _relevant(file)]
    if not files:
        return Analysis(statistics=Statistics(files=len(project.files)))
    from convlint.engine.interpreter import Interpreter

    vm = Interpreter(project)
    vm.statistics.files = len(project.files)
    for file in files:
        _guarded(vm, file, _load)
    for file in files:
        _guarded(vm, file, _entries)
    from convlint.engine.placing import place

    findings = [*vm.reporter.internal, *place(vm.reporter.found.values())]
    return Analysis(findings, vm.statistics)


def _relevant(file: SourceFile) -> bool:
    try:
        return RELEVANT.search(file.text) is not None
    except SourceError:
        return False


def _load(vm: Interpreter, file: SourceFile) -> None:
    vm.loader.module(file)


def _entries(vm: Interpreter, file: SourceFile) -> None:
    from convlint.engine.entries import analyse_module

    analyse_module(vm, vm.loader.module(file))


def _guarded(vm: Interpreter, file: SourceFile, work: object) -> None:
    """An internal error ends the work on one file, not on the others."""
    try:
        work(vm, file)  # type: ignore[operator]
    except SourceError:
        pass
    except Exception as error:
        vm.reporter.internal_error(file, error)
