"""Layers of Keras, drawn so that they mostly fit the tensors that there are."""

from __future__ import annotations

from benchmarks.differential.draft import Draft, Drawer, Shape, Step, drawer, one

DRAWERS: list[Drawer] = []
BLOCK = """

class {name}(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=({width}, self.units))
        self.bias = self.add_weight(shape=({bias},))

    def call(self, inputs):
        return ops.matmul(inputs, self.kernel) + self.bias

"""
RESIDUAL = """

class {name}(layers.Layer):
    def __init__(self, filters, strides=1):
        super().__init__()
        self.conv = layers.Conv2D(filters, 3, strides=strides, padding="same")
        self.norm = layers.BatchNormalization()
        self.shortcut = {shortcut}

    def call(self, inputs, training=False):
        x = ops.relu(self.norm(self.conv(inputs), training=training))
        return x + (inputs if self.shortcut is None else self.shortcut(inputs))

"""


def near(d: Draft, *ranks: int) -> tuple[str, Shape]:
    """A tensor of one of the ranks, or seldom any; of those whose sizes are known but for the batch."""
    name, shape = d.pick() if d.rng.random() < 0.03 else d.pick(*ranks)
    if len(shape) < 2 or any(size < 1 for size in shape[1:]):
        raise LookupError
    return name, shape


def _rank(shape: Shape) -> int:
    return min(max(len(shape) - 2, 1), 3)


@drawer(DRAWERS, 6)
def conv(d: Draft) -> Step:
    name, shape = near(d, 3, 4, 5)
    rank, k = _rank(shape), d.rng.choice([1, 2, 3, 3, 5])
    kind = d.rng.choice(["", "", "", "", "Transpose"])
    more = d.rng.choice(
        [
            "",
            ", strides=2",
            ', padding="same"',
            ', padding="same", strides=2',
            ', activation="relu"',
            ", dilation_rate=2",
        ]
    )
    if rank == 1 and not kind and d.rng.random() < 0.2:
        more = ', padding="causal"'
    if not kind and d.rng.random() < 0.1:
        more += f", groups={d.rng.choice([2, 3])}"
    filters = d.rng.choice([4, 6, 8, 16])
    made = f"layers.Conv{rank}D{kind}({filters}, {k}{more})"
    if rank < 3 and d.rng.random() < 0.2:
        made = d.rng.choice([f"layers.SeparableConv{rank}D({filters}, {k})", f"layers.DepthwiseConv{rank}D({k})"])
    return one(name, f"{{0}}({name})", made)


@drawer(DRAWERS, 4)
def dense(d: Draft) -> Step:
    name, _ = near(d, 2, 3, 4)
    more = d.rng.choice(["", "", ', activation="relu"', ', activation="softmax"', ", use_bias=False"])
    return one(name, f"{{0}}({name})", f"layers.Dense({d.rng.choice([1, 5, 8, 10, 16])}{more})")


@drawer(DRAWERS, 2)
def used_again(d: Draft) -> Step:
    """A layer that is built on one tensor and called on another."""
    name, shape = near(d, 2, 3, 4)
    other, _ = like(d, shape)
    made = d.rng.choice([f"layers.Dense({d.rng.choice([4, 8])})", "layers.BatchNormalization()", "layers.GRU(5)"])
    if len(shape) == 4:
        made = d.rng.choice([made, "layers.Conv2D(4, 3, padding='same')"])
    lines = (f"first = {{0}}({name})", f"{{out}} = {{0}}({other})")
    return Step((made,), lines, (name, other))


@drawer(DRAWERS, 4)
def pool(d: Draft) -> Step:
    name, shape = near(d, 3, 4, 5)
    rank = _rank(shape)
    kind = d.rng.choice(
        ["MaxPooling", "MaxPooling", "AveragePooling", "GlobalAveragePooling", "GlobalMaxPooling", "UpSampling", "ZeroPadding",
         "Cropping", "SpatialDropout"]
    )  # fmt: skip
    if kind.startswith("Global"):
        size = d.rng.choice(["", "", "keepdims=True"])
    elif kind == "SpatialDropout":
        size = "0.1"
    else:
        size = str(d.rng.choice([1, 2, 2, 3]))
        if kind.endswith("Pooling"):
            size += d.rng.choice(["", "", ", strides=1", ', padding="same"'])
    return one(name, f"{{0}}({name})", f"layers.{kind}{rank}D({size})")


@drawer(DRAWERS, 3)
def norm(d: Draft) -> Step:
    name, shape = near(d, 2, 3, 4)
    groups = d.rng.choice([g for g in (1, 2, 3, 4, 8) if shape[-1] % g == 0])
    made = d.rng.choice(
        ["BatchNormalization()", "LayerNormalization()", "Dropout(0.2)", "UnitNormalization()", "ReLU()", "Softmax()",
         f"GroupNormalization({d.fits(groups)})", "Activation('gelu')", "PReLU()", "GaussianNoise(0.1)", "Identity()"]
    )  # fmt: skip
    return one(name, f"{{0}}({name})", f"layers.{made}")


@drawer(DRAWERS, 3)
def recurrent(d: Draft) -> Step:
    name, _ = near(d, 3)
    more = d.rng.choice(["", ", return_sequences=True"])
    made = f"layers.{d.rng.choice(['GRU', 'LSTM', 'SimpleRNN'])}({d.rng.choice([6, 8])}{more})"
    return one(name, f"{{0}}({name})", made if d.rng.random() < 0.7 else f"layers.Bidirectional({made})")


@drawer(DRAWERS)
def recurrent_with_state(d: Draft) -> Step:
    """An encoder whose state starts a decoder."""
    name, shape = near(d, 3)
    other, _ = like(d, shape)
    units = d.rng.choice([6, 8])
    made = (f"layers.GRU({units}, return_state=True)", f"layers.GRU({d.fits(units)}, return_sequences=True)")
    lines = (f"summary, state = {{0}}({name})", f"{{out}} = {{1}}({other}, initial_state=state)")
    return Step(made, lines, (name, other))


@drawer(DRAWERS, 2)
def attention(d: Draft) -> Step:
    name, shape = near(d, 3)
    other, _ = like(d, shape)
    heads, width = d.rng.choice([1, 2]), d.rng.choice([4, 8])
    if d.rng.random() < 0.3:
        kind = d.rng.choice(["Attention", "AdditiveAttention"])
        return Step((f"layers.{kind}()",), (f"{{out}} = {{0}}([{name}, {other}])",), (name, other))
    made = f"layers.MultiHeadAttention({heads}, {width})"
    return Step((made,), (f"{{out}} = {{0}}({name}, {other})",), (name, other))


@drawer(DRAWERS, 3)
def embedding(d: Draft) -> Step:
    """Vectors for tokens, sometimes with positions added."""
    if not d.tokens:
        raise LookupError
    name, shape = d.rng.choice(list(d.tokens.items()))
    width = d.rng.choice([6, 8, 16])
    made = f"layers.Embedding(20, {width})"
    if d.rng.random() < 0.5 or d.style == "sequential":
        return one(name, f"{{0}}({name})", made)
    positions = f"layers.Embedding({d.fits(shape[1])}, {d.fits(width)})"
    line = f"{{out}} = {{0}}({name}) + {{1}}(ops.arange({d.fits(shape[1])}))"
    return Step((made, positions), (line,), (name,))


@drawer(DRAWERS)
def distributed(d: Draft) -> Step:
    name, shape = near(d, 3, 5)
    inner = "layers.Conv2D(4, 3)" if len(shape) == 5 else f"layers.Dense({d.rng.choice([4, 8])})"
    return one(name, f"{{0}}({name})", f"layers.TimeDistributed({inner})")


@drawer(DRAWERS)
def repeated(d: Draft) -> Step:
    name, _ = near(d, 2)
    return one(name, f"{{0}}({name})", f"layers.RepeatVector({d.rng.choice([2, 5])})")


@drawer(DRAWERS, 2)
def own_layer(d: Draft) -> Step:
    """A layer of the program's own, with weights."""
    name, shape = near(d, 2, 3)
    width = "input_shape[-1]" if d.rng.random() < 0.7 else str(d.fits(shape[-1]))
    bias = "self.units" if d.rng.random() < 0.9 else str(d.rng.choice([1, 3, 8]))
    title = f"Block{len(d.steps)}"
    made = f"{title}({d.rng.choice([4, 8, 12])})"
    return one(name, f"{{0}}({name})", made, classes=BLOCK.format(name=title, width=width, bias=bias))


@drawer(DRAWERS, 2)
def residual(d: Draft) -> Step:
    """A block whose shortcut must fit."""
    name, shape = near(d, 4)
    strides, filters = d.rng.choice([1, 1, 2]), d.rng.choice([shape[-1], 4, 8])
    plain = strides == 1 and filters == shape[-1]
    shortcut = "None" if plain else "layers.Conv2D(filters, 1, strides=strides)"
    if d.rng.random() < 0.15:
        shortcut = d.rng.choice(["None", "layers.Conv2D(filters, 1)", "layers.Conv2D(filters, 3, strides=strides)"])
    title = f"Residual{len(d.steps)}"
    block = RESIDUAL.format(name=title, shortcut=shortcut)
    return one(name, f"{{0}}({name})", f"{title}({filters}, {strides})", classes=block)


@drawer(DRAWERS, 2)
def nested(d: Draft) -> Step:
    """A Sequential as a layer."""
    name, shape = near(d, 2, 3, 4)
    if len(shape) == 4:
        inner = f"layers.Conv2D({d.rng.choice([4, 8])}, 3), layers.ReLU(), layers.MaxPooling2D()"
    else:
        inner = f"layers.Dense({d.rng.choice([4, 8])}, activation='relu'), layers.Dense({d.rng.choice([3, 6])})"
    return one(name, f"{{0}}({name})", f"keras.Sequential([{inner}])")


def like(d: Draft, shape: Shape) -> tuple[str, Shape]:
    """Another tensor, rather one whose shape may fit."""
    same = [(n, s) for n, s in d.shapes.items() if s == shape]
    close = [(n, s) for n, s in d.shapes.items() if len(s) == len(shape)]
    for found in (same, close):
        if found and d.rng.random() < 0.7:
            return d.rng.choice(found)
    return d.pick()
