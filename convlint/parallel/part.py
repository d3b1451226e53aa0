"""The analysis of one group of files, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from convlint.project import Project, SourceFile

if TYPE_CHECKING:
    from convlint.finding import Finding

Tick = Callable[[int, int], None]
MOST_ASKED = 8
"""Files that are asked for the libraries of all."""
_NONE: Mapping[str, int] = {}


class Part(NamedTuple):
    """What the analysis of a group gave.

    `replaced`: the declared functions and classes of libraries that its files put others in the place of, or others before,
    which are also in `given`; `used`: what it used of libraries (a class with a dot); `read`: the files that were read for it;
    `absent`: where modules were looked for in vain.
    """

    findings: Sequence[Finding] = ()
    counters: Mapping[str, int] = _NONE
    given: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    used: frozenset[str] = frozenset()
    read: tuple[Path, ...] = ()
    absent: frozenset[tuple[str, str]] = frozenset()
    facts: tuple[tuple[str, ...], ...] = ()  # what it rests on (`facts_of`), where that was asked for
    problems: tuple[str, ...] = ()  # why there was no analysis

    def is_concerned(self, replaced: frozenset[str]) -> bool:
        """Whether it used something of these, or objects of its class, and did not know that it is replaced."""
        return any(path in self.used or path[: path.rfind(".") + 1] in self.used for path in replaced - self.given)


def analyse_part(
    project: Project,
    files: Sequence[SourceFile],
    worth: frozenset[SourceFile] | None = None,
    replaced: Iterable[str] = (),
    tick: Tick | None = None,
    traced: bool = False,
) -> Part:
    """Analyse some files of a project; of them only those in `worth`, where that is known, are run for their own sake.
    What is `traced` tells what it rests on.

    The engine is imported here, for there are runs that need none.
    """
    from convlint.engine import analyse

    project.watch()
    wanted = files if worth is None else [file for file in files if file in worth]
    analysis = analyse(project, wanted, tick, replaced)
    read = tuple(file.path for file in project.read_too)
    counters = analysis.statistics.as_dict()
    findings = [*unreadable(files), *analysis.findings]  # in this order, so that what was analysed is not parsed again
    return Part(
        findings,
        counters,
        frozenset(replaced),
        analysis.replaced,
        analysis.used,
        read,
        frozenset(project.absent),
        _facts(project, files) if traced else (),
    )


def prepare(files: Iterable[SourceFile]) -> None:
    """Load the engine and what is declared of the libraries of these files, which else the first analysis would."""
    from convlint.engine import analyse
    from convlint.relevance import libraries_in

    named = sorted({name for file in islice(files, MOST_ASKED) for name in libraries_in(file)} - {"another"})
    text = "".join(f"import {name}\n{name}.__name__\n" for name in named)
    file = SourceFile(Path("prepare.py"), "prepare.py", data=text.encode("ascii"))
    analyse(Project([file]), [file])


def _facts(project: Project, files: Sequence[SourceFile]) -> tuple[tuple[str, ...], ...]:
    from convlint.parallel.facts import facts_of

    return facts_of(project, files)


def unreadable(files: Iterable[SourceFile]) -> list[Finding]:
    """The files that cannot be read or parsed."""
    return [found for found in (file.check() for file in files) if found is not None]
