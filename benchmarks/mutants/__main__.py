"""Mutation testing of the linter: `python -m benchmarks.mutants [SUBJECT...]`; see `benchmarks/README.md`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.mutants.edits import Edit
from benchmarks.mutants.framework import Answer, Framework
from benchmarks.mutants.keeping import keep, kept
from benchmarks.mutants.linting import Found, Workspace
from benchmarks.mutants.report import table, tell
from benchmarks.mutants.sampling import sample
from benchmarks.mutants.scoring import Outcome
from benchmarks.mutants.subjects import SUBJECTS, Subject
from benchmarks.mutants.subjects.programs import programs


def main(arguments: Sequence[str] | None = None) -> None:
    """Make, run, lint and score the mutants of the chosen subjects."""
    chosen = _parser().parse_args(arguments)
    subjects = [each for each in (*SUBJECTS, *programs(chosen.programs, chosen.before)) if _wanted(each, chosen)]
    framework = Framework(chosen.python, chosen.answers, chosen.timeout)
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as scratch:
        workspace = Workspace(Path(scratch))
        for subject in subjects:
            if not subject.file and framework.where(subject) is None:
                sys.stdout.write(f"{subject.name}: not installed\n")
                continue
            mine = list(Trial(subject, framework, workspace, chosen).outcomes())
            outcomes += mine
            tell(subject.name, mine, chosen.verbose)
            if chosen.outcomes is not None:
                keep(chosen.outcomes, mine)
    framework.close()
    if chosen.outcomes is not None:
        outcomes = kept(chosen.outcomes)
    text = table(outcomes, chosen.seed, chosen.mutants)
    sys.stdout.write(text)
    if chosen.table is not None:
        chosen.table.write_text(text, encoding="utf-8")


def _wanted(subject: Subject, chosen: argparse.Namespace) -> bool:
    if chosen.framework and subject.framework != chosen.framework:
        return False
    return not chosen.subjects or any(name in subject.name for name in chosen.subjects)


class Trial:
    """One subject: its working file, and its mutants one by one."""

    def __init__(
        self, subject: Subject, framework: Framework, workspace: Workspace, chosen: argparse.Namespace
    ) -> None:
        self.subject, self.framework, self.workspace, self.chosen = subject, framework, workspace, chosen
        if subject.file:
            self.place = workspace.program(Path(subject.file))
        else:
            found = framework.where(subject)
            assert found is not None
            file, package = found
            self.place = workspace.place(package, file)
        self.source = self.place.read_text(encoding="utf-8")

    def outcomes(self) -> Iterator[Outcome]:
        """The original, which must run and be silent; then the mutants."""
        original = self.framework.run(self.subject, self.subject.program(self.source), "", trace=True)
        yield self._outcome(Edit("none", 0, 0, 0, 0, ""), self.source, original)
        if original.verdict == "runs":
            seed = f"{self.chosen.seed} {self.subject.name}"
            everywhere = bool(self.subject.file)
            for edit in sample(self.source, original.executed, self.chosen.mutants, seed, everywhere):
                mutated = edit.apply(self.source)
                answer = self.framework.run(self.subject, self.subject.program(mutated), edit.key)
                yield self._outcome(edit, mutated, answer)

    def _outcome(self, edit: Edit, mutated: str, answer: Answer) -> Outcome:
        found = tuple(self.workspace.lint(self.place, self.subject.program(mutated)))
        no_bare = self.chosen.no_bare or not self.subject.lines
        bare = None if no_bare else tuple(self.workspace.lint(self.place, mutated))
        false: tuple[Found, ...] = ()
        if answer.verdict == "runs" and (found or bare):
            rows = self.framework.run(self.subject, self.subject.program(mutated), edit.key, trace=True).executed
            false = tuple(each for each in (*found, *(bare or ())) if each.row in rows)
        return Outcome(self.subject.name, self.subject.framework, edit, answer, found, bare, false)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help="part of a subject's name; all without one")
    parser.add_argument(
        "--programs", type=Path, nargs="+", default=(), help="also these files that run, or all of a folder"
    )
    parser.add_argument(
        "--before", type=Path, help="code that is run ahead of each program (data that need no network, …)"
    )
    parser.add_argument("--framework", choices=("torch", "keras"), help="only this framework's subjects")
    parser.add_argument("--mutants", type=int, default=12, help="mutants of each subject (12)")
    parser.add_argument("--seed", default="0", help="another seed draws other mutants (0)")
    parser.add_argument("--no-bare", action="store_true", help="lint only with the lines that build and call the model")
    parser.add_argument("--python", default=sys.executable, help="the interpreter that has the frameworks (this one)")
    parser.add_argument("--answers", type=Path, help="a file that keeps the frameworks' answers for the next time")
    parser.add_argument(
        "--outcomes", type=Path, help="a file that outcomes are added to; the table is of all that it has then"
    )
    parser.add_argument("--timeout", type=float, default=60.0, help="seconds for one run of a mutant (60)")
    parser.add_argument("--table", type=Path, help="also write the table to this file")
    parser.add_argument("--verbose", action="store_true", help="tell every mutant, not only what is missed or wrong")
    return parser


if __name__ == "__main__":
    main()
