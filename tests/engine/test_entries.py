"""What nothing calls, and the order in which it is tried."""

from __future__ import annotations

from textwrap import dedent

from support.linting import finds, silent

from convlint.engine.entries import _loosened, callers_first
from convlint.engine.objects import Param
from convlint.frameworks.common.registry import ClassEntry
from convlint.syntax.outline import outline
from convlint.values import Instance, LibraryClass


def order(text: str) -> list[str | None]:
    return [chunk.name for chunk in callers_first(list(outline(text).chunks))]


def test_callers_come_first() -> None:
    assert order("class A: pass\nclass B(A): a = A\nclass C: b = B\nclass D: a = A") == ["C", "D", "B", "A"]


def test_a_circle_starts_with_the_first_of_the_file() -> None:
    assert order("class A: b = B\nclass B: a = A\nclass C: b = B, C") == ["C", "A", "B"]


def test_many_classes_are_ordered_soon() -> None:
    count = 20_000
    names = order("".join(f"class A{i}: b = A{i + 1}\n" for i in range(count)))
    assert names == [f"A{i}" for i in range(count)]


def test_arguments_that_an_entry_leaves_out_are_not_missing() -> None:
    silent(
        """
        from keras import layers

        class Mine(nn.Conv2d):
            def __init__(self, *args, extra=None, **kwargs):
                super().__init__(*args, **kwargs)

            def forward(self, x):
                return super().forward(x)

        class Ours(layers.Dense):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)

        class Norm(nn.Module):
            def __init__(self, kind="group"):
                super().__init__()
                self.norm = nn.GroupNorm(2, 8) if kind == "group" else kind

            def forward(self, x, extra=None):
                return self.norm(x) if extra is None else self.norm(x, extra)
        """
    )


def test_arguments_that_are_written_down_are() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10)

            def forward(self, x):
                return self.fc(x)
        """,
        "CL111 self.fc = nn.Linear(10)",
    )


def test_several_tensors_in_one_argument_have_shapes_of_their_own() -> None:
    silent(
        """
        from keras import layers

        class Pool(layers.Layer):
            def __init__(self):
                super().__init__()
                self.dense = layers.Dense(4)

            def call(self, inputs):
                reference, x, index = inputs
                return torch.index_select(self.dense(x), 0, index)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.conv = nn.Conv2d(3, 8, 3)
                self.head = nn.Linear(5, 2)

            def forward(self, x):
                image, features = x
                return self.conv(image).mean((2, 3)), self.head(features), features.view(1, 5)
        """
    )


def test_one_of_several_arguments_that_an_entry_leaves_out_is_not_missing() -> None:
    silent(
        """
        def resize(x, size=None, scale_factor=None):
            return F.interpolate(x, size, scale_factor)

        class Up(nn.Module):
            def __init__(self, size=None, scale_factor=None):
                super().__init__()
                self.up = nn.Upsample(size, scale_factor)

            def forward(self, x):
                return self.up(x)
        """
    )


def test_one_of_several_arguments_that_the_program_leaves_out_is() -> None:
    finds(
        """
        def resize(x):
            return F.interpolate(x)

        def scaled(x, size=None, scale_factor=None):
            return F.interpolate(x, size, scale_factor)

        scaled(torch.zeros(1, 3, 8, 8))
        """,
        "CL111 return F.interpolate(x)",
        "CL111 return F.interpolate(x, size, scale_factor)",
    )


def test_any_number_of_arguments_is_not_none() -> None:
    silent(
        """
        def noise(*shape: int):
            made = torch.empty(shape)
            nn.init.kaiming_uniform_(made)
            return made[0]

        class Chain(nn.Sequential):
            def __init__(self, *layers):
                super().__init__(*layers)

            def forward(self, x):
                return super().forward(x.view(-1, 3)).view(-1, 7).view(5, 7)

        class Joined(nn.Module):
            def forward(self, *inputs, **options):
                return torch.cat(inputs, 1)
        """
    )
    finds(
        """
        def noise(*shape: int):
            made = torch.empty(shape)
            nn.init.kaiming_uniform_(made)

        noise()
        """,
        "CL101 nn.init.kaiming_uniform_(made)",
    )


def test_a_default_of_zero_stands_for_none() -> None:
    silent(
        """
        def grouped(x, groups=0):
            return x.view(-1, groups)

        class Experts(nn.Module):
            def __init__(self, width, experts=0, kernel=0):
                super().__init__()
                self.norm = nn.GroupNorm(experts, 8)
                self.place = nn.Parameter(torch.zeros(1, experts, 8))
                self.pool = nn.AvgPool2d(kernel)

            def forward(self, x):
                return torch.zeros(2, 5, 8) + self.place, self.pool(x)
        """
    )


def test_what_fails_for_any_other_number_as_well_is_found() -> None:
    finds(
        """
        class Block(nn.Module):
            def __init__(self, padding=0, groups=0):
                super().__init__()
                self.one = nn.Conv2d(3, 8, 3, padding=padding)
                self.two = nn.Conv2d(16, 8, 3, padding=padding)

            def forward(self, x):
                return self.two(self.one(x))
        """,
        "CL103 return self.two(self.one(x))",
    )


def test_of_what_is_given_under_an_open_condition_only_the_kind_is_kept() -> None:
    layer = Instance(LibraryClass("torch.nn.Linear", ClassEntry("torch.nn.Linear")), {"in_features": 3})
    (number, object_), named = _loosened((8, layer), {"mode": "fast", "nothing": None})
    assert isinstance(number, Param)
    assert (object_.cls, object_.attrs, object_.opaque) == (layer.cls, {}, True)
    assert named == {"mode": "fast", "nothing": None}


def test_what_others_do_to_an_object_while_something_is_waited_for() -> None:
    finds(
        """
        import asyncio

        class Runner:
            def __init__(self):
                self.queue = []
                self.ready = asyncio.Event()
                self.weight = torch.zeros(3, 4)

            async def put(self, x):
                self.queue.append(x)
                self.ready.set()

            async def work(self):
                await self.ready.wait()
                batch = torch.stack(self.queue[:8], dim=0)
                return self.weight.view(5) + batch

        runner = Runner()
        asyncio.get_event_loop().create_task(runner.work())
        """,
        "CL104 return self.weight.view(5) + batch",
    )


def test_an_array_whose_bytes_are_read_otherwise() -> None:
    silent(
        """
        import numpy as np

        def colours(depth):
            assert len(depth.shape) == 2
            pixels = depth.copy()
            pixels.dtype = np.uint8
            return pixels.reshape(depth.shape + (4,))

        colours(np.zeros((3, 4), np.float32))
        """
    )


def test_old_constructors_take_a_length_for_a_size() -> None:
    finds(
        """
        class Sampler:
            def __init__(self, ratios, batch):
                self.size = len(ratios)
                self.ratios = torch.Tensor(self.size).zero_()
                for i in range(3):
                    self.ratios[i * batch : (i + 1) * batch] = torch.tensor(1.0)

        def widths(names):
            found = torch.LongTensor(len(names))
            found[0] = 1
            return found.view(-1, 1)[0:2], found.unsqueeze(2)
        """,
        "CL109 return found.view(-1, 1)[0:2], found.unsqueeze(2)",
    )


REGISTERED = """
    {decorator}
    class Head(nn.Module):
        def __init__(self, channels=256, features=64):
            super().__init__()
            self.features = features
            self.fc = nn.Linear(channels, 2)

        def forward(self, x):
            return self.fc(x.reshape(-1, self.features))
    """


def test_defaults_of_a_class_that_nothing_makes() -> None:
    finds(REGISTERED.format(decorator=""), "CL102 return self.fc(x.reshape(-1, self.features))")


def test_defaults_of_a_class_that_a_registry_makes() -> None:
    """From configurations, whose numbers may be others."""
    silent("from registry import HEADS\n" + dedent(REGISTERED.format(decorator="@HEADS.register_module()")))


def test_what_a_base_that_is_not_known_may_do_to_an_object() -> None:
    silent(
        """
        from somewhere import Base

        class Encoder(Base):
            def __init__(self):
                self.numbers = dict()

            def fit(self, x):
                self.numbers = {each: place for place, each in enumerate(x)}
                return self

            def dimension(self):
                return len(self.numbers)

        encoders = {}
        for column in ("a", "b"):
            encoders[column] = Encoder()
            encoders[column].fit_transform(column)

        sizes = {name: each.dimension() for name, each in encoders.items()}
        nn.Embedding(sizes["a"], 4, padding_idx=0)
        """
    )


def test_a_layer_that_is_put_into_a_model_that_is_not_known() -> None:
    silent(
        """
        class Catcher(nn.Module):
            def __init__(self):
                super().__init__()
                self.caught = []

            def forward(self, x):
                self.caught.append(x[0])
                raise ValueError

            def all(self):
                return torch.stack(self.caught)

        def first(model, inputs):
            catcher = Catcher()
            model.model.layers = nn.ModuleList((catcher,))
            for sample in inputs:
                try:
                    model(sample)
                except ValueError:
                    pass
            return catcher.all()
        """
    )


def test_a_container_that_holds_itself_is_put_into_a_model_that_is_not_known() -> None:
    silent(
        """
        def put(model):
            layers = nn.ModuleList([nn.Linear(2, 2)])
            layers.append(layers)
            model.layers = layers
            stack = nn.Sequential(nn.Linear(2, 2))
            stack.add_module("itself", stack)
            model.stack = stack
        """
    )
