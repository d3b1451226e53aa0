"""Which findings of the worlds of an entry stand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from support.linting import finds, silent

from convlint.engine.worlds import World, standing, too_many


def world(script: list[int], counts: list[int], passed: str = "", **findings: int) -> World:
    """A world that found things behind so many choices at the places of those names."""
    made = World(script)
    made.counts = counts
    made.passed = {(name, 0) for name in passed}
    made.findings = {((name, 0), "CL101"): SimpleNamespace(choices=at, first=None) for name, at in findings.items()}
    return made


def names(worlds: list[World], complete: bool = True, narrow: bool = False) -> list[str]:
    found: dict[Any, Any] = standing(worlds, complete, narrow)
    return [place[0] for place, _ in found]


def test_what_is_chosen_behind_the_first_finding_is_let_be() -> None:
    first = world([0, 0, 0], [2, 2, 2], a=1)
    assert first.next_script() == [0, 0, 1]
    assert first.next_script(narrow=True) == [1]
    assert too_many(first, 10, 40)
    assert not too_many(first, 10, 40, narrow=True)


def test_narrow_worlds_tell_nothing_of_what_is_found_later() -> None:
    worlds = [world([0, 0], [2, 2], a=1, b=1, c=2), world([1, 0], [2, 2], a=1)]
    assert names(worlds, narrow=True) == ["a", "b"]
    assert names(worlds) == ["a", "b", "c"]
    assert names(worlds, complete=False, narrow=True) == []


def test_behind_a_contradicted_finding_nothing_is_found() -> None:
    assert names([world([0], [2], passed="a"), world([1], [2], a=1, b=1)]) == []


def test_a_class_that_fails_early_with_many_open_sizes() -> None:
    finds(
        """
        class Block(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.table = torch.zeros(1, 100, width)
                self.fc = nn.Linear(width * 2, width)

            def forward(self, x):
                for i in range(400):
                    i = i + 1 if i > 3 else i
                if x.size(1) > 50:
                    self.table = torch.zeros(1, x.size(1), 64)
                x = x + self.table[:, :x.size(1)]
                return self.fc(x)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.layers = nn.Sequential(*[Block(64) for _ in range(8)])

            def forward(self, x):
                return self.layers(x)
        """,
        "CL102 return self.fc(x)",
    )


def test_an_image_without_batch_fails_no_later_than_its_worlds_end() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a = nn.Conv2d(8, 96, 1)
                self.b = nn.Conv2d(2, 32, 7, padding=3)
                self.c = nn.Conv2d(96, 80, 3, padding=1)

            def forward(self, x, y):
                both = torch.cat([self.a(x), self.b(y)], dim=1)
                out = F.relu(self.c(both))
                return torch.cat([out, y], dim=1)
        """,
        "CL103 out = F.relu(self.c(both))",
    )


POOLS = """
import torch
from torch import nn


class Base(nn.Module):
    def __init__(self, kind, size):
        super().__init__()
        self.kind = kind
        if self.kind == "avg":
            self.layer = nn.AvgPool2d(size)
        else:
            self.layer = nn.MaxPool2d(size)

    def forward(self, x):
        return self.layer(x).unsqueeze(1)


class Pool(Base):
    def __init__(self, kind, size):
        super().__init__(kind, size)
        if ASKED:
            self.layer.return_indices = True

    def forward(self, x):
        if self.kind == "avg":
            return super().forward(x)
        return self.layer(x)[0]
"""


@pytest.mark.parametrize("asked", ["self.kind == 'max'", "'max' == kind", "kind in ('max', 'most')", "not kind"])
def test_what_is_one_text_is_no_other(asked: str) -> None:
    silent(POOLS.replace("ASKED", asked))
