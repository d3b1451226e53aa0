"""Statements of Keras programs (torch backend, called on data), drawn so that they mostly fit the tensors that there are."""

from __future__ import annotations

from benchmarks.differential.draft import Draft, Drawer, Shape, Step

HEAD = "import keras\nfrom keras import layers, ops\n"
STYLES = ("script", "functions")
DRAWERS: list[Drawer] = []
INPUTS = ((2, 16, 16, 3), (4, 28, 28, 1), (2, 12, 20, 8), (3, 24, 10), (2, 32, 16), (5, 12), (4, 30))


def drawer(times: int = 1):  # type: ignore[no-untyped-def]
    """Declare a drawer, so many times as likely."""

    def register(function: Drawer) -> Drawer:
        DRAWERS.extend([function] * times)
        return function

    return register


def start(draft: Draft) -> None:
    """The inputs."""
    for _ in range(draft.rng.choice([1, 1, 2])):
        draft.add_input(f"keras.random.normal({draft.rng.choice(INPUTS)})")


def one(name: str, line: str, *made: str) -> Step:
    """A step that makes something of one tensor."""
    return Step(made, (f"{{out}} = {line}",), (name,))


# --- layers -----------------------------------------------------------------------------------------------------------


@drawer(5)
def conv(d: Draft) -> Step:
    name, shape = d.pick(3, 4)
    rank, k = len(shape) - 2, d.rng.choice([1, 2, 3, 3, 5])
    kind = d.rng.choice(["", "", "", "Transpose"])
    more = d.rng.choice(["", ", strides=2", ', padding="same"', ', padding="same", strides=2', ', activation="relu"'])
    if not kind and d.rng.random() < 0.1:
        more += f", groups={d.rng.choice([2, 3])}"
    return one(name, f"{{0}}({name})", f"layers.Conv{rank}D{kind}({d.rng.choice([4, 6, 8, 16])}, {k}{more})")


@drawer(3)
def dense(d: Draft) -> Step:
    name, _ = d.pick(2, 3, 4)
    return one(name, f"{{0}}({name})", f"layers.Dense({d.rng.choice([5, 8, 10, 16])})")


@drawer(2)
def used_again(d: Draft) -> Step:
    """A layer that is built on one tensor and called on another."""
    name, shape = d.pick(2, 3)
    other, _ = _like(d, shape)
    lines = (f"first = {{0}}({name})", f"{{out}} = {{0}}({other})")
    return Step((f"layers.Dense({d.rng.choice([4, 8])})",), lines, (name, other))


@drawer(3)
def pool(d: Draft) -> Step:
    name, shape = d.pick(3, 4)
    rank = len(shape) - 2
    kind = d.rng.choice(["MaxPooling", "AveragePooling", "GlobalAveragePooling", "UpSampling", "ZeroPadding"])
    size = "" if kind.startswith("Global") else str(d.rng.choice([2, 2, 3]))
    return one(name, f"{{0}}({name})", f"layers.{kind}{rank}D({size})")


@drawer(2)
def norm(d: Draft) -> Step:
    name, _ = d.pick(2, 3, 4)
    made = d.rng.choice(["layers.BatchNormalization()", "layers.LayerNormalization()", "layers.Dropout(0.2)"])
    return one(name, f"{{0}}({name})", made)


@drawer(2)
def recurrent(d: Draft) -> Step:
    name, _ = d.pick(3)
    more = d.rng.choice(["", ", return_sequences=True"])
    made = f"layers.{d.rng.choice(['GRU', 'LSTM', 'SimpleRNN'])}({d.rng.choice([6, 8])}{more})"
    return one(name, f"{{0}}({name})", made if d.rng.random() < 0.7 else f"layers.Bidirectional({made})")


@drawer()
def attention(d: Draft) -> Step:
    name, _ = d.pick(3)
    return one(
        name, f"{{0}}({name}, {name})", f"layers.MultiHeadAttention({d.rng.choice([1, 2])}, {d.rng.choice([4, 8])})"
    )


# --- shapes -----------------------------------------------------------------------------------------------------------


@drawer(4)
def reshape(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    at = d.rng.randrange(1, len(shape))
    parts = [n for n in range(1, shape[at] + 1) if shape[at] % n == 0]
    first = d.rng.choice(parts)
    sizes = [*shape[1:at], d.fits(first), d.fits(shape[at] // first), *shape[at + 1 :]]
    if d.rng.random() < 0.4:
        sizes[d.rng.randrange(len(sizes))] = -1
    text = f"({', '.join(map(str, sizes))},)"
    if d.rng.random() < 0.5:
        return one(name, f"{{0}}({name})", f"layers.Reshape({text})")
    return one(name, f"ops.reshape({name}, ({shape[0]}, *{text}))")


@drawer(3)
def permute(d: Draft) -> Step:
    name, shape = d.pick(3, 4)
    order = list(range(1, len(shape)))
    d.rng.shuffle(order)
    if d.rng.random() < 0.5:
        return one(name, f"{{0}}({name})", f"layers.Permute(({', '.join(map(str, order))}))")
    return one(name, f"ops.transpose({name}, (0, {', '.join(map(str, order))}))")


@drawer(2)
def flatten(d: Draft) -> Step:
    name, _ = d.pick(3, 4)
    return one(name, f"{{0}}({name})", "layers.Flatten()")


@drawer(3)
def reduce(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    axis = d.rng.randrange(-len(shape), len(shape) + (d.rng.random() < 0.05))
    keep = d.rng.choice(["", ", keepdims=True"])
    line = d.rng.choice([f"ops.mean({name}, axis={axis}{keep})", f"ops.max({name}, axis={axis}{keep})",
                         f"ops.expand_dims({name}, axis={axis})", f"ops.softmax({name}, axis={axis})"])  # fmt: skip
    return one(name, line)


@drawer(2)
def index(d: Draft) -> Step:
    name, shape = d.pick(3, 4)
    at = d.rng.randrange(shape[1])
    return one(
        name, d.rng.choice([f"{name}[:, {at}]", f"{name}[:, {at // 2}:]", f"{name}[..., ::2]", f"{name}[:, -1]"])
    )


# --- several tensors --------------------------------------------------------------------------------------------------


def _like(d: Draft, shape: Shape) -> tuple[str, Shape]:
    close = [(n, s) for n, s in d.shapes.items() if len(s) == len(shape)]
    return d.rng.choice(close) if close and d.rng.random() < 0.8 else d.pick()


@drawer(5)
def merge(d: Draft) -> Step:
    name, shape = d.pick(2, 3, 4)
    other, _ = _like(d, shape)
    axis = d.rng.randrange(1, len(shape))
    kind = d.rng.choice(
        ["Add()", "Multiply()", "Concatenate()", f"Concatenate(axis={axis})", "Average()", "Subtract()"]
    )
    return Step((f"layers.{kind}",), (f"{{out}} = {{0}}([{name}, {other}])",), (name, other))


@drawer(3)
def arithmetic(d: Draft) -> Step:
    name, shape = d.pick()
    other, _ = _like(d, shape)
    line = d.rng.choice(
        [f"{name} + {other}", f"{name} * {other}", f"ops.matmul({name}, ops.swapaxes({other}, -1, -2))"]
    )
    return Step((), (f"{{out}} = {line}",), (name, other))


@drawer(2)
def loop(d: Draft) -> Step:
    name, _ = d.pick(4)
    inner = f"    {{out}} = layers.MaxPooling2D({d.rng.choice([2, 2, 3])})({{out}})"
    return Step((), (f"{{out}} = {name}", f"for _ in range({d.rng.randint(2, 4)}):", inner), (name,))
