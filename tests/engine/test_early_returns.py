"""`if open: ...; return` and what follows it: each path has done what it did, and at the end of the function either may have."""

from __future__ import annotations

from textwrap import dedent

import pytest
from support.linting import finds, silent

HEAD = """
import os

def on(name):
    return bool(os.environ.get(name))
"""

WIDTH_4 = {
    "a constructor": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            if on('A'):
                self.fc = nn.Linear(4, 2)
                return
            self.fc = nn.Linear(4, 2)
    """,
    "several returns": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build(4)

        def build(self, n):
            if on('A'):
                self.fc = nn.Linear(n, 2)
                return self.fc
            if on('B'):
                self.fc = nn.Linear(n, 3)
                return self.fc
            self.fc = nn.Linear(n, 4)
            return self.fc
    """,
    "elif": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            if on('A'):
                self.fc = nn.Linear(4, 2)
                return
            elif on('B'):
                self.fc = nn.Linear(4, 3)
                return
            self.fc = nn.Linear(4, 4)
    """,
    "all others raise": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            if on('A'):
                self.fc = nn.Linear(4, 2)
                return
            if not on('B'):
                self.fc = nn.Linear(4, 3)
                return
            raise ValueError
    """,
    "a return within a branch": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            if on('A'):
                if on('B'):
                    self.fc = nn.Linear(4, 2)
                    return
                n = 4
            else:
                n = 4
            self.fc = nn.Linear(n, 3)
    """,
    "match": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            match os.environ.get('A'):
                case '':
                    self.fc = nn.Linear(4, 2)
                    return
                case 'x':
                    self.fc = nn.Linear(4, 3)
                    return
            self.fc = nn.Linear(4, 4)
    """,
    "continue": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            layers = []
            for i in range(2):
                if on(f'A{i}'):
                    layers.append(nn.Linear(4, 4))
                    continue
                layers.append(nn.Linear(4, 4))
            self.fc = nn.Sequential(*layers)
    """,
    "a function": """
    def build(net, n):
        if on('A'):
            net.fc = nn.Linear(n, 2)
            return net
        net.fc = nn.Linear(n, 3)
        return net

    def Net():
        return build(nn.Module(), 4)
    """,
    "in a with": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            with torch.no_grad():
                if on('A'):
                    self.fc = nn.Linear(4, 2)
                    return
                self.fc = nn.Linear(4, 3)
    """,
}


@pytest.mark.parametrize("program", WIDTH_4.values(), ids=WIDTH_4)
def test_what_all_paths_have_set_is_known(program: str) -> None:
    finds(HEAD + dedent(program) + "Net().fc(torch.zeros(2, 5))\n", "CL102 Net().fc(torch.zeros(2, 5))")
    silent(HEAD + dedent(program) + "Net().fc(torch.zeros(2, 4))\n")


ONE_PATH_FITS = {
    "a constructor": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            if on('A'):
                self.fc = nn.Linear(5, 2)
                return
            self.fc = nn.Linear(4, 2)
    """,
    "it goes on": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            if not on('A'):
                self.fc = nn.Linear(4, 2)
                return
            self.fc = nn.Linear(5, 2)
    """,
    "elif": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            if on('B'):
                self.fc = nn.Linear(4, 2)
                return
            elif on('A'):
                self.fc = nn.Linear(5, 2)
                return
            self.fc = nn.Linear(4, 2)
    """,
    "within a branch, which sets it again": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 2)
            self.build()

        def build(self):
            if not on('B'):
                self.fc = nn.Linear(6, 2)
                if on('A'):
                    self.fc = nn.Linear(5, 2)
                    return
                self.fc = nn.Linear(6, 2)
            self.fc = nn.Linear(4, 2)
    """,
    "an object of the branch": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            if not on('B'):
                options = nn.Module()
                self.options = options
                if on('A'):
                    options.n = 5
                    return
                options.n = 4
            else:
                self.options = nn.Module()
                self.options.n = 4

        def fc(self, x):
            return nn.functional.linear(x, torch.zeros(2, self.options.n))
    """,
    "all others raise, caught": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            try:
                self.build()
            except ValueError:
                self.fc = nn.Linear(5, 2)

        def build(self):
            if not on('A'):
                self.fc = nn.Linear(4, 2)
                return
            raise ValueError
    """,
    "a raise that the function catches": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 6
            try:
                if not on('A'):
                    self.n = 4
                    self.fc = nn.Linear(4, 2)
                    return
                self.n = 5
                raise ValueError
            except ValueError:
                pass
            self.fc = nn.Linear(self.n, 2)
    """,
    "finally": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
            try:
                if on('A'):
                    self.n = 5
                    return
                self.n = 4
            finally:
                self.fc = nn.Linear(self.n, 2)
    """,
    "finally, within a branch": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
            if not on('B'):
                try:
                    if on('A'):
                        self.n = 5
                        return
                    self.n = 4
                finally:
                    self.fc = nn.Linear(self.n, 2)
            else:
                self.fc = nn.Linear(4, 2)
    """,
    "what a context manager does at its end": """
    class Making:
        def __init__(self, net):
            self.net = net

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.net.fc = nn.Linear(self.net.n, 2)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
            if not on('B'):
                with Making(self):
                    if on('A'):
                        self.n = 5
                        return
                    self.n = 4
            else:
                self.fc = nn.Linear(4, 2)
    """,
    "what a function behind contextmanager does at its end": """
    import contextlib

    @contextlib.contextmanager
    def making(net):
        if on('C'):
            net.n = 6
        yield
        net.fc = nn.Linear(net.n, 2)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
            with making(self):
                if on('A'):
                    self.n = 5
                    return
                self.n = 4
    """,
    "a loop": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build()

        def build(self):
            for i in range(3):
                if on('A'):
                    self.fc = nn.Linear(5, 2)
                    return
                self.fc = nn.Linear(4 + i, 2)
            self.fc = nn.Linear(4, 2)
    """,
    "a loop that is left": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            for n in (6, 5, 4):
                self.fc = nn.Linear(n, 2)
                if n == 5 and on('A'):
                    self.kept = n
                    break
                self.kept = 0
    """,
    "a turn that is left": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
            for i in range(2):
                if on('A'):
                    self.n = 5
                    continue
                self.n = 4
            self.fc = nn.Linear(self.n, 2)
    """,
    "another name": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.build([4])
            self.fc = nn.Linear(self.sizes[0], 2)

        def build(self, sizes):
            self.sizes = sizes
            if on('A'):
                sizes[0] = 5
                return
            self.sizes = [4]
    """,
    "a name of the function around": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            n = 6

            def choose():
                nonlocal n
                if on('A'):
                    n = 5
                    return
                n = 4

            choose()
            self.fc = nn.Linear(n, 2)
    """,
    "a generator": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 2)
            list(self.build())

        def build(self):
            if on('A'):
                self.fc = nn.Linear(5, 2)
                return
            self.fc = nn.Linear(4, 2)
            yield 1
    """,
}


@pytest.mark.parametrize("program", ONE_PATH_FITS.values(), ids=ONE_PATH_FITS)
def test_what_one_path_has_set_is_not_lost(program: str) -> None:
    silent(HEAD + dedent(program) + "Net().fc(torch.zeros(2, 5))\n")


def test_what_follows_sees_only_the_path_that_goes_on() -> None:
    program = """
    class Net(nn.Module):
        def forward(self, x):
            self.n = 4
            if on('A'):
                self.n = 5
                return x
            return x @ torch.zeros(self.n, 2)
    Net()(torch.zeros(2, 5))
    """
    finds(HEAD + dedent(program), "CL107 return x @ torch.zeros(self.n, 2)")
