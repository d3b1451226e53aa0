"""What programs do to objects, classes and names other than by plain assignments."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

from convlint.values import Instance, Unknown
from convlint.values.objects import FILLED_LATER, is_filled_later

CHANGES = {
    "a descriptor": """
    class Doubled:
        def __set_name__(self, owner, name):
            self.name = "_" + name
        def __get__(self, value, owner=None):
            return self if value is None else getattr(value, self.name) * 2
        def __set__(self, value, item):
            setattr(value, self.name, item)
    class Config:
        width = Doubled()
    config = Config()
    config.width = 4
    nn.Linear(config.width, 1)(torch.zeros({}))
    """,
    "its class": """
    class A(nn.Module):
        def forward(self, x):
            return x.view(2, 2)
    class B(A):
        def forward(self, x):
            return x.view(2, 4)
    net = A()
    net.__class__ = B
    net(torch.zeros({}))
    """,
    "its constructor again": """
    layer = nn.Linear(4, 2)
    layer.__init__(8, 2)
    layer(torch.zeros({}))
    """,
    "what is registered": """
    net = nn.Sequential(nn.Linear(4, 2), nn.ReLU())
    net._modules["0"] = nn.Linear(8, 2)
    net(torch.zeros({}))
    """,
    "the names of the module": """
    width = 4
    globals()["width"] = 8
    nn.Linear(width, 1)(torch.zeros({}))
    """,
    "one object for all who ask": """
    from functools import lru_cache
    @lru_cache(None)
    def layer(i, o):
        return nn.Linear(i, o)
    layer(4, 2).weight = nn.Parameter(torch.zeros(2, 8))
    layer(4, 2)(torch.zeros({}))
    """,
    "strides": """
    x = torch.zeros(4)
    x.as_strided_((1, 8), (0, 0))
    x @ torch.zeros({})
    """,
}


@pytest.mark.parametrize("program", CHANGES.values(), ids=CHANGES)
def test_what_is_followed(program: str) -> None:
    silent(program.format(8))
    if "layer(4, 2)" not in program and "constructor" not in program:
        with pytest.raises(AssertionError):
            silent(program.format(4))


UNKNOWN = {
    "code that is not read": "width = 4\nexec(open('config.py').read())\nnn.Linear(width, 1)(torch.zeros(8))",
    "code within a dict": "names = {'n': 4}\nexec('n = 8', names)\ntorch.zeros(8).view(names['n'])",
    "a method of a tensor": "x = torch.zeros(4)\nx.view = lambda *sizes: torch.zeros(8)\nx.view(8)",
    "another dtype": "torch.zeros(4, 6).view(dtype=torch.float64)",
    "weights of a module": """
    a, b = nn.Linear(4, 3), nn.Linear(4, 3)
    for p, q in zip(a.parameters(), b.parameters()):
        p.data = torch.cat([q.data, p.data])
    a(torch.zeros(2, 4)).view(12)
    """,
    "under computed names": """
    def put(root, name, value):
        *path, last = name.split(".")
        for each in path:
            root = getattr(root, each)
        setattr(root, last, value)
    net = nn.Sequential(nn.Linear(4, 3))
    for name, p in list(net.named_parameters()):
        put(net, name, nn.Parameter(torch.zeros(len(p), 3)))
    net(torch.zeros(1, 3))
    """,
    "the defaults of a function": """
    def make(n=4):
        return nn.Linear(n, 1)
    make.__defaults__ = (9,)
    make()(torch.zeros(9))
    """,
    "the code of a function": """
    def four():
        return 4
    def nine():
        return 9
    four.__code__ = nine.__code__
    torch.zeros(9).view(four())
    """,
    "an attribute of a class": """
    class A:
        n = 9
    class B(A):
        n = 4
    del B.n
    torch.zeros(9).view(B().n)
    """,
    "the bases of a class": """
    class A:
        n = 4
    class C:
        n = 9
    class B(A):
        pass
    B.__bases__ = (C,)
    torch.zeros(9).view(B().n)
    """,
    "what is asked for": """
    class A:
        n = 4
        def __getattribute__(self, name):
            found = object.__getattribute__(self, name)
            return found + 5 if name == "n" else found
    torch.zeros(9).view(A().n)
    """,
    "a copy that its class makes": """
    import copy
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 2)
        def __setstate__(self, state):
            super().__setstate__(state)
            self.fc = nn.Linear(9, 2)
        def forward(self, x):
            return self.fc(x)
    copy.deepcopy(Net())(torch.zeros(1, 9))
    """,
    "a copy that shares its weights": """
    import copy
    layer = nn.Linear(3, 4)
    twin = copy.copy(layer)
    twin.weight.data = torch.zeros(4, 9)
    copy.deepcopy(layer).weight.view(36)
    layer(torch.zeros(1, 9))
    net = nn.Sequential(nn.Linear(4, 4))
    copy.copy(net).append(nn.Linear(4, 9))
    net(torch.zeros(1, 4)).view(9)
    """,
    "what loads its weights itself": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(3, 4)
        def _load_from_state_dict(self, state, prefix, *args):
            rows, columns = state[prefix + "fc.weight"].shape
            self.fc = nn.Linear(columns, rows)
            super()._load_from_state_dict(state, prefix, *args)
    net = Net()
    net.load_state_dict({"fc.weight": torch.zeros(7, 5), "fc.bias": torch.zeros(7)})
    net.fc(torch.zeros(1, 5)).view(7)
    """,
    "what a generator does later": """
    log = []
    def counted():
        for i in range(3):
            log.append(i)
            yield len(log)
    given = counted()
    torch.zeros(0).view(len(log))
    log.append(next(given))
    torch.zeros(3).view(next(given))
    """,
    "one of several lists": """
    def by_class(labels, items):
        found = {n: [] for n in range(3)}
        for label, item in zip(labels, items):
            found[int(label)].append(item)
        return torch.stack(found[0])
    def by_place(labels, items):
        found = [[], [], []]
        for label, item in zip(labels, items):
            found[label].append(item)
        return torch.stack(found[0])
    """,
    "one of several lists by another name": """
    def by_class(labels, items):
        found = {"a": [], "b": []}
        for label, item in zip(labels, items):
            mine = found[label]
            mine += [item]
        return torch.stack(found["a"])
    def in_dicts(labels, items):
        found = {"a": {}, "b": {}}
        for label, item in zip(labels, items):
            found[label][len(found[label])] = item
        return torch.stack(list(found["a"].values()))
    """,
    "an item or a default": """
    from collections import defaultdict
    def by_class(labels, items):
        found = defaultdict(list)
        found["rest"]
        for label, item in zip(labels, items):
            found[label].append(item)
        return torch.stack(found["rest"])
    """,
    "an object's object": """
    class Store:
        def __init__(self):
            self.kept = []
        def add(self, x):
            self.kept.append(x)
        def all(self):
            return torch.stack(self.kept)
    class Callback:
        def __init__(self):
            self.store = Store()
        def on_step(self, x):
            self.store.add(x)
        def on_end(self):
            return self.store.all()
    """,
    "what hooks fill": """
    import models
    class Kept:
        def __init__(self, layer):
            self.kept = []
            layer.register_forward_hook(self.keep)
        def keep(self, module, given, made):
            self.kept.append(made)
        def __call__(self, model, x):
            self.kept = []
            model(x)
            return torch.stack(self.kept)
    model = models.make()
    Kept(model.last)(model, torch.zeros(1, 3))
    """,
    "what hooks fill on the way back": """
    class Kept:
        def __init__(self, layer):
            self.kept = []
            layer.register_full_backward_hook(self.keep)
        def keep(self, module, given, made):
            self.kept = [made[0], *self.kept]
        def __call__(self, model, x):
            self.kept = []
            model(x).sum().backward()
            return torch.stack(self.kept)
    layer = nn.Linear(3, 4)
    Kept(layer)(nn.Sequential(layer, nn.ReLU()), torch.zeros(2, 3))
    """,
    "layers that are added later": """
    class Cascade(nn.Module):
        def __init__(self):
            super().__init__()
            self.steps = nn.ModuleList()
        def add(self, step):
            self.steps.append(step)
        def forward(self, x):
            return self.steps[-1](x)
    """,
    "a table": """
    import numpy as np
    def report(table):
        far = (np.abs(table) > 3.0) * 1
        total = sum(far.sum())
        a, b = np.log(table).mean()
        for each in np.sum(np.sqrt(table)):
            print(each)
    """,
    "what is mapped later": """
    sizes = []
    given = map(sizes.append, [1, 2, 3])
    torch.zeros(0).view(len(sizes))
    """,
    "a tensor of a class of its own": """
    class Image(Tensor):
        def view(self, *sizes):
            return torch.zeros(3)
    torch.zeros(2, 5).as_subclass(Image).view(77)
    """,
}


@pytest.mark.parametrize("program", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_known(program: str) -> None:
    silent(program)


def test_what_stays_known() -> None:
    finds(  # one of the lists was asked for, and none was changed
        "def f(which):\n    n = len({'a': [1, 2], 'b': [1]}[which])\n    torch.stack([])", "CL111 torch.stack([])"
    )
    finds(
        "width = 4\nexec('n = 8', {})\nnn.Linear(width, 1)(torch.zeros(8))", "CL102 nn.Linear(width, 1)(torch.zeros(8))"
    )
    finds(
        "for p in nn.Linear(2, 3).parameters():\n    p.data = p.data * 2\nnn.Linear(4, 1)(torch.zeros(8))",
        "CL102 nn.Linear(4, 1)(torch.zeros(8))",
    )


def test_lists_that_stand_for_the_same_lists_in_many_ways_are_forgotten_once() -> None:
    swaps = "\n".join(f"    a, b = (b, a) if flags[{i}] else (a, b)" for i in range(60))
    code = f"""
def mixed(flags, key, x):
    a, b = [8], [9]
{swaps}
    a.append(key)
    return nn.Linear(a[0], 2)(torch.zeros(2, 8))
"""
    silent(code)


def test_any_attribute_may_be_filled_where_paths_meet_of_which_only_some_have_the_note() -> None:
    made = Instance(None)
    assert not is_filled_later(made, "rows")
    made.hidden[FILLED_LATER] = ("rows",)
    assert is_filled_later(made, "rows")
    assert not is_filled_later(made, "names")
    made.hidden[FILLED_LATER] = Unknown("tuples of different lengths meet")
    assert is_filled_later(made, "names")
