"""What decorators and data classes ask of Python: code objects, texts of classes, variables of a context, constructors."""

from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass, fields
from functools import wraps


def asked(a, /, b, *rest, c=1, **more):  # looked at, never called
    for index in rest:
        b += index
    with open(a) as file:
        file.read()
    return file, b


code = asked.__code__
names = code.co_varnames[:5]
has_b, has_file, has_index, has_other = (name in code.co_varnames for name in ("b", "file", "index", "open"))
place = code.co_varnames.index("b")
counts = (code.co_argcount, code.co_kwonlyargcount, code.co_name)

collected = ContextVar("collected", default=None)
token = collected.set({"a": 1})
inside = collected.get()["a"]
again = collected.set(2)
nested = collected.get()
collected.reset(again)
back = collected.get()["a"]
collected.reset(token)
after = collected.get()
bare = ContextVar("bare").get("nothing")


class Registry(dict):
    def __setitem__(self, model, value):
        super().__setitem__(str(model.__class__), value)

    def get(self, model):
        return super().get(str(model.__class__)) or {}


class Model:
    pass


class Other:
    pass


registry = Registry()
registry[Model()] = {"hidden": 3}
kept, missing = registry.get(Model()), registry.get(Other())
short = str(Model).rpartition(".")[2]


class Output(OrderedDict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)

    def __post_init__(self):
        for field in fields(self):
            value = self.__dict__.get(field.name)
            if value is not None:
                self[field.name] = value

    def __getitem__(self, key):
        return dict(self.items())[key] if isinstance(key, str) else self.to_tuple()[key]

    def __setattr__(self, name, value):
        if value is not None:
            super().__setitem__(name, value)
        super().__setattr__(name, value)

    def to_tuple(self):
        return tuple(self[name] for name in self.keys())


@dataclass
class Encoded(Output):
    last: int = None
    states: tuple = None
    attentions: tuple = None


encoded = Encoded(last=4, attentions=(1, 2))
first, second, last, states = encoded[0], encoded[1], encoded.last, encoded.states
listed = encoded.to_tuple()


@dataclass
class Point:
    x: int
    y: int = 2


class Shifted(Point):
    def __init__(self, x):
        super().__init__(x + 1)


class Further(Shifted):
    pass


@dataclass(init=False)
class Bare(Point):
    z: int = 5


@dataclass
class Own:
    x: int = 1

    def __init__(self, more):
        self.x = more * 10


further, plain_point, own = Further(1).x, (Point(1).x, Point(1, 3).y), Own(4).x
unmade = Bare(7, 8)
inherited = (unmade.x, unmade.y)


def counted(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        token = collected.set([])
        try:
            result = function(*args, **kwargs)
        finally:
            seen = collected.get()
            collected.reset(token)
        return result, len(seen)

    return wrapper


@counted
def noted(number):
    collected.get().append(number)
    return number + 1


outcome = noted(3)

of_none = [isinstance(value, type(None)) for value in (None, 0, "", (), Model())]
among_none = [isinstance(value, (Model, type(None))) for value in (None, 0, Model())]
