"""`keras.datasets` as arrays, and what `keras.utils` makes of labels and sequences."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.drawing import count_of, draw, most_of, refuse_above
from convlint.frameworks.common.registry import add_function, op
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.numpy.arrays import array_of, to_array
from convlint.symbolic import Dim, Int, Shape, symbol
from convlint.values import Context, ListV, Mismatch, Remedy, Tensor, Undetermined, Unknown

IMAGES: dict[str, tuple[int, int, tuple[int, ...], tuple[int, ...], int]] = {
    "mnist": (60000, 10000, (28, 28), (), 10),
    "fashion_mnist": (60000, 10000, (28, 28), (), 10),
    "cifar10": (50000, 10000, (32, 32, 3), (1,), 10),
    "cifar100": (50000, 10000, (32, 32, 3), (1,), 100),
}
"""Images to learn from and to test with, the size of each, the shape of its label, and how many labels there are."""
TABLES = {"boston_housing": (506, 13), "california_housing": (20640, 8)}
SEQUENCES = {"imdb": (25000, 25000), "reuters": (8982, 2246)}
_ANY = Signature.parse("*args, **kwargs")


def _pair(count: Int, features: tuple[Int, ...], label: tuple[Int, ...], kind: str, labels: str) -> Any:
    return array_of(count, *features, dtype=kind), array_of(count, *label, dtype=labels)


def _images(name: str) -> Any:
    train, test, size, label, classes = IMAGES[name]

    def load(cx: Context, *args: Any, **kwargs: Any) -> Any:
        """All labels are about as frequent, in no order; `label_mode="coarse"` has fewer."""
        pairs = _pair(train, size, label, "int", "int"), _pair(test, size, label, "int", "int")
        for _, labels in pairs:
            if not kwargs.keys() - {"path"} and not (args and name == "cifar100"):
                draw(labels, 0, classes)
        return pairs

    return load


def _table(name: str) -> Any:
    total, features = TABLES[name]

    def load(cx: Context, path: Any = None, test_split: Any = 0.2, seed: Any = None, version: Any = "large") -> Any:
        known = test_split == 0.2 and (name != "california_housing" or version == "large")
        train = int(total * 0.8) if known else cx.fresh("train", 1)
        test = total - int(total * 0.8) if known else cx.fresh("test", 1)
        return _pair(train, (features,), (), "float", "float"), _pair(test, (features,), (), "float", "float")

    return load


def _sequences(name: str) -> Any:
    train, test = SEQUENCES[name]

    def load(cx: Context, *args: Any, **kwargs: Any) -> Any:
        """Arrays of lists of different lengths; some arguments leave sequences out."""
        whole = not kwargs.keys() - {"num_words", "path", "seed", "skip_top"} and len(args) < 2
        counts: list[Int] = [train, test] if whole else [cx.fresh("train", 1), cx.fresh("test", 1)]
        return tuple((array_of(count, dtype=None), array_of(count, dtype="int")) for count in counts)

    return load


for _name in IMAGES:
    add_function(f"keras.datasets.{_name}.load_data", _images(_name), _ANY, counts=False)
_TABLE = Signature.parse("path=None, test_split=0.2, seed=None, version='large'")
for _name in TABLES:
    add_function(f"keras.datasets.{_name}.load_data", _table(_name), _TABLE, counts=False)
for _name in SEQUENCES:
    add_function(f"keras.datasets.{_name}.load_data", _sequences(_name), _ANY, counts=False)


@op("keras.utils.to_categorical")
def to_categorical(cx: Context, x: Any = None, num_classes: Any = None, dtype: Any = None, **more: Any) -> Tensor:
    """(…) of labels -> (…, num_classes); a last axis of size 1 goes first."""
    labels = to_array(cx, more.get("y", x), "x")
    if (
        isinstance(num_classes, Tensor)
        and cx.facts.ranks(num_classes.shape)[0] > 0
        and count_of(num_classes.shape) != 1
    ):
        text = f"`{{it}}` takes a number of classes but gets {cx.describe(num_classes.shape)}"
        raise Mismatch("invalid-argument", text, Remedy("the labels come first"))
    shape = cx.facts.resolve_shape(labels.shape)
    if shape.lead is not None:
        raise Undetermined("the rank is not known")
    dims = shape.dims[:-1] if len(shape.dims) > 1 and shape.dims[-1] == 1 else shape.dims
    if len(shape.dims) > 1 and isinstance(shape.dims[-1], Dim):
        raise Undetermined("the last size may be 1")
    if num_classes is None:
        classes = _classes(cx, labels)
    else:
        known = not isinstance(num_classes, Unknown)
        classes = to_int(cx, num_classes, "num_classes") if known else cx.fresh("classes", 1)
    refuse_above(labels, classes, "classes")
    return Tensor(Shape((*dims, classes)), "float", "numpy")


def _classes(cx: Context, labels: Tensor) -> Int:
    """One more than the greatest label."""
    bounds = most_of(labels)
    if bounds is None or bounds[0] < 0:
        return cx.fresh("classes", 1)
    least, most = bounds
    return least + 1 if least == most else symbol("classes", least + 1, most + 1)


@op("keras.utils.pad_sequences")
def pad_sequences(cx: Context, sequences: Any, maxlen: Any = None, *args: Any, **kwargs: Any) -> Tensor:
    """Lists of numbers, or of vectors, as an array (number, maxlen, …)."""
    if maxlen is None:
        maxlen = _longest(cx, sequences)
    length = cx.fresh("maxlen", 1) if maxlen is None or isinstance(maxlen, Unknown) else to_int(cx, maxlen, "maxlen")
    if isinstance(sequences, Tensor) and len(sequences.shape.dims) > 2:
        return Tensor(Shape((sequences.shape.dims[0], length, *sequences.shape.dims[2:])), "int", "numpy")
    if isinstance(sequences, Unknown):
        raise Undetermined("sequences that are not known")
    count = cx.length(sequences)
    if isinstance(sequences, ListV) and _deep(cx, sequences):
        raise Undetermined("sequences of vectors")
    return Tensor(Shape.of(cx.fresh("N") if count is None else count, length), "int", "numpy")


def _longest(cx: Context, sequences: Any) -> int | None:
    """The greatest length among the items of a list, if all are known."""
    items = cx.items(sequences) if isinstance(sequences, (ListV, tuple)) else None
    lengths = [cx.length(item) if isinstance(item, (ListV, tuple)) else None for item in items or ()]
    known = [length for length in lengths if isinstance(length, int)]
    return max(known) if known and len(known) == len(lengths) else None


def _deep(cx: Context, sequences: ListV) -> bool:
    """Whether an item may be anything but a list of numbers."""
    items = cx.items(sequences)
    return not all(_of_numbers(cx, item) for item in (items or [cx.element(sequences)]))


def _of_numbers(cx: Context, item: Any) -> bool:
    if not isinstance(item, ListV):
        return False
    one = cx.element(item)
    return isinstance(one, (int, Dim)) or (isinstance(one, Unknown) and one.number and one.data)


@op("keras.utils.normalize")
def normalize(cx: Context, x: Any, axis: Any = -1, order: Any = 2) -> Tensor:
    """An array of the same shape."""
    array = to_array(cx, x, "x")
    return Tensor(array.shape, "float", "numpy")
