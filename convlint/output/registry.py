"""The formats by the name that `--output-format` takes. A format is imported when it is used."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from convlint.finding import Finding
    from convlint.output.page import Page

Format = Callable[["Sequence[Finding]", "Page"], str]


def _format(name: str, function: str) -> Format:
    def write(findings: Sequence[Finding], page: Page) -> str:
        module = import_module(f"convlint.output.{name}")
        return cast(Format, getattr(module, function))(findings, page)

    return write


FORMATS: dict[str, Format] = {
    "text": _format("text", "text"),
    "concise": _format("concise", "concise"),
    "json": _format("json", "json_array"),
    "json-lines": _format("json", "json_lines"),
    "sarif": _format("sarif", "sarif"),
    "github": _format("github", "github"),
    "gitlab": _format("gitlab", "gitlab"),
    "junit": _format("junit", "junit"),
    "rdjson": _format("rdjson", "rdjson"),
}
FOR_PEOPLE = frozenset({"text", "concise"})
