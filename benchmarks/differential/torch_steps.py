"""Statements of PyTorch programs, drawn so that they mostly fit the tensors that there are."""

from __future__ import annotations

import itertools
import math

from benchmarks.differential.draft import Draft, Drawer, Shape, Step, drawer, one
from benchmarks.differential.render import written

__all__ = ["DRAWERS", "HEAD", "STYLES", "start", "written"]

HEAD = "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n"
DRAWERS: list[Drawer] = []
STYLES = ("script", "module", "functions")
INPUTS = ((2, 3, 16, 16), (4, 1, 28, 28), (2, 8, 12, 20), (3, 10, 24), (2, 16, 32), (5, 12), (4, 30), (2, 2, 6, 8, 8))


def start(draft: Draft) -> None:
    """The inputs."""
    for _ in range(draft.rng.choice([1, 1, 2])):
        draft.add_input(f"torch.randn{draft.rng.choice(INPUTS)}")


# --- layers -----------------------------------------------------------------------------------------------------------


@drawer(DRAWERS, 6)
def conv(d: Draft) -> Step:
    name, shape = d.pick(3, 4, 5)
    rank = len(shape) - 2
    out = d.rng.choice([4, 6, 8, 16, 32])
    k, stride = d.rng.choice([1, 2, 3, 3, 5, 7]), d.rng.choice([1, 1, 2])
    more = d.rng.choice(["", f", stride={stride}", f", padding={k // 2}", ", dilation=2", ", bias=False"])
    if d.rng.random() < 0.1:
        more += f", groups={d.rng.choice([2, 3, 4])}"
    kind = "ConvTranspose" if d.rng.random() < 0.2 else "Conv"
    if kind == "ConvTranspose" and d.rng.random() < 0.3:
        more += ", output_padding=1"
    return one(name, f"{{0}}({name})", f"nn.{kind}{rank}d({d.fits(shape[1])}, {out}, {k}{more})")


@drawer(DRAWERS, 4)
def linear(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    out = d.rng.choice([5, 8, 10, 16, 32])
    return one(name, f"{{0}}({name})", f"nn.Linear({d.fits(shape[-1])}, {out})")


@drawer(DRAWERS, 3)
def norm(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    rank = max(len(shape) - 2, 1)
    groups = d.rng.choice([g for g in (1, 2, 3, 4, 8) if shape[1] % g == 0])
    made = d.rng.choice(
        [
            f"nn.BatchNorm{rank}d({d.fits(shape[1])})",
            f"nn.GroupNorm({d.fits(groups)}, {d.fits(shape[1])})",
            f"nn.LayerNorm({d.fits(shape[-1])})",
            f"nn.LayerNorm([{d.fits(shape[-2])}, {d.fits(shape[-1])}])",
            f"nn.InstanceNorm{rank}d({shape[1]})",
        ]
    )
    return one(name, f"{{0}}({name})", made)


@drawer(DRAWERS, 3)
def pool(d: Draft) -> Step:
    name, shape = d.pick(3, 4, 5)
    rank, k = len(shape) - 2, d.rng.choice([2, 2, 3, 4])
    kind = d.rng.choice(["MaxPool", "AvgPool"])
    more = d.rng.choice(["", ", stride=2", ", stride=1", f", padding={k // 2}", ", ceil_mode=True"])
    if d.rng.random() < 0.5:
        function = {"MaxPool": "max_pool", "AvgPool": "avg_pool"}[kind]
        return one(name, f"F.{function}{rank}d({name}, {k}{more})")
    return one(name, f"{{0}}({name})", f"nn.{kind}{rank}d({k}{more})")


@drawer(DRAWERS, 2)
def adaptive(d: Draft) -> Step:
    name, shape = d.pick(3, 4, 5)
    size = d.rng.choice([1, 2, 4])
    return one(name, f"{{0}}({name})", f"nn.Adaptive{d.rng.choice(['Avg', 'Max'])}Pool{len(shape) - 2}d({size})")


@drawer(DRAWERS, 2)
def activation(d: Draft) -> Step:
    name, _ = d.pick()
    return one(name, d.rng.choice([f"F.relu({name})", f"torch.sigmoid({name})", f"{name}.tanh()", f"F.gelu({name})"]))


@drawer(DRAWERS, 2)
def recurrent(d: Draft) -> Step:
    name, shape = d.pick(3)
    kind = d.rng.choice(["GRU", "LSTM", "RNN"])
    more = d.rng.choice(["", ", batch_first=True", ", num_layers=2", ", bidirectional=True, batch_first=True"])
    made = f"nn.{kind}({d.fits(shape[-1])}, {d.rng.choice([6, 8, 12])}{more})"
    return Step((made,), (f"{{out}}, state = {{0}}({name})",), (name,))


@drawer(DRAWERS)
def attention(d: Draft) -> Step:
    name, shape = d.pick(3)
    heads = d.rng.choice([h for h in (1, 2, 3, 4) if shape[-1] % h == 0])
    made = f"nn.MultiheadAttention({d.fits(shape[-1])}, {d.fits(heads)}, batch_first=True)"
    return Step((made,), (f"{{out}}, weights = {{0}}({name}, {name}, {name})",), (name,))


@drawer(DRAWERS)
def encoder(d: Draft) -> Step:
    name, shape = d.pick(3)
    heads = d.rng.choice([h for h in (1, 2, 4) if shape[-1] % h == 0])
    return one(name, f"{{0}}({name})", f"nn.TransformerEncoderLayer({d.fits(shape[-1])}, {heads}, 16)")


@drawer(DRAWERS, 3)
def sequential(d: Draft) -> Step:
    name, shape = d.pick(4)
    a, b = d.rng.choice([4, 8, 16]), d.rng.choice([4, 8, 16])
    k = d.rng.choice([1, 3])
    made = (
        f"nn.Sequential(nn.Conv2d({d.fits(shape[1])}, {a}, {k}, padding={k // 2}), nn.BatchNorm2d({d.fits(a)}), nn.ReLU(), "
        f"nn.Conv2d({d.fits(a)}, {b}, 3, stride={d.rng.choice([1, 2])}, padding=1))"
    )
    return one(name, f"{{0}}({name})", made)


@drawer(DRAWERS, 2)
def resize(d: Draft) -> Step:
    name, _ = d.pick(4)
    return one(
        name,
        d.rng.choice(
            [
                f"F.interpolate({name}, scale_factor=2)",
                f"F.interpolate({name}, size=({d.rng.choice([7, 8, 14])}, {d.rng.choice([7, 8, 14])}))",
                f"F.pixel_shuffle({name}, 2)",
                f"F.pad({name}, (1, {d.rng.choice([0, 1, 2])}, 1, 1))",
                f"F.pixel_unshuffle({name}, 2)",
                f"F.unfold({name}, 3, padding=1)",
            ]
        ),
    )


# --- shapes -----------------------------------------------------------------------------------------------------------


def _split(number: int, d: Draft) -> tuple[int, int]:
    divisors = [n for n in range(1, number + 1) if number % n == 0]
    first = d.rng.choice(divisors)
    return first, number // first


@drawer(DRAWERS, 5)
def reshape(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    at = d.rng.randrange(len(shape))
    a, b = _split(shape[at], d)
    parted = [*shape[:at], d.fits(a), d.fits(b), *shape[at + 1 :]]
    joined = [*shape[: at - 1], shape[at - 1] * shape[at], *shape[at + 1 :]] if at else list(shape)
    call = d.rng.choice(["view", "reshape"])
    sizes = d.rng.choice([parted, joined])
    if d.rng.random() < 0.5:
        sizes = list(sizes)
        sizes[d.rng.randrange(len(sizes))] = -1
    texts = [str(size) for size in sizes]
    if d.rng.random() < 0.4 and sizes[0] == shape[0]:
        texts[0] = f"{name}.size(0)"
    return one(name, f"{name}.{call}({', '.join(texts)})")


@drawer(DRAWERS, 4)
def flatten(d: Draft) -> Step:
    name, _ = d.pick(3, 4, 5)
    first = d.rng.choice([1, 1, 2])
    line = d.rng.choice(
        [f"torch.flatten({name}, {first})", f"{name}.flatten({first})", f"{name}.view({name}.shape[0], -1)"]
    )
    return one(name, line)


@drawer(DRAWERS, 4)
def permute(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    order = list(range(len(shape)))
    d.rng.shuffle(order)
    if d.rng.random() < 0.5:
        a, b = d.rng.sample(range(-len(shape), len(shape)), 2)
        return one(name, f"{name}.transpose({a}, {d.fits(b) if b > 0 else b}){d.rng.choice(['', '.contiguous()'])}")
    if d.rng.random() < 0.05:
        order = order[:-1]
    return one(name, f"{name}.permute({', '.join(map(str, order))})")


@drawer(DRAWERS, 3)
def squeeze(d: Draft) -> Step:
    name, shape = d.pick(1, 2, 3, 4)
    dim = d.rng.randrange(-len(shape) - 1, len(shape) + 1)
    return one(
        name, d.rng.choice([f"{name}.unsqueeze({dim})", f"{name}.squeeze({dim})", f"{name}[:, None]", f"{name}[None]"])
    )


@drawer(DRAWERS, 3)
def reduce(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    dim = d.rng.randrange(-len(shape), len(shape)) if d.rng.random() > WILD_DIM else len(shape)
    keep = d.rng.choice(["", ", keepdim=True"])
    return one(
        name,
        d.rng.choice(
            [f"{name}.mean({dim}{keep})", f"torch.sum({name}, dim={dim}{keep})", f"{name}.max({dim}{keep})[0]",
             f"{name}.softmax({dim})", f"{name}.std(dim={dim}{keep})", f"{name}.norm(dim={dim}{keep})"]
        ),
    )  # fmt: skip


WILD_DIM = 0.03


@drawer(DRAWERS, 3)
def index(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    at = d.rng.randrange(shape[1] + 1) if d.rng.random() < 0.1 else d.rng.randrange(shape[1])
    return one(
        name,
        d.rng.choice(
            [f"{name}[:, {at}]", f"{name}[..., ::2]", f"{name}[:, {at // 2}:]", f"{name}[0]", f"{name}[..., -1]",
             f"{name}[:, :{at + 1}]", f"{name}[[0, -1]]"]
        ),
    )  # fmt: skip


@drawer(DRAWERS, 2)
def spread(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    many = ["-1"] * len(shape)
    many[0] = str(d.fits(shape[0]))
    return one(
        name,
        d.rng.choice(
            [f"{name}.repeat(2{', 1' * (len(shape) - 1)})", f"{name}.expand({', '.join(many)})",
             f"{name}.repeat_interleave(2, dim={d.rng.randrange(len(shape))})"]
        ),
    )  # fmt: skip


# --- several tensors --------------------------------------------------------------------------------------------------


def _like(d: Draft, shape: Shape) -> tuple[str, Shape]:
    """Another tensor, rather one whose shape may fit."""
    close = [(n, s) for n, s in d.shapes.items() if len(s) == len(shape)]
    return d.rng.choice(close) if close and d.rng.random() < 0.8 else d.pick()


@drawer(DRAWERS, 5)
def arithmetic(d: Draft) -> Step:
    name, shape = d.pick()
    other, _ = _like(d, shape)
    line = d.rng.choice([f"{name} + {other}", f"{name} * {other}", f"torch.where({name} > 0, {name}, {other})"])
    return Step((), (f"{{out}} = {line}",), (name, other))


@drawer(DRAWERS, 4)
def cat(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4, 5)
    other, _ = _like(d, shape)
    dim = d.rng.randrange(-len(shape), len(shape))
    line = d.rng.choice([f"torch.cat([{name}, {other}], dim={dim})", f"torch.cat(({name}, {other}), {dim})",
                         f"torch.stack([{name}, {other}], dim={dim})"])  # fmt: skip
    return Step((), (f"{{out}} = {line}",), (name, other))


@drawer(DRAWERS, 3)
def matmul(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    other, _ = _like(d, shape)
    line = d.rng.choice(
        [f"{name} @ {other}.transpose(-2, -1)", f"torch.matmul({name}, {other})", f"{name} @ torch.randn({d.fits(shape[-1])}, 6)",
         f"torch.bmm({name}, {name}.transpose(1, 2))", f"torch.einsum('b...d,b...d->b...', {name}, {other})"]
    )  # fmt: skip
    return Step((), (f"{{out}} = {line}",), (name, other))


@drawer(DRAWERS, 2)
def chunks(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    dim = d.rng.randrange(len(shape))
    count = d.rng.choice([2, 2, 3])
    size = max(shape[dim] // count, 1)
    call = d.rng.choice([f"{name}.chunk({count}, dim={dim})", f"torch.split({name}, {d.fits(size)}, dim={dim})"])
    names = [f"p{i}" for i in range(count)]
    return Step((), (f"{', '.join(names)} = {call}", f"{{out}} = {' + '.join(names[:2])}"), (name,))


# --- control ----------------------------------------------------------------------------------------------------------


@drawer(DRAWERS, 3)
def loop(d: Draft) -> Step:
    name, _ = d.pick(4)
    times = d.rng.randint(2, 4)
    inner = d.rng.choice(
        [f"{{out}} = F.max_pool2d({{out}}, {d.rng.choice([2, 2, 3])})", "{out} = F.relu({out}[:, :, 1:])",
         "{out} = torch.cat([{out}, {out}], dim=1)", "{out} = {out} + {out}.mean(1, keepdim=True)"]
    )  # fmt: skip
    return Step((), (f"{{out}} = {name}", f"for _ in range({times}):", f"    {inner}"), (name,))


@drawer(DRAWERS, 2)
def loop_of_layers(d: Draft) -> Step:
    name, shape = d.pick(3, 2)
    widths = [shape[-1], *(d.rng.choice([4, 8, 12]) for _ in range(d.rng.randint(1, 3)))]
    pairs = ", ".join(f"nn.Linear({d.fits(a)}, {b})" for a, b in itertools.pairwise(widths))
    return Step(
        (f"nn.ModuleList([{pairs}])",),
        (f"{{out}} = {name}", "for layer in {0}:", "    {out} = F.relu(layer({out}))"),
        (name,),
    )


@drawer(DRAWERS, 2)
def branch(d: Draft) -> Step:
    name, _ = d.pick(3, 4)
    border = d.rng.choice([1, 4, 8, 100])
    return Step(
        (),
        (
            f"if {name}.shape[1] > {border}:",
            f"    {{out}} = {name}.mean({d.fits(1)})",
            "else:",
            f"    {{out}} = {name}.flatten(1)",
        ),
        (name,),
    )


@drawer(DRAWERS, 2)
def collected(d: Draft) -> Step:
    name, shape = d.pick(3, 4)
    wide = d.rng.choice([1, 2, 3])
    count = max(1, min(3, math.ceil(shape[1] / 2)))
    return Step(
        (),
        ("parts = []", f"for i in range({count}):", f"    parts.append({name}[:, i : i + {wide}])",
         f"{{out}} = torch.{d.rng.choice(['cat', 'stack'])}(parts, dim={d.rng.choice([0, 1, 2])})"),
        (name,),
    )  # fmt: skip
