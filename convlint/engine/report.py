"""Collecting findings: where, in whose words, how it came to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from convlint.engine.assertions import certain, in_model
from convlint.engine.control import Raised
from convlint.engine.following import Operands, first_of
from convlint.engine.objects import Class, Module
from convlint.engine.spelling import spell
from convlint.rules import NAMES, RULES
from convlint.syntax import ir
from convlint.values import (
    BoundMethod,
    FailedCheck,
    Instance,
    Mismatch,
    Raises,
    Remedy,
    Stops,
    Tensor,
    Unbindable,
    Ungiven,
    Unknown,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.finding import Finding
    from convlint.project import SourceFile

CODES = {name: code for code, name in NAMES.items()}
MOST_CALLS = 8
"""Calls told in a trace; of more, the innermost."""

ARITHMETIC = ("ZeroDivisionError", "ValueError")
"""What a model's arithmetic raises for numbers that it cannot take."""

Place = tuple[Module, Any]


class Step(NamedTuple):
    """A step of a trace: a node of a module, and what is said of it."""

    module: Module
    node: Any
    message: str


@dataclass(slots=True, eq=False, repr=False)
class Found:
    """A finding before its place is looked up."""

    code: str
    message: str
    module: Module
    node: Any
    severity: str = "error"
    trace: list[Step] = field(default_factory=list)
    remedy: Remedy | None = None
    argument: Any = None  # the node of the argument that the remedy would change, with its module
    choices: int = 0
    operands: Operands | None = None
    first: Found | None = None  # the finding of the same run that this one follows from

    def tell(self, follower: Found) -> None:
        """Say in the trace, once, where it fails as well."""
        text = f"fails here as well: {follower.message}"
        if not any(step.node is follower.node and step.message == text for step in self.trace):
            self.trace.append(Step(follower.module, follower.node, text))


class Reporter:
    """What was found so far, and the operation under way."""

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self.current: Place | None = None
        self.found: dict[Any, Found] = {}
        self.went: set[tuple[Module, int]] = set()  # places that module level code has come past
        self.doubtful: dict[tuple[Module, int], Any] = {}  # where a finding falls if another call comes past its place
        self.internal: list[Finding] = []
        self.count = 0

    def at(self, module: Module, node: Any) -> Place | None:
        """Enter an operation; returns what `leave` takes."""
        before = self.current
        self.current = (module, node)
        return before

    def leave(self, before: Place | None) -> None:
        """Leave an operation."""
        self.current = before

    def passed(self) -> None:
        """The operation under way went through in this world."""
        world, current = self.vm.world, self.current
        if current is None:
            return
        if world is None:
            place = (current[0], current[1].at)
            self.went.add(place)
            if place in self.doubtful:
                self.found.pop(self.doubtful.pop(place), None)
        elif not world.findings:
            world.passed.add((current[0], current[1].at))

    def mismatch(self, mismatch: Mismatch, path: str = "", args: tuple[Any, ...] = ()) -> None:
        """Report a must-fail at the operation under way."""
        vm = self.vm
        left_out = isinstance(mismatch, Ungiven) and vm.world is not None and vm.world.left_out
        if left_out or (isinstance(mismatch, Unbindable) and self._left_open()):
            self.vm.journal.spoil()
            return
        if not isinstance(mismatch, FailedCheck) or (vm.world is None and not vm.uncertain and not vm.left):
            self._add(mismatch.rule, mismatch.message, path, args, mismatch.remedy)
        if isinstance(mismatch, FailedCheck):
            raise Stops(mismatch.message)

    def _left_open(self) -> bool:
        """Whether the arguments of the call under way are not those of the program: an entry has chosen, or left them out."""
        world, call = self.vm.world, self.current and self.current[1]
        if world is None:
            return False
        spread = isinstance(call, ir.Call) and (
            any(isinstance(arg, ir.Starred) for arg in call.args) or any(not name for name, _ in call.keywords)
        )
        return bool(world.counts) or spread or not isinstance(call, ir.Call)

    def warn(self, rule: str, message: str) -> None:
        """Report what runs and is still wrong."""
        self._add(rule, message, "", (), None)

    def certain_error(self, error: Raises) -> Any:
        """Python raises here for a reason that is no matter of shapes: what follows in this world is not reached."""
        vm = self.vm
        vm.journal.spoil()
        if error.exception in ARITHMETIC and certain(vm) and in_model(vm):
            why = "" if str(error) == error.exception else f": {error}"
            self._add("invalid-argument", f"`{{it}}` raises {error.exception}{why}", "", (), None)
        if vm.world is not None and not vm.uncertain and not vm.silent:
            vm.world.stopped = True
        return Unknown(str(error))

    def _add(self, rule: str, message: str, path: str, args: tuple[Any, ...], remedy: Remedy | None) -> None:
        vm = self.vm
        vm.journal.spoil()
        if self.current is None or vm.silent or rule not in CODES:
            return
        severity = RULES[CODES[rule]].severity
        place = self._linted_place(severity)
        if place is None:
            return
        text = message.replace("{it}", self._name(self.current[1], path, args))
        trace = self._trace(args)
        if place != self.current:
            trace.append(Step(*self.current, "fails here"))
        module, node = place
        found = Found(CODES[rule], text, module, node, severity, trace, remedy)
        found.argument = self._argument(args, remedy)
        self.count += 1
        key = ((module, node.at), found.code)
        world = vm.world
        if world is not None and world.stopped:
            return
        kept = self.found if world is None else world.warnings if severity == "warning" else world.findings
        if key in kept or self._is_doubtful(key, severity):
            return
        if severity == "error":
            found.operands = Operands(args, vm.facts, self._run())
            found.first = first_of(found, kept.values())
        if world is not None:
            found.choices = len(world.counts)
        elif found.first is not None:
            found.first.tell(found)
            return
        kept[key] = found

    def _is_doubtful(self, key: tuple[tuple[Module, int], str], severity: str) -> bool:
        """Whether a function that the program calls decides, by what is open, not to come here with such arguments.

        That is to be believed of a place that other calls come past, and where it asks for what the arguments are; of a warning
        always.
        """
        vm = self.vm
        if vm.world is not None or not vm.branches or not vm.stack:
            return False
        if severity != "error" or vm.argued or key[0] in self.went:
            return True
        self.doubtful[key[0]] = key
        return False

    def _run(self) -> Place | None:
        """In the code of modules the outermost call under way: what it leads to is one run, as an entry is."""
        vm = self.vm
        if vm.world is not None:
            return None
        return next((call[0] for call in vm.stack if call[0] is not None), self.current)

    def _linted_place(self, severity: str) -> Place | None:
        """Where to report: the operation under way, or the call that led to it from a file that is linted.

        Only module level code has such calls: what entries try in the files of others is not theirs to judge.
        """
        if self.current is None or self.current[0].file.reported:
            return self.current
        if self.vm.world is not None or severity != "error":
            return None
        calls = (call[0] for call in self.vm.stack[::-1] if call[0] is not None)
        return next((place for place in calls if place[0].file.reported), None)

    def internal_error(self, file: SourceFile, error: Exception) -> None:
        """Report an error of our own in a file."""
        import os
        import traceback

        if os.environ.get("CONVLINT_DEBUG"):
            traceback.print_exception(error)
        from convlint.finding import Finding, Location, Span

        start = Location(1, 1)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(last.filename)}:{last.lineno}"
        text = f"internal error ({type(error).__name__} at {where}); `convlint explain CL009` tells how to report it"
        self.internal.append(Finding(CODES["internal-error"], text, file.name, Span(start, start)))

    # --- words ---------------------------------------------------------------------------------------------------

    def _name(self, node: Any, path: str, args: tuple[Any, ...]) -> str:
        """What the user calls it; a layer within a container by its class as well."""
        spelled = spell(node)
        layer = args[0] if args and isinstance(args[0], Instance) else None
        if layer is None or not isinstance(node, ir.Call):
            return spelled
        short = path.split(".")[-2] if path.endswith((".forward", ".call")) else path.rpartition(".")[2]
        inner = layer.origin is not None and layer.origin[1] is not node and not self._called_directly(layer)
        return f"{short} in {spelled}" if inner else spelled

    def _called_directly(self, layer: Instance) -> bool:
        callee = self.vm.callee
        if isinstance(callee, BoundMethod):
            callee = callee.receiver
        return callee is layer

    def _trace(self, args: tuple[Any, ...]) -> list[Step]:
        steps: list[Step] = []
        for place, *_ in self.vm.stack[-MOST_CALLS:]:
            if place is not None:
                steps.append(Step(place[0], place[1], f"called here: {spell(place[1])}"))
        layer = args[0] if args and isinstance(args[0], Instance) else None
        if layer is not None and layer.origin is not None:
            steps.append(Step(layer.origin[0], layer.origin[1], f"declared here: {describe_layer(layer)}"))
        shapes = [self.vm.describe(value.shape) for value in args if isinstance(value, Tensor)]
        if shapes and self.current is not None:
            steps.append(Step(self.current[0], self.current[1], f"shapes here: {', '.join(shapes)}"))
        return steps

    @staticmethod
    def _argument(args: tuple[Any, ...], remedy: Remedy | None) -> Any:
        """The node of the constructor argument that a remedy names."""
        layer = args[0] if args and isinstance(args[0], Instance) else None
        if layer is None or layer.origin is None or remedy is None or remedy.argument is None:
            return None
        module, node = layer.origin
        if not isinstance(node, ir.Call) or isinstance(layer.cls, Class):
            return None
        named = {name: value for name, value in node.keywords if name}
        if remedy.argument in named:
            return module, named[remedy.argument]
        init = layer.cls.entry.init
        names = [] if init is None else [parameter.name for parameter in init.parameters]
        at = names.index(remedy.argument) if remedy.argument in names else len(node.args)
        if at < len(node.args) and not any(isinstance(arg, ir.Starred) for arg in node.args[: at + 1]):
            return module, node.args[at]
        return None


def describe_layer(layer: Instance) -> str:
    """A layer with its first arguments: `Linear(256, 120)`."""
    if isinstance(layer.cls, Class):
        return layer.cls.name
    first = list(layer.attrs.values())[:3]
    shown = [str(value) for value in first if isinstance(value, (int, tuple)) and not isinstance(value, bool)]
    return f"{layer.cls.path.rpartition('.')[2]}({', '.join(shown)})"


__all__ = ["CODES", "Found", "Raised", "Reporter", "Step"]
