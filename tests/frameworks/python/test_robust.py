"""Whatever a declared builtin is given, it answers, or says that it cannot know; it never fails in another way."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

import convlint.frameworks.python  # noqa: F401  (declares what is tested)
from convlint.engine.analysis import with_large_stack
from convlint.engine.interpreter import Interpreter
from convlint.frameworks.common.registry import LIBRARIES, FunctionEntry, all_classes, all_functions
from convlint.frameworks.python.classes import library_class
from convlint.project import Project
from convlint.symbolic import Shape, symbol
from convlint.values import (
    DictV,
    EndlessV,
    FloatV,
    Instance,
    IteratorV,
    Library,
    ListV,
    Mismatch,
    SetV,
    SizeV,
    Stops,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)

OWN = {name for name, module in LIBRARIES.items() if module == "convlint.frameworks.python"}
CALLS_OF_EACH = 15


def entries() -> Iterator[FunctionEntry]:
    """Every function and method that Python's own library declares."""
    functions = [*all_functions().values()]
    functions += [method for entry in all_classes().values() for method in entry.methods.values()]
    for entry in functions:
        if entry.path.partition(".")[0] in OWN:
            yield entry


def pool() -> list[Any]:
    """One value of each kind, made anew."""
    size, tensor = symbol("n"), Tensor(Shape.unknown("x"))
    plain: list[Any] = [
        0,
        1,
        -1,
        7,
        2.5,
        0.0,
        1e300,
        float("nan"),
        True,
        None,
        "",
        "abc",
        "%s {}",
        b"x",
        (),
        (1, "a"),
        ...,
        3 + 4j,
    ]
    plain += [range(3), range(10**12), slice(1, None), slice(size), 10**400, "a" * 50]
    opened: list[Any] = [
        Unknown("?"),
        Unknown("?", data=True),
        size,
        size + 1,
        symbol("f", low=None, certain=False),
        (size, 2),
    ]
    opened += [FloatV(), FloatV(size, 2), SizeV(tensor), tensor, Tensor(Shape.of(2, 3)), Library("somewhere.else")]
    opened += [
        ListV([1, "a", size]),
        ListV(None, size),
        ListV([]),
        DictV({"a": 1, size: 2}),
        DictV(open=True),
        SetV({1: None}),
        SetV(),
    ]
    opened += [
        IteratorV([1, 2]),
        StreamV(size),
        EndlessV(lambda i: i, 0),
        library_class("builtins.int"),
        ListV([(1, 2)]),
    ]
    for path in (
        "builtins.object",
        "builtins.ValueError",
        "argparse.ArgumentParser",
        "functools.partial",
        "re.Match",
        "logging.Logger",
    ):
        opened.append(Instance(library_class(path)))
    return plain + opened


@pytest.mark.parametrize("library", sorted({entry.path.partition(".")[0] for entry in entries()}))
def test_no_call_fails_in_another_way(library: str) -> None:
    chance = random.Random(library)

    def work() -> None:
        vm = Interpreter(Project([]))
        vm.give(10**9)
        for entry in entries():
            if entry.path.partition(".")[0] == library:
                for _ in range(CALLS_OF_EACH):
                    args = tuple(chance.choices(pool(), k=chance.randint(0, 4)))
                    kwargs = {"key": chance.choice(pool())} if chance.random() < 0.1 else {}
                    _call(vm, entry, args, kwargs)

    with_large_stack(work)


def _call(vm: Interpreter, entry: FunctionEntry, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    try:
        positional, keyword = entry.signature.bind(vm, args, kwargs)
        entry.handler(vm, *positional, **keyword)
    except (Undetermined, Mismatch, Stops):
        pass
    except Exception as error:
        raise AssertionError(f"{entry.path}{args}{kwargs}") from error
