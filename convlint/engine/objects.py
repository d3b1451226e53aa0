"""Values that only the interpreter makes: functions and classes of the project, modules, conditions, parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from convlint.symbolic import Dim
from convlint.syntax import ir
from convlint.values import AttributesV, BoundMethod, HeapObject, LibraryClass, Tensor, Unknown, Value
from convlint.values.base import one_sided

if TYPE_CHECKING:
    from convlint.engine.frame import Frame
    from convlint.project import SourceFile
    from convlint.syntax import Chunk


class Param(Unknown):
    """An argument that the code leaves open. The same number, and the same tensor, wherever it is used as one."""

    __slots__ = ("_dim", "_tensor", "annotation", "name", "rather_none")

    def __init__(self, name: str, annotation: str = "", rather_none: bool = False) -> None:
        super().__init__(f"argument `{name}` is left open", given=True)
        self.rather_none = rather_none  # its default is None
        self.name = name
        self.annotation = annotation
        self._dim: Dim | None = None
        self._tensor: Tensor | None = None

    @property
    def is_used(self) -> tuple[bool, bool]:
        """Whether it has proved to be a number, and a tensor."""
        return self._dim is not None, self._tensor is not None

    @property
    def is_number(self) -> bool:
        return self.annotation == "float" and self._tensor is None

    @property
    def used_as_tensor(self) -> Tensor | None:
        """The tensor that this argument has proved to be."""
        return self._tensor

    def integer(self, cx: Any, name: str) -> Any:
        if self._dim is None:
            cx.journal.spoil()
            self._dim = cx.parameter_symbol(self.name, certain=self.annotation == "int")
        return self._dim

    def tensor(self, cx: Any, name: str) -> Any:
        if self._tensor is None:
            cx.journal.spoil()
            self._tensor = super().tensor(cx, self.name)
        return self._tensor


class Condition(Unknown):
    """A truth that is open. `key` names it, so that the same question gets the same answer; `learn(truth)` adds what follows."""

    __slots__ = ("key", "learn")

    def __init__(self, why: str, key: Any = None, learn: Any = None, data: bool = False) -> None:
        super().__init__(why, data)
        self.key = key
        self.learn = learn  # (cx, truth: bool) -> bool: False where it is impossible


class Function(Value):
    """A function, method or lambda of the project, with what it closes over."""

    __slots__ = ("called", "defaults", "frame", "marks", "module", "name", "node", "owner", "wrapped")

    def __init__(self, node: ir.FunctionDef | ir.Lambda, name: str, frame: Frame, defaults: dict[str, Any]) -> None:
        self.node = node
        self.name = name
        self.frame = frame
        self.module = frame.module
        self.defaults = defaults
        self.owner: Class | None = None
        self.marks: frozenset[str] = frozenset()  # static, class, property, cached, checked, remembered, scope, unknown
        self.called = False
        self.wrapped: Any = None  # what `functools.wraps` says it stands for

    def __repr__(self) -> str:
        return f"Function({self.name})"


class Class(HeapObject):
    """A class of the project. `mro` holds Class and LibraryClass, itself first; `open`: a base is not known."""

    __slots__ = (
        "asks",
        "bases",
        "calls",
        "derived",
        "fields",
        "guarded",
        "init_only",
        "kept",
        "made",
        "module",
        "mro",
        "name",
        "names",
        "node",
        "opaque",
        "open",
        "record",
        "registered",
        "serial",
    )

    def __init__(self, node: ir.ClassDef, module: Module, bases: tuple[Any, ...], serial: int = 0) -> None:
        self.serial = serial  # as old as the frame that it is defined in
        self.node = node
        self.name = node.name
        self.module = module
        self.bases = bases
        self.names: dict[str, Any] = {}
        self.mro: list[Any] = [self]
        self.asks = False  # its `__getattribute__` gives other values than those that are there
        self.open = False
        self.opaque = False  # it has methods of its own that those of a declared base call: what these do is not known
        self.made = False  # something made an instance
        self.kept: list[Any] = []  # the first objects that a module's own run made
        self.calls: list[Any] = []  # the arguments of the first calls that made others
        self.guarded: list[Any] = []  # the same, of calls under conditions that are not understood
        self.derived = False  # something derives from it
        self.registered = False  # an unknown decorator, or files not entered here, may make objects of it
        self.fields: dict[str, Any] | None = None  # of a dataclass or NamedTuple: name -> default or REQUIRED
        self.init_only: frozenset[str] = frozenset()  # those of a dataclass that are arguments of its constructor alone
        self.record: str = ""  # "dataclass", "namedtuple" or "enum"

    def __repr__(self) -> str:
        return f"Class({self.name})"

    def close(self) -> None:
        """Let go of what holds it."""
        self.names, self.mro, self.kept, self.calls, self.guarded = {}, [], [], [], []

    def save(self) -> Any:
        return dict(self.names)

    def restore(self, state: Any) -> None:
        self.names = dict(state)

    def merge(self, join: Any, one: Any, other: Any) -> None:
        self.names = {name: join(one[name], other[name]) for name in one if name in other}
        self.names.update(one_sided(one, other))


class Module(Value):
    """A file of the project, run once, when something of it is asked for; `frame` holds its names.

    `stars`, `starred`: libraries and modules whose every name it imported. `rebound`: names that have one value above a definition
    and another one below it. `late`: what others import from it, by name.
    """

    __slots__ = (
        "broken",
        "file",
        "frame",
        "from_stars",
        "late",
        "name",
        "ran",
        "rebound",
        "running",
        "starred",
        "stars",
        "summaries",
    )

    def __init__(self, file: SourceFile) -> None:
        from convlint.engine.frame import Frame

        self.file = file
        self.name = file.module
        self.frame = Frame(self)
        self.stars: list[str] = []
        self.starred: list[Module] = []
        self.from_stars: dict[str, Any] = {}  # what its stars gave
        self.late: dict[str, LazyDefinition] = {}
        self.rebound: set[str] = set()
        self.summaries: dict[int, Any] = {}  # what its methods do to their objects, by their nodes' numbers
        self.running = False
        self.ran = False
        self.broken = False  # its run came to no end: there may be more names

    def __repr__(self) -> str:
        return f"Module({self.name})"

    def close(self) -> None:
        """Let go of all names."""
        self.frame.names.clear()
        self.from_stars, self.late, self.starred = {}, {}, []

    @property
    def started(self) -> bool:
        """Whether it has run, or runs."""
        return self.ran or self.running


class LazyDefinition(Value):
    """A function or class at top level that nothing has asked for yet: its chunk is not even parsed.

    Without a chunk it is a name that one module imports from another, which need not have run.
    """

    __slots__ = ("chunk", "module", "name", "value")

    def __init__(self, module: Module, chunk: Chunk | None, name: str = "") -> None:
        self.module = module
        self.chunk = chunk
        self.name = name
        self.value: Any = None  # what it proved to be


class Super(Value):
    """`super()`: attributes are looked up behind `owner` in the instance's MRO."""

    __slots__ = ("owner", "receiver")

    def __init__(self, receiver: Any, owner: Class) -> None:
        self.receiver = receiver
        self.owner = owner


class Thunk(Value):
    """A callable made by the interpreter itself; `run(vm, args, kwargs)`."""

    __slots__ = ("name", "run")

    def __init__(self, name: str, run: Any) -> None:
        self.name = name
        self.run = run


class NamesV(AttributesV):
    """`globals()`: the names of a module, whose frame is the `owner`."""

    __slots__ = ()

    def forget(self) -> None:
        self.owner.forget_values()


class Scope(Value):
    """A call of a function behind `contextlib.contextmanager`: what a `with` makes of it is run there."""

    __slots__ = ("args", "function", "kwargs")

    def __init__(self, function: Function, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs


MIXED_ENUMS = frozenset(("builtins.str", "builtins.int", "enum.IntEnum", "enum.StrEnum"))


class EnumMember(Value):
    """A member of an Enum of the project."""

    __slots__ = ("cls", "name", "value")

    def __init__(self, cls: Class, name: str, value: Any) -> None:
        self.cls = cls
        self.name = name
        self.value = value

    @property
    def mixed(self) -> bool:
        """Whether it is a text or a number as well."""
        return any(getattr(base, "path", "") in MIXED_ENUMS for base in self.cls.mro)


def is_driven(cls: Any) -> bool:
    """Whether a framework calls methods of the class: a layer, a model, or what the project derives from one."""
    bases = cls.mro if isinstance(cls, Class) else (cls,)
    return any(isinstance(base, LibraryClass) and bool(base.entry.driven) for base in bases)


__all__ = [
    "BoundMethod",
    "Class",
    "Condition",
    "EnumMember",
    "Function",
    "LazyDefinition",
    "Module",
    "NamesV",
    "Param",
    "Scope",
    "Super",
    "Thunk",
    "is_driven",
]
