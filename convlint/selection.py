"""Which findings are wanted: `select`, `ignore` and `per-file-ignores`."""

from __future__ import annotations

from convlint.config import Scopes, Settings
from convlint.finding import Finding
from convlint.globs import Patterns
from convlint.paths import absolute, parts_from
from convlint.rules import about_the_run, changed_codes, chosen_codes, select_codes


class Selections:
    """The rules that are reported in each file: those that its settings select."""

    def __init__(self, scopes: Scopes) -> None:
        self._scopes = scopes
        self._made: dict[int, Selection] = {}

    def is_wanted(self, finding: Finding) -> bool:
        """Whether a finding is to be reported; what tells that the tool could not do its work always is."""
        return self.is_selected(finding.code, finding.filename)

    def is_selected(self, code: str, filename: str) -> bool:
        """Whether a rule holds in a file."""
        settings = self._scopes.of(filename)
        if id(settings) not in self._made:
            self._made[id(settings)] = Selection(settings)
        return self._made[id(settings)].is_selected(code, filename)


class Selection:
    """The rules that some settings select, per file."""

    def __init__(self, settings: Settings) -> None:
        self._root = absolute(settings.base_of("per-file-ignores"))
        self._codes = chosen_codes((*settings.select, *settings.extend_select), settings.ignore)
        for added in settings.added:
            self._codes = changed_codes(self._codes, added.extend_select, added.ignore)
        self._per_file = [
            (pattern.startswith("!"), Patterns([pattern.removeprefix("!")]), select_codes(codes))
            for pattern, codes in settings.per_file_ignores
        ]
        self._by_file: dict[str, frozenset[str]] = {}

    def is_selected(self, code: str, filename: str) -> bool:
        """Whether a rule holds in a file."""
        return about_the_run(code) or code in self._of(filename)

    def _of(self, filename: str) -> frozenset[str]:
        if filename not in self._by_file:
            codes = self._codes
            if self._per_file:
                path = parts_from(filename, self._root)
                for others, patterns, ignored in self._per_file:
                    if patterns.decide_within(path) is not others:
                        codes -= ignored
            self._by_file[filename] = codes
        return self._by_file[filename]
