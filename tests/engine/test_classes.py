"""Classes: inheritance, overriding, properties, attributes set from elsewhere, modules that nothing makes."""

from __future__ import annotations

import pytest
from support.linting import finds, silent


def test_a_module_that_nothing_makes() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.conv = nn.Conv2d(3, 16, 3)
                self.bn = nn.BatchNorm2d(32)

            def forward(self, x):
                return self.bn(self.conv(x))
        """,
        "CL103 return self.bn(self.conv(x))",
    )


def test_sizes_that_the_constructor_leaves_open() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, dim, hidden):
                super().__init__()
                self.up = nn.Linear(dim, 4 * hidden)
                self.down = nn.Linear(2 * hidden, dim)

            def forward(self, x):
                return self.down(F.relu(self.up(x)))
        """,
        "CL102 return self.down(F.relu(self.up(x)))",
    )


def test_sizes_that_may_be_equal() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self, dim, hidden):
                super().__init__()
                self.up = nn.Linear(dim, hidden)
                self.down = nn.Linear(dim, 1)

            def forward(self, x):
                return self.down(self.up(x))
        """
    )


def test_a_class_is_judged_by_how_it_is_made() -> None:
    silent(
        """
        class Block(nn.Module):
            def __init__(self, c_in=64, c_out=128):
                super().__init__()
                self.conv = nn.Conv2d(c_in, c_out, 3, padding=1)

            def forward(self, x):
                return x + self.conv(x)

        Block(32, 32)(torch.zeros(1, 32, 8, 8))
        """
    )


def test_class_attributes_that_a_subclass_overrides() -> None:
    finds(
        """
        class Base(nn.Module):
            widths = (8, 16)

            def __init__(self):
                super().__init__()
                self.layers = nn.Sequential(*[nn.Linear(a, b) for a, b in zip(self.widths, self.widths[1:])])
                self.head = nn.Linear(16, 2)

            def forward(self, x):
                return self.head(self.layers(x))

        class Wide(Base):
            widths = (8, 32)

        Base()(torch.zeros(1, 8))
        Wide()(torch.zeros(1, 8))
        """,
        "CL102 return self.head(self.layers(x))",
    )


def test_a_method_that_a_subclass_overrides() -> None:
    finds(
        """
        class Base(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.body = self.make(width)

            def make(self, width):
                return nn.Linear(width, width)

            def forward(self, x):
                return self.body(x)

        class Double(Base):
            def make(self, width):
                return nn.Linear(2 * width, width)

        Base(4)(torch.zeros(1, 4))
        Double(4)(torch.zeros(1, 8))
        Double(4)(torch.zeros(1, 4))
        """,
        "CL102 return self.body(x)",
    )


def test_an_abstract_base_is_not_judged() -> None:
    silent(
        """
        from abc import ABC, abstractmethod

        class Base(nn.Module, ABC):
            width = 1

            def __init__(self):
                super().__init__()
                self.body = self.build()
                self.head = nn.Linear(8, self.width)

            @abstractmethod
            def build(self): ...

            def forward(self, x):
                return nn.Linear(self.width, 3)(self.head(self.body(x)))

        class Real(Base):
            width = 5

            def build(self):
                return nn.Linear(3, 8)
        """
    )


def test_super_and_rest_arguments() -> None:
    finds(
        """
        class Causal(nn.Conv1d):
            def __init__(self, *args, dilation=1, **kwargs):
                super().__init__(*args, dilation=dilation, **kwargs)
                self.left = dilation * (self.kernel_size[0] - 1)

            def forward(self, x):
                return super().forward(F.pad(x, (self.left, 0)))

        x = torch.zeros(1, 4, 20)
        (Causal(4, 4, 3, dilation=2)(x) + x).view(80)
        (Causal(4, 4, 3, dilation=2, padding=1)(x) + x).view(80)
        """,
        "CL105 (Causal(4, 4, 3, dilation=2, padding=1)(x) + x).view(80)",
    )


def test_a_subclass_of_sequential() -> None:
    finds(
        """
        class ConvBN(nn.Sequential):
            def __init__(self, c_in, c_out):
                super().__init__(nn.Conv2d(c_in, c_out, 3, padding=1), nn.BatchNorm2d(c_out))

        class Residual(nn.Sequential):
            def forward(self, x):
                return x + super().forward(x)

        Residual(ConvBN(8, 16), ConvBN(16, 8))(torch.zeros(1, 8, 4, 4))
        Residual(ConvBN(8, 16), ConvBN(16, 16))(torch.zeros(1, 8, 4, 4))
        """,
        "CL105 return x + super().forward(x)",
    )


def test_multiple_inheritance() -> None:
    finds(
        """
        class Pooled:
            def pool(self, x):
                return x.mean(dim=-1)

        class Named:
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.name = "net"

        class Net(Named, Pooled, nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(20, 2)

            def forward(self, x):
                return self.fc(self.pool(x))

        Net()(torch.zeros(3, 20, 7))
        Net()(torch.zeros(3, 7, 20))
        """,
        "CL102 return self.fc(self.pool(x))",
    )


def test_properties_and_static_methods() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, dim=32, heads=4):
                super().__init__()
                self.dim, self.heads = dim, heads
                self.q = nn.Linear(dim, self.inner)

            @property
            def inner(self):
                return self.scale(self.dim, 2)

            @staticmethod
            def scale(n, by):
                return n * by

            def forward(self, x):
                return self.q(x).unflatten(-1, (self.heads, self.inner // self.heads + 1))
        """,
        "CL104 return self.q(x).unflatten(-1, (self.heads, self.inner // self.heads + 1))",
    )


def test_a_layer_replaced_after_construction() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.body = nn.Linear(4, 8)
                self.fc = nn.Linear(8, 100)

            def forward(self, x):
                return self.fc(self.body(x))

        net = Net()
        net.fc = nn.Linear(net.fc.in_features, 3)
        net(torch.zeros(1, 4)).view(3)
        net.fc = nn.Linear(net.fc.out_features, 3)
        net(torch.zeros(1, 4))
        """,
        "CL102 return self.fc(self.body(x))",
    )


def test_getattr_and_setattr_with_made_up_names() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, widths=(4, 8, 16)):
                super().__init__()
                self.n = len(widths) - 1
                for i in range(self.n):
                    setattr(self, f"fc{i}", nn.Linear(widths[i], widths[i + 1]))
                self.add_module("head", nn.Linear(8, 1))

            def forward(self, x):
                for i in range(self.n):
                    x = getattr(self, "fc%d" % i)(x)
                return self.head(x)
        """,
        "CL102 return self.head(x)",
    )


def test_buffers_and_parameters() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, length=16, dim=8):
                super().__init__()
                self.register_buffer("mask", torch.tril(torch.ones(length, length)))
                self.weight = nn.Parameter(torch.empty(dim, dim))
                self.register_parameter("bias", None)
                self.position = nn.Parameter(torch.zeros(1, length, dim))

            def forward(self, x):
                x = x @ self.weight + self.position
                return self.mask @ x.transpose(-2, -1)
        """,
        "CL107 return self.mask @ x.transpose(-2, -1)",
    )


def test_methods_call_methods() -> None:
    finds(
        """
        class AutoEncoder(nn.Module):
            def __init__(self):
                super().__init__()
                self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 16))
                self.mu, self.var = nn.Linear(16, 2), nn.Linear(16, 2)
                self.decoder = nn.Linear(16, 784)

            def encode(self, x):
                h = self.encoder(x)
                return self.mu(h), self.var(h)

            def sample(self, mu, var):
                return mu + torch.randn_like(var) * torch.exp(0.5 * var)

            def forward(self, x):
                mu, var = self.encode(x)
                return self.decoder(self.sample(mu, var)), mu, var
        """,
        "CL102 return self.decoder(self.sample(mu, var)), mu, var",
    )


def test_an_object_that_is_called() -> None:
    finds(
        """
        class Pad:
            def __init__(self, n):
                self.n = n

            def __call__(self, x):
                return F.pad(x, (0, self.n))

        transforms = [Pad(1), Pad(2), torch.flatten]
        x = torch.zeros(2, 5)
        for transform in transforms:
            x = transform(x)
        nn.Linear(16, 1)(x)
        nn.Linear(10, 1)(x)
        """,
        "CL102 nn.Linear(10, 1)(x)",
    )


def test_an_attribute_set_by_another_method() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(4, 12)
                self.heads = 5

            def split(self, heads):
                self.heads = heads

            def forward(self, x):
                return self.fc(x).unflatten(-1, (self.heads, -1))
        """
    )


def test_a_size_of_a_layer() -> None:
    finds(
        """
        conv = nn.Conv2d(3, 24, (3, 5), stride=2)
        nn.Linear(conv.out_channels, conv.kernel_size[1])(torch.zeros(1, 24)).view(5)
        nn.Linear(conv.weight.shape[1], 1)(torch.zeros(1, 24))
        """,
        "CL102 nn.Linear(conv.weight.shape[1], 1)(torch.zeros(1, 24))",
    )


def test_a_class_made_in_a_function() -> None:
    finds(
        """
        def make(width):
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.fc = nn.Linear(width, 1)

                def forward(self, x):
                    return self.fc(x)

            return Net

        make(4)()(torch.zeros(1, 4))
        make(8)()(torch.zeros(1, 4))
        """,
        "CL102 return self.fc(x)",
    )


def test_a_class_that_inherits_from_itself() -> None:
    silent(
        """
        try:
            class Net(Net):
                pass
        except NameError:
            pass
        """
    )


def test_a_class_that_is_made_under_a_condition_that_is_not_understood() -> None:
    finds(
        """
        import something

        class Net(nn.Module):
            def __init__(self, channels, classes=10, norm=nn.BatchNorm2d):
                super().__init__()
                self.conv = nn.Conv2d(3, channels, 3)
                self.fits = nn.Conv2d(channels, 8, 3)
                self.norm = norm(16)
                self.head = nn.Linear(8, classes)
                self.last = nn.Linear(11, 1)

            def forward(self, x):
                x = self.fits(self.conv(x))
                x = self.head(x.mean((2, 3)))
                self.last(x)
                return self.norm(x)

        channels = 8
        if something.wanted(channels):
            net = Net(channels, norm=nn.BatchNorm1d)
        """,
        "CL102 self.last(x)",  # and the norm, which gets the same tensor
    )


def test_numbers_that_such_a_condition_may_have_asked_for_are_left_open() -> None:
    silent(
        """
        import something

        class Net(nn.Module):
            def __init__(self, channels):
                super().__init__()
                self.conv = nn.Conv2d(3, channels, 3)
                self.last = nn.Conv2d(8, 4, 3)

            def forward(self, x):
                return self.last(self.conv(x))

        channels = 16
        if something.wanted(channels):
            net = Net(channels)
        """
    )


def test_a_default_that_is_empty_stands_in_for_what_callers_give() -> None:
    silent(
        """
        class Detect(nn.Module):
            def __init__(self, classes=80, anchors=(), channels=()):
                super().__init__()
                self.layers = len(anchors)
                self.per_layer = len(anchors[0]) // 2
                self.anchors = torch.tensor(anchors).float().view(self.layers, -1, 2)
                self.heads = nn.ModuleList(nn.Conv2d(c, self.per_layer * classes, 1) for c in channels)

            def forward(self, x):
                found = []
                for i in range(self.layers):
                    found.append(self.heads[i](x[i]).flatten(1))
                return torch.cat(found, 1)

        class Sub(Detect):
            def forward(self, x):
                return super().forward(x)
        """
    )


def test_defaults_with_which_python_raises() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self, widths=(8,), size=2):
                super().__init__()
                self.first = nn.Linear(widths[1], 4)
                self.second = nn.Linear(5, size)

            def forward(self, x):
                return self.second(nn.functional.pad(torch.zeros(2, 4), (0, 0)))
        """
    )


def test_a_class_or_a_function_is_no_text_and_no_list() -> None:
    finds(
        """
        import functools, types
        from collections.abc import Iterable
        from itertools import repeat

        def chosen(layer):
            if isinstance(layer, str):
                return {"conv": nn.Conv2d}[layer]
            assert isinstance(layer, (type, types.FunctionType, functools.partial))
            return layer

        def each(value, n):
            if isinstance(value, Iterable) and not isinstance(value, str):
                return tuple(value)
            return tuple(repeat(value, n))

        first, second = each(chosen(nn.Conv2d), 2)
        nn.Sequential(first(3, 8, 3), second(8, 4, 3))(torch.zeros(1, 3, 9, 9))
        wrong = each(chosen(lambda a, b, k: nn.Conv2d(a, b, k)), 2)
        nn.Sequential(*[make(3, 8, 3) for make in wrong])(torch.zeros(1, 3, 9, 9))
        """,
        "CL103 nn.Sequential(*[make(3, 8, 3) for make in wrong])(torch.zeros(1, 3, 9, 9))",
    )


def test_a_registry_that_asks_a_function_for_its_module() -> None:
    finds(
        """
        import sys
        registry = {}
        sizes = {"small": 8}

        def register(fn):
            module = sys.modules[fn.__module__]
            if hasattr(module, "__all__"):
                module.__all__.append(fn.__name__)
            else:
                module.__all__ = [fn.__name__]
            registry[fn.__name__] = module.sizes[fn.__name__]
            return fn

        def build(name, classes):
            return nn.Linear(registry[name], classes)

        @register
        def small(classes=2):
            return build("small", classes)

        small()(torch.zeros(1, 8))
        small()(torch.zeros(1, 4))
        """,
        "CL102 small()(torch.zeros(1, 4))",
    )


def test_a_container_that_others_fill() -> None:
    silent(
        """
        class Ensemble(nn.ModuleList):
            def forward(self, x):
                return torch.cat([module(x) for module in self], 1)
        """
    )


def test_an_argument_that_is_reckoned_with_may_be_a_tensor() -> None:
    silent(
        """
        class Lengths(nn.Module):
            def forward(self, x, lengths=None):
                if lengths is not None:
                    lengths = torch.div(lengths - 3, 2, rounding_mode="floor") + 1
                    return torch.arange(x.shape[1]).expand(x.shape[0], x.shape[1]) >= lengths[:, None]
                return x
        """
    )


def test_an_index_of_open_size_may_be_empty() -> None:
    silent(
        """
        class Counts:
            def __init__(self, names=None):
                self.names = names or {}
                self.size = len(self.names)

            def update(self, found, wanted):
                index = (self.size * wanted[found > 0] + found[found > 0]).long()
                for part in index.split(1 << 24):
                    torch.zeros(self.size**2).scatter_add_(0, part, torch.ones_like(part, dtype=torch.float))
        """
    )


def test_a_default_of_none_where_a_size_is_needed() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self, channels=None, heads=16, size=88, hidden=1152):
                super().__init__()
                self.embed = nn.Conv2d(channels, hidden, 1)
                self.head = nn.Linear(heads * size, 4)

            def forward(self, x):
                return self.head(self.embed(x).flatten(2).transpose(1, 2))
        """
    )


def test_a_layer_that_is_made_on_one_side_only() -> None:
    silent(
        """
        class Buffered(nn.Conv1d):
            def __init__(self, *args):
                if input():
                    super().__init__(3, 4, 1)
                self.buffer = None
                self.buffer = 1
                self.padding = 1

        Buffered()
        """
    )


def test_a_config_given_under_such_a_condition_does_not_have_the_defaults_of_its_class() -> None:
    finds(
        """
        from dataclasses import dataclass

        @dataclass
        class Config:
            wide: int = -1
            narrow: int = -1

        class Norm(nn.Module):
            def __init__(self, config: Config):
                super().__init__()
                self.norm = nn.BatchNorm1d(config.wide)
                self.up = nn.Linear(config.wide, 2 * config.wide)
                self.down = nn.Linear(config.wide, config.wide)

            def forward(self, batch):
                batch.x = self.norm(batch.x)
                return self.down(self.up(batch.x))

        class Encoder(nn.Module):
            def __init__(self, settings):
                super().__init__()
                if settings.with_norm:
                    self.norm = Norm(Config(wide=settings.width, narrow=-1))
        """,
        "CL102 return self.down(self.up(batch.x))",
    )


def test_the_bases_of_a_class_and_their_text() -> None:
    source = """
    class Mixin:
        pass

    class Base(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(3, 4) if self.is_mixed() else nn.Linear(5, 4)

        @classmethod
        def is_mixed(cls):
            if "Mixin" in str(cls.__bases__):
                return True
            return any("Base" not in str(base) and base.is_mixed() for base in cls.__bases__)

    class Mixed(Base, Mixin):
        pass

    class Plain(Base):
        pass

    class Deeper(Mixed):
        pass

    Mixed().fc(torch.zeros(1, 3)), Plain().fc(torch.zeros(1, 5)), Deeper().fc(torch.zeros(1, 3))
    Mixed().fc(torch.zeros(1, 5))
    Plain().fc(torch.zeros(1, 3))
    Deeper().fc(torch.zeros(1, 5))
    """
    finds(
        source,
        "CL102 Mixed().fc(torch.zeros(1, 5))",
        "CL102 Plain().fc(torch.zeros(1, 3))",
        "CL102 Deeper().fc(torch.zeros(1, 5))",
    )


OWN_WAYS = {
    "private names": """
    class Base:
        def __init__(self):
            self.__n = 3
        def get(self):
            return self.__n
    class Sub(Base):
        def __init__(self):
            super().__init__()
            self.__n = 7
        def both(self):
            return self.get() + self.__n
    torch.zeros(10).view(Sub().both())
    torch.zeros(7).view(Sub()._Sub__n)
    """,
    "a property that is no decorator": """
    class Config:
        def _get(self):
            return self._n
        def _set(self, n):
            self._n = n + 1
        n = property(_get, _set)
    config = Config()
    config.n = 3
    torch.zeros(4).view(config.n)
    """,
    "arguments of the constructor alone": """
    import dataclasses
    @dataclasses.dataclass
    class Config:
        n: int
        more: dataclasses.InitVar[int] = 2
        m: int = 3
        def __post_init__(self, more):
            self.m += more
    torch.zeros(5).view(Config(1).m)
    torch.zeros(9).view(Config(1, 4, 5).m)
    torch.zeros(2).view(len(dataclasses.fields(Config)))
    """,
    "fields that are set": """
    from dataclasses import dataclass
    @dataclass
    class Config:
        n: int = 3
        def __setattr__(self, name, value):
            super().__setattr__(name, value * 2)
    torch.zeros(6).view(Config().n)
    """,
    "members of an enum": """
    import enum
    class A(enum.Enum):
        X = 3
        Y = enum.auto()
    class B(enum.Flag):
        X = enum.auto()
        Y = enum.auto()
        Z = enum.auto()
    class C(enum.Enum):
        def _generate_next_value_(name, start, count, last):
            return len(name)
        ABCDE = enum.auto()
    torch.zeros(13).view(A.Y.value + B.Z.value + C.ABCDE.value)
    """,
    "objects that are equal": """
    from dataclasses import dataclass
    @dataclass(frozen=True)
    class Point:
        n: int
    class Key:
        def __init__(self, n):
            self.n = n
        def __hash__(self):
            return 1
        def __eq__(self, other):
            return self.n == other.n
    torch.zeros(1).view(len({Key(1), Key(1)}))
    torch.zeros(1).view(len({Point(1), Point(1)}))
    """,
    "keys that are missing": """
    class Sizes(dict):
        def __missing__(self, key):
            self[key] = len(key)
            return self[key]
    sizes = Sizes()
    torch.zeros(3).view(sizes["abc"])
    torch.zeros(1).view(len(sizes))
    """,
}


@pytest.mark.parametrize("program", OWN_WAYS.values(), ids=OWN_WAYS)
def test_ways_of_their_own(program: str) -> None:
    silent(program)


def test_values_of_members() -> None:
    finds(
        """
        import enum
        class A(enum.Enum):
            X = 3
            Y = enum.auto()
        class B(enum.Flag):
            X = enum.auto()
            Y = enum.auto()
            Z = enum.auto()
        torch.zeros(9).view(A.Y.value + B.Z.value)
        """,
        "CL104 torch.zeros(9).view(A.Y.value + B.Z.value)",
    )


def test_private_names_as_they_are_written() -> None:
    source = "class Net:\n    def __init__(self):\n        self.__fc = nn.Linear(4, 2)\n        self.__fc(torch.zeros(5))\nNet()"
    finds(source, "CL102 self.__fc(torch.zeros(5))")
