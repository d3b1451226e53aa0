"""Results of groups that earlier runs have left: those that still hold need no analysis."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from convlint.cache.findings import from_json, to_json
from convlint.cache.results import INTERNAL_ERROR
from convlint.cache.store import Shelf
from convlint.parallel.facts import Fact, Present
from convlint.parallel.part import Part
from convlint.project import Project, SourceFile


class Label(NamedTuple):
    """What is analysed: the files of a group, which of them for their own sake, and what others replace."""

    names: tuple[str, ...]
    entered: tuple[str, ...]
    given: tuple[str, ...]


class KeptParts:
    """What earlier runs gave for groups, and what this one gives."""

    def __init__(self, project: Project, worth: frozenset[SourceFile], shelf: Shelf) -> None:
        self._worth = worth
        self._shelf = shelf
        self._parts = read_parts(shelf.read())
        self._names = frozenset(file.name for file in project.files)
        self._present = Present(project)
        self._changed = False

    def find(self, groups: Mapping[int, Sequence[SourceFile]], given: Iterable[str]) -> dict[int, Part]:
        """The parts that are known of these groups."""
        found = {}
        for number, group in groups.items():
            part = self._parts.get(self._label(group, given))
            if part is not None and self._present.has(part.facts):
                found[number] = part
        return found

    def keep(self, groups: Iterable[Sequence[SourceFile]], parts: Iterable[Part]) -> None:
        """Remember what an analysis gave, unless it was an error of our own."""
        for group, part in zip(groups, parts):
            if part.facts and not part.problems and not any(each.code == INTERNAL_ERROR for each in part.findings):
                self._parts[self._label(group, part.given)] = part
                self._changed = True

    def save(self, groups: Sequence[Sequence[SourceFile]], given: Iterable[frozenset[str]]) -> None:
        """Write what may hold in the next run: of the groups of this run what was asked for, of other files what there was."""
        if not self._changed:
            return
        now = {self._label(group, each) for group in groups for each in given}
        divided = {file.name for group in groups for file in group}
        others = (
            label for label in self._parts if divided.isdisjoint(label.names) and self._names.issuperset(label.names)
        )
        chosen = {*others, *now.intersection(self._parts)}
        self._shelf.write(written({label: self._parts[label] for label in sorted(chosen)}))

    def _label(self, group: Sequence[SourceFile], given: Iterable[str]) -> Label:
        entered = tuple(file.name for file in group if file in self._worth)
        return Label(tuple(file.name for file in group), entered, tuple(sorted(given)))


def written(parts: Mapping[Label, Part]) -> list[Any]:
    """Parts as JSON: every text once, every fact once, all else as numbers of these."""
    texts: dict[str, int] = {}
    facts: dict[Fact, int] = {}

    def numbers(values: Iterable[str]) -> list[int]:
        return [texts.setdefault(value, len(texts)) for value in values]

    rows = []
    for label, part in parts.items():
        told = [facts.setdefault(fact, len(facts)) for fact in part.facts]
        found = [to_json(finding) for finding in part.findings]
        words = (*label, sorted(part.replaced), sorted(part.used))
        rows.append([[numbers(each) for each in words], told, found])
    lines = [numbers(fact) for fact in facts]
    return [list(texts), lines, rows]


def read_parts(value: Any) -> dict[Label, Part]:
    """The parts that `written` made this of; none of anything else."""
    try:
        texts, lines, rows = value
        facts = [_texts(line, texts) for line in lines]
        return dict(_part(row, texts, facts) for row in rows)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return {}


def _part(row: Any, texts: list[Any], facts: list[Fact]) -> tuple[Label, Part]:
    words, told, found = row
    names, entered, given, replaced, used = (_texts(each, texts) for each in words)
    part = Part(
        [from_json(finding) for finding in found],
        given=frozenset(given),
        replaced=frozenset(replaced),
        used=frozenset(used),
        facts=tuple(facts[number] for number in told),
    )
    if not part.facts:
        raise ValueError("nothing that it rests on")
    return Label(names, entered, given), part


def _texts(numbers: Iterable[int], texts: list[Any]) -> tuple[str, ...]:
    found = tuple(texts[number] for number in numbers)
    if not all(type(text) is str for text in found):
        raise ValueError("no texts")
    return found
