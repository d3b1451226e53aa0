"""Hooks that get the keyword arguments too."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

TEXT = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x, scale=None):
        return self.fc(x if scale is None else scale)

net = Net()
def hook(module, args, kwargs{more}):
    {body}
net.{register}(hook, with_kwargs=True)
y = net(torch.zeros(3, 5), scale=torch.zeros(3, 4))
nn.Linear(2, 1)(y)
"""
FORWARD = "CL102 return self.fc(x if scale is None else scale)"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("return None", ()),
        ("return args, {}", (FORWARD,)),
        ("return (kwargs['scale'],), {}", ()),
        ("return args, {'scale': torch.zeros(3, 6)}", (FORWARD,)),
        ("return args, dict(kwargs, scale=None)", (FORWARD,)),
    ],
)
def test_before_forward(body: str, found: tuple[str, ...]) -> None:
    text = TEXT.replace("{more}", "").replace("{register}", "register_forward_pre_hook").replace("{body}", body)
    finds(text, *found) if found else silent(text)


def test_behind_forward() -> None:
    text = TEXT.replace("{more}", ", output").replace("{register}", "register_forward_hook")
    silent(text.replace("{body}", "return output + kwargs['scale'][:, :2]"))
    finds(text.replace("{body}", "return torch.cat([output, kwargs['scale']], 1)"), "CL102 nn.Linear(2, 1)(y)")
