"""How a transfer function says that it cannot go on."""

from __future__ import annotations

from typing import NamedTuple

from convlint.symbolic import Shape


class Remedy(NamedTuple):
    """`message` in words; where `argument` names an argument of the layer's declaration, `value` is what it should be."""

    message: str
    argument: str | None = None
    value: str | None = None


class Mismatch(Exception):
    """The framework must raise here, whatever the code leaves open.

    rule: the rule's name (`channel-mismatch`). message: what was expected and what came; `{it}` stands for what the user calls the
    layer or function. remedy: what to do, where that can be computed.
    """

    def __init__(self, rule: str, message: str, remedy: Remedy | None = None) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.remedy = remedy


class Unbindable(Mismatch):
    """A call whose arguments are not those of the function. Where `*args` are left open, they may well be."""


class Ungiven(Mismatch):
    """A call that gives none of several arguments of which it needs one. Where an entry leaves out such, a caller may give it."""


class FailedCheck(Mismatch):
    """A check that the program makes itself and that does not hold: it ends the program, or makes a world impossible."""

    def __init__(self, message: str) -> None:
        super().__init__("failed-assertion", message)


class Undetermined(Exception):
    """An argument that matters is not known: the result is Unknown."""


class NoTensor(Undetermined):
    """Something that is certainly no tensor (a tuple, a list, a text) stands where a tensor is wanted."""


class OpenSizes(Undetermined):
    """Sizes are wanted, and those given are of a tensor of unknown rank: `shape`."""

    def __init__(self, why: str, shape: Shape) -> None:
        super().__init__(why)
        self.shape = shape


class Raises(Undetermined):
    """Python certainly raises here, but that is no business of ours (a missing key): `exception` is the class's name.

    Whoever does not care for the difference takes it for Undetermined.
    """

    def __init__(self, exception: str, why: str = "") -> None:
        super().__init__(why or exception)
        self.exception = exception


class Stops(Exception):
    """The program ends here (`sys.exit()`)."""
