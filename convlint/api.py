"""The Python interface: lint paths, or a text, and get findings."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from convlint.config import OPTIONS, ConfigError, Scopes, scopes_for
from convlint.config.errors import suggestion
from convlint.finding import Finding

__all__ = ["ConfigError", "Finding", "Result", "lint_paths", "lint_source"]


@dataclass(frozen=True)
class Result:
    """What was found, in the order of places. `problems` are one-line texts about what could not be done, such as a path that
    does not exist; a file that cannot be read or parsed is a finding (CL0…). `warnings` are about settings that are probably meant
    otherwise, such as `inputs` of a model that there is not."""

    findings: tuple[Finding, ...]
    problems: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that must fail."""
        return tuple(finding for finding in self.findings if finding.severity == "error")


def lint_paths(
    paths: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    config: str | os.PathLike[str] | None = None,
    isolated: bool = False,
    **settings: Any,
) -> Result:
    """Lints files, folders and notebooks.

    Each file has the configuration that the command line would take, or that of the file `config`; with `isolated` there is none.
    `settings` are those of docs/configuration.md with underscores (`select=["CL1"]`, `inputs={…}`) and come before it.

    Raises:
        ConfigError: the configuration or a setting is wrong.
    """
    from convlint.runner import run

    names = [os.fspath(path) for path in ([paths] if isinstance(paths, (str, os.PathLike)) else paths)]
    report = run(names, _scopes(names, config, isolated, settings))
    return Result(report.findings, report.problems, report.warnings)


def lint_source(
    source: str | bytes,
    filename: str | os.PathLike[str] = "<source>",
    *,
    config: str | os.PathLike[str] | None = None,
    isolated: bool = False,
    **settings: Any,
) -> Result:
    """Lints a text (or the bytes of a file; of a notebook if the name ends so) as if it stood in the file of this name.

    What it imports is looked for from there. Settings and errors are those of `lint_paths`.
    """
    from convlint.discovery import Stdin
    from convlint.runner import run

    name = os.fspath(filename)
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    report = run(["-"], _scopes([name], config, isolated, settings), Stdin(data, name))
    return Result(report.findings, report.problems, report.warnings)


def _scopes(
    names: Sequence[str], config: str | os.PathLike[str] | None, isolated: bool, given: dict[str, Any]
) -> Scopes:
    checked: dict[str, Any] = {"jobs": 1, "cache": False}
    for name, value in given.items():
        option = OPTIONS.get(name.replace("_", "-"))
        if option is None:
            raise ConfigError(f"unknown setting {name!r}{suggestion(name.replace('_', '-'), OPTIONS)}")
        try:
            checked[option.name] = option.kind(os.fspath(value) if isinstance(value, os.PathLike) else value)
        except ConfigError as error:
            raise ConfigError(f"{name}: {error}") from None
    return scopes_for(names, checked, config, isolated)
