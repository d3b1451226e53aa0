"""Attribute access that the program defines: `__getattr__`, `__setattr__`, `__dict__`."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

CONFIGS = {
    "plain": "def __getattr__(self, name):\n        return self[name]",
    "guarded": """def __getattr__(self, name):
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error""",
    "borrowed": "__getattr__ = dict.get\n    __setattr__ = dict.__setitem__",
    "one namespace": """def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__ = self""",
    "filled by hand": """def __init__(self, given):
        for name, value in given.items():
            self[name] = value
    def __getattr__(self, name):
        return self[name]
    def __setattr__(self, name, value):
        self[name] = value""",
}


@pytest.mark.parametrize("body", CONFIGS.values(), ids=CONFIGS)
def test_a_dict_with_attributes(body: str) -> None:
    program = (
        f"class Config(dict):\n    {body}\ncfg = Config({{'width': 8}})\ncfg.depth = 3\n"
        "nn.Linear(cfg.width, cfg['depth'])(torch.randn(2, {size}))\n"
    )
    silent(program.replace("{size}", "8"))
    finds(program.replace("{size}", "9"), "CL102 nn.Linear(cfg.width, cfg['depth'])(torch.randn(2, 9))")


def test_a_wrapper_that_asks_the_wrapped() -> None:
    finds(
        """
        class Wrapper(nn.Module):
            def __init__(self, module):
                super().__init__()
                self.module = module

            def __getattr__(self, name):
                try:
                    return super().__getattr__(name)
                except AttributeError:
                    return getattr(self.module, name)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.width = 8
                self.fc = nn.Linear(4, self.width)

        net = Wrapper(Net())
        x = net.fc(torch.randn(2, 4))
        nn.Linear(net.width, 2)(x)
        nn.Linear(net.width + 1, 2)(x)
        """,
        "CL102 nn.Linear(net.width + 1, 2)(x)",
    )


def test_what_is_set_in_a_way_that_is_not_seen() -> None:
    silent(
        """
        from somewhere import store

        class Config:
            def __init__(self):
                self.width = 8

            def __setattr__(self, name, value):
                store(self, name, value)

        cfg = Config()
        nn.Linear(cfg.width, 2)(torch.randn(2, 9))
        """
    )


def test_the_namespace_of_an_object() -> None:
    finds(
        """
        class Config:
            def __init__(self, **given):
                self.width = 4
                self.__dict__.update(given)

        cfg = Config(width=8)
        nn.Linear(cfg.width, 2)(torch.randn(2, 8))
        nn.Linear(cfg.width, 2)(torch.randn(2, 4))
        """,
        "CL102 nn.Linear(cfg.width, 2)(torch.randn(2, 4))",
    )


def test_what_is_put_into_the_dict_of_a_module_is_an_attribute_but_no_child() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.size = 4
                self.__dict__["teacher"] = nn.Linear(3, 4)
                self.__dict__["size"] = 5
                self.__dict__.update(width=7)
                self.fc = nn.Linear(5, 2)
                self.last = nn.Linear(len(list(self.children())), 6)

            def forward(self, x):
                h = self.fc(torch.zeros(2, self.size))
                self.last(torch.zeros(2, 1))
                return h, nn.Linear(self.width, 2)(torch.zeros(2, 7)), self.fc(self.teacher(x))

        Net()(torch.zeros(2, 3))
        """,
        "CL102 return h, nn.Linear(self.width, 2)(torch.zeros(2, 7)), self.fc(self.teacher(x))",
    )


@pytest.mark.parametrize("change", ["update(given)", "pop('size')", "setdefault('size', 5)", "clear()"])
def test_a_module_whose_dict_is_changed_otherwise(change: str) -> None:
    silent(
        f"""
        class Net(nn.Module):
            def __init__(self, given):
                super().__init__()
                self.size = 4
                self.__dict__.{change}
                self.fc = nn.Linear(5, 2)

            def forward(self, x):
                return self.fc(torch.zeros(2, self.size))
        """
    )


@pytest.mark.parametrize("also", ["", "else:\n                    self.teacher = nn.Linear(2, 2)"])
def test_a_module_whose_dict_one_branch_changes(also: str) -> None:
    """How many children there are is not known; the rest is."""
    finds(
        f"""
        class Net(nn.Module):
            def __init__(self, flag):
                super().__init__()
                if flag > torch.rand(1):
                    self.__dict__["teacher"] = nn.Linear(2, 2)
                {also}
                self.fc = nn.Linear(5, 2)
                self.__dict__["size"] = 4
                self.last = nn.Linear(len(list(self.children())), 6)

            def forward(self, x):
                self.last(torch.zeros(2, 1))
                return self.fc(torch.zeros(2, self.size))

        Net(0.5)(torch.zeros(2, 3))
        """,
        "CL102 return self.fc(torch.zeros(2, self.size))",
    )
