"""Functions whose annotations are checked when they are called: what must hold of arguments and results."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.syntax import ir
from convlint.values import Hint, HintMaker, Mismatch, Tensor, Unknown

if TYPE_CHECKING:
    from convlint.engine.frame import Frame
    from convlint.engine.interpreter import Interpreter
    from convlint.engine.objects import Function

REFUSED = Unknown("arguments that are refused")


def hint_of(vm: Interpreter, annotation: Any, function: Function) -> Hint | None:
    """What an annotation says of a shape: `Float[Tensor, "b c"]`, or a name for it."""
    if isinstance(annotation, ir.Subscript) and isinstance(annotation.value, (ir.Name, ir.Attribute)):
        if not isinstance(vm.eval(annotation.value, function.frame), HintMaker):
            return None
    elif not isinstance(annotation, (ir.Name, ir.Attribute)):
        return None
    found = vm.eval(annotation, function.frame)
    return found if isinstance(found, Hint) else None


class Contract:
    """The check of one call; its findings stand at the call."""

    def __init__(self, vm: Interpreter, function: Function) -> None:
        self.vm = vm
        self.function = function
        self.place = vm.reporter.current
        self.names: dict[str, Any] = {}

    def admits(self, frame: Frame) -> bool:
        """Whether the arguments may pass; reports those that cannot."""
        for param in self.function.node.params:
            value = frame.names.get(param.name)
            if not self._matches(param.annotation, value, f"`{param.name}`"):
                return False
        return True

    def returned(self, result: Any) -> Any:
        """The result, once it is held against its annotation."""
        node = self.function.node
        self.vm.reporter.current = self.place
        return result if self._matches(getattr(node, "returns", None), result, "the result") else REFUSED

    def _matches(self, annotation: Any, value: Any, what: str) -> bool:
        if not isinstance(value, Tensor):
            return True
        hint = hint_of(self.vm, annotation, self.function)
        if hint is None:
            return True
        mark = self.vm.facts.mark()
        try:
            hint.match(self.vm, value, self.names, what)
        except Mismatch as mismatch:
            self.vm.facts.undo(mark)
            self.vm.reporter.current = self.place
            self.vm.reporter.mismatch(mismatch)
            return False
        return True


__all__ = ["REFUSED", "Contract", "hint_of"]
