"""Builds the compiled wheel: where most of a run goes, as C extensions that mypyc makes, each beside its Python file.

On demand only, by `HATCH_BUILD_HOOKS_ENABLE=1`; without it a wheel is pure Python. Nothing is written into the project.
"""

from __future__ import annotations

import json
import runpy
import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledWheel(BuildHookInterface):
    """Adds the extensions. `compile` and `interpret` in pyproject.toml are globs of what is compiled and of what is not."""

    _room: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel" or version == "editable":
            return
        self._room, sources = Path(mkdtemp(prefix="convlint-")), self._sources()
        built = _built(sources, self._room, str(self.config.get("optimise", "2")))
        built.append(self._handlers(sources, self._room / "lib"))
        build_data["force_include"].update(
            {str(path): path.relative_to(self._room / "lib").as_posix() for path in built}
        )
        build_data["pure_python"] = False
        build_data["infer_tag"] = True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self._room is not None:
            shutil.rmtree(self._room)

    def _handlers(self, sources: list[str], lib: Path) -> Path:
        """The table of what the compiled handlers take, beside what reads it."""
        made = runpy.run_path(str(Path(self.root) / "tools" / "handler_table.py"))
        path = lib / made["PLACE"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(made["table"](Path(self.root), sources), separators=(",", ":")), "ascii")
        return path

    def _sources(self) -> list[str]:
        root = Path(self.root)
        wanted, left = (
            {path.relative_to(root).as_posix() for pattern in self.config[key] for path in root.glob(pattern)}
            for key in ("compile", "interpret")
        )
        return sorted(wanted - left)


def _built(sources: list[str], room: Path, optimise: str) -> list[Path]:
    """The extensions of these files, by the C compiler at hand; the working directory is the project's, as PEP 517 has it."""
    from mypyc.build import mypycify
    from setuptools import Distribution
    from setuptools.command.build_ext import build_ext

    options = [f"--cache-dir={room / 'mypy'}", "--no-warn-unused-ignores"]
    extensions = mypycify(
        [*options, *sources], opt_level=optimise, debug_level="0", multi_file=True, target_dir=str(room / "c")
    )
    command = build_ext(Distribution({"name": "convlint", "ext_modules": extensions}))
    command.build_lib, command.build_temp = str(room / "lib"), str(room / "objects")
    command.ensure_finalized()
    command.run()
    return [Path(output) for output in command.get_outputs()]
