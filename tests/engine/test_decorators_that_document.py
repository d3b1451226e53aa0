"""Decorators that only write documentation are not followed; those that keep or change what they are given are."""

from __future__ import annotations

from support.linting import finds, silent

NET = """
{setup}

{decorator}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(x)

{use}
"""
DOCUMENT = """
def parts(obj):
    return [each.upper() for each in obj.__name__.split("_")]

def written(obj, intro):
    obj.__doc__ = intro + "".join(parts(obj))
    return obj

def document(obj=None, *, intro=""):
    def decorator(obj):
        return written(obj, intro)
    if obj:
        return decorator(obj)
    return decorator
"""


def test_a_class_whose_decorator_writes_documentation() -> None:
    for decorator in ("@document", '@document(intro="A net.")'):
        finds(
            NET.format(setup=DOCUMENT, decorator=decorator, use="Net()(torch.zeros(1, 5))"),
            "CL102 return self.fc(x)",
        )


def test_a_decorator_that_works_for_ever() -> None:
    setup = """
def document(cls):
    for i in range(10 ** 6):
        for j in range(10 ** 6):
            NAMES[i * j] = str(i) + str(j)
    return cls

NAMES = {}
"""
    finds(NET.format(setup=setup, decorator="@document", use="Net()(torch.zeros(1, 5))"), "CL102 return self.fc(x)")


def test_a_decorator_that_registers() -> None:
    setup = "NETS = {}\n\ndef register(cls):\n    NETS[cls.__name__] = cls\n    return cls\n"
    finds(
        NET.format(setup=setup, decorator="@register", use='NETS["Net"]()(torch.zeros(1, 5))'),
        "CL102 return self.fc(x)",
    )


def test_a_decorator_that_gives_something_else() -> None:
    setup = "def document(cls):\n    cls.__doc__ = 'a net'\n    return lambda: nn.Identity()\n"
    silent(NET.format(setup=setup, decorator="@document", use="Net()(torch.zeros(1, 5))"))


def test_a_decorator_that_changes_the_class() -> None:
    setup = """
def widened(cls):
    cls.forward = lambda self, x: x
    return cls

def marked(cls):
    setattr(cls, "forward", lambda self, x: x)
    return cls
"""
    for decorator in ("@widened", "@marked"):
        silent(NET.format(setup=setup, decorator=decorator, use="Net()(torch.zeros(1, 5))"))
