"""ModuleList, ModuleDict and Sequential: every way to build, index, slice and run them."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

BUILT = {
    "a list": "nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 16)])",
    "a comprehension": "nn.ModuleList([nn.Linear(4 * 2**i, 8 * 2**i) for i in range(2)])",
    "a generator": "nn.ModuleList(nn.Linear(a, b) for a, b in [(4, 8), (8, 16)])",
    "an unpacked Sequential": "nn.ModuleList(nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 16)))",
    "a sum": "nn.ModuleList([nn.Linear(4, 8)]) + [nn.Linear(8, 16)]",
    "append": "nn.ModuleList().append(nn.Linear(4, 8)).append(nn.Linear(8, 16))",
    "extend": "nn.ModuleList([nn.Linear(4, 8)]).extend([nn.Linear(8, 16)])",
    "children": "list(nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 16)).children())",
    "values": 'nn.ModuleDict({"a": nn.Linear(4, 8), "b": nn.Linear(8, 16)}).values()',
    "a plain list": "[nn.Linear(4, 8), nn.Linear(8, 16)]",
}


@pytest.mark.parametrize("built", BUILT.values(), ids=BUILT)
def test_layers_of_a_container_run_one_by_one(built: str) -> None:
    source = f"layers = {built}\nx = torch.zeros(3, 4)\nfor layer in layers:\n    x = layer(x)\nx.view(3, SIZE)\n"
    silent(source.replace("SIZE", "16"))
    finds(source.replace("SIZE", "8"), "CL104 x.view(3, 8)")


SEQUENTIAL = {
    "arguments": "nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 16))",
    "an ordered dict": 'nn.Sequential(OrderedDict([("a", nn.Linear(4, 8)), ("b", nn.Linear(8, 16))]))',
    "an ordered dict of a dict": 'nn.Sequential(OrderedDict({"a": nn.Linear(4, 8), "b": nn.Linear(8, 16)}))',
    "a starred list": "nn.Sequential(*[nn.Linear(4, 8), nn.Linear(8, 16)])",
    "a starred generator": "nn.Sequential(*(nn.Linear(4 * 2**i, 8 * 2**i) for i in range(2)))",
    "a starred ModuleList": "nn.Sequential(*nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 16)]))",
    "nested ones": "nn.Sequential(nn.Sequential(nn.Linear(4, 8)), nn.Sequential(nn.Sequential(), nn.Linear(8, 16)))",
    "append": "nn.Sequential(nn.Linear(4, 8)).append(nn.Linear(8, 16))",
    "a slice": "nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 16), nn.Linear(16, 2))[:-1]",
    "a slice of its children": "nn.Sequential(*list(nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 16), nn.ReLU()).children())[:-1])",
}


@pytest.mark.parametrize("built", SEQUENTIAL.values(), ids=SEQUENTIAL)
def test_a_sequential_runs_in_order(built: str) -> None:
    source = f"from collections import OrderedDict\nnet = {built}\nx = net(torch.zeros(3, 4))\nx.view(3, SIZE)\n"
    silent(source.replace("SIZE", "16"))
    finds(source.replace("SIZE", "8"), "CL104 x.view(3, 8)")


PICKED = {
    "an index": "net[1]",
    "a negative index": "net[-1]",
    "a name": "net.out",
    "a string key": 'heads["out"]',
    "getattr": 'getattr(net, "out")',
    "an attribute of a dict": "heads.out",
    "get_submodule": 'net.get_submodule("out")',
    "its modules": "list(net.modules())[2]",
    "its names": 'dict(net.named_children())["out"]',
    "its modules by name": 'dict(net.named_modules())["out"]',
    "the last of a list": "nn.ModuleList(net)[-1]",
    "popped": "list(net).pop()",
    "next": "next(reversed(list(net)))",
}


@pytest.mark.parametrize("picked", PICKED.values(), ids=PICKED)
def test_a_layer_is_found(picked: str) -> None:
    source = (
        "net = nn.Sequential()\n"
        'net.add_module("in", nn.Linear(4, 8))\n'
        'net.add_module("out", nn.Linear(8, 16))\n'
        'heads = nn.ModuleDict({"in": net[0], "out": net[1]})\n'
        f"y = {picked}(torch.zeros(3, SIZE))\n"
    )
    silent(source.replace("SIZE", "8"))
    finds(source.replace("SIZE", "4"), f"CL102 y = {picked}(torch.zeros(3, 4))")


def test_a_dict_of_heads() -> None:
    finds(
        """
        heads = nn.ModuleDict({name: nn.Linear(16, n) for name, n in {"a": 2, "b": 3}.items()})
        heads["c"] = nn.Linear(8, 4)
        heads.update({"d": nn.Linear(16, 5)})
        out = {name: head(torch.zeros(1, 16)) for name, head in heads.items()}
        """,
        "CL102 out = {name: head(torch.zeros(1, 16)) for name, head in heads.items()}",
    )


def test_a_layer_of_a_container_is_replaced() -> None:
    finds(
        """
        net = nn.Sequential(nn.Linear(4, 8), nn.Linear(8, 2))
        net[1] = nn.Linear(8, 6)
        net(torch.zeros(1, 4)).view(6)
        net[0] = nn.Linear(4, 9)
        net(torch.zeros(1, 4))
        """,
        "CL102 net(torch.zeros(1, 4))",
    )


def test_layers_are_inserted_and_deleted() -> None:
    finds(
        """
        layers = nn.ModuleList([nn.Linear(4, 8), nn.Linear(8, 2)])
        layers.insert(1, nn.Linear(8, 8))
        del layers[0]
        net = nn.Sequential(*layers)
        net(torch.zeros(1, 8))
        net(torch.zeros(1, 4))
        """,
        "CL102 net(torch.zeros(1, 4))",
    )


def test_modules_in_modules_in_lists() -> None:
    finds(
        """
        blocks = nn.ModuleList([])
        for _ in range(2):
            blocks.append(nn.ModuleList([nn.LayerNorm(8), nn.Linear(8, 8)]))
        x = torch.zeros(2, 8)
        for norm, fc in blocks:
            x = x + fc(norm(x))
        blocks[0][1](torch.zeros(2, 7))
        """,
        "CL102 blocks[0][1](torch.zeros(2, 7))",
    )


def test_two_lists_in_step() -> None:
    finds(
        """
        downs = nn.ModuleList(nn.Conv2d(a, b, 2, 2) for a, b in [(3, 8), (8, 16)])
        ups = nn.ModuleList(nn.ConvTranspose2d(a, b, 2, 2) for a, b in [(16, 8), (8, 8)])
        x, skips = torch.zeros(1, 3, 16, 16), []
        for down in downs:
            skips.append(x)
            x = down(x)
        for up, skip in zip(ups, reversed(skips)):
            x = torch.cat([up(x), skip], 1)
        """,
        "CL103 x = torch.cat([up(x), skip], 1)",
    )


def test_layers_that_share_an_input() -> None:
    finds(
        """
        branches = nn.ModuleList(nn.Conv1d(4, w, k, padding=k // 2) for w, k in [(8, 3), (16, 5), (24, 7)])
        x = torch.zeros(2, 4, 20)
        y = torch.cat([branch(x) for branch in branches], dim=1)
        nn.Conv1d(48, 1, 1)(y)
        nn.Conv1d(40, 1, 1)(y)
        """,
        "CL103 nn.Conv1d(40, 1, 1)(y)",
    )


def test_a_list_as_a_stack() -> None:
    finds(
        """
        x, skips = torch.zeros(1, 4, 8), []
        for i in range(3):
            skips.append(x)
            x = F.max_pool1d(x, 2)
        while skips:
            x = F.interpolate(x, scale_factor=2) + skips.pop()
        x.view(1, 31)
        """,
        "CL104 x.view(1, 31)",
    )


def test_a_container_of_unknown_length() -> None:
    silent(
        """
        def build(depth):
            layers = [nn.Linear(4, 8)]
            for _ in range(depth):
                layers.append(nn.Linear(8, 8))
            net = nn.Sequential(*layers, nn.Linear(8, 1))
            return net(torch.zeros(1, 4))
        """
    )


def test_lists_that_meet_before_they_are_filled() -> None:
    silent(
        """
        class Net(nn.Module):
            def forward(self, x, flag):
                one, other, third = [], [], []
                if torch.is_tensor(flag) and flag.sum() > 3:
                    groups = [one, other, third]
                else:
                    groups = [one, other]
                for i in range(x.shape[0]):
                    one.append(x)
                    other.append(x)
                    third.append(x)
                return torch.cat([torch.cat(group) for group in groups])
        """
    )


def test_whole_numbers_by_chance_are_numbers() -> None:
    finds(
        """
        import random

        replay = [(torch.zeros(4), random.randrange(2)) for _ in range(64)]
        states, actions = zip(*random.sample(replay, 16))
        torch.stack(states).gather(1, torch.tensor(actions))
        """,
        "CL101 torch.stack(states).gather(1, torch.tensor(actions))",
    )


def test_a_size_by_chance_may_be_any_within_its_bounds() -> None:
    silent(
        """
        import random

        n = random.randint(1, 8)
        torch.zeros(2, n) + torch.zeros(2, 5)
        torch.zeros(3, 8)[:, random.randrange(8)]
        torch.zeros(3, 8)[:, random.randint(0, 8)]
        nn.Linear(random.getrandbits(4), 2)(torch.zeros(1, 7))
        """
    )


def test_a_size_by_chance_beyond_its_bounds() -> None:
    finds(
        """
        import random

        torch.zeros(2, random.randint(2, 4)) + torch.zeros(2, 5)
        """,
        "CL105 torch.zeros(2, random.randint(2, 4)) + torch.zeros(2, 5)",
    )


def test_what_a_dict_holds_under_one_key_says_nothing_of_another() -> None:
    """Weights that a loop over a file has put there."""
    silent(
        """
        import h5py
        import numpy as np

        def load(path):
            weights = {}
            with h5py.File(path, "r") as file:
                for name in file.keys():
                    weights[name] = np.array(file[name])
            return weights

        def use(path):
            weights = load(path)
            first, second = torch.from_numpy(weights["a"]), torch.from_numpy(weights["b"])
            F.conv2d(torch.zeros(1, 3, 8, 8), first)
            return F.conv2d(torch.zeros(1, 5, 8, 8), second)
        """
    )


@pytest.mark.parametrize(
    "made",
    [
        "nn.ModuleList([Block(size) for size in sizes])",
        "[Block(size) for size in sizes]",
        "nn.ModuleList([nn.Linear(size, 4) for size in sizes])",
        "list(nn.Sequential(nn.Linear(size, 4), nn.ReLU()) for size in sizes)",
    ],
)
@pytest.mark.parametrize("use", ["made[0](x), made[-1](y)", "next(iter(made))(x), made[1](y)"])
def test_layers_of_sizes_that_nobody_knows(made: str, use: str) -> None:
    """What one of them takes says nothing of the next one; what all of them give is known."""
    source = f"""
        class Block(nn.Module):
            def __init__(self, size):
                super().__init__()
                self.layer = nn.Linear(size, 4)

            def forward(self, x):
                return self.layer(x)

        def use(sizes, x=torch.zeros(2, 3), y=torch.zeros(2, 5)):
            made = {made}
            first, second = {use}
            return nn.Linear(4, 1)(first), nn.Linear(WIDTH, 1)(made[2](x))
        """
    silent(source.replace("WIDTH", "4"))
    finds(source.replace("WIDTH", "6"), "CL102 return nn.Linear(4, 1)(first), nn.Linear(6, 1)(made[2](x))")


def test_a_last_layer_that_differs_from_an_open_number_before_it() -> None:
    silent(
        """
        class Block(nn.Module):
            def __init__(self, width, pair=False):
                super().__init__()
                self.pair = pair
                self.fc = nn.Linear(width, width)

            def forward(self, x):
                if self.pair:
                    return self.fc(x), x
                return self.fc(x)

        class Net(nn.Module):
            def __init__(self, width: int, layers: int):
                super().__init__()
                self.layers = layers
                self.blocks = nn.ModuleList()
                for _ in range(layers - 1):
                    self.blocks.append(Block(width))
                self.blocks.append(Block(width, pair=True))

            def forward(self, x: Tensor):
                for i, block in enumerate(self.blocks):
                    if i < self.layers - 1:
                        x = block(x)
                        x.permute(1, 0, 2)
                    else:
                        x, y = block(x)
                return x
        """
    )


def test_keys_of_a_dict_come_before_their_values() -> None:
    silent(
        """
        seen = []
        def note(n):
            seen.append(n)
            return n
        made = {note(1): note(2), note(3): note(4)}
        torch.zeros(2).view(seen[1])
        """
    )


def test_views_of_a_dict_that_changes() -> None:
    silent(
        """
        sizes = {"a": 1}
        keys, values, items = sizes.keys(), sizes.values(), sizes.items()
        sizes["b"] = 2
        torch.zeros(2).view(len(keys))
        torch.zeros(3).view(sum(values))
        torch.zeros(2).view(len(items))
        keys = sizes.keys()
        sizes.pop("a")
        torch.zeros(1).view(len(keys))
        """
    )
    finds(
        """
        sizes = {"a": 1, "b": 2}
        for name, size in sizes.items():
            sizes[name] = size * 2
        torch.zeros(7).view(sum(sizes.values()))
        torch.zeros(2).view(len(sizes))
        """,
        "CL104 torch.zeros(7).view(sum(sizes.values()))",
    )
