"""Attributes: reading, setting, and what a value is an instance of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from convlint.engine import descriptors, hooks
from convlint.engine.codes import code_of
from convlint.engine.objects import Class, EnumMember, Function, LazyDefinition, Module, Param, Super, Thunk
from convlint.engine.versions import version_here
from convlint.frameworks.common.registry import (
    TENSOR_CLASSES,
    ClassEntry,
    find_class,
    find_constant,
    find_function,
    find_method,
    is_declared,
    lineage,
    stands_alone,
)
from convlint.frameworks.common.spec import weight_shape
from convlint.symbolic import Dim
from convlint.values import (
    MISSING,
    OPEN_NAMES,
    AttributesV,
    BoundMethod,
    DictV,
    Instance,
    IteratorV,
    Library,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    SetV,
    SizeRow,
    Sizes,
    SizeV,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)
from convlint.values.objects import FieldV

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

_TENSORS: Final = frozenset(TENSOR_CLASSES.values())
BUILTIN_CLASSES: Final[dict[type, str]] = {
    bool: "builtins.bool",
    int: "builtins.int",
    Dim: "builtins.int",
    float: "builtins.float",
    complex: "builtins.complex",
    str: "builtins.str",
    bytes: "builtins.bytes",
    tuple: "builtins.tuple",
    Sizes: "builtins.tuple",
    SizeRow: "builtins.tuple",
    range: "builtins.range",
    slice: "builtins.slice",
    ListV: "builtins.list",
    DictV: "builtins.dict",
    SetV: "builtins.set",
    IteratorV: "builtins.iterator",
    StreamV: "builtins.stream",
    SizeV: "torch.Size",
}


def get(vm: Interpreter, value: Any, name: str) -> Any:
    """`value.name`; Unknown where it is not known."""
    found = find(vm, value, name)
    return Unknown(f"attribute `{name}`") if found is MISSING else found


def find(vm: Interpreter, value: Any, name: str) -> Any:
    """`value.name`, or MISSING where there is certainly no such attribute."""
    finder = _FINDERS.get(type(value))
    if finder is not None:
        return finder(vm, value, name)
    return _of_class_path(vm, value, class_path(value), name)


def class_path(value: Any) -> str:
    """The declared class that a value is of ("" for none)."""
    if isinstance(value, Tensor):
        return TENSOR_CLASSES.get(value.library, "")
    path = getattr(value, "path", "") if isinstance(value, (ListV, DictV, SetV)) else ""
    return path or BUILTIN_CLASSES.get(type(value), "") or str(getattr(type(value), "declared", ""))


# --- kinds of values --------------------------------------------------------------------------------------------------


def _of_class_path(vm: Interpreter, value: Any, path: str, name: str) -> Any:
    entry = find_class(path) if path else None
    if entry is None:
        return Unknown(f"attribute `{name}`")
    for kin in lineage(entry):
        found = _of_entry(vm, kin, value, name)
        if found is not MISSING:
            return found
    if isinstance(value, Tensor) or name.startswith("__"):
        return Unknown(f"attribute `{name}`")
    return MISSING


def _of_entry(vm: Interpreter, entry: ClassEntry, value: Any, name: str) -> Any:
    """A method, property or weight that a declared class gives its objects."""
    if type(value) is Instance and entry.path in _TENSORS:
        return Unknown("of a class of tensors of the project's own") if declares(entry.path, name) else MISSING
    if name in entry.methods:
        return BoundMethod(value, LibraryFunction(f"{entry.path}.{name}", entry.methods[name]), name)
    if name in entry.properties:
        try:
            made = entry.properties[name](vm, value)
            vm.reporter.passed()
            return made
        except Undetermined as error:
            return Unknown(str(error))
        except Mismatch as mismatch:
            vm.reporter.mismatch(mismatch, f".{name}")
            return Unknown("a mismatch")
    if name in entry.weights and isinstance(value, Instance):
        return _weight(vm, entry, value, name)
    return MISSING


def _weight(vm: Interpreter, entry: ClassEntry, value: Instance, name: str) -> Any:
    spec = entry.weights[name]
    if value.opaque:
        return Unknown("a layer whose arguments are not known")
    try:
        if not isinstance(spec, str):
            made = spec(vm, value)
        else:
            made = Tensor(weight_shape(vm, spec, value.attrs), "float", parameter=True)
    except (Undetermined, KeyError) as error:  # KeyError: its constructor never ran
        return Unknown(str(error))
    value.attrs[name] = made  # it might as well have been there before: nothing that a branch would take back
    value.note_change()
    return made


def _of_unknown(vm: Interpreter, value: Unknown, name: str) -> Any:
    return Unknown(value.why, value.data, value.given)


def _of_param(vm: Interpreter, value: Param, name: str) -> Any:
    """An argument left open that is asked for what only tensors have is a tensor."""
    if value.used_as_tensor is None:
        if any(name in (find_class(path) or _NO_CLASS).methods for path in _CONTAINER_CLASSES):
            return Unknown(value.why, given=True)
        owners = [library for library in _tensor_libraries(vm) if declares(TENSOR_CLASSES[library], name)]
        if len(owners) != 1:
            return Unknown(value.why, given=True)
        value.tensor(vm, value.name).library = owners[0]
    return find(vm, value.used_as_tensor, name)


def _tensor_libraries(vm: Interpreter) -> tuple[str, ...]:
    """The libraries whose tensors an argument may be; none where it may be a tensor of which nothing is declared."""
    libraries = () if vm.place is None else vm.loader.libraries_of(vm.place[0].file)
    return libraries if TENSOR_CLASSES.keys() >= set(libraries) else ()


_CONTAINER_CLASSES: Final = ("builtins.str", "builtins.list", "builtins.dict", "builtins.set", "builtins.tuple")
_NO_CLASS: Final = ClassEntry("")


def declares(path: str, name: str) -> bool:
    """Whether objects of a declared class have a method or property of that name."""
    entry = find_class(path)
    return entry is not None and (name in entry.methods or name in entry.properties)


def _of_library(vm: Interpreter, value: Library, name: str) -> Any:
    version = version_here(vm, value.path, name)
    return of_path(vm, f"{value.path}.{name}") if version is MISSING else version


def of_path(vm: Interpreter, path: str) -> Any:
    """What the program finds at a dotted path of the libraries."""
    return Unknown(f"`{path}` is replaced by the program") if vm.loader.replaced.has(path) else library_value(path)


def library_value(path: str) -> Any:
    """What stands at a dotted path of the libraries: a declared function, class or constant, else a Library."""
    entry = find_class(path)
    if entry is not None:
        return LibraryClass(entry.path, entry)
    function = find_function(path)
    if function is not None:
        return LibraryFunction(function.path, function)
    constant = find_constant(path, MISSING)
    return Library(path) if constant is MISSING else constant


def _of_library_class(vm: Interpreter, value: LibraryClass, name: str) -> Any:
    if vm.loader.replaced.has(f"{value.path}.{name}"):
        return Unknown(f"`{name}` is replaced by the program")
    for kin in lineage(value.entry):
        if name in kin.methods:
            method = LibraryFunction(f"{kin.path}.{name}", kin.methods[name])
            return BoundMethod(value, method, name) if name in kin.of_class else method
    if name == "__name__":
        return value.path.rpartition(".")[2]
    if name == "__init__":
        return _initializer(value)
    return library_value(f"{value.path}.{name}")


def _initializer(cls: Any) -> Thunk:
    """The constructor of a declared class as a function: `nn.Module.__init__(self)`, `super().__init__(…)`."""
    from convlint.engine.classes import init_library

    def run(vm: Interpreter, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if args and isinstance(args[0], Instance):
            if isinstance(args[0].cls, LibraryClass):  # it may have been made before
                vm.touch(args[0])
                args[0].attrs, args[0].hidden, args[0].opaque = {}, {}, False
            init_library(vm, args[0], cls, args[1:], kwargs)

    return Thunk("__init__", run)


def declared_here(module: str, name: str) -> Any:
    """What is declared of a library, for the library's own source; else MISSING."""
    path = f"{module}.{name}"
    return library_value(path) if is_declared(path) and (find_class(path) or find_function(path)) else MISSING


def _of_module(vm: Interpreter, value: Module, name: str) -> Any:
    known = declared_here(value.name, name)
    if known is not MISSING:
        return known
    if name == "__dict__":
        return DictV(dict(vm.loader.ready(value).frame.names), open=True)
    found = vm.loader.name_in(value, name)
    if found is not MISSING:
        return found
    submodule = vm.loader.find(value.file, f"{value.name}.{name}")
    if submodule is not None:
        return submodule
    if name in ("__name__", "__all__") and not value.stars and not value.starred and not value.broken:
        return value.name if name == "__name__" else MISSING
    return Unknown(f"`{name}` is not found in `{value.name}`")


def _of_function(vm: Interpreter, value: Function, name: str) -> Any:
    if name in ("__name__", "__qualname__"):
        return value.name if value.wrapped is None else find(vm, value.wrapped, name)
    if name == "__wrapped__" and value.wrapped is not None:
        return value.wrapped
    if name == "__module__":
        return value.module.name
    if name == "__code__":
        return code_of(value)
    if name == "__kwdefaults__":  # whoever asks for them may change them
        value.marks |= {"unknown"}
        vm.journal.epoch += 1
    return Unknown(f"attribute `{name}` of a function")


def _of_library_function(vm: Interpreter, value: LibraryFunction, name: str) -> Any:
    return value.path.rpartition(".")[2] if name == "__name__" else library_value(f"{value.path}.{name}")


ALWAYS_THERE: Final = "__module__ __doc__ __dict__ __weakref__ __qualname__ __annotations__ __firstlineno__".split()


def _of_class(vm: Interpreter, value: Class, name: str) -> Any:
    if name in ("__name__", "__qualname__"):
        return value.name
    if name == "__module__":
        return value.names.get(name, value.module.name)
    if (
        name == "__bases__"
        and value.node.bases
        and not (value.open or value.node.keywords or value.record == "namedtuple")
    ):
        return value.bases
    if name == "__dict__":
        made = dict.fromkeys(ALWAYS_THERE, Unknown("an attribute of a class"))
        return DictV(made | {key: item for key, item in value.names.items() if "." not in key})
    found = find_in_class(value, name)
    if found is MISSING and name == "__init__" and not value.open:
        return _initializer(value)
    if found is MISSING:
        return Unknown(f"attribute `{name}`") if value.open else MISSING
    if isinstance(found, Function):
        return BoundMethod(value, found, name) if "class" in found.marks else found
    if isinstance(found, ClassEntry):
        return _of_declared_base(value, found, name)
    if descriptors.is_own(found):
        return descriptors.read(vm, found, None, value, name)
    if descriptors.is_partial_method(found):
        return Unknown("a partialmethod, asked of the class")
    return found.default if isinstance(found, FieldV) else found


def _of_declared_base(cls: Class, base: ClassEntry, name: str) -> Any:
    """A method that a project's class has from a declared one, asked of the class."""
    if name not in base.methods:
        return Unknown(name)
    method = LibraryFunction(f"{base.path}.{name}", base.methods[name])
    return BoundMethod(cls, method, name) if name in base.of_class else method


def _of_member(vm: Interpreter, value: EnumMember, name: str) -> Any:
    if name in ("value", "_value_"):
        return value.value
    if name in ("name", "_name_"):
        return value.name
    found = find_in_class(value.cls, name)
    if isinstance(found, Function):
        return _bind(vm, value, found, name)
    if isinstance(value.value, (str, int)) and value.mixed:
        return _of_class_path(vm, value.value, class_path(value.value), name)
    return Unknown(f"attribute `{name}`")


def find_in_class(cls: Class, name: str, behind: Class | None = None) -> Any:
    """The class attribute that Python's order of bases gives; a ClassEntry where a declared base has it; else MISSING."""
    order = cls.mro if behind is None else cls.mro[cls.mro.index(behind) + 1 :]
    for base in order:
        if isinstance(base, Class):
            if name in base.names:
                return base.names[name]
            continue
        entry: ClassEntry = base.entry
        if name in entry.methods or name in entry.properties or name in entry.weights:
            return entry
    return MISSING


def kinship(value: Instance) -> list[ClassEntry]:
    """The declared classes of an object of a declared class; none where its class is not known."""
    return lineage(value.cls.entry) if isinstance(value.cls, LibraryClass) else []


def _of_instance(vm: Interpreter, value: Instance, name: str) -> Any:
    if isinstance(value.cls, Class):
        return _of_project_instance(vm, value, name)
    if name in value.attrs:
        return value.attrs[name]
    if name == "__class__":
        return value.cls if stands_alone(value.cls) else Unknown("the class of one object of several")
    for kin in kinship(value):
        found = _of_entry(vm, kin, value, name)
        if found is not MISSING:
            return found
    if name == "__init__":
        return BoundMethod(value, _initializer(value.cls), name)
    return _by_hook(vm, value, name, Unknown(f"attribute `{name}`"))


def _of_project_instance(vm: Interpreter, value: Instance, name: str) -> Any:
    if value.cls.asks and not name.startswith("__"):
        return Unknown("what `__getattribute__` gives")
    found = found_plainly(vm, value, name)
    return _by_hook(vm, value, name, MISSING) if found is MISSING else found


def found_plainly(vm: Interpreter, value: Instance, name: str) -> Any:
    """An attribute of an object of the project as Python finds it without hooks, else MISSING."""
    found = find_in_class(value.cls, name)
    if isinstance(found, Function) and "property" in found.marks:
        if "cached" in found.marks and name in value.attrs:
            return value.attrs[name]
        result = vm.call(found, (value,))
        if "cached" in found.marks:
            vm.touch(value)
            value.attrs[name] = result
        return result
    if descriptors.is_own(found):
        given = descriptors.read(vm, found, value, value.cls, name)
        if given is not MISSING:
            return given
    if name in value.attrs:
        return value.attrs[name]
    if name == "__dict__":
        return _as_dict(vm, value)
    entries = namespace(value)
    if entries is not None and name in entries.items:
        return entries.items[name]
    if name == "__class__":
        return value.cls
    if found is not MISSING:
        return _bind(vm, value, found, name)
    if value.opaque or value.cls.open or OPEN_NAMES in value.hidden or (entries is not None and entries.open):
        return Unknown(f"attribute `{name}`")
    return MISSING


def _as_dict(vm: Interpreter, value: Instance) -> Any:
    """`vars(value)`; a framework's base may keep attributes elsewhere, and say so by a `__dict__` of its own."""
    for base in value.cls.mro:
        if isinstance(base, LibraryClass) and "__dict__" in base.entry.properties:
            return _of_entry(vm, base.entry, value, "__dict__")
    if any(isinstance(base, LibraryClass) and "__setattr__" in base.entry.methods for base in value.cls.mro):
        return Unknown("the attributes as a dict")
    return AttributesV(value, open=value.cls.open)


def namespace(value: Instance) -> DictV | None:
    """The dict that the program made the attributes of an object (`self.__dict__ = self` in a dict's subclass)."""
    given = value.attrs.get("__dict__")
    entries = given.hidden.get("content") if isinstance(given, Instance) else given
    return entries if isinstance(entries, DictV) else None if given is None else DictV(open=True)


def _by_hook(vm: Interpreter, value: Instance, name: str, otherwise: Any) -> Any:
    """What a `__getattribute__` or a `__getattr__` gives for an attribute that is not found elsewhere."""
    if name.startswith("__"):
        return otherwise
    if isinstance(value.cls, Class):
        first = find_in_class(value.cls, "__getattribute__")
        given = hooks.ask(vm, value, first, name) if isinstance(first, Function) else MISSING
        if given is not MISSING:
            return given
        hook = find_in_class(value.cls, "__getattr__")
        if isinstance(hook, (Function, LibraryFunction)):
            return hooks.ask(vm, value, hook, name)
        entry = hook if isinstance(hook, ClassEntry) else None
    else:
        entry = next((kin for kin in kinship(value) if "__getattr__" in kin.methods), None)
    if entry is None or "__getattr__" not in entry.methods:
        return otherwise
    return vm.call(LibraryFunction(f"{entry.path}.__getattr__", entry.methods["__getattr__"]), (value, name))


def _bind(vm: Interpreter, value: Any, found: Any, name: str) -> Any:
    if isinstance(found, ClassEntry):
        return _of_entry(vm, found, value, name)
    if isinstance(found, Function):
        if "static" in found.marks:
            return found
        if "property" in found.marks:
            return vm.call(found, (value,))
        return BoundMethod(value.cls if "class" in found.marks else value, found, name)
    if isinstance(found, (LibraryFunction, Thunk)):
        return BoundMethod(value, found, name)
    if descriptors.is_partial_method(found):
        return descriptors.read_partial(vm, found, _bind(vm, value, found.attrs.get("func"), name))
    return found.default if isinstance(found, FieldV) else found


def _of_super(vm: Interpreter, value: Super, name: str) -> Any:
    receiver = value.receiver
    cls = receiver if isinstance(receiver, Class) else receiver.cls
    if value.owner not in cls.mro:
        return Unknown("super()")
    found = find_in_class(cls, name, behind=value.owner)
    if name == "__new__" and (found is MISSING or isinstance(found, Function)):
        return hooks.plain_super(receiver, name) if found is MISSING else found
    if found is MISSING:
        if cls.open:
            return Unknown("a base that is not known")
        if name == "__init__":
            return BoundMethod(receiver, _initializer(cls), name)
        return hooks.plain_super(receiver, name) if name.startswith("__") else MISSING
    if isinstance(found, Function) and isinstance(receiver, Class):
        return BoundMethod(receiver, found, name) if "static" not in found.marks else found
    return _bind(vm, receiver, found, name)


def _of_bound(vm: Interpreter, value: BoundMethod, name: str) -> Any:
    return (
        value.receiver if name == "__self__" else value.name if name == "__name__" else Unknown(f"attribute `{name}`")
    )


def _of_lazy(vm: Interpreter, value: LazyDefinition, name: str) -> Any:
    return find(vm, vm.loader.force(value), name)


_FINDERS: Final[dict[type, Any]] = {
    BoundMethod: _of_bound,
    Class: _of_class,
    EnumMember: _of_member,
    Function: _of_function,
    Instance: _of_instance,
    LazyDefinition: _of_lazy,
    Library: _of_library,
    LibraryClass: _of_library_class,
    LibraryFunction: _of_library_function,
    Module: _of_module,
    Param: _of_param,
    Super: _of_super,
    Unknown: _of_unknown,
}


def find_special(vm: Interpreter, value: Any, name: str) -> Any:
    """A special method (`__add__`) of a value's class, bound; MISSING where the class has none; Unknown where that is not known."""
    if isinstance(value, Instance):
        if isinstance(value.cls, Class):
            found = find_in_class(value.cls, name)
            if found is MISSING:
                return Unknown("a base that is not known") if value.cls.open else MISSING
            return _bind(vm, value, found, name)
        for kin in kinship(value):
            if name in kin.methods:
                return BoundMethod(value, LibraryFunction(f"{kin.path}.{name}", kin.methods[name]), name)
        return MISSING
    if isinstance(value, Unknown):
        return Unknown(value.why, value.data, value.given)
    path = class_path(value)
    entry = find_class(path) if path else None
    method = find_method(entry, name) if entry is not None else None
    return MISSING if method is None else BoundMethod(value, LibraryFunction(f"{path}.{name}", method), name)
