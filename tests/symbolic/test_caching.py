"""What is remembered of sizes is let go of, and found again."""

from __future__ import annotations

from typing import Any

from convlint.symbolic import ceil_div, form, symbol
from convlint.symbolic.caching import forget


def known(function: Any) -> int:
    return int(function.cache_info().currsize)


def test_answers_are_remembered_until_they_are_let_go_of() -> None:
    size = symbol("n")
    first = form(ceil_div(size + 3, 2))
    assert known(form) > 0
    forget()
    assert known(form) == 0
    assert form(ceil_div(size + 3, 2)) == first
