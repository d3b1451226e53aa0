"""What iterators give is made when it is asked for, of what is there then."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

LATER = {
    "modules": """
    net = nn.Sequential(nn.ReLU())
    children, modules, named = net.children(), net.modules(), net.named_children()
    net.append(nn.ReLU())
    torch.zeros(2).view(len(list(children)))
    torch.zeros(3).view(len(list(modules)))
    torch.zeros(2).view(len(list(named)))
    """,
    "what it runs over grows": """
    sizes = [1, 2]
    g = (nn.Linear(n, 4) for n in sizes)
    sizes.append(8)
    layers = list(g)
    layers[2](torch.zeros(1, 8))
    nn.ModuleList(layers)[-1](torch.zeros(1, 8))
    """,
    "a name changes": """
    width = 4
    g = (nn.Linear(width, n) for n in [1, 2])
    width = 8
    nn.ModuleList(g)[0](torch.zeros(1, 8))
    """,
    "filter": """
    layers = [nn.Linear(4, 2), nn.Linear(8, 2)]
    k = 4
    it = filter(lambda l: l.in_features == k, layers)
    k = 8
    next(it)(torch.zeros(1, 8))
    """,
    "map": """
    k = 4
    it = map(lambda n: nn.Linear(k, n), [1, 2])
    k = 8
    list(it)[0](torch.zeros(1, 8))
    """,
    "a function and an attribute": """
    class Stack:
        def __init__(self):
            self.width = 4
        def layers(self):
            for _ in range(3):
                yield nn.Linear(self.width, 4)
    s = Stack()
    it = s.layers()
    next(it)(torch.zeros(1, 4))
    s.width = 8
    next(it)(torch.zeros(1, 8))
    """,
    "a loop that changes what the function reads": """
    class Stack:
        def __init__(self):
            self.width = 4
        def layers(self):
            for _ in range(3):
                yield nn.Linear(self.width, 4)
    s = Stack()
    w = 4
    for layer in s.layers():
        layer(torch.zeros(1, w))
        s.width = w = w * 2
    """,
    "what the function calls": """
    WIDTH = 4
    def make():
        return nn.Linear(WIDTH, 2)
    def gen():
        for _ in range(2):
            yield make()
    g = gen()
    WIDTH = 8
    for layer in g:
        layer(torch.zeros(1, 8))
    """,
    "zip": """
    a, b = [1, 2], [3, 4]
    z = zip(a, b)
    a.append(5); b.append(6)
    torch.zeros(3).view(len(list(z)))
    """,
    "iter": """
    a = [1, 2]
    it = iter(a)
    a.append(5)
    torch.zeros(3).view(len(list(it)))
    """,
    "a loop over a list that grows": """
    root = nn.Sequential(nn.Linear(1, 2), nn.Sequential(nn.ReLU(), nn.Linear(2, 3)))
    queue = [root]
    count = 0
    for m in queue:
        queue.extend(m.children())
        count += 1
    torch.zeros(5).view(count)
    torch.zeros(5).view(len(queue))
    """,
    "an attribute": """
    class Cfg: pass
    cfg = Cfg()
    cfg.n = 4
    g = (nn.Linear(cfg.n, 2) for _ in range(2))
    cfg.n = 8
    nn.Sequential(*g)[0](torch.zeros(1, 8))
    """,
    "asked for where it may fail": """
    bad = (nn.Linear(3, 4)(x) for x in [torch.zeros(1, 5)])
    try:
        list(bad)
    except RuntimeError:
        print('caught')
    """,
    "the first is enough": """
    cands = [nn.Linear(3, 4), nn.Linear(9, 4)]
    x = torch.zeros(1, 3)
    first = next(c(x) for c in cands)
    first.view(4)
    """,
    "any": """
    cands = [nn.Linear(3, 4), nn.Linear(9, 4)]
    x = torch.zeros(1, 3)
    ok = any(c(x).shape[1] == 4 for c in cands)
    """,
    "a function that is not asked again": """
    def steps(x):
        yield nn.Linear(3, 4)(x)
        yield nn.Linear(9, 4)(x)
    g = steps(torch.zeros(1, 3))
    y = next(g)
    y.view(4)
    """,
    "a loop that is left": """
    cands = [nn.Linear(3, 4), nn.Linear(9, 4)]
    x = torch.zeros(1, 3)
    for y in (c(x) for c in cands):
        break
    """,
    "map and zip": """
    cands = [nn.Linear(3, 4), nn.Linear(9, 4)]
    x = torch.zeros(1, 3)
    y = next(map(lambda c: c(x), cands))
    y, = (v for _, v in zip(range(1), map(lambda c: c(x), cands)))
    """,
    "reversed": """
    a = [4, 8]
    r = reversed(a)
    a[0] = 5
    next(r)
    torch.zeros(5).view(next(r))
    """,
    "enumerate": """
    layers = [nn.Linear(4, 4), nn.Linear(4, 4)]
    for i, l in enumerate(layers):
        if i + 1 < len(layers):
            layers[i + 1] = nn.Linear(8, 4)
        if i == 1:
            l(torch.zeros(1, 8))
    """,
    "what it does": """
    n = 0
    def bump():
        global n
        n += 1
        return n
    g = (bump() for _ in range(3))
    torch.zeros(0).view(n)
    list(g)
    torch.zeros(3).view(n)
    """,
}


@pytest.mark.parametrize("program", LATER.values(), ids=LATER)
def test_what_is_made_later(program: str) -> None:
    silent(program)


WRONG = {
    "a generator expression": "n = 4\ng = (nn.Linear(n, 2) for _ in range(2))\nn = 8\n{}",
    "map": "n = 4\ng = map(lambda i: nn.Linear(n, i), [1, 2])\nn = 8\n{}",
    "filter": "n = 4\ng = filter(lambda l: l.in_features == n, [nn.Linear(4, 2), nn.Linear(8, 2)])\nn = 8\n{}",
    "a function": "def made():\n    for i in [1, 2]:\n        yield nn.Linear(n, i)\nn = 4\ng = made()\nn = 8\n{}",
}


@pytest.mark.parametrize("program", WRONG.values(), ids=WRONG)
def test_what_it_is_made_of(program: str) -> None:
    line = "next(g)(torch.zeros(1, 4))"
    finds(program.format(line), f"CL102 {line}")


def test_a_generator_that_nobody_calls() -> None:
    finds(
        """
        def batches(layer=nn.Linear(4, 2)):
            yield torch.zeros(3)
            yield layer(torch.zeros(1, 5))
        """,
        "CL102 yield layer(torch.zeros(1, 5))",
    )


def test_a_generator_is_run_to_its_end() -> None:
    finds(
        """
        def blocks(sizes):
            i = 0
            while i < len(sizes) - 1:
                if sizes[i] != sizes[i + 1]:
                    yield nn.Linear(sizes[i], sizes[i + 1])
                i += 1
            else:
                yield from [nn.ReLU(), nn.Linear(sizes[-1], 1)]
        net = nn.Sequential(*blocks([4, 8, 8, 16]))
        net(torch.zeros(2, 4)).view(2, 1)
        net[3](torch.zeros(2, 15))
        """,
        "CL102 net[3](torch.zeros(2, 15))",
    )


def test_how_many_there_are_is_open() -> None:
    silent(
        """
        def chosen(x):
            for i in range(4):
                if x.sum() > i:
                    yield nn.Linear(i + 1, 2)
        x = torch.rand(4)
        layers = list(chosen(x))
        some = [l for l in (l for l in layers if x[0] > 0)]
        torch.zeros(3).view(len(layers))
        torch.zeros(3).view(len(some))
        for layer in chosen(x):
            layer(torch.zeros(1, 3))
        """
    )


def test_asked_in_one_branch() -> None:
    silent(
        """
        g = (nn.Linear(n, 2) for n in [4, 8])
        if torch.rand(1) > 0.5:
            next(g)
        next(g)(torch.zeros(1, 8))
        """
    )
