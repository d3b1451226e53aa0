"""What an exception leaves undone: in a `try`, under a `finally` that jumps, in a `with` that drops it."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

HALF_DONE = {
    "given before": """
    x = torch.zeros(3, 4)
    try:
        y = x @ torch.zeros(3, 2)
        x = x.view(12)
    except RuntimeError:
        pass
    x @ torch.zeros(4, 2)
    """,
    "given twice": """
    x = torch.zeros(3, 4)
    try:
        x = x.view(12)
        x @ torch.zeros(3, 2)
        x = x.view(3, 4)
    except RuntimeError:
        pass
    x @ torch.zeros(12)
    """,
    "in a loop": """
    n = 0
    try:
        for n in (1, 2, 3):
            torch.zeros(n).view(2)
    except RuntimeError:
        torch.zeros(1).view(n)
    """,
    "no error of shapes": """
    n = 3
    try:
        f = open('cfg')
        n = 7
    except OSError:
        pass
    torch.zeros(3).view(n)
    """,
    "an attribute": """
    class S:
        n = 3
    s = S()
    try:
        f = open('cfg')
        s.n = 7
    except OSError:
        pass
    torch.zeros(3).view(s.n)
    """,
    "an item": """
    s = {'n': 1}
    try:
        s['n'] = 5
        torch.zeros(2).view(3)
        s['n'] = 9
    except RuntimeError:
        pass
    torch.zeros(5).view(s['n'])
    """,
    "a list": """
    xs = []
    try:
        xs.append(torch.zeros(2))
        torch.zeros(2).view(3)
        xs.append(torch.zeros(1))
    except RuntimeError:
        pass
    torch.cat(xs).view(2)
    """,
    "suppressed": """
    from contextlib import suppress
    x = torch.zeros(3, 4)
    with suppress(RuntimeError):
        x = x.view(12)
        x @ torch.zeros(5)
        x = x.view(3, 4)
    x @ torch.zeros(12)
    """,
    "finally returns": """
    def f(x):
        try:
            return x.view(7)
        finally:
            return x.view(6)
    f(torch.zeros(2, 3)).view(3, 2)
    """,
    "finally continues": """
    k = 0
    for n in (2, 4):
        try:
            torch.zeros(6).view(n, -1)
            k += 1
        finally:
            continue
    torch.zeros(1).view(k)
    """,
    "finally breaks": """
    for n in (1, 2):
        try:
            torch.zeros(3).view(2)
        finally:
            if n:
                break
    """,
}


@pytest.mark.parametrize("program", HALF_DONE.values(), ids=HALF_DONE)
def test_what_may_be_half_done(program: str) -> None:
    silent(program)


def test_what_the_body_teaches_may_not_hold() -> None:
    program = """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.colour, self.grey = nn.Conv2d(3, 8, 3), nn.Conv2d(1, 8, 3)

        def forward(self, x):
            try:
                y = self.colour(x)
            except RuntimeError:
                {}
            return self.grey(x)
    """
    silent(program.format("y = None"))
    finds(program.format("return None"), "CL103 return self.grey(x)")


def test_what_holds_however_it_is_left() -> None:
    finds(
        "x = 1\ntry:\n    x = torch.zeros(3, 4)\nexcept OSError:\n    x = torch.zeros(5, 4)\nx @ torch.zeros(3)",
        "CL107 x @ torch.zeros(3)",
    )
    finds(
        "try:\n    x = torch.zeros(3, 4)\nexcept OSError:\n    print('no')\nx @ torch.zeros(3)",
        "CL107 x @ torch.zeros(3)",
    )
    finds(
        "n = 3\ntry:\n    n = int('4')\nexcept ValueError:\n    raise\ntorch.zeros(3).view(n)",
        "CL104 torch.zeros(3).view(n)",
    )
    finds("try:\n    n = 4\nfinally:\n    print('done')\ntorch.zeros(3).view(n)", "CL104 torch.zeros(3).view(n)")
