"""Findings that a comment silences, and comments that silence nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from convlint.finding import Finding, Location, Span
from convlint.project import Project, SourceFile
from convlint.rules import NAMES, RULES, UnknownRule, about_the_run, select_codes
from convlint.syntax import SourceError

if TYPE_CHECKING:
    from convlint.syntax.directives import Directive

UNUSED, INVALID = "CL301", "CL302"
IsSelected = Callable[[str, str], bool]


@dataclass
class Suppression:
    """A comment, the rules that it names by their codes, and those of them that it was good for."""

    directive: Directive
    codes: dict[str, frozenset[str]]
    used: set[str] = field(default_factory=set)

    def silences(self, finding: Finding) -> bool:
        """Whether this comment is about a finding; remembers that it was."""
        code, rows, comment = finding.code, finding.span, self.directive.comment
        if about_the_run(code):
            return False
        if self.directive.kind == "ignore":
            within = any(comment.first <= row <= comment.last for row in (rows.start.row, rows.end.row))
            if not within:
                return False
        elif not self.codes:
            self.used.add("")
            return True
        named = [name for name, codes in self.codes.items() if code in codes]
        self.used.update(named)
        return bool(named)


def apply(project: Project, findings: Iterable[Finding], is_selected: IsSelected) -> Iterator[Finding]:
    """The findings that no comment silences, and what is to be said of the comments. Rows are those of the module."""
    by_file: dict[str, list[Finding]] = {}
    for finding in findings:
        by_file.setdefault(finding.filename, []).append(finding)
    for file in project.files:
        yield from _of_file(file, by_file.pop(file.name, []), is_selected)
    for rest in by_file.values():
        yield from rest


def _of_file(file: SourceFile, findings: list[Finding], is_selected: IsSelected) -> Iterator[Finding]:
    try:
        directives = _read_directives(file.text) if file.may_speak_to_us else []
    except SourceError:
        directives = []
    if not directives:
        yield from findings
        return
    suppressions, said = _suppressions(file, directives)
    said += [_finding(file, directive, INVALID, problem) for directive, problem in file.wrong_inputs]
    complete = not any(about_the_run(finding.code) for finding in findings)
    yield from _kept(findings, suppressions)
    if complete:
        said += [_unused(file, each, name) for each in suppressions for name in _left_over(each, file, is_selected)]
    yield from _kept(said, suppressions)


def _read_directives(text: str) -> list[Directive]:
    from convlint.syntax.directives import read_directives

    return read_directives(text)


def _kept(findings: Iterable[Finding], suppressions: list[Suppression]) -> Iterator[Finding]:
    for finding in findings:
        if not [each for each in suppressions if each.silences(finding)]:
            yield finding


def _suppressions(file: SourceFile, directives: list[Directive]) -> tuple[list[Suppression], list[Finding]]:
    """The suppressions of a file, and what is wrong with its comments."""
    suppressions, said = [], []
    for directive in directives:
        if directive.kind == "invalid":
            said.append(_finding(file, directive, INVALID, directive.problem))
        elif directive.kind != "input":
            codes = {}
            for name in directive.wanted:
                try:
                    codes[name] = select_codes([name])
                except UnknownRule as error:
                    said.append(_finding(file, directive, INVALID, str(error)))
            if codes or not directive.wanted:
                suppressions.append(Suppression(directive, codes))
    return suppressions, said


def _left_over(each: Suppression, file: SourceFile, is_selected: IsSelected) -> Iterator[str]:
    """The names that silenced nothing, though their rules were looked for."""
    for name, codes in (each.codes or {"": frozenset(NAMES)}).items():
        about_comments = bool(name) and not codes.isdisjoint((UNUSED, INVALID))
        if name not in each.used and not about_comments and any(is_selected(code, file.name) for code in codes):
            yield name


def _unused(file: SourceFile, each: Suppression, name: str) -> Finding:
    subject = name or "every rule"
    where = "in this file" if each.directive.kind == "ignore-file" else "here"
    return _finding(file, each.directive, UNUSED, f"{subject} finds nothing {where}: the comment can go")


def _finding(file: SourceFile, directive: Directive, code: str, message: str) -> Finding:
    row, column = directive.comment.row, directive.column
    span = Span(Location(row, column), Location(row, column + directive.length))
    return Finding(code, message, file.name, span, RULES[code].severity)
