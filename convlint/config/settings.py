"""The settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from convlint.config.options import EXCLUDED

if TYPE_CHECKING:
    from convlint.hints import Hints

COMMAND_LINE = "command line"
_NOTHING: Mapping[str, Any] = {}
PerFile = tuple[tuple[str, tuple[str, ...]], ...]


class Added(NamedTuple):
    """What a file adds to the one that it extends, or the command line to both; its patterns count from `folder`."""

    folder: Path
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    extend_exclude: tuple[str, ...] = ()


class Settings(NamedTuple):
    """What holds, under the names of the configuration file; `origins` tells for each where it came from.

    `root` is the folder of the configuration file, or the current one.
    """

    root: Path
    select: tuple[str, ...] = ("ALL",)
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: PerFile = ()
    exclude: tuple[str, ...] = EXCLUDED
    extend_exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    src: tuple[Path, ...] = ()
    inputs: Hints = _NOTHING
    framework_versions: Mapping[str, str] = _NOTHING
    output_format: tuple[str, ...] = ("text",)
    baseline: Path | None = None
    error_on_warning: bool = False
    jobs: int = 1
    cache: bool = False
    cache_dir: Path | None = None
    added: tuple[Added, ...] = ()
    bases: Mapping[str, Path] = _NOTHING
    origins: Mapping[str, str] = _NOTHING

    def base_of(self, name: str) -> Path:
        """The folder from which the patterns of a setting count: that of its file; on the command line, the current one."""
        return self.bases.get(name, self.root)

    def all_of(self, name: str) -> tuple[str, ...]:
        """A list with what is added to it."""
        attribute = name.replace("-", "_")
        return (*getattr(self, attribute), *(each for added in self.added for each in getattr(added, attribute)))
