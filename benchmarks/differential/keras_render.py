"""A drawn Keras program as text: a functional model, a Sequential, a subclassed model, and what is done with it."""

from __future__ import annotations

from benchmarks.differential.draft import Draft, Shape
from benchmarks.differential.render import INDENT, classes
from benchmarks.differential.render import written as plain

LOSSES = ("mse", "mae", "binary_crossentropy", "sparse_categorical_crossentropy", "categorical_crossentropy")


def written(draft: Draft, head: str, style: str) -> str:
    """The program in a style."""
    if style in ("script", "functions"):
        return plain(draft, head, style)
    body = {"functional": _functional, "sequential": _sequential, "subclassed": _subclassed}[style](draft)
    return "\n".join([head, *classes(draft), *body, *_use(draft), ""])


def _functional(draft: Draft) -> list[str]:
    lines = [f"{name} = {code}" for name, code in draft.inputs.items()]
    for placed in draft.steps:
        if draft.rng.random() < 0.6 and len(placed.layers) == 1 and len(placed.step.lines) == 1:
            lines += [line.replace(placed.layers[0], placed.step.layers[0], 1) for line in placed.lines()]
        else:
            lines += [*placed.constructors(), *placed.lines()]
    given = next(iter(draft.inputs)) if len(draft.inputs) == 1 else f"[{', '.join(draft.inputs)}]"
    return [*lines, f"model = keras.Model({draft.rng.choice(['', 'inputs='])}{given}, outputs={draft.last})"]


def _sequential(draft: Draft) -> list[str]:
    made = [placed.step.layers[0] for placed in draft.steps]
    if draft.rng.random() < 0.6:
        (shape,) = [*draft.shapes.values(), *draft.tokens.values()][:1]
        made.insert(0, f"keras.Input({shape[1:]}{', dtype=' + repr('int32') if draft.tokens else ''})")
    if draft.rng.random() < 0.4:
        return ["model = keras.Sequential()", *(f"model.add({layer})" for layer in made)]
    return ["model = keras.Sequential(", f"{INDENT}[", *(f"{INDENT * 2}{layer}," for layer in made), f"{INDENT}]", ")"]


def _subclassed(draft: Draft) -> list[str]:
    made = [line for placed in draft.steps for line in placed.constructors("self.")]
    body = [line for placed in draft.steps for line in placed.lines("self.")]
    names = ", ".join(draft.inputs)
    if len(draft.inputs) > 1:
        body.insert(0, f"{names} = inputs")
        names = "inputs"
    lines = ["", "class Net(keras.Model):", f"{INDENT}def __init__(self):", f"{INDENT * 2}super().__init__()"]
    lines += [INDENT * 2 + line for line in made]
    lines += ["", f"{INDENT}def call(self, {names}):", *(INDENT * 2 + line for line in body)]
    return [*lines, f"{INDENT * 2}return {draft.last}", "", "", "model = Net()"]


def _use(draft: Draft) -> list[str]:
    """The model called on data, or trained on arrays."""
    count = draft.rng.choice([2, 4, 6]) if draft.style != "subclassed" or draft.rng.random() < 0.2 else 0
    data = [_array(draft, shape, count, name in draft.tokens) for name, shape in _shapes(draft)]
    given = data[0] if len(data) == 1 else f"[{', '.join(data)}]"
    way = draft.rng.choice(["call", "call", "predict", "fit"])
    if way == "call":
        return [f"result = model({given})"]
    if way == "predict":
        return [f"result = model.predict({given}, verbose=0)"]
    return _training(draft, given, count)


def _shapes(draft: Draft) -> list[tuple[str, Shape]]:
    known = {**draft.shapes, **draft.tokens}
    return [(name, known[name]) for name in draft.inputs]


def _array(draft: Draft, shape: Shape, count: int, tokens: bool) -> str:
    wanted = [draft.fits(size) for size in shape[1:]] if draft.rng.random() < 0.3 else list(shape[1:])
    sizes = ", ".join(map(str, [count or shape[0], *wanted]))
    return f"np.random.randint(0, 20, ({sizes}))" if tokens else f'np.random.rand({sizes}).astype("float32")'


def _training(draft: Draft, given: str, count: int) -> list[str]:
    result = draft.shapes.get(draft.last, (1, 1))
    loss = draft.rng.choice(LOSSES)
    sizes = [count or abs(result[0]), *(draft.fits(abs(size)) for size in result[1:])]
    if loss.startswith("sparse"):
        target = f"np.random.randint(0, {max(abs(result[-1]), 1)}, ({', '.join(map(str, sizes[:-1]))},))"
    else:
        target = f"np.random.rand({', '.join(map(str, sizes))})"
    return [f'model.compile(optimizer="sgd", loss="{loss}")', f"model.fit({given}, {target}, verbose=0)"]
