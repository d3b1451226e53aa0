"""Texts that hold Python values: `json.loads`, `ast.literal_eval`."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from typing import Any

from convlint.frameworks.python.support import MOST_TEXT, abstract, declare
from convlint.values import Context, Undetermined


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
