"""What an annotation tells of an argument that nobody gives: a tensor, or a list or a tuple of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine.classes import annotation_text
from convlint.symbolic import Shape
from convlint.syntax import ir
from convlint.values import LibraryClass, ListV, Tensor

if TYPE_CHECKING:
    from convlint.engine.frame import Frame
    from convlint.engine.interpreter import Interpreter

TENSOR_PATHS: Final = {"torch.Tensor": "torch", "numpy.ndarray": "numpy"}
LISTS: Final = frozenset(("list", "List", "typing.List"))
TUPLES: Final = frozenset(("tuple", "Tuple", "typing.Tuple"))


def value_of(vm: Interpreter, annotation: Any, name: str, frame: Frame) -> Any:
    """A tensor, or a list (of unknown length) or tuple of tensors, as the annotation has it; None where it says otherwise."""
    if isinstance(annotation, ir.Subscript):
        container = annotation_text(annotation.value)
        if container in LISTS:
            item = value_of(vm, annotation.index, name, frame)
            return None if item is None else ListV(None, item)
        return _tuple(vm, annotation.index, name, frame) if container in TUPLES else None
    if not isinstance(annotation, (ir.Name, ir.Attribute)):
        return None
    kind = vm.eval(annotation, frame)
    if not isinstance(kind, LibraryClass) or kind.path not in TENSOR_PATHS:
        return None
    return Tensor(Shape.unknown(name, given=True), library=TENSOR_PATHS[kind.path])


def _tuple(vm: Interpreter, items: Any, name: str, frame: Frame) -> Any:
    """`tuple[Tensor, list[Tensor]]`; one of any length, or of other things, tells nothing."""
    if not isinstance(items, ir.TupleExpr):
        return None
    made = tuple(value_of(vm, item, f"{name}[{place}]", frame) for place, item in enumerate(items.items))
    return None if None in made else made
