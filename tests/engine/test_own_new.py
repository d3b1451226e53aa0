"""Classes of the project with a `__new__` of their own."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

NET = """
{base}

class Net(Base):
    def __init__(self, width=8):
        super().__init__()
        self.fc = nn.Linear(4, width)

    def forward(self, x):
        return self.fc(self.fc(x))

Net()(torch.zeros(1, 4))
"""
PASSING = {
    "only passes on": "instance = super().__new__(cls, *args, **kwargs)\n        return instance",
    "object's own": "return object.__new__(cls)",
    "sets an attribute": "made = super().__new__(cls)\n        made.width = 3\n        return made",
}


@pytest.mark.parametrize("body", PASSING.values(), ids=PASSING)
def test_a_class_whose_new_makes_its_object(body: str) -> None:
    base = f"class Base(nn.Module):\n    def __new__(cls, *args, **kwargs):\n        {body}"
    if "object" in body:
        silent(NET.format(base=base).replace("self.fc(self.fc(x))", "self.fc(x)"))
    else:
        finds(NET.format(base=base), "CL102 return self.fc(self.fc(x))")


def test_a_class_whose_new_makes_something_else() -> None:
    base = "class Base(nn.Module):\n    def __new__(cls, *args):\n        return nn.Sequential(nn.Linear(4, 4))"
    silent(NET.format(base=base))


def test_a_metaclass_that_makes_the_objects() -> None:
    meta = "class Meta(type):\n    def __call__(cls, *args):\n        return make(cls)"
    silent(NET.format(base=f"{meta}\n\nclass Base(nn.Module, metaclass=Meta):\n    pass"))
