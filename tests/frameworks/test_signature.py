"""Binding of arguments to declared parameters."""

from __future__ import annotations

from typing import Any

import pytest

from convlint.frameworks.common.signature import Signature
from convlint.values.mismatch import Undetermined


def _handler(cx: Any, self: Any, pattern: Any, **sizes: Any) -> None: ...


def test_keywords_are_gathered() -> None:
    assert Signature.of(_handler).bind(None, (1, "a b"), {"a": 2}) == ([1, "a b"], {"a": 2})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["cx", "self", "pattern"])
def test_an_argument_given_twice_is_not_judged(name: str) -> None:
    with pytest.raises(Undetermined, match="twice"):
        Signature.of(_handler).bind(None, (1, "a b"), {name: 2})  # type: ignore[arg-type]
