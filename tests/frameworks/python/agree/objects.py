# ruff: noqa
# fmt: off
import copy
import dataclasses
from dataclasses import dataclass, field
from types import SimpleNamespace


class Base:
    kind = "base"

    def __init__(self, width=3):
        self.width = width
        self.items = [1, 2]


class Child(Base):
    pass


child = Child(5)
setattr(child, "depth", 7)
attributes = getattr(child, "depth"), getattr(child, "none", 0), hasattr(child, "width"), hasattr(child, "zz"), getattr(child, "kind")
instances = isinstance(child, Base), isinstance(child, (int, Child)), isinstance(3, int), isinstance(True, int), isinstance("a", (list, tuple))
more = isinstance([], list), isinstance({}, dict), isinstance((), tuple), isinstance(2.0, (int, float)), isinstance(None, int)
classes = type(child) is Child, type(3) is int, type("a") == str, issubclass(Child, Base), issubclass(Base, Child), child.__class__.__name__
known = sorted(vars(child))
vars(child)["width"] = 6
changed = child.width
twin = copy.copy(child)
twin.items.append(3)
twin.width = 1
deep = copy.deepcopy(child)
deep.items.append(4)
copies = child.items, twin.items, deep.items, child.width, twin.width
shared = [1]
both = copy.deepcopy([shared, shared])
both[0].append(2)


@dataclass
class Config:
    width: int
    depth: int = 2
    sizes: list = field(default_factory=lambda: [1])
    name: str = field(default="net")


config = Config(4)
config.sizes.append(2)
other = dataclasses.replace(config, depth=9)
fields = config.width, config.depth, config.sizes, config.name, Config(1).sizes, other.depth, other.width
as_dict = dataclasses.asdict(config), dataclasses.astuple(config), [f.name for f in dataclasses.fields(config)]
space = SimpleNamespace(a=1, b=[2])
space.c = 3
spaced = space.a, space.b, space.c, sorted(vars(space)), getattr(space, "d", None)
hashes = isinstance(ValueError("x"), Exception), issubclass(KeyError, LookupError), isinstance(OSError(), ValueError)


class Registry(dict):
    def register(self, name, value):
        self[name] = value
        return value


registry = Registry()
registered = registry.register("a", 1), registry["a"], "a" in registry, list(registry), registry.get("b", 2), len(registry)


class Stack(list):
    def push(self, value):
        self.append(value)


stack = Stack([1])
stack.push(2)
pushed = len(stack), stack[-1], list(stack), [x for x in stack]
