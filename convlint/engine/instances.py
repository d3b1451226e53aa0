"""What a value is an instance of: `isinstance` over abstract values."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence, Set
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from convlint.engine.attributes import class_path, kinship
from convlint.engine.either import OneOf
from convlint.engine.objects import Class, EnumMember, Function, LazyDefinition, Param
from convlint.frameworks.common.registry import (
    SCALAR_LIBRARIES,
    TENSOR_CLASSES,
    find_class,
    lineage,
    stands_alone,
)
from convlint.symbolic import Truth
from convlint.values import (
    BoundMethod,
    Instance,
    Library,
    LibraryClass,
    LibraryFunction,
    StreamV,
    Tensor,
    Unknown,
)

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter


NONE: Final = "types.NoneType"
CONCRETE: Final[dict[str, type]] = {
    "builtins.bool": bool, "builtins.int": int, "builtins.float": float, "builtins.complex": complex, "builtins.str": str,
    "builtins.bytes": bytes, "builtins.list": list, "builtins.tuple": tuple, "torch.Size": tuple, "builtins.range": range,
    "builtins.dict": dict, "collections.OrderedDict": dict, "collections.defaultdict": dict, "builtins.set": set,
    "builtins.frozenset": frozenset,
    NONE: type(None),
}  # fmt: skip
"""The declared class of a plain value -> the class of Python's own that answers for it."""


ABSTRACT: Final = ("collections.abc.", "typing.")
"""What a class may be an instance of without deriving from it."""
STANDARD: Final = frozenset(
    "builtins collections collections.abc typing numbers enum pathlib os types datetime decimal".split()
)


def _python_class(path: str) -> type | None:
    """The class of Python's own at a path: `builtins.list`, `collections.abc.Mapping`, `typing.List`, `numbers.Number`."""
    module, _, name = path.rpartition(".")
    if module not in STANDARD:
        return None
    found = getattr(importlib.import_module(module), name, None)
    found = getattr(found, "__origin__", found)
    return found if isinstance(found, type) else None


def is_instance(vm: Interpreter, value: Any, cls: Any) -> Truth:
    """`isinstance(value, cls)`."""
    if isinstance(cls, LazyDefinition):
        cls = vm.loader.force(cls)
    if isinstance(cls, tuple):
        answers = [is_instance(vm, value, each) for each in cls]
        if Truth.YES in answers:
            return Truth.YES
        return Truth.OPEN if Truth.OPEN in answers else Truth.NO
    if isinstance(cls, OneOf):
        told = {is_instance(vm, value, each) for each in cls.choices}
        return told.pop() if len(told) == 1 else Truth.OPEN
    if isinstance(value, StreamV):  # a generator, or a tuple of unknown length
        return Truth.OPEN
    if isinstance(value, Unknown) and not (isinstance(value, Param) and value.used_as_tensor is not None):
        return Truth.OPEN
    if isinstance(value, Param):
        value = value.used_as_tensor
    if isinstance(value, EnumMember):
        return _member_of(value, cls)
    if isinstance(value, Instance):
        return _instance_of(value, cls)
    path = _path_of_class(cls)
    if path == "builtins.NoneType":  # `type(None)`
        path = NONE
    if path in ("enum.EnumMeta", "enum.EnumType"):
        return _enum_class(value)
    if isinstance(value, (*CLASSES, *FUNCTIONS)):
        return _callable_instance(value, path)
    if not path:
        return Truth.NO if isinstance(cls, Class) else Truth.OPEN
    if isinstance(value, Tensor) and _may_be_scalar(vm, value):
        return Truth.OPEN
    if value is None and isinstance(cls, Library) and path.rpartition(".")[0] not in STANDARD:
        return Truth.NO
    return _plain_instance(class_path(value) if value is not None else NONE, path)


def _member_of(value: EnumMember, cls: Any) -> Truth:
    """Whether a member of an Enum is an instance: of a class of the project, or of what the Enum derives from."""
    mine = value.cls.mro
    if cls in mine:
        return Truth.YES
    if value.cls.open:
        return Truth.OPEN
    if isinstance(cls, Class):
        return Truth.NO
    asked = _python_class(_path_of_class(cls))
    bases = {_path_of_class(base) for owner in mine if isinstance(owner, Class) for base in (*owner.bases, *owner.mro)}
    kinds = [_python_class(path) for path in bases - {""}]
    if asked is None or any(kind is None for kind in kinds):
        return Truth.OPEN
    return Truth.YES if any(issubclass(kind, asked) for kind in kinds if kind is not None) else Truth.NO


def _may_be_scalar(vm: Interpreter, value: Tensor) -> bool:
    shape = vm.facts.resolve_shape(value.shape)
    return value.library in SCALAR_LIBRARIES and not shape.dims


def _enum_class(value: Any) -> Truth:
    """Whether a value is an Enum itself."""
    if isinstance(value, Class):
        return Truth.YES if value.record == "enum" else Truth.OPEN if value.open else Truth.NO
    return Truth.OPEN if isinstance(value, (Library, LibraryClass)) else Truth.NO


CLASSES: Final = (Class, LibraryClass)
FUNCTIONS: Final = (Function, BoundMethod, LibraryFunction)
NEVER_CALLABLES: Final = {*CONCRETE, "functools.partial"}


def _callable_instance(value: Any, path: str) -> Truth:
    """Whether a class or a function is an instance of a declared class."""
    if path == "builtins.type":
        return Truth.YES if isinstance(value, CLASSES) else Truth.NO
    if path == "types.FunctionType" and not isinstance(value, (BoundMethod, LibraryFunction)):
        return Truth.YES if isinstance(value, Function) else Truth.NO
    if path in NEVER_CALLABLES:
        return Truth.NO
    abstract = _python_class(path)
    if abstract is None or any(name == "metaclass" for base in getattr(value, "mro", ()) for name in _keywords(base)):
        return Truth.OPEN
    return Truth.YES if issubclass(type if isinstance(value, CLASSES) else FunctionType, abstract) else Truth.NO


def _keywords(base: Any) -> list[str | None]:
    return [name for name, _ in base.node.keywords] if isinstance(base, Class) else []


def _plain_instance(own: str, path: str) -> Truth:
    """Whether objects of one declared class are instances of another."""
    if path in (own, "builtins.object"):
        return Truth.YES
    entry = find_class(own)
    if entry is not None and any(kin.path == path for kin in lineage(entry)):
        return Truth.YES
    concrete, abstract = CONCRETE.get(own), _python_class(path)
    if concrete is not None and abstract is not None:
        return Truth.YES if issubclass(concrete, abstract) else Truth.NO
    if own in TENSOR_CLASSES.values() and abstract is not None and issubclass(abstract, (Sequence, Mapping, Set)):
        return Truth.NO
    other = find_class(path)
    declared = other is not None and not path.startswith(("typing.", "collections.", "numbers."))
    return Truth.NO if own and (declared or (abstract is not None and path.startswith("builtins."))) else Truth.OPEN


def _path_of_class(cls: Any) -> str:
    return cls.path if isinstance(cls, (LibraryClass, LibraryFunction, Library)) else ""


def _instance_of(value: Instance, cls: Any) -> Truth:
    mine = value.cls.mro if isinstance(value.cls, Class) else [LibraryClass(kin.path, kin) for kin in kinship(value)]
    if not mine:
        return Truth.OPEN
    path = _path_of_class(cls)
    if any(base is cls or (path and getattr(base, "path", "") == path) for base in mine):
        return Truth.YES
    if path == "builtins.object":
        return Truth.YES
    if isinstance(value.cls, Class) and value.cls.open:
        return Truth.OPEN
    if not stands_alone(value.cls):
        return Truth.OPEN
    if isinstance(cls, Class):
        return Truth.NO
    if path.startswith(ABSTRACT):
        return Truth.OPEN
    return Truth.NO if path and (find_class(path) is not None or path.startswith("builtins.")) else Truth.OPEN
