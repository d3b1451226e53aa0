"""Annotations that say what shape a tensor has."""

from __future__ import annotations

from typing import Any

from convlint.values.base import Value
from convlint.values.context import Context
from convlint.values.tensor import Tensor


class Hint(Value):
    """Such an annotation. `names` is what the names in it stand for, shared by all annotations of one call."""

    __slots__ = ()

    def sample(self, cx: Context, name: str, names: dict[str, Any]) -> Tensor:
        """A tensor of which just that is known."""
        raise NotImplementedError

    def match(self, cx: Context, tensor: Tensor, names: dict[str, Any], what: str) -> None:
        """Learn that a tensor is such a one; Mismatch where it cannot be. `what` is what the user calls it."""
        raise NotImplementedError


class HintMaker(Value):
    """What makes one when it is subscripted: `Float` in `Float[Tensor, "b c"]`."""

    __slots__ = ()
