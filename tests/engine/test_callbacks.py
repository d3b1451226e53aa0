"""Functions that are given to code which is not known may be called by it."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

PROGRAM = """
import heapq
import re
import threading
import timeit
class C:
    n = 4
sizes = []
def run():
    C.n = 9
    sizes.append(1)
def named():
    global width
    width = 9
width = 4
{}
"""
GIVEN = (
    "threading.Thread(target=run).start()\ntorch.zeros(9).view(C.n)",
    "timeit.timeit(lambda: sizes.append(1), number=3)\ntorch.zeros(3).view(len(sizes))",
    "timeit.timeit(lambda: setattr(C, 'n', 9))\ntorch.zeros(9).view(C.n)",
    "timeit.timeit(sizes.append)\ntorch.zeros(3).view(len(sizes))",
    "timeit.timeit(named)\ntorch.zeros(9).view(width)",
    "re.sub('x', lambda found: sizes.append(1) or '', 'axb')\ntorch.zeros(1).view(len(sizes))",
    "torch.zeros(3).register_hook(lambda g: setattr(C, 'n', 9))\ntorch.zeros(9).view(C.n)",
    "torch.vmap(lambda x: sizes.append(1) or x)(torch.zeros(5, 2))\ntorch.zeros(1).view(len(sizes))",
    "heapq.heappush(sizes, 3)\ntorch.zeros(3).view(sizes[0])",
)


@pytest.mark.parametrize("line", GIVEN)
def test_what_may_be_called(line: str) -> None:
    silent(PROGRAM.format(line))


def test_what_it_leaves_alone() -> None:
    finds(PROGRAM.format("timeit.timeit(run)\ntorch.zeros(9).view(width)"), "CL104 torch.zeros(9).view(width)")


def test_an_iterator_that_counts() -> None:
    silent(
        """
        class Counter:
            n = 0
            def __iter__(self):
                return self
            def __next__(self):
                self.n += 1
                if self.n > 3:
                    raise StopIteration
                return self.n
        counter = Counter()
        given = list(counter)
        torch.zeros(4).view(counter.n)
        """
    )


def test_what_calls_change_that_are_too_deep_to_follow() -> None:
    silent(
        """
        known = {}
        def fib(n):
            if n not in known:
                known[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
            return known[n]
        fib(12)
        torch.zeros(13).view(len(known))
        def put(net, depth):
            if depth:
                put(net, depth - 1)
            else:
                net.n = 9
        net = nn.Module()
        net.n = 4
        put(net, 12)
        torch.zeros(9).view(net.n)
        """
    )
