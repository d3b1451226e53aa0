"""Arguments whose rank nothing tells: what is done to their last dims is followed, and a part of a shape teaches nothing."""

from __future__ import annotations

from textwrap import dedent

import pytest
from support.linting import finds, lint, silent

FAILING = {
    "a list of tensors": """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(8, 3)

            def forward(self, maps: list[Tensor]):
                rows = []
                for each in maps:
                    batch, _, height, width = each.shape
                    rows.append(each.reshape(batch, -1, 7))
                return self.fc(torch.cat(rows, dim=1))
    """,
    "a tuple of tensors": """
        def f(pair: tuple[Tensor, Tensor]):
            one, other = pair
            return nn.Linear(8, 3)(nn.Linear(4, 7)(other))
    """,
    "sizes and more": """
        def f(x: Tensor):
            return nn.Linear(8, 3)(x.reshape(x.shape[:-1] + (7,)))
    """,
    "a star": """
        def f(x: Tensor):
            return nn.Linear(8, 3)(x.reshape(*x.shape[:-1], 7))
    """,
    "made of sizes": """
        def f(x: Tensor):
            return nn.Linear(8, 3)(torch.zeros(nn.Linear(4, 7)(x).shape))
    """,
    "the shape of another": """
        def f(x: Tensor, y: Tensor):
            return nn.Linear(8, 3)(y.view_as(nn.Linear(4, 7)(x)))
    """,
    "parts of open sizes": """
        def f(lengths: list[int]):
            for part in torch.zeros(5, 7).split(lengths, 0):
                return nn.Linear(8, 3)(part)
    """,
    "places": """
        def f(x: Tensor):
            found = torch.where(x > 0)[0]
            return nn.Linear(8, 3)(found[:, None].float().expand(-1, 7))
    """,
}


@pytest.mark.parametrize("source", FAILING.values(), ids=FAILING)
def test_the_last_sizes_are_followed(source: str) -> None:
    line = next(line.strip() for line in source.splitlines() if "8, 3)(" in line or "self.fc(" in line)
    finds(source, f"CL102 {line}")


WORKING = {
    "fewer dims than are cut off": """
        def f(x: Tensor):
            batch = x.shape[:-3]
            return batch, torch.zeros(4, 5)[x]

        f(torch.zeros(3, dtype=torch.long))

        def g(x: Tensor):
            rest = x.shape[:-2]
            return nn.Linear(3, 1)(x), torch.dot(x, x)
    """,
    "items of a list have shapes of their own": """
        def f(parts: list[Tensor]):
            return nn.Linear(3, 1)(parts[0]), nn.Linear(4, 1)(parts[1])

        def g(parts: list[Tensor]):
            one, other = parts
            return nn.Linear(3, 1)(one), nn.Linear(4, 1)(other)
    """,
    "parts have lengths of their own": """
        def f(lengths: list[int]):
            one, other = torch.zeros(5, 7).split(lengths, 1)
            return nn.Linear(3, 1)(one), nn.Linear(4, 1)(other)
    """,
    "a size that is inferred": """
        def f(x: Tensor):
            flat = x.reshape(x.shape[:-1] + (-1,))
            return nn.Linear(3, 1)(flat)
    """,
    "another star behind": """
        def f(x: Tensor, more: list[int]):
            return nn.Linear(3, 1)(x.reshape(*x.shape[:-1], *more))
    """,
    "a function of one's own": """
        def g(*sizes):
            return sizes[-2]

        def f(x: Tensor):
            return nn.Linear(3, 1)(torch.zeros(2, g(*x.shape[:-1], 5)))
    """,
}


@pytest.mark.parametrize("source", WORKING.values(), ids=WORKING)
def test_what_is_open_stays_open(source: str) -> None:
    silent(source)


OTHERWISE = {
    "what a handler returns": """
        def layer(kind, inplace=True):
            try:
                return kind(inplace=inplace)
            except TypeError:
                return kind()

        net = nn.Sequential(nn.Linear(4, 7), layer(nn.ReLU), nn.Linear(8, 3))
    """,
    "a handler that gives something else": """
        def size(n):
            try:
                return int(n)
            except ValueError:
                return 8

        net = nn.Sequential(nn.Linear(4, size("7")), nn.Linear(7, 8), nn.Linear(9, 3))
    """,
    "a name that there is": """
        first = nn.Linear(4, 7 if "silu" in dir(F) else 8)
        net = nn.Sequential(first, nn.Linear(8, 3))
    """,
    "a class among others": """
        class Own(nn.Module):
            pass

        first = nn.Linear(4, 8 if nn.BatchNorm2d in {Own, nn.ReLU} else 7)
        net = nn.Sequential(first, nn.Linear(8, 3))
    """,
    "inputs": """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.net = nn.Sequential(nn.Linear(4, 7), nn.Linear(8, 3))

            def forward(self, *inputs, flag=True):
                return self.net(inputs if len(inputs) > 1 else inputs[0])
    """,
    "a star in a display": """
        def net(x, parts: list[Tensor]):
            rows = [nn.Linear(4, 7)(part) for part in parts]
            return nn.Linear(8, 3)(torch.stack((*rows, torch.zeros(7))))
    """,
}
RUN = """
net(torch.zeros(2, 4))
"""


@pytest.mark.parametrize("source", OTHERWISE.values(), ids=OTHERWISE)
def test_what_was_lost_otherwise(source: str) -> None:
    text = dedent(source)
    found = lint(text if "def net" in text or "class Net" in text else text + RUN)
    assert [finding[:5] for finding in found] == ["CL102"]


def test_what_follows_a_handler_is_not_judged() -> None:
    silent("""
        def f(x, weight):
            try:
                return nn.functional.linear(x, weight)
            except RuntimeError:
                pass
            return nn.Linear(8, 3)(torch.zeros(2, 7))
    """)


NUMBERS = {
    "the limits of floats": """
        def net(x: Tensor):
            rows = nn.Linear(4, 7)(x) + torch.finfo(x.dtype).eps
            return nn.Linear(8, 3)(rows)
    """,
    "the limits of floats of arrays": """
        import numpy as np

        def net(x):
            rows = np.zeros((2, 7)) / (np.zeros(7) + np.finfo("float64").eps)
            return nn.Linear(8, 3)(torch.from_numpy(rows))
    """,
    "a float that is left open": """
        def net(x: Tensor, rate: float, decay: float):
            rows = nn.Linear(4, 7)(x) * rate + (1 - rate * decay)
            return nn.Linear(8, 3)(rows)
    """,
    "a float that is not known": """
        def scaled(x, rate: float, low: float = 0.0):
            return x.mul(1 - rate).clamp(min=low)

        def net(x: Tensor):
            return nn.Linear(8, 3)(scaled(nn.Linear(4, 7)(x), unknown(x), low=unknown(x)))
    """,
    "a number whatever it is": """
        def net(x: Tensor):
            n = max(int(unknown(x)), 1)
            rows = nn.Linear(4, 7)(torch.zeros(2, 4)) * n - len(unknown(x)) // 2 * n
            return nn.Linear(8, 3)(rows)
    """,
    "sizes that are numbers": """
        def net(x: Tensor):
            rows = nn.Linear(4, 7)(torch.zeros(2, 4)) + torch.zeros(int(unknown(x)))
            return nn.Linear(8, 3)(rows + torch.full((7,), -x.sum().item()))
    """,
    "a vector of a tuple": """
        import numpy as np

        def net(count: int):
            sizes = np.atleast_1d((3,) * count)
            return nn.Linear(8, 3)(torch.from_numpy((sizes - 1) / 2 * np.zeros((2, 7))))
    """,
    "a tuple that is repeated": """
        def net(count: int):
            rows = [nn.Linear(4, width)(torch.zeros(2, 4)) for width in (7,) * count]
            return nn.Linear(8, 3)(rows[0])
    """,
}


@pytest.mark.parametrize("source", NUMBERS.values(), ids=NUMBERS)
def test_numbers_that_change_no_shape(source: str) -> None:
    assert [finding[:5] for finding in lint(dedent(source))] == ["CL102"]


def test_a_number_that_may_be_none_or_a_tensor_is_open() -> None:
    silent("""
        def scaled(x, rate: float = None, other: Tensor = 1.0):
            return x * rate + other

        def net(x: Tensor):
            rows = nn.Linear(4, 7)(torch.zeros(2, 4))
            return nn.Conv2d(2, 3, 1)(scaled(rows, unknown(x), unknown(x)))

        def power(x: Tensor, n):
            rows = nn.Linear(4, 7)(torch.zeros(2, 4))
            return nn.Conv2d(2, 3, 1)(rows * round(unknown(x)) + (int(n) + n) * rows + max(unknown(x), n))

        def gate(x: Tensor, rate: float):
            return nn.Linear(8, 3)(x * rate.unsqueeze(-1))
    """)


CALLED_UPON = """
class Net(nn.Module):
    def __init__(self, rope=False):
        super().__init__()
        self.rope = nn.Embedding(3, 4) if rope else None
        self.seen = None
        self.first = nn.Linear(4, 7)
        self.second = nn.Linear({width}, 3)

    def forward(self, x: Tensor):
        if self.rope is not None:
            x = unknown(x)
        return self.second(self.first(x))

    def {other}
"""


def test_what_is_none_cannot_be_filled_elsewhere() -> None:
    other = "resize(self, size):\n        self.rope.resize(size)"
    finds(CALLED_UPON.format(width=8, other=other), "CL102 return self.second(self.first(x))")
    silent(CALLED_UPON.format(width=7, other=other))


def test_what_is_assigned_elsewhere_is_open() -> None:
    other = (
        "start(self, size):\n        self.rope = size\n\n    def end(self):\n        return nn.Linear(8, 3)(self.seen)"
    )
    text = CALLED_UPON.format(width=7, other=other)
    silent(text.replace("x = unknown(x)", "x = nn.Linear(4, 5)(nn.Linear(4, self.rope)(x))"))
