"""Classes of the project: definition, order of bases, construction, data classes, enums, named tuples."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, implicit
from convlint.engine.descriptors import tell_names
from convlint.engine.frame import Frame
from convlint.engine.mutation import walk
from convlint.engine.objects import Class, EnumMember, Function, LazyDefinition, Param, Thunk
from convlint.frameworks.common.registry import POSITIVE, ClassEntry, lineage
from convlint.frameworks.common.signature import REQUIRED
from convlint.symbolic import Dim, Int, of_atom
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    BoundMethod,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    Mismatch,
    Raises,
    Undetermined,
    Unknown,
)
from convlint.values.objects import AutoV, FieldV

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

HARMLESS_BASES: Final = ("typing.", "typing_extensions.", "abc.", "builtins.object")
MOST_BASES: Final = 300
"""Ancestors; of a class with more (one that a loop derives from itself) nothing is known."""
ENUMS: Final = ("enum.Enum", "enum.IntEnum", "enum.StrEnum", "enum.Flag", "enum.IntFlag")


def define(vm: Interpreter, node: ir.ClassDef, frame: Frame) -> Any:
    """The class that a `class` statement makes (before its decorators)."""
    bases = [_base(vm, vm.eval(base, frame)) for base in node.bases if not isinstance(base, ir.Starred)]
    cls = Class(node, frame.module, tuple(bases), frame.serial)
    if any(isinstance(base, ir.Starred) for base in node.bases):
        cls.open = True
    _order(cls)
    body = Frame(frame.module, frame)
    body.names = cls.names
    body.is_class = True
    vm.run_block(node.body, body)
    for function in cls.names.values():
        if isinstance(function, Function) and function.owner is None:
            function.owner = cls
    for base in bases:
        if isinstance(base, Class):
            base.derived = True
    tell_names(vm, cls)
    cls.asks = any(isinstance(base, Class) and _gives_others(base.names.get("__getattribute__")) for base in cls.mro)
    _special_kinds(vm, cls)
    cls.opaque = any(_has_inner(base, cls) for base in cls.mro)
    implicit.note(vm, cls)
    _announce(vm, cls)
    return cls


def _gives_others(hook: Any) -> bool:
    """Whether a `__getattribute__` may give something else than what the attribute is, or one of another name."""
    if not isinstance(hook, Function):
        return False
    returned = [each.value for each in walk(hook.node) if isinstance(each, ir.Return)]
    return not all(
        isinstance(value, ir.Call) and getattr(value.func, "attr", "") == "__getattribute__" for value in returned
    )


def _has_inner(base: Any, cls: Class) -> bool:
    """Whether a base is a declared layer that calls methods which the class has of its own, or already such a class."""
    if isinstance(base, Class):
        return base.opaque
    if not isinstance(base, LibraryClass) or not base.entry.layer:
        return False
    inner = {name for kin in lineage(base.entry) for name in kin.inner}
    return any(not inner.isdisjoint(each.names) for each in cls.mro if isinstance(each, Class))


def _base(vm: Interpreter, base: Any) -> Any:
    return vm.loader.force(base) if isinstance(base, LazyDefinition) else base


def _order(cls: Class) -> None:
    """Python's order of bases (C3), declared bases with their ancestors; `open` where a base is not known."""
    chains: list[list[Any]] = []
    for base in cls.bases:
        if isinstance(base, Class):
            chains.append(list(base.mro))
            cls.open |= base.open
        elif isinstance(base, LibraryClass):
            chains.append([LibraryClass(kin.path, kin) for kin in lineage(base.entry)])
        elif not (isinstance(base, (Library, LibraryFunction)) and base.path.startswith(HARMLESS_BASES)):
            cls.open = True
    if sum(map(len, chains)) > MOST_BASES:
        cls.open, chains = True, []
    cls.mro = [cls, *_linear([*chains, [chain[0] for chain in chains]])]


def _linear(chains: list[list[Any]]) -> list[Any]:
    """The chains merged: always the first head that stands behind none (the first one where Python would refuse)."""
    order: list[Any] = []
    placed: set[Any] = set()
    rests = [chain[::-1] for chain in chains if chain]
    behind = Counter(_key(base) for rest in rests for base in rest[:-1])
    while rests:
        head = next((rest[-1] for rest in rests if not behind[_key(rest[-1])]), rests[0][-1])
        order.append(head)
        placed.add(_key(head))
        for rest in rests:
            _skip(rest, placed, behind)
        rests = [rest for rest in rests if rest]
    return order


def _skip(rest: list[Any], placed: set[Any], behind: Counter[Any]) -> None:
    """Take off the end of a reversed chain what has its place in the order."""
    while rest and _key(rest[-1]) in placed:
        rest.pop()
        if rest:
            behind[_key(rest[-1])] -= 1


def _key(base: Any) -> Any:
    return base.path if isinstance(base, LibraryClass) else id(base)


def _special_kinds(vm: Interpreter, cls: Class) -> None:
    paths = {
        base.path for base in [*cls.mro[1:], *cls.bases] if isinstance(base, (LibraryClass, LibraryFunction, Library))
    }
    if paths & set(ENUMS):
        cls.record = "enum"
        _make_members(cls)
    elif "typing.NamedTuple" in paths:
        cls.record = "namedtuple"
        cls.fields = annotated_fields(cls)
    elif any(isinstance(base, Class) and base.record == "dataclass" for base in cls.mro[1:]):
        cls.record, cls.init_only = "dataclass", _init_only(cls)
        cls.fields = next(base.fields for base in cls.mro[1:] if isinstance(base, Class) and base.record == "dataclass")


def _make_members(cls: Class) -> None:
    earlier: list[Any] = []
    for name, value in list(cls.names.items()):
        if name.startswith("_") or isinstance(value, (Function, Class, Thunk)):
            continue
        earlier.append(_next_value(cls, name, earlier) if isinstance(value, AutoV) else value)
        cls.names[name] = EnumMember(cls, name, earlier[-1])


def _next_value(cls: Class, name: str, earlier: list[Any]) -> Any:
    """What `auto()` stands for behind members with these values."""
    if attributes.find_in_class(cls, "_generate_next_value_") is not MISSING:
        return Unknown("a value that the class makes")
    paths = {base.path for base in cls.bases if isinstance(base, (LibraryClass, LibraryFunction, Library))}
    if "enum.StrEnum" in paths:
        return name.lower()
    if not earlier:
        return 1
    if not all(type(value) is int for value in earlier) or earlier[-1] != max(earlier):
        return Unknown("a value behind others")
    is_flag = not paths.isdisjoint(("enum.Flag", "enum.IntFlag"))
    return 1 << earlier[-1].bit_length() if is_flag else earlier[-1] + 1


DATACLASSES = ("dataclasses.dataclass", "dataclass")


def make_dataclass(cls: Class, init: bool = True) -> None:
    """What `@dataclass` makes of a class. A constructor of its own stays."""
    cls.record = "dataclass"
    cls.fields = annotated_fields(cls)
    cls.init_only = _init_only(cls)
    if init:
        cls.names.setdefault("__init__", _fields_initializer(cls.fields))


def _fields_initializer(fields: dict[str, Any]) -> Thunk:
    def run(vm: Interpreter, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if args and isinstance(args[0], Instance):
            init_fields(vm, args[0], fields, args[1:], kwargs)

    return Thunk("__init__", run)


def annotated_fields(cls: Class) -> dict[str, Any]:
    """The fields of a data class or NamedTuple with their defaults, inherited ones first."""
    fields: dict[str, Any] = {}
    for base in cls.mro[::-1]:
        if isinstance(base, Class):
            fields.update(base.fields if base is not cls and base.fields else {})
    for statement in cls.node.body:
        if isinstance(statement, ir.AnnAssign) and isinstance(statement.target, ir.Name):
            if annotation_text(statement.annotation).startswith(("ClassVar", "typing.ClassVar")):
                continue
            fields[statement.target.id] = cls.names.get(statement.target.id, REQUIRED)
    return fields


def annotation_text(node: Any) -> str:
    """An annotation as a dotted name, as far as it is one."""
    if isinstance(node, ir.Name):
        return node.id
    if isinstance(node, ir.Attribute):
        return f"{annotation_text(node.value)}.{node.attr}"
    if isinstance(node, ir.Subscript):
        return f"{annotation_text(node.value)}["
    if isinstance(node, ir.Const) and isinstance(node.value, str):
        return node.value
    return ""


def _announce(vm: Interpreter, cls: Class) -> None:
    """Tell a base that it has a subclass (`__init_subclass__`)."""
    hook = next(
        (
            base.names["__init_subclass__"]
            for base in cls.mro[1:]
            if isinstance(base, Class) and "__init_subclass__" in base.names
        ),
        None,
    )
    if isinstance(hook, Function):
        kwargs = {name: Unknown("a class argument") for name, _ in cls.node.keywords if name and name != "metaclass"}
        vm.call(hook, (cls,), kwargs)


# --- making objects ---------------------------------------------------------------------------------------------------


def instantiate(vm: Interpreter, cls: Class, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An object of a class of the project."""
    cls.made = True
    if cls.record == "enum":
        return _member_by_value(vm, cls, args)
    if _has_metaclass_call(cls):
        return Unknown("a class that makes its objects itself")
    maker = attributes.find_in_class(cls, "__new__")
    if isinstance(maker, Function):
        own = vm.call(maker, (cls, *args), kwargs)
        if not isinstance(own, Instance) or own.cls is not cls or own.opaque:
            return Unknown("a class that makes its objects itself")
        return _initialised(vm, cls, own, args, kwargs)
    made, remembered = vm.memo.call(cls, args, kwargs, lambda: _made(vm, cls, args, kwargs))
    if remembered and isinstance(made, Instance):
        made.origin = vm.place
    return made


def _made(vm: Interpreter, cls: Class, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Instance:
    return _initialised(vm, cls, Instance(cls, origin=vm.place, birth=vm.journal.now), args, kwargs)


def _initialised(
    vm: Interpreter, cls: Class, instance: Instance, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Instance:
    _keep(vm, cls, instance, args, kwargs)
    init = attributes.find_in_class(cls, "__init__")
    if isinstance(init, (Function, Thunk)):
        vm.call(init, (instance, *args), kwargs)
    elif cls.fields is not None:
        init_fields(vm, instance, cls.fields, args, kwargs)
    elif cls.open and init is MISSING:
        _init_open(instance)
    else:
        init_library(vm, instance, cls, args, kwargs)
    if cls.opaque:
        vm.forget(instance)
    return instance


MOST_KEPT: Final = 3


def _keep(vm: Interpreter, cls: Class, instance: Instance, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Remember how the program makes objects of the class, to judge by it the methods that it does not call."""
    if vm.uncertain or vm.world is not None:
        calls = cls.guarded if vm.silent else cls.calls
        if len(calls) < MOST_KEPT:
            calls.append((args, kwargs))
    elif len(cls.kept) < MOST_KEPT:
        cls.kept.append(instance)


def _init_open(instance: Instance) -> None:
    """The constructor is a base's that is not known: attributes that are not found are Unknown (the class is open)."""


def _has_metaclass_call(cls: Class) -> bool:
    return any(name == "metaclass" and annotation_text(value).rpartition(".")[2] not in ("ABCMeta", "EnumMeta", "type")
               for base in cls.mro if isinstance(base, Class) for name, value in base.node.keywords)  # fmt: skip


def _member_by_value(vm: Interpreter, cls: Class, args: tuple[Any, ...]) -> Any:
    for member in cls.names.values():
        if not isinstance(member, EnumMember) or not args or isinstance(args[0], Unknown):
            continue
        if member is args[0] or (type(member.value) is type(args[0]) and member.value == args[0]):
            return member
    return Unknown("a member of an enum")


def init_fields(
    vm: Interpreter, instance: Instance, fields: dict[str, Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """What the constructor does that `@dataclass` makes."""
    rest, given = list(args), dict(kwargs)
    splat = "**" in given
    setter = attributes.find_in_class(instance.cls, "__setattr__")
    vm.touch(instance)
    for name, default in fields.items():
        if isinstance(default, FieldV) and not default.init:
            value = _default(vm, default)
        elif rest:
            value = rest.pop(0)
        elif name in given:
            value = given.pop(name)
        else:
            value = Unknown("arguments from something unknown") if splat else _default(vm, default)
        if isinstance(setter, Function):
            vm.call(setter, (instance, name, value))
        else:
            instance.attrs[name] = value
    after = attributes.find_in_class(instance.cls, "__post_init__")
    if isinstance(after, Function):
        for_it = [name for name in fields if name in instance.cls.init_only]
        vm.call(after, (instance, *(instance.attrs.pop(name, Unknown("an `InitVar`")) for name in for_it)))


def _init_only(cls: Class) -> frozenset[str]:
    """Fields that are arguments of the constructor alone (`InitVar`)."""
    return frozenset(
        each.target.id
        for base in cls.mro
        if isinstance(base, Class)
        for each in base.node.body
        if isinstance(each, ir.AnnAssign)
        and isinstance(each.target, ir.Name)
        and annotation_text(each.annotation).removeprefix("dataclasses.").startswith("InitVar")
    )


def _default(vm: Interpreter, default: Any) -> Any:
    if default is REQUIRED:
        return Unknown("a missing argument")
    if isinstance(default, FieldV):
        if default.factory is not None:
            return vm.call(default.factory)
        return default.default if default.has_default else Unknown("a missing argument")
    return default


def instantiate_library(vm: Interpreter, cls: LibraryClass, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """An object of a declared class, or what its `__new__` gives."""
    made = cls.entry.methods.get("__new__")
    if made is not None:
        return vm.call(LibraryFunction(f"{cls.path}.__new__", made), (cls, *args), kwargs)
    instance = Instance(cls, origin=vm.place, birth=vm.journal.now)
    init_library(vm, instance, cls, args, kwargs)
    return instance


def init_library(vm: Interpreter, instance: Instance, cls: Any, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Run the constructor of the nearest declared base."""
    entries = (
        [base.entry for base in cls.mro if isinstance(base, LibraryClass)]
        if isinstance(cls, Class)
        else lineage(cls.entry)
    )
    if vm.loader.replaced.has_constructor(entries):
        vm.touch(instance)
        instance.opaque = True
        return
    for entry in entries:
        if "__init__" in entry.methods:
            vm.call(LibraryFunction(f"{entry.path}.__init__", entry.methods["__init__"]), (instance, *args), kwargs)
            break
        if entry.init is not None:
            construct(vm, instance, entry, args, kwargs)
            break
    instance.note_change()


def construct(
    vm: Interpreter, instance: Instance, entry: ClassEntry, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Bind a declared constructor's arguments to attributes and check them."""
    from convlint.engine.calls import SPLAT

    assert entry.init is not None
    vm.step()
    vm.touch(instance)
    if SPLAT in args or "**" in kwargs:
        instance.opaque = True
        return
    try:
        if entry.accepts is not None:
            entry.accepts.check(len(args), kwargs)
        instance.attrs.update(entry.init.bind_names(vm, args, kwargs))
        _learn_positive(vm, instance)
        if entry.check is not None:
            entry.check(vm, instance)
        vm.reporter.passed()
    except Raises as error:
        instance.opaque = True
        vm.reporter.certain_error(error)
    except Undetermined:
        instance.opaque = True
    except Mismatch as mismatch:
        instance.opaque = True
        vm.reporter.mismatch(mismatch, entry.path, (instance,))


def _learn_positive(vm: Interpreter, instance: Instance) -> None:
    """A number of channels or features is at least 1."""
    for name, value in list(instance.attrs.items()):
        if type(value) is int or name not in POSITIVE:
            continue
        if isinstance(value, Param):
            value = instance.attrs[name] = value.integer(vm, name)
        if isinstance(value, Dim):
            vm.facts.assume_at_least(_as_integer(vm, vm.facts.resolve(value)), 1)


def _as_integer(vm: Interpreter, value: Int) -> Int:
    """A size made by integer arithmetic of numbers that are left open: were one of them a float, the size would be none."""
    for name in value.variables() if isinstance(value, Dim) else ():
        if not name.certain:
            vm.facts.unify(of_atom(name), vm.parameter_symbol(name.name, True))
    return vm.facts.resolve(value)


def super_of(vm: Interpreter, frame: Frame, args: tuple[Any, ...]) -> Any:
    """`super()` in a method, or `super(Class, self)`."""
    from convlint.engine.objects import Super

    if len(args) == 2 and isinstance(args[0], Class) and isinstance(args[1], (Instance, Class)):
        return Super(args[1], args[0])
    scope: Frame | None = frame
    while scope is not None:
        function = scope.function
        if function is not None and function.owner is not None and isinstance(scope.receiver, (Instance, Class)):
            if isinstance(scope.receiver, Instance) and not isinstance(scope.receiver.cls, Class):
                break
            return Super(scope.receiver, function.owner)
        scope = scope.outer
    return Unknown("super() outside of a method")


__all__ = ["BoundMethod", "Param", "define", "instantiate", "instantiate_library", "super_of"]
