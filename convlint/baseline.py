"""Known findings: they are kept in a file, and only others are reported.

A finding is known by its file, its rule and the text of its line, and by how many of that kind there are: what moves lines
around changes nothing.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any

from convlint.cells import source_line
from convlint.config import ConfigError, Scopes
from convlint.finding import Finding
from convlint.output.summary import counted
from convlint.project import Project
from convlint.rules import about_the_run

VERSION = 1
LARGEST = 100_000_000
MOST_NAMED = 5
Key = tuple[str, str, str]


class Baseline:
    """The known findings of a file, as `read` finds them or as `of` makes them."""

    def __init__(self, path: Path, counts: Counter[Key]) -> None:
        self.path = path
        self.counts = counts

    @classmethod
    def read(cls, path: Path) -> Baseline:
        """Raises ConfigError for a file that cannot be read or is no baseline."""
        import json

        try:
            if path.stat().st_size > LARGEST:
                raise ConfigError(f"{path}: larger than {LARGEST} bytes")
            document = json.loads(path.read_text("utf-8"))
        except OSError as error:
            raise ConfigError(f"{path}: {(error.strerror or str(error)).lower()}") from None
        except (ValueError, RecursionError):
            raise ConfigError(f"{path}: no baseline: not JSON") from None
        if not isinstance(document, dict) or document.get("version") != VERSION:
            raise ConfigError(f"{path}: no baseline of this version of convlint; write it anew with --write-baseline")
        return cls(path, _counts(path, document.get("findings")))

    @classmethod
    def of(cls, path: Path, findings: Iterable[Finding], project: Project) -> Baseline:
        """The baseline that knows all these findings but those about the run itself."""
        made = cls(path, Counter())
        made.counts.update(made._key(each, project) for each in findings if not about_the_run(each.code))
        return made

    def text(self) -> str:
        """What is written to the file: sorted, one finding per line, so that it merges well."""
        import json

        rows = [
            json.dumps({"file": file, "code": code, "line": line, "count": count})
            for (file, code, line), count in sorted(self.counts.items())
        ]
        body = ",\n    ".join(rows)
        return f'{{\n  "version": {VERSION},\n  "findings": [{f"{chr(10)}    {body}{chr(10)}  " if rows else ""}]\n}}\n'

    def split(
        self, findings: Iterable[Finding], project: Project, linted: Iterable[str]
    ) -> tuple[list[Finding], Counter[Key]]:
        """The findings that are not known, and the known ones of the linted files that are gone."""
        left = Counter(self.counts)
        new = []
        for finding in findings:
            key = self._key(finding, project)
            if left[key] > 0 and not about_the_run(finding.code):
                left[key] -= 1
            else:
                new.append(finding)
        names = set(map(self._name, linted))
        gone = {key: count for key, count in left.items() if count and (key[0] in names or not self._exists(key[0]))}
        return new, Counter(gone)  # what was not looked at is not gone

    def _exists(self, name: str) -> bool:
        return os.path.exists(self.path.parent / name)

    def _key(self, finding: Finding, project: Project) -> Key:
        line = source_line(project, finding.filename, finding.span.start.row, finding.cell)
        return self._name(finding.filename), finding.code, " ".join((line or "").split())

    def _name(self, filename: str) -> str:
        """A file name counted from the folder of the baseline."""
        return PurePath(os.path.relpath(filename, self.path.parent)).as_posix()


class Baselines:
    """The baselines of the files that are linted: each file has that of its settings. Raises ConfigError as `Baseline.read`."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._read = {each.baseline: Baseline.read(each.baseline) for each in scopes.all() if each.baseline is not None}

    def split(self, findings: Sequence[Finding], project: Project) -> tuple[list[Finding], list[str]]:
        """The findings that are not known, in their order, and a note for each baseline that knows what is gone."""
        new = [finding for finding in findings if self._scopes.of(finding.filename).baseline is None]
        notes = []
        for path, baseline in self._read.items():
            own = [finding for finding in findings if self._scopes.of(finding.filename).baseline == path]
            linted = [file.name for file in project.files if self._scopes.of(file.path).baseline == path]
            fresh, gone = baseline.split(own, project, linted)
            new += fresh
            if gone:
                notes.append(_stale(gone, path))
        return sorted(new, key=lambda finding: finding.sort_key), notes


def _stale(gone: Counter[Key], path: Path) -> str:
    number = gone.total()
    places = list(dict.fromkeys(f"{file} ({code})" for file, code, _ in sorted(gone)))
    named = ", ".join([*places[:MOST_NAMED], *(["…"] if len(places) > MOST_NAMED else [])])
    told = f"{counted(number, 'known finding')} {'is' if number == 1 else 'are'} gone from the code: {named}"
    return f"{told}; write {path} anew with --write-baseline"


def _counts(path: Path, findings: Any) -> Counter[Key]:
    counts: Counter[Key] = Counter()
    try:
        for each in findings:
            key = (each["file"], each["code"], each["line"])
            count = each["count"]
            if not all(isinstance(part, str) for part in key) or not isinstance(count, int) or count < 1:
                raise TypeError
            counts[key] += count
    except (TypeError, KeyError):
        raise ConfigError(f"{path}: no baseline: a finding needs `file`, `code`, `line` and `count`") from None
    return counts
