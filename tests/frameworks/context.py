"""A small interpreter for tests of declarations: it applies one op or layer to abstract values, through the registry.

    cx = PlainContext()
    cx.apply("torch.nn.functional.relu", (tensor(2, 3),))
    conv = cx.construct("torch.nn.Conv2d", 3, 8, kernel_size=3)
    cx.call(conv, (tensor("N", 3, "H", "W"),))

As in the engine, a handler may return a Shape, and Undetermined becomes unknown tensors where its annotation says so.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any

from convlint.frameworks.common.registry import (
    TENSOR_CLASSES,
    ClassEntry,
    FunctionEntry,
    find_class,
    find_constant,
    find_function,
    find_method,
    lineage,
)
from convlint.frameworks.common.spec import weight_shape
from convlint.symbolic import Dim, Facts, Int, Shape, Truth, symbol
from convlint.values import (
    BoundMethod,
    DictV,
    Instance,
    IteratorV,
    LibraryClass,
    LibraryFunction,
    ListV,
    Mismatch,
    NoTensor,
    SetV,
    SizeV,
    StreamV,
    Tensor,
    Undetermined,
    Unknown,
)
from convlint.values.base import HeapObject
from convlint.values.context import MISSING

OPERATORS: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "+": ("add", operator.add),
    "-": ("sub", operator.sub),
    "*": ("mul", operator.mul),
    "/": ("truediv", operator.truediv),
    "//": ("floordiv", operator.floordiv),
    "%": ("mod", operator.mod),
    "**": ("pow", operator.pow),
    "@": ("matmul", operator.matmul),
    "==": ("eq", operator.eq),
    "!=": ("ne", operator.ne),
    "<": ("lt", operator.lt),
    "<=": ("le", operator.le),
    ">": ("gt", operator.gt),
    ">=": ("ge", operator.ge),
    "&": ("and", operator.and_),
    "|": ("or", operator.or_),
    "^": ("xor", operator.xor),
}


def tensor(*sizes: int | str | Dim, dtype: str | None = "float", library: str = "torch") -> Tensor:
    """A tensor of these sizes; a string is a symbol of that name (a new one each time)."""
    return Tensor(Shape(tuple(symbol(s) if isinstance(s, str) else s for s in sizes), None), dtype, library)


class PlainContext:
    """The protocol `convlint.values.Context` without a program: no branches, no choices, nothing to undo."""

    def __init__(self) -> None:
        self.facts = Facts()
        self.notes: dict[str, Any] = {}
        self.warnings: list[tuple[str, str]] = []

    # --- making values ------------------------------------------------------------------------------------------------

    def fresh(self, name: str, low: int | None = 0) -> Dim:
        made = symbol(name, low=low)
        assert isinstance(made, Dim)
        return made

    def unknown_tensor(self, name: str = "x", library: str = "torch") -> Tensor:
        return Tensor(Shape.unknown(name), None, library)

    # --- asking -------------------------------------------------------------------------------------------------------

    def dims(self, tensor: Tensor) -> tuple[Int, ...] | None:
        shape = self.facts.resolve_shape(tensor.shape)
        return shape.dims if shape.lead is None else None

    def choose(self, key: object, options: tuple[Any, ...]) -> Any:
        return options[0] if len(options) == 1 else None

    def items(self, value: Any) -> list[Any] | None:
        if isinstance(value, (tuple, list, range)):
            return list(value)
        if isinstance(value, (ListV, IteratorV)):
            return None if value.items is None else list(value.items)
        if isinstance(value, (DictV, SetV)):
            return None if value.items is None or getattr(value, "open", False) else list(value.items)
        if isinstance(value, SizeV):
            found = self.dims(value.tensor)
            return None if found is None else list(found)
        if isinstance(value, (Instance, Tensor)) and self._method(value, "__iter__") is not None:
            return self.items(self._call_method(value, "__iter__", (), {}))
        return None

    def element(self, value: Any) -> Any:
        items = self.items(value)
        if items:
            return items[0]
        found = value.element if isinstance(value, (ListV, StreamV)) else None
        return Unknown("element") if found is None else found

    def length(self, value: Any) -> Int | None:
        if isinstance(value, str):
            return len(value)
        items = self.items(value)
        return getattr(value, "length", None) if items is None else len(items)

    def getitem(self, value: Any, index: Any) -> Any:
        if isinstance(value, DictV):
            return value.items.get(index, Unknown("item"))
        if isinstance(value, (Instance, Tensor)):
            return self._call_method(value, "__getitem__", (index,), {})
        items = self.items(value)
        if items is None or not isinstance(index, (int, slice)):
            return Unknown("item")
        return items[index]

    def truth(self, value: Any) -> Truth:
        if isinstance(value, Dim):
            return self.facts.equal(value, 0).negated
        if isinstance(value, (ListV, DictV)):
            items = self.items(value)
            return Truth.OPEN if items is None else _truth(bool(items))
        return Truth.OPEN if isinstance(value, (Unknown, Tensor)) else _truth(bool(value))

    def equal(self, one: Any, other: Any) -> Truth:
        if isinstance(one, (int, Dim)) and isinstance(other, (int, Dim)):
            return self.facts.equal(one, other)
        if isinstance(one, (Unknown, Tensor)) or isinstance(other, (Unknown, Tensor)):
            return Truth.OPEN
        return _truth(one == other)

    def binary(self, op: str, left: Any, right: Any) -> Any:
        name, function = OPERATORS[op]
        if isinstance(left, (Tensor, Instance)):
            return self._call_method(left, f"__{name}__", (right,), {})
        if isinstance(right, (Tensor, Instance)):
            return self._call_method(right, f"__r{name}__", (left,), {})
        return function(left, right)

    def is_instance(self, value: Any, cls: Any) -> Truth:
        if isinstance(cls, tuple):
            answers = [self.is_instance(value, each) for each in cls]
            return Truth.YES if Truth.YES in answers else Truth.OPEN if Truth.OPEN in answers else Truth.NO
        if isinstance(cls, LibraryClass):
            entry = _class_of(value)
            return Truth.OPEN if entry is None else _truth(cls.entry in lineage(entry))
        return _truth(isinstance(value, cls)) if isinstance(cls, type) else Truth.OPEN

    def reported(self) -> int:
        return 0

    def describe(self, shape: Shape) -> str:
        return str(self.facts.resolve_shape(shape))

    # --- attributes ---------------------------------------------------------------------------------------------------

    def parameters(self, function: Any) -> dict[str, bool] | None:
        return None

    def attribute(self, value: Any, name: str) -> Any:
        found = self.find_attribute(value, name)
        return Unknown(name) if found is MISSING else found

    def find_attribute(self, value: Any, name: str) -> Any:
        if isinstance(value, Instance) and name in value.attrs:
            return value.attrs[name]
        entry = _class_of(value)
        if entry is None:
            return MISSING
        for kin in lineage(entry):
            if name in kin.properties:
                return kin.properties[name](self, value)
            if name in kin.methods:
                return BoundMethod(value, LibraryFunction(f"{kin.path}.{name}", kin.methods[name]), name)
            if name in kin.weights:
                value.attrs[name] = self._weight(value, kin.weights[name])
                return value.attrs[name]
        return MISSING

    def set_attribute(self, value: Any, name: str, item: Any) -> None:
        value.attrs[name] = item

    def _weight(self, instance: Instance, spec: Any) -> Any:
        if not isinstance(spec, str):
            return spec(self, instance)
        return Tensor(weight_shape(self, spec, instance.attrs), "float", parameter=True)

    # --- effects ------------------------------------------------------------------------------------------------------

    def touch(self, value: HeapObject) -> None: ...

    def forget(self, value: Any) -> None:
        if isinstance(value, Instance):
            value.opaque = True
        elif isinstance(value, (ListV, DictV, SetV)):
            value.forget()

    def hand_over(self, values: Iterable[Any]) -> None:
        for value in values:
            self.forget(value)

    def mentions(self, pattern: str) -> bool:
        return False

    def warn(self, rule: str, message: str) -> None:
        self.warnings.append((rule, message))

    # --- calls --------------------------------------------------------------------------------------------------------

    def apply(self, path: str, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> Any:
        """Call the function or method declared at a path, or construct the class. Raises Mismatch, LookupError."""
        return self.call(declared(path), args, kwargs)

    def construct(self, path: str, *args: Any, **kwargs: Any) -> Instance:
        """An instance of the class declared at a path. Raises Mismatch, LookupError."""
        entry = find_class(path)
        if entry is None:
            raise LookupError(path)
        instance = Instance(LibraryClass(path, entry))
        try:
            for kin in lineage(entry):
                if "__init__" in kin.methods:
                    method = kin.methods["__init__"]
                    if method.accepts is not None:
                        method.accepts.check(len(args) + 1, kwargs)
                    positional, keyword = method.signature.bind(self, (instance, *args), kwargs)
                    method.handler(self, *positional, **keyword)
                    break
                if kin.init is not None:
                    if kin.accepts is not None:
                        kin.accepts.check(len(args), kwargs)
                    instance.attrs.update(kin.init.bind_names(self, args, kwargs))
                    if kin.check is not None:
                        kin.check(self, instance)
                    break
        except Undetermined:
            instance.opaque = True
        return instance

    def call(self, function: Any, args: tuple[Any, ...] = (), kwargs: dict[str, Any] | None = None) -> Any:
        kwargs = kwargs or {}
        if isinstance(function, LibraryFunction):
            return self._run(function.entry, args, kwargs)
        if isinstance(function, LibraryClass) and "__new__" in function.entry.methods:
            return self._run(function.entry.methods["__new__"], (function, *args), kwargs)
        if isinstance(function, LibraryClass):
            return self.construct(function.path, *args, **kwargs)
        if isinstance(function, BoundMethod):
            return self.call(function.function, (function.receiver, *args), kwargs)
        if isinstance(function, Instance):
            if function.opaque:
                return Unknown("opaque")
            name = "__call__" if self._method(function, "__call__") else "forward"
            return self._call_method(function, name, args, kwargs)
        return function(*args, **kwargs) if callable(function) else Unknown("call")

    def _method(self, value: Any, name: str) -> FunctionEntry | None:
        entry = _class_of(value)
        return None if entry is None else find_method(entry, name)

    def _call_method(self, value: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        entry = self._method(value, name)
        return Unknown(name) if entry is None else self._run(entry, (value, *args), kwargs)

    def _run(self, entry: FunctionEntry, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        try:
            if entry.accepts is not None:
                entry.accepts.check(len(args), kwargs)
            positional, keyword = entry.signature.bind(self, args, kwargs)
            result = entry.handler(self, *positional, **keyword)
        except Undetermined as reason:
            if entry.strict and isinstance(reason, NoTensor):
                raise Mismatch("invalid-argument", str(reason)) from None
            return self._undetermined(entry.signature.returns, str(reason))
        if isinstance(result, Shape):
            first = next((value for value in positional if isinstance(value, Tensor)), None)
            result = Tensor(result) if first is None else first.like(result)
        if entry.after is not None:
            entry.after(self, result, positional, keyword, kwargs)
        return result

    def _undetermined(self, returns: str, why: str) -> Any:
        parts = returns.strip("\"'").split(",")
        if not all(part.strip().startswith(("Tensor", "Shape")) for part in parts):
            return Unknown(why)
        made = tuple(self.unknown_tensor("result") for _ in parts)
        return made[0] if len(made) == 1 else made


def declared(path: str) -> LibraryFunction | LibraryClass:
    """What is declared at a path: a function, a class, or a method of a class. Raises LookupError."""
    function = find_function(path)
    if function is not None:
        return LibraryFunction(path, function)
    cls = find_class(path)
    if cls is not None:
        return LibraryClass(path, cls)
    owner, _, name = path.rpartition(".")
    parent = find_class(owner)
    method = None if parent is None else find_method(parent, name)
    if method is not None:
        return LibraryFunction(path, method)
    found = find_constant(path, MISSING)
    if not isinstance(found, (LibraryFunction, LibraryClass)):
        raise LookupError(f"{path} is not declared")
    return found


def _class_of(value: Any) -> ClassEntry | None:
    if isinstance(value, Tensor):
        return find_class(TENSOR_CLASSES[value.library])
    cls = getattr(value, "cls", None)
    return cls.entry if isinstance(cls, LibraryClass) else None


def _truth(answer: bool) -> Truth:
    return Truth.YES if answer else Truth.NO
