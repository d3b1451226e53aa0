"""What a transfer function may ask of whoever interprets the program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, Protocol

from convlint.symbolic import Dim, Facts, Int, Shape, Truth
from convlint.values.base import HeapObject
from convlint.values.tensor import Tensor


class Context(Protocol):
    """The interpreter, as declarations see it. All results are abstract values."""

    facts: Facts
    notes: dict[str, Any]  # what declarations keep for as long as this interpreter lives, by names of their own

    def fresh(self, name: str, low: int | None = 0) -> Dim:
        """A new symbolic integer of which nothing but its lower bound is known."""

    def unknown_tensor(self, name: str = "x", library: str = "torch") -> Tensor:
        """A tensor of unknown shape."""

    def dims(self, tensor: Tensor) -> tuple[Int, ...] | None:
        """The sizes where the rank is known, else None. Where it is one of two or three, the interpreter may try each in turn."""

    def choose(self, key: object, options: tuple[Any, ...]) -> Any:
        """One of `options`; the others are tried in further runs. A finding stands only if no option avoids it.

        Returns None where too many choices are open: then give up (Undetermined).
        """

    def call(self, function: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> Any:
        """Call any callable value: a function of the project, a layer, a lambda."""

    def parameters(self, function: Any) -> dict[str, bool] | None:
        """The parameters of a function or method of the project, without `self`, and whether each must be given.

        None for anything else, and for one that takes any arguments (`*args`).
        """

    def signature(self, function: Any) -> list[tuple[str, str, tuple[Any, ...]]] | None:
        """Every parameter of a function, method or class of the project: its name, its kind (as in the IR), `(default,)` or `()`.

        None for anything else.
        """

    def module(self, name: str) -> Any:
        """The module of the project that has been imported under a dotted name, else None."""

    def settle(self, registry: Any, name: str) -> bool:
        """Run the modules of the project that may put something under this name into a dict; whether there were any."""

    def attribute(self, value: Any, name: str) -> Any:
        """`value.name`, Unknown where it is not known; never raises."""

    def find_attribute(self, value: Any, name: str) -> Any:
        """`value.name`, or the `MISSING` sentinel of this protocol's module where there is certainly no such attribute."""

    def set_attribute(self, value: Any, name: str, item: Any) -> None:
        """`value.name = item`."""

    def items(self, value: Any) -> list[Any] | None:
        """All items of an iterable whose length is known, else None."""

    def element(self, value: Any) -> Any:
        """One typical item of an iterable (Unknown where nothing is known)."""

    def length(self, value: Any) -> Int | None:
        """`len(value)` where known."""

    def getitem(self, value: Any, index: Any) -> Any:
        """`value[index]`."""

    def truth(self, value: Any) -> Truth:
        """`bool(value)`."""

    def equal(self, one: Any, other: Any) -> Truth:
        """`one == other`."""

    def binary(self, op: str, left: Any, right: Any) -> Any:
        """`left op right`, op spelled as in the source."""

    def is_instance(self, value: Any, cls: Any) -> Truth:
        """`isinstance(value, cls)`; cls may be a tuple."""

    def touch(self, value: HeapObject) -> None:
        """To be called before a mutable value is changed."""

    def forget(self, value: Any) -> None:
        """Something unknown may have changed `value` (and what it holds): keep nothing that could be wrong."""

    def hand_over(self, values: Iterable[Any]) -> None:
        """Code that is not known gets these, and may call the functions among them any number of times."""

    def mentions(self, pattern: str) -> bool:
        """Whether the text of the file under way has a match of a regular expression somewhere."""

    def warn(self, rule: str, message: str) -> None:
        """Report a finding of severity warning at the current operation."""

    def reported(self) -> int:
        """How many findings there are: whether there is one more tells that what was called could not run."""

    def describe(self, shape: Shape) -> str:
        """A shape in the user's terms, with what is learnt filled in."""


AS_IT_STANDS: Final = "as it stands"
"""The note (`Context.notes`) that what runs is the code of modules, and not a function or method that is tried for itself."""

HANDED_OVER: Final = "handed over"
"""The note that code which is not known got objects of the program: their settings that say nothing of shapes are open."""


class Missing:
    """The type of MISSING."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
