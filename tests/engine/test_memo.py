"""Calls that are remembered: the same call gives the same again, and whatever changed in between is seen."""

from __future__ import annotations

import pytest
from support.linting import finds, lint, silent

from convlint.engine.memo import MORE_PATIENCE, PATIENCE, Tries
from convlint.values import ListV


def test_blocks_that_are_made_alike_are_objects_of_their_own() -> None:
    finds(
        """
        class Block(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.conv = nn.Conv2d(c, c, 3, padding=1)

            def forward(self, x):
                return self.conv(x)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.b, self.c = make(8), make(8), make(8)
                self.b.conv = nn.Conv2d(16, 8, 1)

            def forward(self, x):
                x = self.a(x)
                x = self.c(x)
                return self.b(x)

        def make(c):
            return Block(c)
        """,
        "CL103 return self.conv(x)",
    )


def test_what_a_call_changes_is_changed_by_the_next_one_too() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.channels = 3
                self.one, self.two, self.three = self.grow(), self.grow(), self.grow()

            def grow(self):
                self.channels *= 2
                return nn.Conv2d(self.channels // 2, self.channels, 1)

            def forward(self, x):
                return self.three(self.two(self.one(x)))
        """
    )


def test_a_list_that_is_filled_in_between() -> None:
    silent(
        """
        def total(widths):
            return sum(widths)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                widths = [4]
                self.stem = nn.Conv2d(3, total(widths), 1)
                widths.append(4)
                self.head = nn.Conv2d(total(widths), 1, 1)

            def forward(self, x):
                x = self.stem(x)
                return self.head(torch.cat([x, x], 1))
        """
    )


def test_a_global_that_changes_in_between() -> None:
    silent(
        """
        WIDTH = 4

        def width():
            return WIDTH

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                global WIDTH
                self.stem = nn.Conv2d(3, width(), 1)
                WIDTH = 8
                self.head = nn.Conv2d(4, width(), 1)
                self.last = nn.Conv2d(8, 1, 1)

            def forward(self, x):
                return self.last(self.head(self.stem(x)))
        """
    )


def test_a_variable_of_an_enclosing_function() -> None:
    silent(
        """
        def make():
            width = 4

            def conv(before):
                return nn.Conv2d(before, width, 1)

            first = conv(4)
            width = 8
            return nn.Sequential(nn.Conv2d(3, 4, 1), first, conv(4), nn.Conv2d(8, 2, 1))

        def run(x: torch.Tensor):
            return make()(x)
        """
    )


def test_sizes_that_nobody_knows_differ_from_call_to_call() -> None:
    silent(
        """
        def pick(x):
            return x[x.sum(1) > 0]

        class Net(nn.Module):
            def forward(self, x):
                x = x.view(-1, 10)
                a, b, c = pick(x), pick(x), pick(x)
                if a.shape[0] == 3 and b.shape[0] == 5 and c.shape[0] == 7:
                    return torch.cat([a.view(3, 10), b.view(5, 10), c.view(7, 10)])
                return x
        """
    )


def test_an_argument_that_is_given_back_is_the_same_object() -> None:
    finds(
        """
        def same(layers):
            return layers

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                for width in (4, 8, 16):
                    layers = [nn.Conv2d(3, width, 1)]
                    same(layers).append(nn.Conv2d(width, 5, 1))
                self.body = nn.Sequential(*layers)
                self.head = nn.Conv2d(7, 1, 1)

            def forward(self, x):
                return self.head(self.body(x))
        """,
        "CL103 return self.head(self.body(x))",
    )


def test_a_failure_within_a_call_that_is_made_again() -> None:
    finds(
        """
        class Block(nn.Module):
            def __init__(self, c):
                super().__init__()
                self.one, self.two = nn.Linear(c, 4), nn.Linear(5, c)

            def forward(self, x):
                x = self.one(x)
                return self.two(x)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.blocks = nn.ModuleList([Block(8) for _ in range(6)])

            def forward(self, x):
                for block in self.blocks:
                    x = block(x)
                return x
        """,
        "CL102 return self.two(x)",
    )


def test_a_recursion_whose_end_is_open() -> None:
    silent(
        """
        def unwrap(model):
            if hasattr(model, "module"):
                return unwrap(model.module)
            if hasattr(model, "inner"):
                return unwrap(model.inner)
            return model

        def run(model, x):
            return nn.Linear(3, 4)(unwrap(model)(x))
        """
    )


def test_what_a_module_holds_is_changed_between_calls() -> None:
    """Calls are remembered after that as well, until it changes again or a branch is taken back."""
    finds(
        """
        WIDTHS = {"now": 4}

        def width():
            return WIDTHS["now"]

        class Net(nn.Module):
            def __init__(self, wide):
                super().__init__()
                first = [nn.Linear(width(), width()) for _ in range(2)]
                WIDTHS["now"] = 8
                second = [nn.Linear(width(), width()) for _ in range(2)]
                if wide:
                    WIDTHS["now"] = 16
                    self.wide = nn.Linear(width(), width())
                self.first, self.second = nn.Sequential(*first), nn.Sequential(*second)
                WIDTHS["now"] = 32
                self.last = nn.Linear(width(), width())

            def forward(self, x, y, z):
                self.second(y.view(-1, 8))
                self.last(z.view(-1, 32))
                return self.first(x.view(-1, 8))
        """,
        "CL102 return self.first(x.view(-1, 8))",
    )


def test_a_branch_that_changes_what_a_module_holds_is_taken_back() -> None:
    silent(
        """
        WIDTHS = {"now": 4}

        def width():
            return WIDTHS["now"]

        class Net(nn.Module):
            def __init__(self, wide):
                super().__init__()
                WIDTHS["now"] = 8
                self.one = nn.Linear(width(), 1)
                if wide:
                    WIDTHS["now"] = 16
                    self.two = nn.Linear(width(), 1)
                else:
                    self.two = nn.Linear(width(), 1)

            def forward(self, x):
                return self.one(x.view(-1, 8)), self.two(x.view(-1, 8))
        """
    )


def test_functions_that_remember_give_what_they_gave() -> None:
    """`functools.lru_cache`: the second call does not look at what has changed since."""
    finds(
        """
        import functools

        STATE = {"width": 4}

        @functools.lru_cache(maxsize=None)
        def width(scale=1):
            return STATE["width"] * scale

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.one = nn.Linear(width(), 1)
                STATE["width"] = 8
                self.two = nn.Linear(width(), 1)
                self.three = nn.Linear(width(2), 1)

            def forward(self, x, y):
                self.one(x.view(-1, 4))
                self.three(y.view(-1, 16))
                return self.two(x.view(-1, 8))
        """,
        "CL102 return self.two(x.view(-1, 8))",
    )


def test_what_a_branch_knows_is_not_what_a_function_remembers() -> None:
    silent(
        """
        import functools

        FLAG = {"wide": False}

        @functools.cache
        def width():
            return 8 if FLAG["wide"] else 4

        class Net(nn.Module):
            def __init__(self, wide):
                super().__init__()
                if wide:
                    FLAG["wide"] = True
                    self.one = nn.Linear(width(), 1)
                self.two = nn.Linear(width(), 1)

            def forward(self, x):
                return self.two(x)

        def wide():
            return Net(True)(torch.zeros(2, 8))

        def narrow():
            return Net(False)(torch.zeros(2, 4))

        def either(wide):
            return Net(wide)(torch.zeros(2, 8))
        """
    )


def test_what_one_branch_knows_of_a_size_that_a_module_holds() -> None:
    """In the other branch the same call decides otherwise."""
    silent(
        """
        CONFIG = {"n": 3}

        def make():
            return nn.Linear(64, 1) if CONFIG["n"] == 64 else nn.Linear(32, 1)

        class Net(nn.Module):
            def forward(self, x, flag):
                CONFIG["n"] = x.shape[-1]
                if flag:
                    x.view(-1, 2, 64)
                    assert x.shape[-1] == 64
                    make()(torch.zeros(2, 64))
                else:
                    assert x.shape[-1] == 32
                    make()(torch.zeros(2, 32))
                return x
        """
    )


def test_sizes_of_an_argument_of_any_rank_that_are_given_back() -> None:
    """The compiled wheel minds what an object may hold."""
    finds(
        """
        class Net(nn.Module):
            def sizes(self, x):
                return x.flatten().unsqueeze(0), x.shape

            def forward(self, x: Tensor):
                flat, sizes = self.sizes(x)
                return flat.reshape(sizes), flat.permute(0, 2, 1)

        def run(x: Tensor):
            return Net()(x)
        """,
        "CL109 return flat.reshape(sizes), flat.permute(0, 2, 1)",
    )


ESCAPING = """
net = None
cache = {{}}

class Holder:
    pass

def build(c):
    global net
    net = Holder()
    net.c = c

def width(k):
    return net.c * k

def kept(k):
    return cache["a"].c * k

def main():
    build(4)
    nn.Linear(width(2), 2)(torch.zeros(2, 8))
    net.c = 8
    nn.Linear(width(2), 2)(torch.zeros(2, 16))
    cache["a"] = Holder()
    cache["a"].c = 4
    nn.Linear(kept(2), 2)(torch.zeros(2, 8))
    cache["a"].c = 8
    nn.Linear(kept(2), 2)(torch.zeros(2, 16))

{call}
"""


@pytest.mark.parametrize("call", ["", "main()"])
def test_what_a_module_has_come_to_hold_is_changed(call: str) -> None:
    silent(ESCAPING.format(call=call))


def test_calls_of_a_script_are_remembered_till_the_outermost_one_ends() -> None:
    finds(
        """
        width = 4

        def make():
            return nn.Linear(width, width)

        def twice(x):
            return make()(make()(x))

        twice(torch.zeros(2, 4))
        width = 8
        twice(torch.zeros(2, 8))
        twice(torch.zeros(2, 4))
        """,
        "CL102 return make()(make()(x))",
    )


LIKE = """
class Half(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(8, 8, 3, stride=2, padding=1)

    def forward(self, x):
        return self.conv(x)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.one, self.two = Half(), Half()

    def forward(self, x, y):
        (_, _, _, w), (_, _, _, v) = x.shape, y.shape
        a, b = self.one(x), self.two(y)
        {then}
"""


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ("return torch.cat([a, b], 1)", ()),  # of sizes that may be equal
        ("assert v == 9\n        return torch.cat([a, x], 2), torch.cat([b, y], 2)", ("CL106",)),  # 5 and 9
        ("assert w == 9\n        return torch.cat([a, x], 2), torch.cat([b, y], 2)", ("CL106",)),
        ("return nn.Linear(3, 3)(b.mean((2, 3)))", ("CL102",)),
    ],
)
def test_calls_with_other_open_sizes_give_the_like_of_them(then: str, found: tuple[str, ...]) -> None:
    codes = tuple(each.partition(" ")[0] for each in lint(LIKE.format(then=then)))
    assert codes == found


def test_numbers_that_were_drawn_are_those_of_each_call() -> None:
    silent(
        """
        import keras
        import numpy as np

        def flat(tokens):
            return tokens.reshape(-1)

        def main():
            many, few = flat(np.random.randint(0, 1000, (64, 50))), flat(np.random.randint(0, 10, (64, 50)))
            keras.layers.Embedding(1000, 8)(many)
            keras.layers.Embedding(10, 8)(few)

        main()
        """
    )


@pytest.mark.parametrize(
    "read", ["super().width()", "locals()['self'].channels", "vars()['self'].channels", "eval('self').channels"]
)
def test_an_object_that_a_method_reads_without_its_name(read: str) -> None:
    silent(
        f"""
        class Base:
            def __init__(self, channels):
                self.channels = channels

            def width(self):
                return self.channels

        class Own(Base):
            def width(self):
                return {read}

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.convs = nn.ModuleList([nn.Conv2d(Own(c).width(), c + 1, 1) for c in range(1, 9)])

            def forward(self, x):
                for conv in self.convs:
                    x = conv(x)
                return x

        Net()(torch.zeros(2, 1, 8, 8))
        """
    )


def test_an_object_that_a_method_never_reads_makes_no_difference() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.convs = nn.ModuleList([nn.Conv2d(c, c + 1, 1) for c in range(1, 9)])
                self.apply(self._init)
                self.widths = [self.width(m) for m in self.convs]
                self.last = nn.Conv2d(self.widths[6], 1, 1)

            def _init(self, module):
                if isinstance(module, nn.Conv2d):
                    nn.init.zeros_(module.bias)

            def width(self, module):
                return module.out_channels

            def forward(self, x):
                for conv in self.convs:
                    x = conv(x)
                return self.last(x)
        """,
        "CL103 return self.last(x)",
    )


@pytest.mark.parametrize(
    "change",
    [
        "self.body.inner.weight.data = torch.zeros(5, 8)",
        "self.body.inner.weight = nn.Parameter(torch.zeros(5, 8))",
        "self.body.inner = nn.Linear(8, 5)",
        "vars(self.body)['size'] = 5",
        "self.body.sizes.append(5)",
        "self.body.__dict__.update(size=5)",
    ],
)
def test_a_change_deep_inside_an_argument_that_was_signed_before(change: str) -> None:
    silent(
        f"""
        class Body(nn.Module):
            def __init__(self):
                super().__init__()
                self.size, self.sizes = 4, [4]
                self.inner = nn.Linear(8, 4)

        def out(body):
            return body.inner.weight.shape[0] + body.size + body.sizes[-1]

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.body = Body()
                self.first, self.second = out(self.body), out(self.body)
                {change}
                self.last = nn.Linear(out(self.body), 2)

            def forward(self, x):
                return self.last(x)

        Net()(torch.zeros(3, 13))
        """
    )


def test_who_takes_few_steps_is_not_looked_up_until_it_takes_more() -> None:
    tries = Tries()
    for steps in (0, 2, 1, 2):
        assert not tries.is_trifle()
        tries.ran(steps)
    assert tries.is_trifle()
    tries.ran(30)
    assert not tries.is_trifle()


def test_plain_arguments_are_tried_longer_but_not_for_ever() -> None:
    tries = Tries()
    tries.times = PATIENCE
    assert tries.is_over((1, ListV([])), {})
    assert not tries.is_over((1, "a"), {"b": (2, None)})
    tries.times = MORE_PATIENCE
    assert tries.is_over((1, "a"), {"b": (2, None)})
    tries.useful = MORE_PATIENCE // 4
    assert not tries.is_over((1, "a"), {})
