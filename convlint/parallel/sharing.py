"""All groups of a run: analysed one after the other, or by several processes, and put together again."""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from convlint.parallel.groups import expected, groups
from convlint.parallel.part import Part, Tick, analyse_part, prepare, unreadable
from convlint.project import Project, SourceFile
from convlint.relevance import may_replace, relevant
from convlint.source import in_turn

if TYPE_CHECKING:
    from convlint.cache.store import Shelf
    from convlint.parallel.kept import KeptParts
    from convlint.parallel.workers import Pool

MOST_PROCESSES = 64
MUCH = 250_000_000
"""Bytes that a process may have before it looks for the little that the groups before have left."""


def analyse_all(
    project: Project, files: Sequence[SourceFile], jobs: int = 1, tick: Tick | None = None, shelf: Shelf | None = None
) -> Part:
    """What the analysis of these files of a project gives. It depends neither on `jobs`, the number of processes, nor on what
    earlier runs have left on the `shelf` of groups that are what they were.

    Where a file of one group puts another function in the place of a library's, all groups that look it up are analysed with
    this known.
    """
    worth = frozenset(relevant(project.files))
    with Crew(Work(project, worth), jobs) as crew:
        if worth and (shelf is None or shelf.is_empty):
            crew.begin(expected(files))
        return _analyse_all(project, files, worth, crew, tick, shelf)


def _analyse_all(
    project: Project,
    files: Sequence[SourceFile],
    worth: frozenset[SourceFile],
    crew: Crew,
    tick: Tick | None,
    shelf: Shelf | None,
) -> Part:
    made = groups(project, files)
    kept = None if shelf is None or len(made) < 2 else _kept(project, worth, shelf)
    asked: list[frozenset[str]] = []

    def analysed(chosen: Iterable[int], replaced: frozenset[str]) -> dict[int, Part]:
        numbers = sorted(chosen)
        known = {} if kept is None else kept.find({number: made[number] for number in numbers}, replaced)
        rest = [number for number in numbers if number not in known]
        new = crew.parts([made[number] for number in rest], tuple(sorted(replaced)), kept is not None, tick)
        if kept is not None:
            asked.append(replaced)
            kept.keep([made[number] for number in rest], new)
        return known | dict(zip(rest, new))

    every = set(range(len(made)))
    first = _that_may_replace(made, worth) if len(made) > 1 else set()
    begun = every if len(first) < crew.jobs else first  # rather too much than a process that waits
    parts = analysed(begun, frozenset())
    known = _replaced({number: parts[number] for number in first})
    parts |= analysed((n for n in every - first if n not in parts or parts[n].is_concerned(known)), known)
    found = _replaced(parts)
    parts |= analysed((number for number, part in parts.items() if part.is_concerned(found)), found)
    if kept is not None:
        kept.save(made, asked)
    return _together(project, [parts[number] for number in sorted(every)])


def _kept(project: Project, worth: frozenset[SourceFile], shelf: Shelf) -> KeptParts:
    from convlint.parallel.kept import KeptParts

    return KeptParts(project, worth, shelf)


def _that_may_replace(made: Sequence[Sequence[SourceFile]], worth: frozenset[SourceFile]) -> set[int]:
    """The groups that look as if they replaced something of a library."""
    asked = [file for group in made for file in group if file in worth]
    found = {file for file in in_turn(asked) if may_replace(file)}
    return {number for number, group in enumerate(made) if not found.isdisjoint(group)}


def _replaced(parts: Mapping[int, Part]) -> frozenset[str]:
    return frozenset[str]().union(*(part.replaced for part in parts.values()))


class Order(NamedTuple):
    """A group to analyse: its files by their numbers in the project, what is replaced, and whether to tell what it rests on."""

    files: tuple[int, ...]
    replaced: tuple[str, ...] = ()
    traced: bool = False


class Work:
    """What is done with a group, here or in another process. An internal error costs this group only."""

    def __init__(self, project: Project, worth: frozenset[SourceFile]) -> None:
        self.project = project
        self.worth = worth
        self.begun = False

    def __call__(self, order: Order, tick: Tick | None) -> Part:
        files = [self.project.files[number] for number in order.files]
        if self.begun:
            from convlint.symbolic.caching import forget

            self.project.put_away()
            forget()
            if most_memory() > MUCH:
                gc.collect()
        self.begun = True
        try:
            return analyse_part(self.project, files, self.worth, order.replaced, tick, order.traced)
        except Exception as error:
            problem = f"internal error: {type(error).__name__}: {' '.join(str(error).split())}"
            return Part(unreadable(files), problems=(problem,))

    def ready(self) -> None:
        """Load what the analysis of such files needs."""
        prepare(file for file in self.project.files if file in self.worth)


class Crew:
    """Those that do the work: this process or, where that is worth it, others, which end with this."""

    def __init__(self, work: Work, jobs: int) -> None:
        self.jobs = jobs
        self._work = work
        self._pool: Pool | None = None
        self._numbers = {file: number for number, file in enumerate(work.project.files)}

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *error: object) -> None:
        if self._pool is not None:
            self._pool.end()

    def begin(self, tasks: int) -> Pool | None:
        """Start processes for so many tasks: they get ready while this one finds out what there is to do."""
        count = min(self.jobs, tasks, MOST_PROCESSES)
        if self._pool is None and count > 1:
            from convlint.parallel.workers import Pool

            self._pool = Pool(self._work, count, self._work.ready)
        return self._pool

    def parts(
        self, made: Sequence[Sequence[SourceFile]], replaced: tuple[str, ...], traced: bool, tick: Tick | None
    ) -> Sequence[Part]:
        """What the analysis of each group gives."""
        orders = [Order(tuple(self._numbers[file] for file in group), replaced, traced) for group in made]
        pool = self.begin(len(made)) if len(made) > 1 else None
        if pool is not None:
            return pool.share(made, orders, tick)
        parts = []
        whole, done = sum(map(len, made)), 0
        for group, order in zip(made, orders):
            parts.append(self._work(order, None if tick is None else _from(tick, done, len(group), whole)))
            done += len(group)
        return parts


def most_memory() -> float:
    """The most bytes that this process has had; infinite where the system does not tell."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:  # Windows
        return float("inf")
    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def processes(jobs: int) -> int:
    """How many processes a number of jobs stands for: 0 for as many as there are processors to run on."""
    if jobs:
        return jobs
    own = getattr(os, "sched_getaffinity", None)
    return len(own(0)) if own is not None else os.cpu_count() or 1


def _from(tick: Tick, before: int, size: int, whole: int) -> Tick:
    """The progress of a group as that of all."""
    return lambda done, of: tick(before + size * done // max(of, 1), whole)


def _together(project: Project, parts: Sequence[Part]) -> Part:
    """The groups' results as one; the project gets to know what was read and looked for in other processes."""
    counters: Counter[str] = Counter()
    for part in parts:
        counters.update(part.counters)
        project.learn(part.read, part.absent)
    return Part(
        [finding for part in parts for finding in part.findings],
        counters | {"files": len(project.files)} if counters else {},
        replaced=frozenset[str]().union(*(part.replaced for part in parts)),
        problems=tuple(problem for part in parts for problem in part.problems),
    )
