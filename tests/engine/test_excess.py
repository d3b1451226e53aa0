"""Programs that ask for more than anybody could hold: silence, and none of these tests hangs."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.linting import finds, silent

from convlint.discovery import discover
from convlint.engine import analyse

HEAD = """
import functools
import numpy
import random
import torch
from keras import layers, ops
x = torch.load('x')
HUGE = 2**31
"""


@pytest.mark.parametrize(
    "code",
    [
        "x.flatten(HUGE)",
        "x.flatten(-HUGE)",
        "x.flatten(0, -HUGE)",
        "x.unsqueeze(-HUGE)",
        "x.transpose(-HUGE, 0)",
        "x.chunk(HUGE)",
        "torch.zeros(HUGE, 2).chunk(HUGE)",
        "torch.zeros(HUGE, 2).split(1)",
        "torch.zeros(HUGE, 2).tensor_split(HUGE)",
        "torch.zeros(HUGE, 2).unbind(0)",
        "list(torch.zeros(HUGE, 2))",
        "ops.split(ops.zeros((HUGE, 2)), HUGE)",
        "ops.array_split(ops.zeros((HUGE, 2)), HUGE)",
        "ops.unstack(ops.zeros((HUGE, 2)))",
        "[0] * HUGE",
        "'a' * HUGE",
        "1 << HUGE",
        "sorted(range(HUGE))",
        "numpy.arange(0, 2**70)",
        "len(range(10**40))",
        "[torch.nn.Linear(2, 2) for _ in range(10**40)]",
        "random.choice(range(HUGE))",
        "torch.broadcast_shapes()",
        "functools.reduce(lambda a, b: a * a, range(100), 3)",
        "torch.nn.Linear(10**4000, 3)(torch.zeros(3, 10**4000 + 1))",
        "torch.nn.Linear(1 << 14200, 3)",
        f"torch.nn.Linear(-0x{'f' * 9000}, 3)",
        "torch.zeros(2)[..., *[None] * 10**5]",
        "torch.tensor([[[0] * 1000] * 1000] * 1000)",
        "sum([[1]] * 10**5, [])",
    ],
)
def test_huge_numbers(code: str) -> None:
    silent(f"{HEAD}y = {code}\n")


def test_a_class_that_a_loop_derives_from_itself() -> None:
    text = "class A: pass\nfor i in range(2**31):\n    class A(len(str(i)), A):\n        pass\nwhile True:\n    class A(A): pass\n"
    silent(text)


@pytest.mark.parametrize(
    "layer",
    [
        "Conv2D(4, None)",
        "Conv2D(4, 1, strides=None, padding='same')",
        "DepthwiseConv2D(4, dilation_rate=None)",
        "Conv2DTranspose(4, 2, strides=None)",
        "MaxPooling2D(None)",
        "UpSampling2D(None)",
    ],
)
def test_windows_that_are_none(layer: str) -> None:
    silent(f"{HEAD}y = layers.{layer}(layers.Input((8, 8, 3)))\nlayers.Dense(2)(y)\n")


NESTED = """
a, b, d = [1], [1], {}
a.append(a)
b.append(b)
d["a"] = d
t = ()
for i in range(5000):
    t = (t,)
"""


@pytest.mark.parametrize("size", ["torch", "[]", "len", "'3'", "3.5"])
def test_sizes_that_are_none(size: str) -> None:
    silent(f"{HEAD}y = layers.Lambda(lambda x: x, output_shape=({size},))(layers.Input((3,)))\nlayers.Dense(2)(y)\n")


@pytest.mark.parametrize("use", ["repr(a)", "f'{a}'", "a == b", "sorted(a)", "torch.tensor(a)", "hash(t)", "repr([d])"])
def test_what_holds_itself(use: str) -> None:
    silent(f"{NESTED}x = {use}\n")


def test_what_doubles_at_each_level() -> None:
    silent("a, b = [1], [1]\nfor i in range(60):\n    a, b = [a, a], [b, b]\nx = repr(a)\n")
    silent("import torch\na, b = [1], [1]\nfor i in range(60):\n    a, b = [a, b], [b, a]\nx = torch.tensor(a)\n")


def test_a_number_that_squares_itself() -> None:
    silent("import torch\na = 3\nfor i in range(100):\n    a = a * a\ntorch.zeros(a)\n")


def test_a_loop_over_more_numbers_than_anything_is_made_of(tmp_path: Path) -> None:
    """It is summed up after few steps, though each of its turns makes something that is kept."""
    program = tmp_path / "program.py"
    program.write_text("import torch\nkept = []\nfor i in range(2**31):\n    kept.append(torch.zeros(i, 2))\n")
    statistics = analyse(discover([str(program)]).project).statistics
    assert statistics.steps < 20_000


def test_a_model_that_calls_itself(tmp_path: Path) -> None:
    """Python would go on for ever; three calls in each of six levels would be a thousand."""
    program = tmp_path / "program.py"
    program.write_text(
        "import torch\nfrom torch import nn\n\n\nclass Net(nn.Module):\n"
        "    def forward(self, x):\n        for _ in range(3):\n            x = self(x + 1)\n        return x\n\n\n"
        "Net()(torch.zeros(2, 3))\n"
    )
    assert analyse(discover([str(program)]).project).statistics.steps < 5_000


def test_a_size_that_grows_with_every_turn() -> None:
    """It soon is beyond what a polynomial is kept for."""
    silent(
        "import torch\n\n\ndef grow(x: torch.Tensor):\n    n = x.shape[0]\n    for _ in range(40):\n        n = n * n\n"
        "    while True:\n        x = x.repeat(x.shape[0], n)\n"
    )


def test_objects_that_hold_themselves_meet() -> None:
    finds(
        """
        import settings

        class Node:
            def __init__(self):
                self.children = {"first": self}

        def make(size):
            table = {"node": Node(), "size": size}
            table["rows"] = {"all": [table]}
            return table

        if settings.large:
            table = make(4)
        else:
            table = make(3)
        torch.zeros(3) + torch.zeros(5)
        """,
        "CL105 torch.zeros(3) + torch.zeros(5)",
    )


LONG = "found = []\nfor row in range(100):\n    found.append(row)\n    found.append(row * row)\n    found.pop()\n"


def test_a_program_that_has_nothing_to_do_with_tensors_gets_a_share_of_the_budget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("convlint.engine.loading.SHARE_STEPS", 100)
    program = tmp_path / "program.py"
    program.write_text(f"import torch\n{LONG}")
    statistics = analyse(discover([str(program)]).project).statistics
    assert (statistics.budget_spent, statistics.steps) == (1, 101)
    finds(f"x = torch.zeros(3)\n{LONG}x + torch.zeros(len(found))", "CL105 x + torch.zeros(len(found))")


def test_one_of_many_numbers_or_none() -> None:
    silent(
        """
        import settings

        SIZES = {f"size{i}": i + 1 for i in range(900)}
        for name in settings.names:
            size = SIZES.get(name)
            wide = torch.zeros(4, SIZES[name])
            wide + torch.zeros(4, 900)
            if size is not None:
                torch.zeros(size) + torch.zeros(900)
        """
    )


def test_steps_of_an_importer_are_counted_once(tmp_path: Path) -> None:
    for name in "pqrstuvw":
        (tmp_path / f"{name}.py").write_text("import torch\nsize = 3\n")
    uses = "".join(f"from {name} import size\nx = torch.zeros(size)\n" for name in "pqrstuvw")
    (tmp_path / "main.py").write_text("import torch\n" + "x = 1\n" * 200 + uses)
    assert analyse(discover([str(tmp_path)]).project).statistics.steps < 500


SIZES = "import torch\n\n\ndef f(x: torch.Tensor):\n    a, b, c, d = x.shape\n    for i in range(40):\n"


@pytest.mark.parametrize(
    "turn",
    [
        "a, b, c, d = max(a, b * c), min(b, c + d), max(c, d - a), min(d, a)",
        "a, b = (a * (i + 2) + b // (i + 3)) // (i + 2), (a + b) % (i + 5)",
    ],
)
def test_sizes_that_stand_in_themselves_in_many_places(turn: str) -> None:
    silent(f"{SIZES}        {turn}\n    return x.view(a, b, -1).reshape(a * b * c, d)\n")


@pytest.mark.parametrize(
    "model", ["model = nn.Sequential()\nmodel.append(model)", "for _ in range(3000):\n    model = nn.Sequential(model)"]
)
def test_models_deeper_than_python_calls(model: str) -> None:
    silent(f"import torch\nfrom torch import nn\nmodel = nn.Linear(3, 3)\n{model}\nmodel(torch.zeros(3))\n")
