"""A batch norm that trains refuses one value per channel."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

FAILS = "CL111 net(torch.zeros(1, 4))"
NET = "net = nn.Sequential(nn.Linear(4, 8), nn.BatchNorm1d(8))\n"


@pytest.mark.parametrize(
    ("before", "fails"),
    [
        ("pass", True),
        ("net.train()", True),
        ("net.eval()", False),
        ("net.eval(); net.train()", True),
        ("net[1].eval()", False),
        ("net[1].training = False", False),
        ("import sys\nif len(sys.argv) > 1: net.eval()", False),
        ("import sys\nnet.train(len(sys.argv) > 1)", False),
        ("import helpers\nhelpers.prepare(net)", False),
    ],
)
def test_the_mode_of_a_script(before: str, fails: bool) -> None:
    text = f"{NET}{before}\nnet(torch.zeros(1, 4))\n"
    finds(text, FAILS) if fails else silent(text)


def test_a_function_that_nobody_calls_may_get_it_in_any_mode() -> None:
    silent(f"{NET}def predict():\n    return net(torch.zeros(1, 4))\n")


def test_a_model_that_a_tried_function_makes() -> None:
    text = "def predict():\n    net = nn.BatchNorm2d(4)\n    {}\n    return net(torch.zeros(1, 4, 1, 1))\n"
    silent(text.format("pass"))
    finds(text.format("net.train()"), "CL111 return net(torch.zeros(1, 4, 1, 1))")


def test_a_model_of_which_parts_are_not_known() -> None:
    silent(
        """
        import helpers

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.all = [nn.BatchNorm1d(4)]
                self.other = helpers.make(3)

        net = Net()
        net.eval()
        net.all[0](torch.zeros(1, 4))
        """
    )


def test_a_trainer_sets_the_mode() -> None:
    silent(
        """
        import lightning as L

        class Net(L.LightningModule):
            def __init__(self):
                super().__init__()
                self.norm = nn.BatchNorm1d(4)

            def validation_step(self, batch, index):
                return self.norm(batch[0])

        data = torch.utils.data.TensorDataset(torch.zeros(5, 4))
        L.Trainer().validate(Net(), torch.utils.data.DataLoader(data, batch_size=1))
        """
    )


def test_methods_that_are_not_known_may_set_the_mode() -> None:
    silent(
        """
        import helpers

        class Net(helpers.Base):
            def __init__(self):
                super().__init__()
                self.norm = nn.BatchNorm1d(4)

            def run(self, x):
                return self.norm(x)

        net = Net()
        net.eval()
        net.run(torch.zeros(1, 4))
        """
    )


def test_other_sizes_and_layers() -> None:
    silent(
        """
        nn.BatchNorm2d(4)(torch.zeros(1, 4, 1, 2))
        nn.BatchNorm1d(4)(torch.zeros(2, 4))
        nn.LayerNorm(4)(torch.zeros(1, 4))
        F.batch_norm(torch.zeros(1, 4), torch.zeros(4), torch.ones(4))
        """
    )


def test_without_statistics_of_its_own() -> None:
    finds(
        """
        nn.BatchNorm1d(4, track_running_stats=False).eval()(torch.zeros(1, 4))
        F.batch_norm(torch.zeros(1, 4), None, None, training=True)
        """,
        "CL111 nn.BatchNorm1d(4, track_running_stats=False).eval()(torch.zeros(1, 4))",
        "CL111 F.batch_norm(torch.zeros(1, 4), None, None, training=True)",
    )
