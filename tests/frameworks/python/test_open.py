"""What is not known stays open: never a guess, and data (chance, the clock, the command line) apart from the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from frameworks.python.programs import concrete, is_known, read

from convlint.values import DictV, FloatV, ListV, SetV, StreamV, Unknown

OPENING = """
import argparse, collections, copy, functools, itertools, math, operator, os, random, sys, time
import somewhere
u = somewhere.what()
r = random.random()
"""


def value(tmp_path: Path, expression: str, before: str = "") -> Any:
    """What the interpreter knows of an expression; `u` is unknown, `r` a random number."""
    return read(f"{OPENING}{before}\nresult = {expression}\n", tmp_path)["result"]


DATA = [
    "r", "int(r)", "float(r)", "abs(r)", "round(r)", "str(r)", "r + 1", "random.choice([1.5, 2])",
    "time.time()", "os.environ.get('X')", "os.environ['X']", "os.getenv('X', 'a')", "sys.argv[1]", "input()",
    "open('f').read()", "int(input())", "math.sqrt(r)", "math.floor(r)", "bool(r)", "min(r, 3)", "max([r, 1])", "sum([r, r])",
    "os.path.exists('a')", "random.sample([1.5, 2], 1)[0]", "sys.version_info >= (3, 8)", "'%s' % r",
    "'-'.join([str(r)])", "any([r])",
]  # fmt: skip
OPAQUE = [
    "u", "int(u)", "float(u)", "abs(u)", "str(u)", "u + 1", "u.attribute", "u()", "u[0]", "len(u)", "min(u, r)", "max([u, 1])",
    "sum([u, 1])", "sum(u)", "math.sqrt(u)", "isinstance(u, int)", "callable(u)", "hasattr(u, 'a')", "getattr(u, 'a', 1)",
    "[1, 2].index(u)", "{'a': 1, 'b': 'c'}[u]", "'a' in {u: 1}", "id(u)", "hash('a')", "[1, 2].count(u)", "next(u)",
    "eval('1')", "globals()", "functools.reduce(operator.add, u)", "f'{u}'", "'{}'.format(u)", "' '.join(u)", "any([0, u])",
    "all([1, u])", "u in [1]", "dict(u)['a']", "[1, 2] + u", "u % 2", "1 if u else 2", "vars(u)", "type(u)", "pow(2, u)",
    "round(2.5, u)", "int('7', u)", "(1, 2)[u] if u else 3", "{1: u}[1]",
]  # fmt: skip


@pytest.mark.parametrize("expression", DATA)
def test_run_time_data_is_data(expression: str, tmp_path: Path) -> None:
    found = value(tmp_path, expression)
    assert isinstance(found, (Unknown, FloatV))
    assert found.data


@pytest.mark.parametrize("expression", OPAQUE)
def test_what_is_not_understood_is_opaque(expression: str, tmp_path: Path) -> None:
    found = value(tmp_path, expression)
    assert not is_known(found)
    assert not (isinstance(found, (Unknown, FloatV)) and found.data)


RAISING = [
    "[1, 2][5]", "{'a': 1}['b']", "int('x')", "1 // 0", "1 % 0", "[].pop()", "next(iter([]))", "max([])", "'a' + 1",
    "(1, 2)[3]", "[1].index(2)", "chr(-1)", "math.sqrt(-1)", "'abc'.index('z')", "dict([1])", "[1] + (2,)", "range(1.5)",
    "float('x')", "'{}'.format()", "'%d' % 'a'", "sorted([1, 'a'])", "{1, 2}.remove(3)", "[1, 2].remove(3)",
    "collections.deque().popleft()",
]  # fmt: skip


@pytest.mark.parametrize("expression", RAISING)
def test_what_raises_has_no_value(expression: str, tmp_path: Path) -> None:
    """Python raises; that is no matter of shapes, so nothing is known and nothing is reported."""
    found = read(f"{OPENING}result = 0\ntry:\n    result = {expression}\nexcept Exception:\n    pass\n", tmp_path)[
        "result"
    ]
    assert isinstance(found, (Unknown, ListV, DictV, StreamV)) or found == 0
    assert not is_known(concrete(found)) or found == 0


HUGE = [
    "10**10**10", "2 << 10**9", "'a' * 10**12", "(0,) * 10**12", "[0] * 10**12", "'a'.ljust(10**9)",
    "'{:>1000000000}'.format(1)", "'%1000000000d' % 1", "f'{1:1000000000}'", "math.factorial(10**7)", "range(10**15)",
    "list(range(10**12))", "sum(range(10**12))", "list(itertools.product(range(1000), repeat=9))",
    "list(itertools.permutations(range(50)))", "'a'.replace('a', 'b' * 10**6) * 10**6", "max(range(10**12))",
    "'aaaaaaaa'.zfill(10**10)", "sorted(range(10**12))", "math.comb(10**9, 10**8)", "pow(3, 10**12)", "b'a' * 10**12",
    "list(itertools.repeat(0, 10**12))", "dict.fromkeys(range(10**12))", "set(range(10**12))", "'a'.center(10**12)",
    "'\\t'.expandtabs(10**12)",
]  # fmt: skip


@pytest.mark.parametrize("expression", HUGE)
def test_nothing_huge_is_made(expression: str, tmp_path: Path) -> None:
    found = value(tmp_path, expression)
    assert isinstance(found, (Unknown, ListV, StreamV, DictV, SetV, range))


# --- changes that are not known ---------------------------------------------------------------------------------------

CHANGES = [
    ("x = [1, 2]", "x.append(u)", "x[0]", 1),
    ("x = [1, 2]", "x[u] = 5", "len(x)", 2),
    ("x = [1, 2]", "x.insert(u, 5)", "len(x)", 3),
    ("x = {'a': 1}", "x['b'] = u", "x['a']", 1),
    ("x = [3, 3]", "random.shuffle(x)", "len(x)", 2),
    ("x = [u, 1, 2]", "x.pop()", "x[1]", 1),
    ("x = [3, 1]", "x = sorted(x, key=lambda i: u)", "len(x)", 2),
    ("x = {1, 2}", "x.add(3)", "3 in x", True),
]
LOSSES = [
    ("x = [1, 2]", "x[u] = 5", "x[0]"),
    ("x = [1, 2]", "x.extend(u)", "len(x)"),
    ("x = [1, 2]", "x.insert(u, 5)", "x[0]"),
    ("x = [1, 2]", "x.pop(u)", "x[0]"),
    ("x = [1, 2]", "x.remove(u)", "x[0]"),
    ("x = [1, 2]", "del x[u]", "x[0]"),
    ("x = [1, 2]", "random.shuffle(x)", "x[0]"),
    ("x = [1, 2]", "x.sort(key=lambda i: r)", "x[0]"),
    ("x = [1, 2, 3]", "x[u:] = [5]", "len(x)"),
    ("x = {'a': 1}", "x[u] = 2", "x['a']"),
    ("x = {'a': 1}", "x.update(u)", "x['a']"),
    ("x = {'a': 1}", "x.pop(u)", "x.get('a')"),
    ("x = {'a': 1}", "x.pop(u)", "'a' in x"),
    ("x = {'a': 1, 'b': 2}", "x.setdefault(u, 3)", "len(x)"),
    ("x = {1, 2}", "x.add(u)", "len(x)"),
    ("x = {1, 2}", "x.discard(u)", "1 in x"),
    ("x = [1, 2]", "y = iter(x); y = itertools.cycle(u)", "next(y)"),
    ("x = argparse.ArgumentParser(); x.add_argument(u)", "x = x.parse_args()", "x.lr"),
    ("x = argparse.ArgumentParser(); x.add_argument('--lr', default=1)", "x = x.parse_args(['--lr', '2'])", "x.lr"),
    ("x = argparse.ArgumentParser(); x.add_argument('--lr', required=True)", "x = x.parse_args()", "x.lr"),
    ("x = argparse.ArgumentParser(); x.add_argument('path')", "x = x.parse_args()", "x.path"),
    ("x = argparse.ArgumentParser(); x.add_subparsers()", "x = x.parse_args()", "x.command"),
]


@pytest.mark.parametrize(("made", "change", "asked", "expected"), CHANGES)
def test_an_unknown_change_leaves_what_it_cannot_touch(
    made: str, change: str, asked: str, expected: Any, tmp_path: Path
) -> None:
    assert value(tmp_path, asked, f"{made}\n{change}") == expected


@pytest.mark.parametrize(("made", "change", "asked"), LOSSES)
def test_an_unknown_change_takes_away_what_it_may_touch(made: str, change: str, asked: str, tmp_path: Path) -> None:
    assert not is_known(concrete(value(tmp_path, asked, f"{made}\n{change}")))


@pytest.mark.parametrize("population", ["[3, 1, 2]", "(3, 1)", "range(1, 4)", "range(3, 0, -1)", "range(1, 10**12)"])
def test_a_random_one_of_whole_numbers_is_a_number_between_them(population: str, tmp_path: Path) -> None:
    found = value(tmp_path, f"random.choice({population})").as_symbol()
    assert (found.low, found.high) == (1, 10**12 - 1 if "12" in population else 3)


def test_a_random_value_of_a_dict_is_none_of_its_keys(tmp_path: Path) -> None:
    assert isinstance(value(tmp_path, "random.choice({0: 'a', 1: 'b'})"), Unknown)
