"""`functools.partialmethod`, and dicts of which some entries are known."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

BUILDER = """
from functools import partialmethod

class Builder:
    def __init__(self, width):
        self.width, self.layers = width, []

    def add(self, kind, c_out, k, **options):
        self.layers.append(kind(self.width, c_out, k, **options))
        self.width = c_out
        return self

    conv3 = partialmethod(add, nn.Conv2d, k=3, padding=1)
    up2 = partialmethod(add, nn.ConvTranspose2d, k=2, stride=2)

b = Builder(8)
b.conv3(16).up2(4)
net = nn.Sequential(*b.layers)
F.l1_loss(net(torch.zeros(2, 8, 8, 8)), torch.zeros(2, 4, {size}, {size}))
"""


def test_a_partialmethod_gets_its_object() -> None:
    silent(BUILDER.replace("{size}", "16"))
    line = "F.l1_loss(net(torch.zeros(2, 8, 8, 8)), torch.zeros(2, 4, 8, 8))"
    finds(BUILDER.replace("{size}", "8"), f"CL112 {line}")


def test_a_partialmethod_asked_of_the_class_is_not_known() -> None:
    silent(
        """
        from functools import partialmethod

        class Maker:
            def make(self, size):
                return torch.zeros(2, size)

            three = partialmethod(make, 3)

        nn.Linear(3, 1)(Maker.three(Maker()))
        """
    )


LOADED = """
old = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 10)).state_dict()
new = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 3))
own = new.state_dict()
{lines}
new.load_state_dict(own)
"""


@pytest.mark.parametrize(
    ("lines", "fails"),
    [
        ("own.update({k: v for k, v in old.items() if k in own})", True),
        ("own.update({k: v for k, v in old.items() if k in own and v.shape == own[k].shape})", False),
        ("own.update({k: v for k, v in old.items() if not k.startswith('1.')})", False),
        ("own = {k: v for k, v in old.items() if not k.startswith('2.')}", True),
        ("own.update({k: v for k, v in old.items() if torch.rand(()) > 2})", False),
        ("own.update({k + 'x': v for k, v in old.items()})", False),
    ],
)
def test_filtered_weights(lines: str, fails: bool) -> None:
    text = LOADED.replace("{lines}", lines)
    finds(text, "CL113 new.load_state_dict(own)") if fails else silent(text)


def test_what_an_open_dict_may_replace_is_not_known() -> None:
    silent(
        """
        import sys

        def build(**options):
            config = {"width": 32, **options}
            return nn.Linear(config["width"], 3)(torch.zeros(2, 16))

        build(**dict(each.split("=") for each in sys.argv[1:]))
        """
    )
