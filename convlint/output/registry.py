"""The formats by the name that `--output-format` takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from convlint.finding import Finding
from convlint.output.concise import concise
from convlint.output.json import json_array
from convlint.output.page import Page
from convlint.output.text import text

Format = Callable[[Sequence[Finding], Page], str]

FORMATS: dict[str, Format] = {"text": text, "concise": concise, "json": json_array}
