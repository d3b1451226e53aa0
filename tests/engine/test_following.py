"""What follows from a finding is told with it, what is a fault of its own is not."""

from __future__ import annotations

from pathlib import Path

from support.linting import HEAD, finds

from convlint.discovery import discover
from convlint.engine import analyse

TWO_HEADS = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(64, 8)
        self.spread = nn.Linear(64, 8)
        self.last = nn.Linear(16, 4)

    def forward(self, x):
        mean = self.mean(x)
        spread = self.spread(x)
        return self.last(mean + spread)
"""


def test_the_same_tensor_fails_again() -> None:
    finds(TWO_HEADS + "Net()(torch.zeros(2, 32))\n", "CL102 mean = self.mean(x)")


def test_the_trace_tells_where_it_fails_again(tmp_path: Path) -> None:
    Path(tmp_path, "net.py").write_text(HEAD + TWO_HEADS.replace("16, 4", "8, 4") + "Net()(torch.zeros(2, 32))\n")
    (finding,) = analyse(discover([str(tmp_path)]).project).findings
    told = [step for step in finding.trace if step.message.startswith("fails here as well: ")]
    assert ["spread" in step.message for step in told] == [True]
    assert told[0].span.start.row == finding.span.start.row + 1


def test_what_is_made_up_after_a_failure_is_no_fault_of_its_own() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.first = nn.Conv2d(3, 8, 3)
                self.last = nn.Linear(16, 4)

            def forward(self, x):
                x = self.first(x)
                return self.last(x.mean((2, 3)))

        Net()(torch.zeros(2, 1, 32, 32))
        """,
        "CL103 x = self.first(x)",
    )


def test_two_runs_have_faults_of_their_own() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, features):
                super().__init__()
                self.features = features
                self.head = nn.Linear(features, 2)

            def forward(self, x):
                return self.head(x)

        x = torch.zeros(4, 7)
        Net(8)(x)
        x @ x
        x + torch.zeros(3)
        """,
        "CL102 return self.head(x)",
        "CL107 x @ x",
        "CL105 x + torch.zeros(3)",
    )


def test_a_layer_that_failed_fails_again_wherever_its_model_is_used() -> None:
    finds(
        """
        import numpy as np
        from keras import Sequential, layers
        model = Sequential([layers.Input((5, 3)), layers.LSTM(8)])
        model.add(layers.LSTM(8))
        model.compile("adam", "mse")
        model.fit(np.zeros((4, 5, 3)), np.zeros((4, 8)))
        model.predict(np.zeros((4, 5, 3)))
        """,
        "CL101 model.add(layers.LSTM(8))",
    )
