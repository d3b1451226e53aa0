"""Builtins on symbolic integers: exact where the result is one integer, open where it may be another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from frameworks.python.programs import evaluate

from convlint.symbolic import Dim, symbol
from convlint.values import DictV, FloatV, ListV, StreamV, Unknown

IMPORTS = "import argparse, collections, copy, functools, itertools, math, operator"
EXACT = {
    "n + m": "n + m",
    "int(n)": "n",
    "max(n, n + 1)": "n + 1",
    "min(n, n - 2)": "n - 2",
    "max([n, 1])": "n",
    "abs(n)": "n",
    "abs(-n)": "n",
    "sum([n, m, 1])": "n + m + 1",
    "sum((n, m), 2)": "n + m + 2",
    "math.prod([n, m])": "n*m",
    "math.prod((2, n), start=3)": "6*n",
    "round(n)": "n",
    "len(range(n))": "n",
    "len(range(2, n + 2))": "n",
    "divmod(4 * n + 1, 4)[0]": "n",
    "divmod(4 * n + 1, 4)[1]": "1",
    "pow(n, 2)": "n**2",
    "math.ceil(n)": "n",
    "math.floor(n)": "n",
    "math.trunc(n)": "n",
    "max(n, m) - max(m, n)": "0",
    "functools.reduce(operator.mul, (n, m))": "n*m",
    "functools.partial(operator.add, n)(m)": "n + m",
    "(n * m) // m": "n",
    "sum(s for s in (n, m))": "n + m",
    "[n, m][0]": "n",
    "dict(a=n)['a']": "n",
    "tuple(reversed((n, m)))[1]": "n",
    "copy.deepcopy([n, [m]])[1][0]": "m",
    "list(map(lambda s: s * 2, [n]))[0]": "2*n",
    "list(zip([n], [m]))[0][1]": "m",
    "list(itertools.chain([n], (m,)))[1]": "m",
    "list(itertools.accumulate([n, m]))[1]": "n + m",
    "(n,) * 2 == (n, n) and n": "n",
    "{n: m}[n]": "m",
    "4 * n / (2 * n)": "2.0",
    "operator.floordiv(6 * n, 2)": "3*n",
    "n.real": "n",
    "int(n / 2)": "⌊n/2⌋",
    "int(n * 4.0)": "4*n",
    "int(n * 0.5) * 2 - n": "2*⌊n/2⌋ - n",
    "int(1.5 * n)": "n + ⌊n/2⌋",
    "int(n / 3)": "⌊n/3⌋",
    "int((n + 4.0) / 2 * 2)": "n + 4",
    "math.ceil(n / 2)": "⌊(n + 1)/2⌋",
    "math.floor(n / 4)": "⌊n/4⌋",
    "int(n / 2 // 2)": "⌊n/4⌋",
    "int(float(n))": "n",
    "int(-(-n / 2))": "⌊n/2⌋",
    "round(n * 2.0)": "2*n",
    "int(n * 1.0 if n * 1.0 > -1 else 7)": "n",
    "n / 2 < n": "True",
    "n * 0.5 >= n + 1": "False",
    "2.0 * n / n": "2.0",
    "2 ** n - 2 ** n": "0",
    "vars(argparse.Namespace(width=n))['width']": "n",
    "collections.OrderedDict(a=n).popitem()[1]": "n",
}
OPEN = [
    "n / m", "n / 2", "n * 0.5", "float(n)", "math.sqrt(n)", "math.log2(n)", "2 ** n", "n ** 0.5", "n << 1", "str(n)", "f'{n}'",
    "'%d' % n", "'a' * n", "(1,) * n", "n < m", "n == m", "n in (m, 3)", "{1: 2}.get(n)", "[1, 'a'][n]", "sorted([n, m])[0] is n",
    "bin(n)", "pow(n, m)", "pow(n, 2, 7)", "math.gcd(n, 4)", "bool(n - 3)", "any([n - 3])", "n.bit_length()", "hash(n)",
    "range(n)[0] == 1",
]  # fmt: skip


def sizes() -> dict[str, Any]:
    """Two sizes that nobody knows."""
    return {"n": symbol("n"), "m": symbol("m")}


@pytest.mark.parametrize(("expression", "expected"), EXACT.items())
def test_exact(expression: str, expected: str, tmp_path: Path) -> None:
    assert str(evaluate(expression, tmp_path, IMPORTS, **sizes())) == expected


@pytest.mark.parametrize("expression", OPEN)
def test_open(expression: str, tmp_path: Path) -> None:
    found = evaluate(expression, tmp_path, IMPORTS, **sizes())
    assert isinstance(found, (Unknown, Dim, FloatV, ListV, StreamV))
    assert not (isinstance(found, Unknown) and found.data)
    assert not isinstance(found, Dim) or found.as_symbol() is not None


def test_what_may_be_a_float_is_not_its_rounding(tmp_path: Path) -> None:
    width = symbol("width", certain=False)
    for expression in ("int(width)", "math.ceil(width)", "math.floor(width)", "round(width)"):
        assert evaluate(expression, tmp_path, IMPORTS, width=width) != width


def test_extremes_of_what_is_not_comparable(tmp_path: Path) -> None:
    assert str(evaluate("max(n, m)", tmp_path, **sizes())) == "max(n, m)"
    assert str(evaluate("min(n, m, 4)", tmp_path, **sizes())) in ("min(4, n, m)", "min(n, m, 4)")


def test_an_open_range_counts_up_to_its_end(tmp_path: Path) -> None:
    names = sizes()
    found = evaluate("range(n)", tmp_path, **names)
    assert isinstance(found, StreamV)
    assert found.length == names["n"]
    numbered = evaluate("enumerate(range(n), 1)", tmp_path, **names)
    assert isinstance(numbered, StreamV)
    assert numbered.length == names["n"]
    zipped = evaluate("zip(range(n), range(m))", tmp_path, **names)
    assert isinstance(zipped, StreamV)
    assert str(zipped.length) == "min(n, m)"
    assert evaluate("zip(range(n), [1, 2])", tmp_path, **names).length != 2


def test_items_of_a_list_of_unknown_length_need_not_be_equal(tmp_path: Path) -> None:
    names = sizes()
    made = ListV(None, names["n"])
    first, second = evaluate("(x[0], x[1])", tmp_path, x=made, **names)
    assert first != second
    assert evaluate("x[0] == x[1]", tmp_path, x=made, **names) not in (True, False)


def test_equal_keys_are_one_key(tmp_path: Path) -> None:
    names = sizes()
    found = evaluate("{n: 1, m: 2}", tmp_path, **names)
    assert isinstance(found, DictV)
    assert evaluate("len({n: 1, n + 0: 2})", tmp_path, **names) == 1
    assert evaluate("{n: 1, n + 1: 2}[n + 1]", tmp_path, **names) == 2
    assert evaluate("len(dict([(n, 1), (m, 2)]))", tmp_path, **names) not in (1, 2)
