"""Texts that hold Python values: `json.loads`, `ast.literal_eval`, `yaml.safe_load`."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from importlib import import_module
from itertools import accumulate
from typing import Any

from convlint.frameworks.python.support import MOST_TEXT, abstract, declare
from convlint.values import Context, Undetermined

MOST_YAML = 4_000
MOST_NESTED = 20
"""PyYAML's time grows with the square of its text where brackets are nested."""
MOST_PARTS = 10_000
"""Aliases make much of little: a value of more parts, each counted as often as it is named, is not looked at."""


def _parsed(parse: Callable[[str], Any], text: Any) -> Any:
    """Raises Undetermined for a text that is not known, is too long, or holds what nests too deep."""
    if not isinstance(text, str) or len(text) > MOST_TEXT:
        raise Undetermined("a text that is not known")
    try:
        return abstract(parse(text))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise Undetermined("a text that is not understood") from None


@declare("json.loads")
def json_loads(cx: Context, s: Any) -> Any:
    """What the text holds; hooks are left to Python."""
    return _parsed(json.loads, s)


@declare("ast.literal_eval")
def literal_eval(cx: Context, node_or_string: Any) -> Any:
    """What the text holds."""
    return _parsed(ast.literal_eval, node_or_string)


@declare("yaml.safe_load", "yaml.full_load", "yaml.load")
def yaml_load(cx: Context, stream: Any, Loader: Any = None) -> Any:
    """What the text holds as far as YAML's own types go; the parser is that of LibCST."""
    if isinstance(stream, str) and (len(stream) > MOST_YAML or _nesting(stream) > MOST_NESTED):
        raise Undetermined("a long or deep text")
    return _parsed(_from_yaml, stream)


def _nesting(text: str) -> int:
    """How deep brackets are within each other, those in texts and comments counted as well."""
    depths = accumulate((char in "[{") - (char in "]}") for char in text)
    return max(depths, default=0)


def _from_yaml(text: str) -> Any:
    """Raises ValueError where the text is none, or holds too many parts, or others than numbers and texts (dates)."""
    try:
        yaml: Any = import_module("yaml")
    except ImportError as error:
        raise ValueError("there is no parser") from error
    try:
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError("no YAML") from error
    if not _is_plain(value):
        raise ValueError("too many parts, or others than numbers and texts")
    return value


def _is_plain(value: Any) -> bool:
    """Whether a value, walked without recursion, has at most `MOST_PARTS` parts, each a number, a text or a container of such."""
    waiting = [value]
    for count, part in enumerate(waiting):  # which grows
        if count > MOST_PARTS or not (part is None or isinstance(part, (str, int, float, list, dict))):
            return False
        if isinstance(part, (list, dict)):
            waiting += part
        if isinstance(part, dict):
            waiting += part.values()
    return True
