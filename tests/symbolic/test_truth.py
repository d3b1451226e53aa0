"""Three values, and no way to take them for two."""

from __future__ import annotations

import pytest

from convlint.symbolic import Truth


def test_is_no_boolean() -> None:
    for answer in Truth:
        with pytest.raises(TypeError, match="three values"):
            bool(answer)


def test_negation() -> None:
    assert [answer.negated for answer in (Truth.YES, Truth.NO, Truth.OPEN)] == [Truth.NO, Truth.YES, Truth.OPEN]
