"""Operations on Keras tensors: shapes, merges, loops and branches."""

from __future__ import annotations

from benchmarks.differential.draft import Draft, Drawer, Step, drawer, one
from benchmarks.differential.keras_layers import like, near

DRAWERS: list[Drawer] = []


def _axis(d: Draft, rank: int) -> int:
    """An axis: not the batch in a model, seldom one too many."""
    if d.rng.random() < 0.04:
        return rank
    first = 1 if d.style in ("functional", "subclassed") and d.rng.random() < 0.95 else 0
    return d.rng.randrange(first, rank) - (rank if d.rng.random() < 0.4 else 0)


@drawer(DRAWERS, 5)
def reshape(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    at = d.rng.randrange(1, len(shape))
    first = d.rng.choice([n for n in range(1, shape[at] + 1) if shape[at] % n == 0])
    parted = [*shape[1:at], d.fits(first), d.fits(shape[at] // first), *shape[at + 1 :]]
    joined = [*shape[1 : at - 1], shape[at - 1] * shape[at], *shape[at + 1 :]] if at > 1 else parted
    sizes = d.rng.choice([parted, joined])
    if d.rng.random() < 0.4:
        sizes[d.rng.randrange(len(sizes))] = -1
    text = ", ".join(map(str, sizes))
    if d.rng.random() < 0.6:
        return one(name, f"{{0}}({name})", f"layers.Reshape(({text},))")
    batch = d.rng.choice([str(shape[0]), f"ops.shape({name})[0]", f"{name}.shape[0]"])
    if d.style == "functional":
        batch = "-1"
    return one(name, f"ops.reshape({name}, ({batch}, {text}))")


@drawer(DRAWERS, 3)
def permute(d: Draft) -> Step:
    name, shape = near(d, 3, 4)
    order = list(range(1, len(shape)))
    d.rng.shuffle(order)
    if d.rng.random() < 0.03:
        order = order[:-1] or [1]
    text = ", ".join(map(str, order))
    if d.rng.random() < 0.5:
        return one(name, f"{{0}}({name})", f"layers.Permute(({text},))")
    return one(name, f"ops.transpose({name}, (0, {text}))")


@drawer(DRAWERS, 2)
def flatten(d: Draft) -> Step:
    name, _ = near(d, 3, 4)
    return one(name, f"{{0}}({name})", "layers.Flatten()")


@drawer(DRAWERS, 4)
def reduce(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    axis, keep = _axis(d, len(shape)), d.rng.choice(["", ", keepdims=True"])
    line = d.rng.choice(
        [f"ops.mean({name}, axis={axis}{keep})", f"ops.max({name}, axis={axis}{keep})", f"ops.sum({name}, axis={axis}{keep})",
         f"ops.expand_dims({name}, axis={axis})", f"ops.softmax({name}, axis={axis})", f"ops.squeeze({name}, axis={axis})",
         f"ops.cumsum({name}, axis={axis})", f"ops.flip({name}, axis={axis})", f"ops.repeat({name}, 2, axis={axis})"]
    )  # fmt: skip
    return one(name, line)


@drawer(DRAWERS, 2)
def index(d: Draft) -> Step:
    name, shape = near(d, 3, 4)
    at = shape[1] if d.rng.random() < 0.03 else d.rng.randrange(shape[1])
    line = d.rng.choice(
        [f"{name}[:, {at}]", f"{name}[:, {at // 2}:]", f"{name}[..., ::2]", f"{name}[:, -1]", f"{name}[..., None]",
         f"{name}[:, :{at + 1}]", f"ops.take({name}, [0, -1], axis=1)"]
    )  # fmt: skip
    return one(name, line)


@drawer(DRAWERS)
def padded(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    pairs = ", ".join(["(0, 0)", *(str((d.rng.randint(0, 2), 1)) for _ in shape[1:])])
    return one(name, f"ops.pad({name}, ({pairs}))")


@drawer(DRAWERS, 5)
def merge(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    other, _ = like(d, shape)
    axis = d.rng.randrange(1, len(shape))
    kind = d.rng.choice(
        ["Add()", "Multiply()", "Concatenate()", f"Concatenate(axis={axis})", "Average()", "Subtract()", "Maximum()",
         f"Dot(axes={axis})"]
    )  # fmt: skip
    if d.rng.random() < 0.2:
        call = d.rng.choice(["layers.add", "layers.concatenate", "layers.multiply"])
        return Step((), (f"{{out}} = {call}([{name}, {other}])",), (name, other))
    return Step((f"layers.{kind}",), (f"{{out}} = {{0}}([{name}, {other}])",), (name, other))


@drawer(DRAWERS, 4)
def arithmetic(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    other, _ = like(d, shape)
    axis = _axis(d, len(shape))
    line = d.rng.choice(
        [f"{name} + {other}", f"{name} * {other}", f"ops.matmul({name}, ops.swapaxes({other}, -1, -2))",
         f"ops.maximum({name}, {other})", f"ops.concatenate([{name}, {other}], axis={axis})", f"{name} @ {other}",
         f"ops.stack([{name}, {other}], axis={axis})", f"ops.einsum('b...d,b...d->b...', {name}, {other})",
         f"ops.where({name} > 0, {name}, {other})"]
    )  # fmt: skip
    return Step((), (f"{{out}} = {line}",), (name, other))


@drawer(DRAWERS, 2)
def chunks(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    axis = d.rng.randrange(1, len(shape))
    count = d.rng.choice([n for n in (2, 3, 4) if shape[axis] % n == 0] or [2])
    names = ", ".join(f"p{i}" for i in range(count))
    lines = (f"{names} = ops.split({name}, {d.fits(count)}, axis={axis})", "{out} = p0 + p1")
    return Step((), lines, (name,))


@drawer(DRAWERS, 2)
def loop(d: Draft) -> Step:
    name, _ = near(d, 4)
    inner = d.rng.choice(
        [f"layers.MaxPooling2D({d.rng.choice([2, 2, 3])})({{out}})", "ops.concatenate([{out}, {out}], axis=-1)",
         "layers.Concatenate(axis=1)([{out}, {out}])", "{out}[:, 1:]", "{out} + ops.mean({out}, axis=-1, keepdims=True)"]
    )  # fmt: skip
    return Step((), (f"{{out}} = {name}", f"for _ in range({d.rng.randint(2, 4)}):", f"    {{out}} = {inner}"), (name,))


@drawer(DRAWERS, 2)
def loop_of_layers(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    widths = tuple(d.rng.choice([4, 8, 12]) for _ in range(d.rng.randint(2, 3)))
    each = d.rng.choice(["layers.Dense(n)", "layers.Dense(n, activation='relu')"])
    if len(shape) == 4:
        each = d.rng.choice(["layers.Conv2D(n, 3)", "layers.Conv2D(n, 3, strides=2, padding='same')"])
    body = d.rng.choice(["layer({out})", "layer({out})", "ops.relu(layer({out}))", "{out} + layer({out})"])
    lines = (f"{{out}} = {name}", "for layer in {0}:", f"    {{out}} = {body}")
    return Step((f"[{each} for n in {widths}]",), lines, (name,))


@drawer(DRAWERS, 2)
def branch(d: Draft) -> Step:
    name, _ = near(d, 3, 4)
    test = f"{name}.shape[{d.rng.choice([1, -1])}] > {d.rng.choice([1, 4, 8, 100])}"
    sides = (f"    {{out}} = ops.mean({name}, axis={d.fits(1)})", f"    {{out}} = {{0}}({name})")
    return Step(("layers.Flatten()",), (f"if {test}:", sides[0], "else:", sides[1]), (name,))


@drawer(DRAWERS, 2)
def collected(d: Draft) -> Step:
    """Several looks at a tensor, joined."""
    name, shape = near(d, 3, 4)
    rank = len(shape) - 2
    made = f"[layers.Conv{rank}D(4, k, padding={d.rng.choice(['same', 'same', 'same', 'valid'])!r}) for k in (1, 3)]"
    joined = d.rng.choice(["layers.Concatenate()(parts)", "layers.Add()(parts)", "ops.concatenate(parts, axis=-1)"])
    lines = ("parts = []", "for branch in {0}:", f"    parts.append(branch({name}))", f"{{out}} = {joined}")
    return Step((made,), lines, (name,))
