"""Replaying records without a framework: what our declarations say of a recorded call, held against what really happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from convlint.frameworks.common.registry import find_class, find_constant, library_of
from convlint.frameworks.keras.opensizes import open_size
from convlint.frameworks.pillow.picture import bands_of, is_image, size_of
from convlint.symbolic import Dim, Shape, Truth
from convlint.values import CONTIGUOUS, DictV, ListV, Mismatch, Tensor, Unknown
from tests.frameworks.context import PlainContext, declared
from tests.truth.model import Arguments, Case, Layer, Named, Raised, Record, T, Via, tensors
from tests.truth.quirks import is_assumed, is_quirk

DTYPES = {"f": "float", "i": "int", "b": "bool", "c": "complex", "s": None}
UNDECLARED = "undeclared"
PRECISE = "precise"  # the same shapes, or both raise
UNKNOWN = "unknown"  # nothing said, or no complete shape
MISSED = "missed"  # a shape where the framework raises
QUIRK = "quirk"  # missed or wrong, for a reason that is listed
WRONG = "wrong"  # another shape, or a false alarm
BAD = (MISSED, WRONG)


@dataclass(frozen=True)
class Verdict:
    """kind: one of the above; said: what we said instead of the outcome."""

    kind: str
    said: str = ""


def context() -> PlainContext:
    """What interprets the calls."""
    return PlainContext()


class Abstract:
    """Recorded values as abstract ones; `shape_of` and `int_of` may know less than was recorded."""

    def __init__(self, cx: PlainContext, library: str) -> None:
        self.cx = cx
        self.library = library
        self.shape_of: Callable[[T], Shape] = lambda spec: Shape(spec.sizes)
        self.int_of: Callable[[int], Any] = lambda value: value

    def value(self, value: Any) -> Any:
        if isinstance(value, T):
            made = Tensor(self.shape_of(value), DTYPES[value.kind], self.library)
            made.layout = CONTIGUOUS if self.library == "torch" else None
            return made
        if isinstance(value, list):
            return ListV([self.value(item) for item in value])
        if isinstance(value, tuple):
            return tuple(self.value(item) for item in value)
        if isinstance(value, dict):
            return DictV({name: self.value(item) for name, item in value.items()})
        if isinstance(value, slice):
            return slice(self.value(value.start), self.value(value.stop), self.value(value.step))
        if isinstance(value, Via):
            return self.after_steps(value)
        if isinstance(value, Named):
            return _named(value.path)
        if isinstance(value, Layer):
            args, kwargs = self.arguments(value.init)
            return self.cx.construct(value.path, *args, **kwargs)
        return self.int_of(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def after_steps(self, via: Via) -> Any:
        made = self.value(via.start)
        for what, args in via.steps:
            if isinstance(what, str) and what[0] == ".":
                name = what[1:]
                made = self.cx.getitem(made, int(name)) if name.isdigit() else self.cx.attribute(made, name)
            else:
                function = declared(what) if isinstance(what, str) else self.value(what)
                made = self.cx.call(function, (made, *map(self.value, args)))
        return made

    def argument(self, value: Any) -> Any:
        return self.value(value)

    def arguments(self, part: Arguments) -> tuple[tuple[Any, ...], dict[str, Any]]:
        kwargs = {name: self.argument(arg) for name, arg in part.kwargs.items()}
        return tuple(self.argument(arg) for arg in part.args), kwargs

    def run(self, case: Case) -> Any:
        """Our result. Raises Mismatch where we say that it fails, LookupError for what is not declared."""
        if case.init is None:
            args, kwargs = self.arguments(case.call)
            if is_property(case.path):
                return self.cx.attribute(args[0], case.path.rpartition(".")[2])
            return self.cx.apply(case.path, args, kwargs)
        args, kwargs = self.arguments(case.init)
        layer = self.cx.apply(case.path, args, kwargs)
        args, kwargs = self.arguments(case.call)
        return self.cx.call(layer, args, kwargs)


def is_property(path: str) -> bool:
    """Whether it is an attribute of a class that is computed."""
    owner, _, name = path.rpartition(".")
    cls = find_class(owner)
    return cls is not None and name in cls.properties


def _named(path: str) -> Any:
    try:
        return declared(path)
    except LookupError:
        return find_constant(path, Unknown(path))


def judge(record: Record) -> Verdict:
    """Our answer to the recorded call with everything known."""
    cx = context()
    try:
        result = Abstract(cx, library_of(record.case.path)).run(record.case)
    except Mismatch as mismatch:
        return (
            Verdict(PRECISE)
            if isinstance(record.outcome, Raised)
            else _excused(record, WRONG, f"raises {mismatch.message}")
        )
    except LookupError as error:
        if declares(record.case.path):
            raise
        return Verdict(UNDECLARED, str(error))
    if isinstance(record.outcome, Raised):
        if not is_complete(cx, result) or _lies_somehow(record, result):
            return Verdict(UNKNOWN)
        return _excused(record, MISSED, text(cx, result))
    kind = compare(cx, result, record.outcome)
    return _excused(record, WRONG, text(cx, result)) if kind == WRONG else Verdict(kind)


def _lies_somehow(record: Record, result: Any) -> bool:
    """Whether a view fails because of what it is taken of, of which we do not know how it lies in memory."""
    by_strides = isinstance(record.outcome, Raised) and record.outcome.message.startswith("view size is not compatible")
    return by_strides and isinstance(result, Tensor) and result.layout is None


def _excused(record: Record, kind: str, said: str) -> Verdict:
    return Verdict(QUIRK if is_quirk(record, said) else kind, said)


def declares(path: str) -> bool:
    """Whether anything is declared at the path."""
    if is_property(path):
        return True
    try:
        declared(path)
    except LookupError:
        return False
    return True


# --- comparing --------------------------------------------------------------------------------------------------------


def is_complete(cx: PlainContext, result: Any) -> bool:
    """Whether the result says everything of its shapes."""
    if isinstance(result, Tensor):
        dims = cx.dims(result)
        return dims is not None and all(isinstance(dim, int) for dim in dims)
    if result is None or isinstance(result, (bool, int, float)):
        return True
    if is_image(result):
        return all(isinstance(side, int) for side in (bands_of(result), *size_of(cx, result)))
    items = cx.items(result)
    return items is not None and all(is_complete(cx, item) for item in items)


def compare(cx: PlainContext, result: Any, outcome: Any) -> str:
    """PRECISE, UNKNOWN or WRONG: our result beside the recorded outcome."""
    if isinstance(result, Unknown):
        return PRECISE if result.data and not isinstance(outcome, (T, list)) else UNKNOWN  # a number of the content
    if isinstance(outcome, T) and not outcome.sizes and outcome.kind == "i" and isinstance(result, (int, Dim)):
        return PRECISE if isinstance(result, int) else UNKNOWN  # a size as a tensor
    if isinstance(outcome, T) and outcome.kind == "p":
        return _compare_picture(cx, result, outcome)
    if isinstance(outcome, T):
        return _compare_tensor(cx, result, outcome) if isinstance(result, Tensor) else WRONG
    if isinstance(result, DictV):
        result = tuple(part for item in result.items.items() for part in item)
    if isinstance(outcome, list):
        return _compare_items(cx, cx.items(result), outcome)
    if isinstance(result, Dim):
        return UNKNOWN if cx.facts.equal(result, outcome) is not Truth.NO else WRONG
    return PRECISE if result == outcome else WRONG


def _compare_tensor(cx: PlainContext, result: Tensor, outcome: T) -> str:
    if result.dtype not in (None, DTYPES[outcome.kind]):
        return WRONG
    if cx.facts.unify_shapes(result.shape, Shape(outcome.sizes)) is Truth.NO:
        return WRONG
    return PRECISE if cx.facts.resolve_shape(result.shape) == result.shape and _is_plain(result.shape) else UNKNOWN


def _compare_picture(cx: PlainContext, result: Any, outcome: T) -> str:
    if not is_image(result):
        return WRONG
    found = (bands_of(result), *size_of(cx, result))
    known = [(ours, real) for ours, real in zip(found, outcome.sizes) if isinstance(ours, int)]
    if any(ours != real for ours, real in known):
        return WRONG
    return PRECISE if len(known) == len(found) else UNKNOWN


def _is_plain(shape: Shape) -> bool:
    return shape.lead is None and all(isinstance(dim, int) for dim in shape.dims)


def _compare_items(cx: PlainContext, items: list[Any] | None, outcome: list[Any]) -> str:
    if items is None:
        return UNKNOWN
    if len(items) != len(outcome):
        return WRONG
    kinds = [compare(cx, item, real) for item, real in zip(items, outcome)]
    return WRONG if WRONG in kinds else UNKNOWN if UNKNOWN in kinds else PRECISE


def text(cx: PlainContext, result: Any) -> str:
    """A result in words."""
    if isinstance(result, Tensor):
        return f"{cx.describe(result.shape)} {result.dtype or ''}".strip()
    items = None if isinstance(result, (str, int, float)) or result is None else cx.items(result)
    return repr(result) if items is None else f"[{', '.join(text(cx, item) for item in items)}]"


# --- with less known --------------------------------------------------------------------------------------------------


class Blurred(Abstract):
    """Some sizes are symbols, some ranks are open, some numbers are symbols, some arguments are not known at all."""

    def __init__(self, cx: PlainContext, library: str, dice: Random) -> None:
        super().__init__(cx, library)
        self.dice = dice
        self.shapes: list[tuple[Shape, T]] = []
        self.ints: list[tuple[Dim, int]] = []
        self.share = dice.choice([0.3, 0.6, 1.0])
        self.openness = dice.choice([0.0, 0.0, 0.4])
        self.shape_of = self.blurred_shape
        self.hidden = dice.choice([0.0, 0.0, 0.2])
        if dice.random() < 0.25:
            self.int_of = self.blurred_int

    def argument(self, value: Any) -> Any:
        scalar = isinstance(value, T) and not value.sizes  # an open rank is taken to be 1 at least
        return Unknown("argument") if self.dice.random() < self.hidden and not scalar else self.value(value)

    def blurred_shape(self, spec: T) -> Shape:
        if self.dice.random() < self.openness and spec.sizes:
            shape = Shape.unknown("x")
        else:
            blurred = (self.unknown_size() if self.dice.random() < self.share else size for size in spec.sizes)
            shape = Shape(tuple(blurred))
        self.shapes.append((shape, spec))
        return shape

    def unknown_size(self) -> Dim:
        return self.cx.fresh("s", 1)

    def blurred_int(self, value: int) -> Any:
        if self.dice.random() < 0.5:
            return value
        self.ints.append((self.cx.fresh("n", None), value))
        return self.ints[-1][0]


class Opened(Abstract):
    """Some sizes are None, as in the input of a model of Keras: the batch, and now and then the length of a sequence."""

    def __init__(self, cx: PlainContext, library: str, dice: Random) -> None:
        super().__init__(cx, library)
        self.lengths = dice.choice([False, True])
        self.shape_of = self.opened_shape

    def opened_shape(self, spec: T) -> Shape:
        open_axes = (0, 1) if self.lengths and len(spec.sizes) > 2 else (0,)
        sizes = (open_size("the input") if i in open_axes else size for i, size in enumerate(spec.sizes))
        return Shape(tuple(sizes))


def judge_opened(record: Record, seed: str) -> Verdict:
    """Our answer to a layer's call that works, with None in its shapes: only weights of an open size may be refused."""
    cx = context()
    call = Opened(cx, library_of(record.case.path), Random(seed))
    try:
        result = call.run(record.case)
    except Mismatch as mismatch:
        allowed = mismatch.rule == "open-length" or is_assumed(record, mismatch.message)
        return Verdict(UNKNOWN if allowed else WRONG, f"raises {mismatch.message}")
    kind = compare(cx, result, record.outcome)
    return Verdict(QUIRK) if kind == WRONG and is_assumed(record, text(cx, result)) else Verdict(kind, text(cx, result))


def judge_blurred(record: Record, seed: str) -> Verdict:
    """Our answer to a call that works, with less known: it must neither fail nor contradict what really happened."""
    cx = context()
    call = Blurred(cx, library_of(record.case.path), Random(seed))
    try:
        result = call.run(record.case)
    except Mismatch as mismatch:
        kind = QUIRK if is_assumed(record, mismatch.message) else WRONG
        return Verdict(kind, f"{seen(cx, call)}: raises {mismatch.message}")
    except LookupError:
        if declares(record.case.path):
            raise
        return Verdict(UNDECLARED)
    for dim, real in call.ints:
        if cx.facts.unify(dim, real) is Truth.NO:
            return Verdict(WRONG, f"learnt of {real}: {cx.facts.resolve(dim)}")
    for shape, spec in call.shapes:
        if cx.facts.unify_shapes(shape, Shape(spec.sizes)) is Truth.NO:
            return Verdict(WRONG, f"learnt of {spec}: {cx.describe(shape)}")
    kind = compare(cx, result, record.outcome)
    if kind == WRONG and is_assumed(record, text(cx, result)):
        return Verdict(QUIRK)
    return Verdict(kind, f"{seen(cx, call)}: {text(cx, result)}" if kind == WRONG else "")


def seen(cx: PlainContext, call: Blurred) -> str:
    """What the declaration was given."""
    return f"from {[str(shape) for shape, _ in call.shapes]} {[real for _, real in call.ints] or ''}"


def can_blur(record: Record) -> bool:
    """Whether it works, on tensors without empty dims (a symbolic size is at least 1)."""
    if isinstance(record.outcome, Raised):
        return False
    parts = [record.case.call, *([record.case.init] if record.case.init else [])]
    return all(0 not in spec.sizes for part in parts for spec in tensors([*part.args, *part.kwargs.values()]))
