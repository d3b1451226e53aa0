"""Context managers of the program: what they do around a block, and which of them drop exceptions."""

from __future__ import annotations

from textwrap import dedent

import pytest
from support.linting import finds, silent

FAILS = "torch.zeros(2, 3).view(7)"
DROPPING = {
    "says yes": """
    class Quiet:
        def __enter__(self): pass
        def __exit__(self, *error): return True
    with Quiet():
        {}
    """,
    "may say yes": """
    class Only:
        def __enter__(self): pass
        def __exit__(self, kind, *rest): return kind is not None
    with Only():
        {}
    """,
    "a handler": """
    from contextlib import contextmanager
    @contextmanager
    def quiet():
        try:
            yield
        except RuntimeError:
            pass
    with quiet():
        {}
    """,
    "a stack": """
    from contextlib import ExitStack, suppress
    with ExitStack() as stack:
        stack.enter_context(suppress(RuntimeError))
        {}
    """,
    "under a name": """
    from contextlib import suppress
    quiet = suppress(RuntimeError)
    with quiet:
        {}
    """,
    "one of two": """
    from contextlib import nullcontext, suppress
    def guard(on):
        return suppress(RuntimeError) if on else nullcontext()
    with guard(torch.rand(1) > 0.5):
        {}
    """,
    "derived": """
    import contextlib
    class Quiet(contextlib.suppress):
        pass
    with Quiet(RuntimeError):
        {}
    """,
    "by its name": """
    from loguru import logger
    with logger.catch():
        {}
    """,
    "a mode": """
    from torch.overrides import TorchFunctionMode
    class Mode(TorchFunctionMode):
        def __torch_function__(self, function, types, args=(), kwargs=None): return None
    with Mode():
        {}
    """,
}
KEEPING = {
    "says no": """
    class Plain:
        def __enter__(self): pass
        def __exit__(self, *error): return False
    with Plain():
        {}
    """,
    "says nothing": """
    class Timer:
        def __enter__(self): pass
        def __exit__(self, *error): print('done')
    with Timer():
        {}
    """,
    "at last": """
    from contextlib import contextmanager
    @contextmanager
    def timed():
        try:
            yield 1
        finally:
            print('done')
    with timed() as n, timed():
        {}
    """,
    "nothing": """
    from contextlib import nullcontext
    with nullcontext(3) as n:
        {}
    """,
    "of a library": """
    with torch.no_grad():
        {}
    """,
    "warnings": """
    import warnings
    with warnings.catch_warnings():
        {}
    """,
    "not known": """
    from elsewhere import scope
    with scope():
        {}
    """,
}


@pytest.mark.parametrize("program", DROPPING.values(), ids=DROPPING)
def test_what_drops_exceptions(program: str) -> None:
    silent(dedent(program).format(FAILS))


@pytest.mark.parametrize("program", KEEPING.values(), ids=KEEPING)
def test_what_does_not(program: str) -> None:
    finds(dedent(program).format(FAILS), f"CL104 {FAILS}")


AROUND = """
from contextlib import contextmanager

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(8, 2)
    def forward(self, x):
        return self.head(x)
net = Net()

@contextmanager
def headless(net):
    head, net.head = net.head, nn.Identity()
    yield net
    net.head = head

class Headless:
    def __init__(self, net):
        self.net = net
    def __enter__(self):
        self.head, self.net.head = self.net.head, nn.Identity()
        return self.net
    def __exit__(self, *error):
        self.net.head = self.head

def features(x):
    with {0}(net) as inner:
        return inner(x)
"""


@pytest.mark.parametrize("manager", ["headless", "Headless"])
def test_what_it_does_before_and_after(manager: str) -> None:
    program = AROUND.format(manager)
    inside = f"with {manager}(net):\n    net(torch.zeros(1, 5)).view(5)"
    silent(f"{program}\nfeatures(torch.zeros(1, 8)).view(8)\n{inside}\nnet(torch.zeros(1, 8)).view(2)")
    finds(f"{program}\nfeatures(torch.zeros(1, 8)).view(2)", "CL104 features(torch.zeros(1, 8)).view(2)")
    finds(f"{program}\nwith {manager}(net):\n    pass\nnet(torch.zeros(1, 5))", "CL102 return self.head(x)")


def test_modules_under_hooks_for_all() -> None:
    program = "from torch.nn.modules.module import register_module_forward_pre_hook\n{}\nnn.Linear(48, 4)(torch.zeros(2, 3, 4, 4))"
    silent(program.format("register_module_forward_pre_hook(lambda module, args: (args[0].flatten(1),))"))
    finds(program.format(""), "CL102 nn.Linear(48, 4)(torch.zeros(2, 3, 4, 4))")


def test_managers_that_a_stack_enters() -> None:
    silent(
        """
        import contextlib
        class G:
            w = 4
        @contextlib.contextmanager
        def width(n):
            old, G.w = G.w, n
            try:
                yield n
            finally:
                G.w = old
        @contextlib.contextmanager
        def put(net, name, layer):
            old = getattr(net, name)
            setattr(net, name, layer)
            try:
                yield
            finally:
                setattr(net, name, old)
        class Width:
            def __init__(self, n):
                self.n = n
            def __enter__(self):
                self.old, G.w = G.w, self.n
            def __exit__(self, *error):
                G.w = self.old
        net = nn.Sequential(nn.Linear(4, 2))
        with contextlib.ExitStack() as stack:
            stack.enter_context(width(8))
            nn.Linear(G.w, 1)(torch.zeros(1, 8))
            stack.enter_context(Width(6))
            nn.Linear(G.w, 1)(torch.zeros(1, 6))
            stack.enter_context(put(net, "0", nn.Linear(4, 9)))
            net(torch.zeros(1, 4)).view(9)
        """
    )
    silent(
        """
        import contextlib
        @contextlib.contextmanager
        def put(net, name, layer):
            setattr(net, name, layer)
            yield
        net = nn.Sequential(nn.Linear(4, 2))
        stack = contextlib.ExitStack()
        stack.enter_context(put(net, "0", nn.Linear(4, 9)))
        net(torch.zeros(1, 4)).view(9)
        """
    )
