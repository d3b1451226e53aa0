"""The analysis of a project, file by file."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from convlint.engine.statistics import Statistics
from convlint.relevance import relevant
from convlint.syntax.errors import SourceError

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.engine.objects import Module
    from convlint.finding import Finding
    from convlint.project import Project, SourceFile

STACK_BYTES = 512 * 1024 * 1024
DEEPEST_PYTHON = 40_000
T = TypeVar("T")


class Analysis(NamedTuple):
    """What an analysis gave."""

    findings: list[Finding]
    statistics: Statistics
    replaced: frozenset[str] = frozenset()  # what files put others in the place of, which tells on every other
    used: frozenset[str] = frozenset()  # what was looked up in libraries (`Replaced.used`)


Tick = Callable[[int, int], None]


def analyse(
    project: Project,
    files: Sequence[SourceFile] | None = None,
    tick: Tick | None = None,
    replaced: Iterable[str] = (),
) -> Analysis:
    """Interpret files of a project: these, else those that are relevant.

    `tick` is told how many of how many are done; `replaced` are functions and classes of libraries that other files replace.
    """
    return with_large_stack(lambda: _analysis(project, files, tick, replaced))


def _analysis(
    project: Project, files: Sequence[SourceFile] | None, tick: Tick | None, replaced: Iterable[str]
) -> Analysis:
    analysis, vm = _analyse(project, files, tick, replaced=replaced)
    if vm is not None:
        vm.close()
        gc.unfreeze()
    return analysis


def reveal(project: Project) -> dict[tuple[str, int], str]:
    """The shapes of tensors that assignments give names: (file name, row) -> text; where calls differ, with `|` between."""
    return with_large_stack(lambda: _revealed(project))


def with_large_stack(work: Callable[[], T]) -> T:
    """Run `work` in a thread with room to recurse; its result or exception is given on."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(DEEPEST_PYTHON)
        try:
            results.append(work())
        except BaseException as error:
            failures.append(error)
        finally:
            sys.setrecursionlimit(limit)

    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=run, name="convlint", daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    while thread.is_alive():
        thread.join(0.1)
    if failures:
        raise failures[0]
    return results[0]


def _analyse(
    project: Project,
    chosen: Sequence[SourceFile] | None = None,
    tick: Tick | None = None,
    reveal: bool = False,
    replaced: Iterable[str] = (),
) -> tuple[Analysis, Interpreter | None]:
    files = relevant(project.files) if chosen is None else list(chosen)
    if not files:
        return Analysis([], Statistics(len(project.files))), None
    from convlint.engine.interpreter import Interpreter
    from convlint.engine.registering import close
    from convlint.engine.replacing import Replaced
    from convlint.engine.setting import is_known
    from convlint.values.context import AS_IT_STANDS

    vm = Interpreter(project)
    vm.revealed = {} if reveal else None
    vm.loader.replaced = Replaced(replaced)
    vm.loader.entered = frozenset(files)
    for file in files:
        file.expect_all()
    vm.statistics.files = len(project.files)
    vm.notes[AS_IT_STANDS] = True
    for done, file in enumerate(files):
        if tick is not None:
            tick(done // 2, len(files))
        _guarded(vm, file, _load)
    del vm.notes[AS_IT_STANDS]
    close(vm.loader)
    gc.freeze()  # what was read stays to the end: the collector need not look through it
    for done, file in enumerate(_importers_first(files, vm.loader.imported_by)):
        if tick is not None:
            tick((len(files) + done) // 2, len(files))
        _guarded(vm, file, _entries)
    replacing = frozenset(filter(is_known, vm.loader.replaced.paths))
    return Analysis(_placed(vm), vm.statistics, replacing, vm.loader.replaced.used()), vm


def _placed(vm: Interpreter) -> list[Finding]:
    if not vm.reporter.found:
        return vm.reporter.internal
    from convlint.engine.placing import place

    return [*vm.reporter.internal, *place(vm.reporter.found.values())]


def _revealed(project: Project) -> dict[tuple[str, int], str]:
    vm = _analyse(project, reveal=True)[1]
    found = (vm.revealed or {}) if vm is not None else {}
    by_module: dict[Module, list[int]] = {}
    for module, at in found:
        by_module.setdefault(module, []).append(at)
    return {
        (module.file.name, span.start.row): " | ".join(sorted(found[(module, at)]))
        for module, ats in by_module.items()
        for at, span in module.file.reader.locate(ats).items()
    }


def _importers_first(files: list[SourceFile], imported_by: Mapping[Path, Set[Path]]) -> list[SourceFile]:
    """Files so that one comes behind those which import it: its classes are judged by how others make them."""
    given = {file.path for file in files}
    waiting = {
        file.path: {path for path in imported_by.get(file.path, ()) if path in given} - {file.path} for file in files
    }
    order: list[SourceFile] = []
    rest = sorted(files, key=lambda file: file.name)
    while rest:
        free = [file for file in rest if not waiting[file.path]] or rest[:1]
        done = {file.path for file in free}
        order.extend(free)
        rest = [file for file in rest if file.path not in done]
        for file in rest:
            waiting[file.path] -= done
    return order


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
