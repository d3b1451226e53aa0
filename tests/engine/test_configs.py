"""Where numbers come from: data classes, dicts, parsers, named tuples, enums, namespaces."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.linting import finds, silent

from convlint.discovery import discover
from convlint.engine import analyse


def test_a_data_class() -> None:
    finds(
        """
        from dataclasses import dataclass, field

        @dataclass
        class Config:
            width: int = 8
            sizes: list[int] = field(default_factory=lambda: [16, 32])
            out: int = field(default=4)

        config = Config(width=10)
        nn.Linear(config.width, config.out)(torch.zeros(1, 10))
        nn.Linear(config.sizes[-1], 1)(torch.zeros(1, 16))
        """,
        "CL102 nn.Linear(config.sizes[-1], 1)(torch.zeros(1, 16))",
    )


def test_a_data_class_that_computes_and_inherits() -> None:
    finds(
        """
        import dataclasses

        @dataclasses.dataclass
        class Base:
            dim: int = 64
            heads: int = 4

            def __post_init__(self):
                self.head_dim = self.dim // self.heads

        @dataclasses.dataclass
        class Large(Base):
            dim: int = 128

        nn.Linear(Large().head_dim, 1)(torch.zeros(1, 16))
        nn.Linear(dataclasses.replace(Base(), heads=8).head_dim, 1)(torch.zeros(1, 8))
        """,
        "CL102 nn.Linear(Large().head_dim, 1)(torch.zeros(1, 16))",
    )


def test_the_default_config_of_a_module_that_nothing_makes() -> None:
    finds(
        """
        from dataclasses import dataclass

        @dataclass
        class Config:
            dim: int = 64
            hidden: int = 96

        class Net(nn.Module):
            def __init__(self, config: Config):
                super().__init__()
                self.up = nn.Linear(config.dim, config.hidden)
                self.down = nn.Linear(config.dim, config.dim)

            def forward(self, x):
                return self.down(self.up(x))
        """,
        "CL102 return self.down(self.up(x))",
    )


def test_a_nested_dict() -> None:
    finds(
        """
        CONFIG = {"encoder": {"width": 32, "depth": 2}, "head": {"classes": 10}}
        width = CONFIG["encoder"].get("width", 64)
        classes = CONFIG["head"].get("groups", 3)
        nn.Linear(width, classes)(torch.zeros(1, 64))
        """,
        "CL102 nn.Linear(width, classes)(torch.zeros(1, 64))",
    )


def test_a_dict_that_is_updated() -> None:
    finds(
        """
        defaults = {"a": 4, "b": 8}
        config = {**defaults, "b": 16}
        config.update(c=2)
        config.setdefault("a", 100)
        nn.Linear(config["a"], config["c"])(torch.zeros(1, 4))
        nn.Linear(config["b"], 1)(torch.zeros(1, defaults["b"]))
        """,
        'CL102 nn.Linear(config["b"], 1)(torch.zeros(1, defaults["b"]))',
    )


def test_defaults_of_a_parser() -> None:
    finds(
        """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--latent-dim", type=int, default=100)
        parser.add_argument("--channels", type=int, default=3)
        args = parser.parse_args()
        nn.Linear(args.latent_dim, args.channels)(torch.zeros(16, 100))
        nn.Linear(args.latent_dim, args.channels)(torch.zeros(16, 128))
        """,
        "CL102 nn.Linear(args.latent_dim, args.channels)(torch.zeros(16, 128))",
    )


def test_an_argument_without_a_default_is_open() -> None:
    silent(
        """
        import argparse

        parser = argparse.ArgumentParser()
        parser.add_argument("--width", type=int, required=True)
        args = parser.parse_args()
        nn.Linear(args.width, 1)(torch.zeros(16, 128))
        """
    )


def test_a_named_tuple() -> None:
    finds(
        """
        from collections import namedtuple
        from typing import NamedTuple

        class Spec(NamedTuple):
            width: int
            kernel: int = 3

        Point = namedtuple("Point", ["x", "y"])
        spec, point = Spec(8), Point(2, y=5)
        nn.Conv1d(spec.width, 1, spec.kernel)(torch.zeros(1, 8, 9))
        nn.Conv1d(point.y, 1, point[0])(torch.zeros(1, 8, 9))
        """,
        "CL103 nn.Conv1d(point.y, 1, point[0])(torch.zeros(1, 8, 9))",
    )


def test_an_enum() -> None:
    finds(
        """
        from enum import Enum

        class Size(Enum):
            SMALL = 8
            LARGE = 64

        def build(size):
            return nn.Linear(size.value, 10 if size is Size.SMALL else 20)

        build(Size.SMALL)(torch.zeros(1, 8)).view(10)
        build(Size.LARGE)(torch.zeros(1, 64)).view(10)
        """,
        "CL104 build(Size.LARGE)(torch.zeros(1, 64)).view(10)",
    )


def test_a_namespace() -> None:
    finds(
        """
        from types import SimpleNamespace

        config = SimpleNamespace(width=8)
        config.depth = 3
        nn.Linear(config.width * config.depth, 1)(torch.zeros(1, 25))
        """,
        "CL102 nn.Linear(config.width * config.depth, 1)(torch.zeros(1, 25))",
    )


def test_a_plain_class_as_a_config() -> None:
    finds(
        """
        class Config:
            vocab = 100
            dim = 16

            @property
            def inner(self):
                return 4 * self.dim

            @classmethod
            def small(cls, **changes):
                config = cls()
                for key, value in changes.items():
                    setattr(config, key, value)
                return config

        nn.Linear(Config.dim, 1)(torch.zeros(1, 16))
        nn.Linear(Config.small(dim=8).inner, 1)(torch.zeros(1, 64))
        """,
        "CL102 nn.Linear(Config.small(dim=8).inner, 1)(torch.zeros(1, 64))",
    )


def test_a_size_from_an_annotation() -> None:
    finds(
        """
        def widths(base: int):
            fc = nn.Linear(2 * base, base)
            return fc(torch.zeros(1, base))
        """,
        "CL102 return fc(torch.zeros(1, base))",
    )


def test_a_size_from_the_outside_is_open() -> None:
    silent(
        """
        import json, os

        with open("config.json") as file:
            config = json.load(file)
        width = int(os.environ.get("WIDTH", 64))
        nn.Linear(config["width"], 1)(torch.zeros(1, 3))
        nn.Linear(width, 1)(torch.zeros(1, 3))
        """
    )


def test_attributes_set_through_dict() -> None:
    finds(
        """
        import json

        class Config:
            def __init__(self, **kwargs):
                self.__dict__.update(kwargs)

            def merge(self, other):
                self.__dict__.update(other)

        class AttrDict(dict):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.__dict__ = self

            def doubled(self, name):
                return 2 * getattr(self, name)

        config = Config(dim=8, hidden=None)
        config.merge({"hidden": 16})
        nn.Linear(config.dim, 2)(nn.Linear(config.dim, config.hidden)(torch.zeros(2, 8)))
        config.merge(json.load(open("config.json")))
        nn.Linear(config.dim, config.hidden)(torch.zeros(2, 5))
        sizes = AttrDict({"wide": 6})
        sizes.narrow = 3
        nn.Linear(sizes.doubled("narrow"), sizes["narrow"])(torch.zeros(2, 6))
        nn.Linear(sizes.wide, sizes["narrow"])(torch.zeros(2, 5))
        nn.Linear(AttrDict(json.load(open("sizes.json"))).wide, 3)(torch.zeros(2, 5))
        """,
        "CL102 nn.Linear(config.dim, 2)(nn.Linear(config.dim, config.hidden)(torch.zeros(2, 8)))",
        'CL102 nn.Linear(sizes.wide, sizes["narrow"])(torch.zeros(2, 5))',
    )


def test_super_init_of_a_dataclass() -> None:
    finds(
        """
        from dataclasses import dataclass

        @dataclass
        class Base:
            inputs: int
            outputs: int = 4

        class Wide(Base):
            def __init__(self, inputs, factor=2):
                super().__init__(inputs * factor)

        class Named(Base):
            def __init__(self, inputs):
                Base.__init__(self, inputs, outputs=5)

        wide, named = Wide(8), Named(3)
        nn.Linear(wide.inputs, wide.outputs)(torch.zeros(1, 16))
        nn.Linear(named.inputs, named.outputs)(torch.zeros(1, 3))
        nn.Linear(wide.inputs, wide.outputs)(torch.zeros(1, 8))
        """,
        "CL102 nn.Linear(wide.inputs, wide.outputs)(torch.zeros(1, 8))",
    )


def test_sizes_calculated_with_small_arrays() -> None:
    """As padding that keeps the size is, for one size or one for each dim."""
    finds(
        """
        import numpy as np

        def same_padding(kernel, dilation=1):
            kernel, dilation = np.atleast_1d(kernel), np.atleast_1d(dilation)
            if np.any((kernel - 1) * dilation % 2 == 1):
                raise NotImplementedError("an even kernel")
            padding = tuple(int(p) for p in (kernel - 1) / 2 * dilation)
            return padding if len(padding) > 1 else padding[0]

        x = torch.zeros(1, 3, 8, 8)
        nn.Linear(8, 2)(nn.Conv2d(3, 3, 3, padding=same_padding(3))(x))
        nn.Linear(7, 2)(nn.Conv2d(3, 3, 5, padding=same_padding(5))(x))
        """,
        "CL102 nn.Linear(7, 2)(nn.Conv2d(3, 3, 5, padding=same_padding(5))(x))",
    )


def test_an_option_looked_up_in_an_enum() -> None:
    finds(
        """
        import enum

        class Mode(enum.Enum):
            CAT = "cat"
            ADD = "add"

        def look_up(option, supported):
            if isinstance(supported, enum.EnumMeta):
                if isinstance(option, str) and option in {item.value for item in supported}:
                    return supported(option)
            elif option in supported:
                return option
            raise ValueError(option)

        features = 8 if look_up("cat", Mode) is Mode.CAT else look_up(4, [4])
        nn.Linear(features, 2)(torch.zeros(1, 8))
        nn.Linear(features, 2)(torch.zeros(1, 4))
        """,
        "CL102 nn.Linear(features, 2)(torch.zeros(1, 4))",
    )


def test_rates_that_are_spaced_evenly() -> None:
    """Only the first block has none: it alone is what the condition chooses for a rate of zero."""
    finds(
        """
        rates = [rate.item() for rate in torch.linspace(0, 0.1, 3)]
        layers = [nn.Linear(4, 4) if rate > 0.0 else nn.Identity() for rate in rates]
        x = torch.zeros(1, 3)
        layers[0](x)
        layers[1](x)
        sizes = (torch.linspace(0, 4, 3) / 1).long().tolist()
        nn.Linear(3, 2)(torch.zeros(2, *torch.linspace(1, 3, 2).long().tolist()))
        """,
        "CL102 layers[1](x)",
    )


def test_a_default_of_zero_in_a_config_is_another_number_for_who_asks_for_it() -> None:
    silent(
        """
        from dataclasses import dataclass

        @dataclass
        class Config:
            width: int = 8
            experts: int = 0

        class Router(nn.Module):
            def __init__(self, config: Config):
                super().__init__()
                self.config = config
                self.bias = nn.Parameter(torch.zeros(config.experts))

            def forward(self, x):
                return x.view(-1, self.config.experts) + self.bias
        """
    )


def test_a_vocabulary_that_is_told_later() -> None:
    silent(
        """
        from dataclasses import dataclass

        @dataclass
        class Arguments:
            width: int = 8
            words: int = -1

        class Model(nn.Module):
            def __init__(self, arguments: Arguments):
                super().__init__()
                self.words = nn.Embedding(arguments.words, arguments.width)
                self.out = nn.Linear(arguments.width, arguments.words)

            def forward(self, x):
                return self.out(self.words(x))

        def spread(x, count=-1):
            return torch.eye(count)
        """
    )


@pytest.mark.parametrize("nets", [1, 4])
def test_a_config_that_several_models_are_annotated_with_is_made_once(tmp_path: Path, nets: int) -> None:
    config = """
from dataclasses import dataclass
from torch import nn


@dataclass
class Config:
    width: int = 8

    def __post_init__(self):
        self.sizes = {}
        for number in range(300):
            self.sizes[f"size_{number}"] = self.width + number
"""
    net = """

class Net{}(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.fc = nn.Linear(4, config.width)

    def forward(self, x):
        return self.fc(x)
"""
    (tmp_path / "net.py").write_text(config + "".join(map(net.format, range(nets))), "utf-8")
    assert analyse(discover([str(tmp_path)]).project).statistics.steps < 1_500
