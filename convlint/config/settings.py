"""The settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from convlint.config.options import EXCLUDED
from convlint.hints import Hints

COMMAND_LINE = "command line"
PerFile = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Added:
    """What a file adds to the one that it extends, or the command line to both; its patterns count from `folder`."""

    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()
    folder: Path = field(default_factory=Path.cwd)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What holds, under the names of the configuration file; `origins` tells for each where it came from.

    `root` is the folder of the configuration file, or the current one.
    """

    root: Path = field(default_factory=Path.cwd)
    select: tuple[str, ...] = ("ALL",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: PerFile = ()
    exclude: tuple[str, ...] = EXCLUDED
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    src: tuple[Path, ...] = ()
    inputs: Hints = field(default_factory=dict)
    framework_versions: Mapping[str, str] = field(default_factory=dict)
    output_format: tuple[str, ...] = ("text",)
    baseline: Path | None = None
    error_on_warning: bool = False
    cache: bool = False
    cache_dir: Path | None = None
    added: tuple[Added, ...] = ()
    bases: Mapping[str, Path] = field(default_factory=dict, compare=False)
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)

    def base_of(self, name: str) -> Path:
        """The folder from which the patterns of a setting count: that of its file; on the command line, the current one."""
        return self.bases.get(name, self.root)

    def all_of(self, name: str) -> tuple[str, ...]:
        """A list with what is added to it."""
        attribute = name.replace("-", "_")
        return (*getattr(self, attribute), *(each for added in self.added for each in getattr(added, attribute)))
