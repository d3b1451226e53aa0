"""The registry: what is declared of the libraries, found by dotted path.

Declarations register themselves when their module is imported; `load` imports a library's declarations when its name is
first met, so that linting a PyTorch file never pays for Keras.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from convlint.frameworks.common.accepted import Accepted, read_accepted
from convlint.frameworks.common.signature import Signature

Handler = Callable[..., Any]
F = TypeVar("F", bound=Handler)


@dataclass(slots=True, eq=False, repr=False)
class FunctionEntry:
    """A declared function or method.

    handler: the transfer function, called as handler(cx, *bound arguments).
    counts: it is an op on tensors and appears in the statistics.
    after: after(cx, result, bound arguments, bound keyword arguments, keyword arguments as given) notes what else is known of the
    result; it may raise Mismatch.
    accepts: the framework's own parameters, where they are certain. strict: where the handler takes a tensor, nothing else will do.
    sized: the result has the sizes that it is given, which may be those of a tensor of unknown rank.
    """

    path: str
    handler: Handler
    signature: Signature
    counts: bool = True
    after: Callable[[Any, Any, list[Any], dict[str, Any], dict[str, Any]], None] | None = None
    accepts: Accepted | None = None
    strict: bool = False
    sized: bool = False


@dataclass(slots=True, eq=False, repr=False)
class ClassEntry:
    """A declared class.

    parents: dotted paths. init: the constructor's signature; its bound arguments become attributes.
    check: check(cx, self) runs after binding: normalises attributes, raises Mismatch for what the framework refuses.
    weights: attribute name -> spec of its shape ("out_features in_features"), or a function (cx, self) -> value.
    of_class: the methods that get the class that they are called on, and no object.
    """

    path: str
    parents: tuple[str, ...] = ()
    init: Signature | None = None
    check: Callable[[Any, Any], None] | None = None
    weights: dict[str, Any] = field(default_factory=dict)
    methods: dict[str, FunctionEntry] = field(default_factory=dict)
    properties: dict[str, Callable[[Any, Any], Any]] = field(default_factory=dict)
    of_class: tuple[str, ...] = ()
    stand_in: str = ""  # the class that stands for one of several like this, of which it is not known which
    accepts: Accepted | None = None  # the parameters of the framework's own constructor, where they are certain
    layer: bool = False  # calling an instance is calling `forward`, and is counted as a layer application
    driven: tuple[
        str, ...
    ] = ()  # methods of a project's subclass to try with unknown tensors when nothing calls them (`forward`)
    inner: tuple[
        str, ...
    ] = ()  # methods that those call, beside what is declared: who has others of that name does other things


LIBRARIES: Final[dict[str, str]] = {
    "torch": "convlint.frameworks.torch",
    "torchvision": "convlint.frameworks.torchvision",
    "timm": "convlint.frameworks.timm",
    "keras": "convlint.frameworks.keras",
    "tensorflow": "convlint.frameworks.keras",
    "tf_keras": "convlint.frameworks.keras",
    "numpy": "convlint.frameworks.numpy",
    "PIL": "convlint.frameworks.pillow",
    "sklearn": "convlint.frameworks.sklearn",
    "einops": "convlint.frameworks.einops",
    "jaxtyping": "convlint.frameworks.jaxtyping",
    "beartype": "convlint.frameworks.jaxtyping",
    "typeguard": "convlint.frameworks.jaxtyping",
    "lightning": "convlint.frameworks.lightning",
    "pytorch_lightning": "convlint.frameworks.lightning",
    "tqdm": "convlint.frameworks.tqdm",
    "tensorboardX": "convlint.frameworks.torch",
    "torchsummary": "convlint.frameworks.torch",
    "torchinfo": "convlint.frameworks.torch",
    "thop": "convlint.frameworks.torch",
    "ptflops": "convlint.frameworks.torch",
    "kernels": "convlint.frameworks.torch",
    "builtins": "convlint.frameworks.python",
    "math": "convlint.frameworks.python",
    "functools": "convlint.frameworks.python",
    "importlib": "convlint.frameworks.python",
    "inspect": "convlint.frameworks.python",
    "keyword": "convlint.frameworks.python",
    "itertools": "convlint.frameworks.python",
    "collections": "convlint.frameworks.python",
    "copy": "convlint.frameworks.python",
    "operator": "convlint.frameworks.python",
    "dataclasses": "convlint.frameworks.python",
    "enum": "convlint.frameworks.python",
    "typing": "convlint.frameworks.python",
    "typing_extensions": "convlint.frameworks.python",
    "abc": "convlint.frameworks.python",
    "argparse": "convlint.frameworks.python",
    "random": "convlint.frameworks.python",
    "re": "convlint.frameworks.python",
    "types": "convlint.frameworks.python",
    "sys": "convlint.frameworks.python",
    "os": "convlint.frameworks.python",
    "time": "convlint.frameworks.python",
    "datetime": "convlint.frameworks.python",
    "logging": "convlint.frameworks.python",
    "warnings": "convlint.frameworks.python",
    "glob": "convlint.frameworks.python",
    "platform": "convlint.frameworks.python",
    "socket": "convlint.frameworks.python",
    "getpass": "convlint.frameworks.python",
    "uuid": "convlint.frameworks.python",
    "tempfile": "convlint.frameworks.python",
    "secrets": "convlint.frameworks.python",
    "gc": "convlint.frameworks.python",
    "shutil": "convlint.frameworks.python",
    "faulthandler": "convlint.frameworks.python",
    "atexit": "convlint.frameworks.python",
    "pprint": "convlint.frameworks.python",
}
"""Top-level package -> the package of ours that declares it."""

SOURCE_FIRST = frozenset({"timm", "torchvision", "einops", "segmentation_models_pytorch", "transformers"})
"""Packages whose own source is better than what is declared of them, where it is linted itself."""

TENSOR_CLASSES: Final = {
    "torch": "torch.Tensor",
    "numpy": "numpy.ndarray",
    "keras": "keras.Tensor",
}
"""Library of a Tensor -> the declared class whose methods, properties and operators (`__add__`, `__getitem__`) it has."""
DRIVERS: Final = {
    "torch": ("torch.nn.Module", "torch.utils.data.Dataset", "torch.utils.data.IterableDataset"),
    "keras": ("keras.Layer",),
}
"""By library of tensors, the classes that call methods of those which derive from them."""
SCALAR_LIBRARIES = {"numpy"}
"""Libraries whose items without dims may be of another class than their arrays (`numpy.int64`, not `numpy.ndarray`)."""

POSITIVE = frozenset(
    "in_features out_features in_channels out_channels num_features num_channels hidden_size input_size embed_dim embedding_dim "
    "num_embeddings d_model nhead num_heads dim_feedforward groups num_groups units filters".split()
)
"""Constructor arguments that are at least 1 in every layer."""

_NOTHING: Final[Any] = object()
_functions: Final[dict[str, FunctionEntry]] = {}
_classes: Final[dict[str, ClassEntry]] = {}
_constants: Final[dict[str, Any]] = {}
_renamed: Final[list[tuple[str, str]]] = []
_aliases: Final[dict[str, str]] = {}
_loaded: Final[set[str]] = set()
_namespaces: Final[set[str]] = set()

_found_functions: Final[dict[str, FunctionEntry | None]] = {}
_found_classes: Final[dict[str, ClassEntry | None]] = {}
_lineages: Final[dict[ClassEntry, list[ClassEntry]]] = {}
_found_methods: Final[dict[tuple[ClassEntry, str], FunctionEntry | None]] = {}
_found_constants: Final[dict[str, Any]] = {}
_registered: Final[dict[FunctionEntry, bool]] = {}
_ANSWERS: Final[tuple[dict[Any, Any], ...]] = (
    _found_functions,
    _found_classes,
    _lineages,
    _found_methods,
    _found_constants,
    _registered,
)
"""What was asked before, misses included; a declaration that comes later makes all of it stale."""


def load(path: str) -> None:
    """Import the declarations of the library that `path` belongs to."""
    module = LIBRARIES.get(path.partition(".")[0])
    if module is not None and module not in _loaded:
        _loaded.add(module)
        importlib.import_module(module)


def _forget() -> None:
    for answers in _ANSWERS:
        answers.clear()


def is_declared(path: str) -> bool:
    """Whether anything of the library is declared at all."""
    return path.partition(".")[0] in LIBRARIES


def namespaces(*paths: str) -> None:
    """These modules of a library are declared as a whole: its own files, where one is linted, need not be read for them."""
    _namespaces.update(paths)


def is_namespace(path: str) -> bool:
    """Whether a module of a library is declared as a whole."""
    load(path)
    return path in _namespaces or _canonical(f"{path}.x")[:-2] in _namespaces


MOST_RENAMINGS: Final = 8


def _canonical(path: str) -> str:
    """The path after all renamings, one after the other."""
    for _ in range(MOST_RENAMINGS):
        renamed_once = _renamed_once(path)
        if renamed_once == path:
            break
        path = renamed_once
    return path


def _renamed_once(path: str) -> str:
    if path in _aliases:
        return _aliases[path]
    owner, _, name = path.rpartition(".")
    if owner in _aliases:
        return f"{_aliases[owner]}.{name}"
    for prefix, target in _renamed:
        if path.startswith(prefix):
            return target + path[len(prefix) :]
    return path


def find_function(path: str) -> FunctionEntry | None:
    """The function declared at a dotted path."""
    if path not in _found_functions:
        load(path)
        _found_functions[path] = _functions.get(path) or _functions.get(_canonical(path))
    return _found_functions[path]


def find_class(path: str) -> ClassEntry | None:
    """The class declared at a dotted path."""
    if path not in _found_classes:
        load(path)
        _found_classes[path] = _classes.get(path) or _classes.get(_canonical(path))
    return _found_classes[path]


def find_constant(path: str, missing: Any) -> Any:
    """The constant declared at a dotted path, else `missing`."""
    if path not in _found_constants:
        load(path)
        found = _constants.get(path, _NOTHING)
        _found_constants[path] = _constants.get(_canonical(path), _NOTHING) if found is _NOTHING else found
    known = _found_constants[path]
    return missing if known is _NOTHING else known


def lineage(entry: ClassEntry) -> list[ClassEntry]:
    """The class and its declared ancestors, nearest first. Not to be changed."""
    if entry not in _lineages:
        _lineages[entry] = _ancestors(entry)
    return _lineages[entry]


def _ancestors(entry: ClassEntry) -> list[ClassEntry]:
    found: list[ClassEntry] = []
    queue = [entry]
    while queue:
        current = queue.pop(0)
        if current not in found:
            found.append(current)
            queue.extend(parent for path in current.parents if (parent := find_class(path)) is not None)
    return found


def find_method(entry: ClassEntry, name: str) -> FunctionEntry | None:
    """A method of the class or of its declared ancestors."""
    key = (entry, name)
    if key not in _found_methods:
        _found_methods[key] = next((kin.methods[name] for kin in lineage(entry) if name in kin.methods), None)
    return _found_methods[key]


def is_registered(entry: FunctionEntry) -> bool:
    """Whether a function was declared under its path, and not made for one occasion."""
    known = _registered.get(entry)
    if known is None:
        owner, _, name = entry.path.rpartition(".")
        here = _functions.get(entry.path) is entry
        known = _registered[entry] = here or (owner in _classes and _classes[owner].methods.get(name) is entry)
    return known


def driven(libraries: tuple[str, ...]) -> dict[str, str]:
    """The names of the methods that the classes of some libraries call with tensors, each with the library of these."""
    classes = ((library, find_class(path)) for library in libraries for path in DRIVERS.get(library, ()))
    return {name: library for library, entry in classes if entry is not None for name in entry.driven}


def library_of(path: str) -> str:
    """The library of the tensors that what is declared at a path gives."""
    package = path.partition(".")[0]
    return package if package in TENSOR_CLASSES else "torch"


def all_functions() -> dict[str, FunctionEntry]:
    """Every function declared so far, by path (for the docs table and the recorded truth)."""
    return dict(_functions)


def all_classes() -> dict[str, ClassEntry]:
    """Every class declared so far, by path (for the docs table and the recorded truth)."""
    return dict(_classes)


# --- how declarations register themselves -----------------------------------------------------------------------------


def renamed(prefix: str, target: str) -> None:
    """Paths that start with `prefix` mean those that start with `target`."""
    _renamed.append((prefix, target))
    _forget()


def alias(path: str, target: str) -> None:
    """The path means `target`, as do the paths of its methods."""
    _aliases[path] = target
    _forget()


def constant(path: str, value: Any) -> None:
    """Declare a constant: an abstract value."""
    _constants[path] = value
    _forget()


def op(*paths: str, counts: bool = True) -> Callable[[F], F]:
    """Declare a function or method under each of its dotted paths.

    The handler's own parameters are the framework's, in its order, annotated with the kinds of `signature`; the first one is `cx`.
    A path whose parent is a declared class (`torch.Tensor.view`) is a method.
    """

    def register(handler: F) -> F:
        signature = Signature.of(handler)
        for path in paths:
            add_function(path, handler, signature, counts)
        return handler

    return register


def add_function(path: str, handler: Handler, signature: Signature, counts: bool = True) -> None:
    """What `op` does, for tables."""
    entry = FunctionEntry(path, handler, signature, counts)
    _forget()
    owner = _classes.get(path.rpartition(".")[0])
    if owner is None:
        _functions[path] = entry
    else:
        owner.methods[path.rpartition(".")[2]] = entry


def declare_also(prefix: str, target: str, twins: dict[str, tuple[str, ...]]) -> None:
    """Declare what is declared below `prefix` below `target` as well, unless that has its own of that name.

    twins: how the parameters are called there, each with those here that it stands for.
    """
    for path, function in list(_functions.items()):
        name = target + path.removeprefix(prefix)
        if path.startswith(prefix) and not path.startswith(target) and name not in _functions:
            _functions[name] = replace(function, path=name, signature=function.signature.known_as(twins))
    for path, cls in list(_classes.items()):
        name = target + path.removeprefix(prefix)
        if path.startswith(prefix) and not path.startswith(target) and name not in _classes:
            methods = {each: replace(entry, path=f"{name}.{each}") for each, entry in cls.methods.items()}
            _classes[name] = replace(cls, path=name, methods=methods)
    _forget()


def follow(path: str, after: Callable[[Any, Any, list[Any], dict[str, Any], dict[str, Any]], None]) -> None:
    """What comes after the function, method or layer that is declared at a path."""
    owner, _, name = path.rpartition(".")
    entry = _functions.get(path) or (_classes[path].methods["forward"] if path in _classes else None)
    if entry is None:
        entry = _classes[owner].methods[name]
    entry.after = after


def accept(package: str) -> None:
    """Note which arguments the functions, constructors and layers take that a package of ours declares."""
    for path, accepted in read_accepted(package).items():
        if path in _classes:
            _classes[path].accepts = accepted
            if "__init__" in _classes[path].methods:
                _classes[path].methods["__init__"].accepts = accepted.of_method()
        elif path in _functions:
            _functions[path].accepts = accepted
        else:
            owner, _, name = path.rpartition(".")
            if name in _classes[owner].methods:
                _classes[owner].methods[name].accepts = accepted


def strict(prefix: str, *others: str) -> None:
    """The functions and methods below a path, but for those of the given names, take tensors only where a tensor is declared."""
    for path, entry in _functions.items():
        if path.startswith(prefix) and path.rpartition(".")[2] not in others:
            entry.strict = True
    for path, cls in _classes.items():
        if path.startswith(prefix):
            for name, entry in cls.methods.items():
                if name not in others:
                    entry.strict = True


def gives_sizes(*paths: str) -> None:
    """The functions and methods at these paths give a tensor of the sizes that they are given."""
    for path in paths:
        owner, _, name = path.rpartition(".")
        entry = _classes[owner].methods[name] if owner in _classes else _functions[path]
        entry.sized = True


def prop(*paths: str) -> Callable[[F], F]:
    """Declare a property of a declared class: handler(cx, self) -> value."""

    def register(handler: F) -> F:
        for path in paths:
            owner, _, name = path.rpartition(".")
            _classes[owner].properties[name] = handler
        return handler

    return register


def declare_class(path: str, *parents: str, init: str | None = None, **more: Any) -> ClassEntry:
    """Declare a class that is no layer; its methods follow by `op("path.method")`."""
    entry = ClassEntry(path, parents, None if init is None else Signature.parse(init), **more)
    _classes[path] = entry
    _forget()
    return entry


def layer(
    *paths: str,
    init: str = "*args, **kwargs",
    parent: str = "torch.nn.Module",
    check: Callable[[Any, Any], None] | None = None,
    **weights: Any,
) -> Callable[[F], F]:
    """Declare a layer; the handler is its forward: handler(cx, self, input, …).

    init: the constructor's parameters as in a `def`, which become attributes. weights: specs of its parameters' shapes.
    """

    def register(handler: F) -> F:
        add_layer(paths, Signature.parse(init), handler, Signature.of(handler), parent, check, weights)
        return handler

    return register


def stand_in(path: str, *paths: str) -> None:
    """Let the class at a path stand for an object that is of one of these classes."""
    for each in (path, *paths):
        _classes[each].stand_in = path


def stands_alone(cls: Any) -> bool:
    """Whether a class is itself, and does not stand for one of several."""
    entry = getattr(cls, "entry", None)
    return not isinstance(entry, ClassEntry) or entry.stand_in != entry.path or not entry.stand_in


def add_layer(
    paths: tuple[str, ...],
    init: Signature,
    handler: Handler,
    signature: Signature,
    parent: str,
    check: Callable[[Any, Any], None] | None,
    weights: dict[str, Any],
) -> None:
    """What `layer` does, for tables."""
    _forget()
    for path in paths:
        entry = ClassEntry(path, (parent,), init, check, dict(weights), layer=True)
        forward = "call" if path.startswith(("keras.", "tensorflow.")) else "forward"
        entry.methods[forward] = FunctionEntry(f"{path}.{forward}", handler, signature)
        _classes[path] = entry
