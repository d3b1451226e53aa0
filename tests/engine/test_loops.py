"""Loops over what is not known: the first turn is as it would be, later ones are summed up."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from convlint.discovery import discover
from convlint.engine import analyse
from tests.support.linting import HEAD, finds, silent


def test_what_the_first_turn_makes() -> None:
    silent(
        """
        def collect(batches):
            rows = torch.zeros(0)
            for i, batch in enumerate(batches):
                made = torch.zeros(4, 3)
                if i == 0:
                    rows = made
                else:
                    rows = torch.cat([rows, made])
            return rows
        """
    )


def test_layers_made_in_a_loop_keep_their_sizes() -> None:
    finds(
        """
        def build(names):
            layers = []
            for name in names:
                layers.append(nn.Linear(8, 16))
            for layer in layers:
                layer(torch.zeros(2, 4))
        """,
        "CL102 layer(torch.zeros(2, 4))",
    )


def test_lists_that_grow_after_they_were_made_anew() -> None:
    silent(
        """
        def batches(rows):
            batch = []
            for row in rows:
                if len(batch) + len(row) > 128:
                    yield torch.zeros(len(batch), 3)
                    batch = []
                batch.extend(row)
            if batch:
                yield torch.zeros(len(batch), 3)

        def first(rows):
            return next(batches(rows))[0]
        """
    )


def test_a_name_with_another_value_below() -> None:
    silent(
        """
        classes = 2
        labels = torch.zeros(5, classes)

        def check():
            return labels + torch.zeros(5, classes)

        classes = 10
        """
    )


def test_epochs_of_which_each_does_the_same_are_not_all_run(tmp_path: Path) -> None:
    program = """
def block():
    return nn.Sequential(*[nn.Linear(8, 8) for _ in range(40)])

def step(net):
    loss = net(torch.zeros(2, 8)).sum()
    loss.backward()
    return loss.item()

def main():
    net, total = block(), 0.0
    for epoch in range({epochs}):
        for batch in range(10):
            total += step(net)

main()
"""
    steps = []
    for epochs in (100, 1000):
        path = tmp_path / f"train_{epochs}.py"
        path.write_text(HEAD + program.format(epochs=epochs))
        steps.append(analyse(discover([str(path)]).project).statistics.steps)
    assert steps[0] == steps[1]


TRAINING = """
    def train(net, loader, rewards):
        for x in loader:
            loss = net(x.view(-1, 8)).mean()
            loss.backward()
            rewards.append(loss)
        return loss

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.Sequential(*[nn.Linear(8, 8) for _ in range(10)])

        def forward(self, x):
            return self.layers(x)

    net, rewards = Net(), []
    loader = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.zeros(100, 8)), batch_size=10)
    for {head}:
        for _ in range(200):
            rewards.append(net(torch.zeros(3, 8)).mean())
        last = epoch
    nn.Linear(7, 1)(torch.zeros(3, 8))
"""


@pytest.mark.parametrize(
    "head",
    [
        "epoch in range(1000)",
        "step, epoch in enumerate(range(1000))",
        "epoch in tqdm.tqdm(range(1000))",
    ],
)
def test_training_that_gathers_numbers_is_summed_up(tmp_path: Path, head: str) -> None:
    """What comes behind it is reached, after few steps."""
    program = tmp_path / "program.py"
    text = dedent(TRAINING.format(head=head))
    program.write_text(f"import torch\nimport tqdm\nfrom torch import nn\n{text}")
    analysis = analyse(discover([str(program)]).project)
    assert [finding.code for finding in analysis.findings] == ["CL102"]
    assert analysis.statistics.steps < 50_000


def test_lists_of_layers_are_made_to_their_end() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                layers = []
                for _ in range(600):
                    layers.append(nn.Linear(8, 8))
                    layers.append(nn.ReLU())
                self.layers = nn.Sequential(*layers)

            def forward(self, x):
                return self.layers(x)

        Net()(torch.zeros(2, 9))
        """,
        "CL102 return self.layers(x)",
    )


def test_the_windows_of_a_series_are_counted() -> None:
    """A turn that does little is data being gathered: how much there is counts."""
    finds(
        """
        series, windows, targets = torch.zeros(400), [], []
        for i in range(len(series) - 25):
            windows.append(series[i : i + 24])
            targets.append(series[i + 24])
        nn.Linear(24, 1)(torch.stack(windows)).view(376)
        """,
        "CL104 nn.Linear(24, 1)(torch.stack(windows)).view(376)",
    )


@pytest.mark.parametrize("head", ["for i in range(4000)", "while True", "while len(layers) < 4000"])
@pytest.mark.parametrize("end", ["break", "return layers"])
def test_a_long_loop_that_is_left(head: str, end: str) -> None:
    """Where it is left counts, also when its turns are watched for whether they settle."""
    turns = 30 if head == "while True" else 1500
    finds(
        f"""
        def build():
            layers = []
            {head}:
                layers.append(nn.Linear(8, 8))
                if len(layers) == {turns}:
                    {end}
            return layers

        torch.zeros(len(build())).view({turns})
        torch.zeros(len(build())).view({turns + 1})
        """,
        f"CL104 torch.zeros(len(build())).view({turns + 1})",
    )


def test_episodes_are_summed_up(tmp_path: Path) -> None:
    """`while not done` of a program whose `done` is known gathers records as a training loop does."""
    program = tmp_path / "program.py"
    program.write_text(
        HEAD
        + dedent(
            """
            class Env:
                def __init__(self):
                    self.at = 0

                def step(self):
                    self.at += 1
                    return torch.zeros(4), self.at > 10_000

            net = nn.Sequential(*[nn.Linear(4, 4) for _ in range(8)])
            env, memory, done = Env(), [], False
            while not done:
                state, done = env.step()
                memory.append((state, net(state)))
                batch = torch.stack([each for each, _ in memory[-8:]])
            nn.Linear(3, 1)(state)
            """
        )
    )
    analysis = analyse(discover([str(program)]).project)
    assert [finding.code for finding in analysis.findings] == ["CL102"]
    assert analysis.statistics.steps < 15_000
