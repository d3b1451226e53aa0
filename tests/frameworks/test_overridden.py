"""Methods of modules that torch calls of all modules below, where the program has its own."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

OWN = {
    "_apply and weights": """
    class M(nn.Module):
        def __init__(self):
            super().__init__()
            self.w = nn.Parameter(torch.zeros(3, 4))
            self.fc = nn.Linear(4, 2)
        def _apply(self, fn, recurse=True):
            super()._apply(fn)
            self.w = nn.Parameter(fn(self.w.t().contiguous()))
            self.fc = nn.Linear(3, 2)
            return self
        def forward(self, x):
            return x @ self.w
    m = M().float()
    m(torch.zeros(2, 4)).view(6)
    m.fc(torch.zeros(1, 3))
    n = nn.Sequential(M())
    n.to('cpu')
    n(torch.zeros(2, 4)).view(6)
    k = M()
    k.half().float()
    k(torch.zeros(2, 3)).view(8)
    """,
    "_apply and buffers": """
    class M(nn.Module):
        def __init__(self):
            super().__init__()
            self.register_buffer('b', torch.zeros(3))
        def _apply(self, fn):
            self.b = torch.cat([self.b, self.b])
            return super()._apply(fn)
        def forward(self, x):
            return x + self.b
    M().to(torch.float64)(torch.zeros(2, 6))
    M().cpu()(torch.zeros(2, 6))
    """,
    "train": """
    class M(nn.Module):
        def __init__(self):
            super().__init__()
            self.n = 4
        def train(self, mode=True):
            self.n = 8
            return super().train(mode)
        def forward(self, x):
            return x.view(self.n)
    m = nn.Sequential(M())
    m.eval()
    m(torch.zeros(8))
    m = M()
    m.train()
    m(torch.zeros(8))
    """,
    "what forward calls": """
    class Conv(nn.Conv2d):
        def _conv_forward(self, x, weight, bias):
            return F.conv2d(x, weight[:, :1], bias, padding=1)
    class Norm(nn.BatchNorm1d):
        def _check_input_dim(self, x):
            pass
    Conv(3, 4, 3)(torch.zeros(1, 1, 5, 5)).view(100)
    Norm(3)(torch.zeros(2, 3, 4, 5)).view(120)
    """,
}


@pytest.mark.parametrize("program", OWN.values(), ids=OWN)
def test_what_they_change(program: str) -> None:
    silent(program)


def test_names_that_are_no_matter_of_torch() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 2)
            def check_input(self, x):
                return x
            def forward(self, x):
                return self.fc(self.check_input(x))
        Net()(torch.zeros(1, 5))
        """,
        "CL102 return self.fc(self.check_input(x))",
    )


def test_what_they_leave_alone() -> None:
    finds(
        """
        class Net(nn.Linear):
            def _apply(self, fn, recurse=True):
                return super()._apply(fn, recurse)
        nn.Sequential(Net(4, 2)).half().to("cpu")(torch.zeros(1, 5).half())
        """,
        'CL102 nn.Sequential(Net(4, 2)).half().to("cpu")(torch.zeros(1, 5).half())',
    )
