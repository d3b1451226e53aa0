"""Patterns that could keep Python busy are refused before they are tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from frameworks.python.programs import is_known, read

from convlint.frameworks.python.patterns import repetitions


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("abc", 0),
        (r"(\d.*)", 1),
        (r"[+*]{2}x+", 2),
        (r"\+\*a", 0),
        (r"(?P<name>[a-z]+)(\d+)", 2),
        (r"(?:ab)?c*", 1),
        ("(ab)*", 1),
        ("(a+)+", None),
        ("(a?a?)*", None),
        ("a??b", 0),
        ("(a|b)*", None),
        ("((a*)b)+", None),
        ("(a*){5}", None),
        (r"(\w)\1", None),
        ("(?P<x>a)(?P=x)", None),
    ],
)
def test_repetitions(pattern: str, count: int | None) -> None:
    assert repetitions(pattern) == count


@pytest.mark.parametrize(
    "expression",
    [
        "re.match('(a+)+$', 'a' * 40 + 'b')",
        "re.match('(a|a)*$', 'a' * 40 + 'b')",
        "re.search('a*a*a*a*a*a*b', 'a' * 300)",
        "re.compile('(x+x+)+y').search('x' * 50)",
        "re.sub('a', 'b' * 10**6, 'a' * 10**5)",
    ],
)
def test_what_may_take_long_is_refused(expression: str, tmp_path: Path) -> None:
    assert not is_known(read(f"import re\nresult = {expression}\n", tmp_path)["result"])
