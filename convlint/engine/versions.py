"""The versions of libraries, where the user tells them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from convlint.engine.version_text import VersionText
from convlint.values import MISSING

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

VERSION = "__version__"
ORDERED = ("torch",)
"""Libraries whose version is no plain text: it compares as a version does."""


def version_here(vm: Interpreter, library: str, name: str) -> Any:
    """`library.__version__` as the settings of the module tell it in which the work is; MISSING where they do not."""
    if name != VERSION:
        return MISSING
    place, project = vm.place, vm.project
    told = project.scopes.run.framework_versions if place is None else project.versions_of(place[0].file)
    return version_of(told, library, name)


def version_of(versions: Mapping[str, str], library: str, name: str) -> Any:
    """`library.__version__`, or MISSING where it is not told."""
    if name != VERSION or library not in versions:
        return MISSING
    return (VersionText if library in ORDERED else str)(versions[library])
