"""Methods that are called without being named: by printing, comparing, hashing, and by the end of an object."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

CHANGING = {
    "the end of an object": """
    class Holder:
        alive = 0
        def __init__(self):
            Holder.alive += 1
        def __del__(self):
            Holder.alive -= 1
    a, b = Holder(), Holder()
    del a
    torch.zeros(1).view(Holder.alive)
    """,
    "a name that stands for something else": """
    class Holder:
        def __init__(self, cfg):
            self.cfg = cfg
            cfg['n'] = 4
        def __del__(self):
            self.cfg['n'] = 8
    cfg = {}
    h = Holder(cfg)
    h = None
    nn.Linear(cfg['n'], 2)(torch.zeros(1, 8))
    """,
    "the end of a function": """
    sizes = [4]
    class Holder:
        def __del__(self):
            sizes.append(8)
    def f():
        h = Holder()
        return 1
    f()
    nn.Linear(sizes[-1], 2)(torch.zeros(1, 8))
    torch.zeros(2).view(len(sizes))
    """,
    "a name of the module": """
    N = 4
    class Holder:
        def __del__(self):
            global N
            N = 8
    h = Holder()
    N = 4
    del h
    nn.Linear(N, 2)(torch.zeros(1, 8))
    """,
    "__repr__": """
    class C:
        n = 4
        def __repr__(self):
            self.n += 4
            return 'C'
    c = C()
    print(c)
    nn.Linear(c.n, 2)(torch.zeros(1, 8))
    f'{c}'
    nn.Linear(c.n, 2)(torch.zeros(1, 12))
    str(c); '%s' % c; '{}'.format(c); repr(c)
    nn.Linear(c.n, 2)(torch.zeros(1, 28))
    print([c])
    nn.Linear(c.n, 2)(torch.zeros(1, 32))
    """,
    "__str__": """
    log = []
    class C:
        def __str__(self):
            log.append(1)
            return 'C'
    c = C()
    print('x', c)
    torch.zeros(1).view(len(log))
    """,
    "__eq__": """
    class C:
        calls = 0
        def __eq__(self, other):
            C.calls += 1
            return True
        def __hash__(self):
            return 1
    a, b = C(), C()
    a == b
    torch.zeros(1).view(C.calls)
    a in [b]
    torch.zeros(2).view(C.calls)
    a != b
    torch.zeros(3).view(C.calls)
    [b].index(a)
    {a: 1}[b]
    torch.zeros(5).view(C.calls)
    """,
    "__hash__": """
    class C:
        def __init__(self):
            self.n = 4
        def __hash__(self):
            self.n = 8
            return 1
    c = C()
    d = {c: 1}
    nn.Linear(c.n, 2)(torch.zeros(1, 8))
    e = C()
    s = {e}
    nn.Linear(e.n, 2)(torch.zeros(1, 8))
    g = C()
    d[g] = 1
    nn.Linear(g.n, 2)(torch.zeros(1, 8))
    h = C()
    set([h])
    nn.Linear(h.n, 2)(torch.zeros(1, 8))
    """,
    "__lt__": """
    class C:
        compared = 0
        def __init__(self, v): self.v = v
        def __lt__(self, other):
            C.compared += 1
            return self.v < other.v
    xs = sorted([C(2), C(1)])
    torch.zeros(1).view(C.compared)
    max(C(1), C(2)); min([C(1), C(2)])
    torch.zeros(3).view(C.compared)
    xs.sort()
    torch.zeros(4).view(C.compared)
    C(1) < C(2)
    torch.zeros(5).view(C.compared)
    C(1) > C(2)
    torch.zeros(6).view(C.compared)
    """,
    "__format__": """
    class C:
        n = 4
        def __format__(self, spec):
            self.n = 8
            return ''
        def __bool__(self):
            self.n = 16
            return True
    c = C()
    f'{c:>4}'
    nn.Linear(c.n, 2)(torch.zeros(1, 8))
    if c:
        pass
    nn.Linear(c.n, 2)(torch.zeros(1, 16))
    """,
}


@pytest.mark.parametrize("program", CHANGING.values(), ids=CHANGING)
def test_what_they_change(program: str) -> None:
    silent(program)


def test_what_they_leave_alone() -> None:
    finds(
        """
        class Config:
            n = 4
            def __repr__(self):
                parts = []
                parts.append(str(self.n))
                return " ".join(parts)
            def __eq__(self, other):
                return self.n == other.n
        config = Config()
        print(config, config == Config())
        torch.zeros(8).view(config.n)
        """,
        "CL104 torch.zeros(8).view(config.n)",
    )
