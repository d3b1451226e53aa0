"""Binding: from the arguments of a call to those of a declaration, each brought to the kind that its annotation names.

Kinds (annotations of a handler's parameters; `| None` lets None through):

- `Tensor`: a Tensor; an Unknown becomes a tensor of unknown shape; anything else is Undetermined.
- `Tensors`: a tuple of Tensors from a list or tuple.
- `Int`: a size, int or Dim; an Unknown becomes a fresh symbol; a float is a mismatch (`invalid-argument`).
- `Ints`: a tuple of sizes from an int, list, tuple or shape.
- `Axis`: a plain int; anything not known is Undetermined. `Axes`: a tuple of plain ints from an int, list or tuple.
- `bool`, `str`: a constant; anything not known is Undetermined.
- `Any` or none: the abstract value as it is.

`*sizes: Int` also takes one list or tuple instead, as `view` and `permute` do. Arguments that every function takes and that say
nothing of shapes (`out`, `dtype`, `device`, …) are dropped where the handler does not name them; any other unexpected argument
is Undetermined.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from convlint.frameworks.common import compiled_handlers
from convlint.symbolic import Dim, Int, Shape
from convlint.values.base import Unknown
from convlint.values.containers import DictV, ListV
from convlint.values.context import Context
from convlint.values.iterators import IteratorV
from convlint.values.mismatch import Mismatch, NoTensor, OpenSizes, Undetermined
from convlint.values.numbers import FloatV
from convlint.values.tensor import SizeV, Tensor

Operand = Tensor
Tensors = tuple[Tensor, ...]
Ints = tuple[Int, ...]
Axis = int
Axes = tuple[int, ...]

REQUIRED: Final[Any] = object()
IGNORED: Final = frozenset(
    "out dtype device requires_grad layout memory_format pin_memory inplace names generator non_blocking copy name "
    "order subok like casting trainable".split()
)
TWINS: Final = {"axis": ("dim",), "keepdims": ("keepdim",), "x": ("input",), "x1": ("input",), "x2": ("other",)}
"""NumPy's names, which torch takes in place of its own."""


class Parameter(NamedTuple):
    """kind: positional, keyword, vararg or kwarg."""

    name: str
    kind: str
    default: Any
    convert: Callable[[Context, Any, str], Any] | None


class Signature:
    """The parameters of a declaration. Compiled at first use, since most declarations are never called in a run."""

    __slots__ = ("_handler", "_parameters", "_simple", "_text", "returns", "twins")

    def __init__(self, handler: Callable[..., Any] | None, text: str | None) -> None:
        self.twins: Mapping[str, tuple[str, ...]] = TWINS
        self._handler = handler
        self._text = text
        self._parameters: list[Parameter] | None = None
        self._simple: bool | None = None
        self.returns: str = "" if handler is None else _result_of(handler)

    @classmethod
    def of(cls, handler: Callable[..., Any]) -> Signature:
        """The signature of a handler without its first parameter, `cx`."""
        return cls(handler, None)

    @classmethod
    def parse(cls, text: str, returns: str = "") -> Signature:
        """A signature as in a `def`: `in_features, out_features, bias=True`. Annotations name kinds."""
        made = cls(None, text)
        made.returns = returns
        return made

    def known_as(self, twins: Mapping[str, tuple[str, ...]]) -> Signature:
        """The same parameters, which may be given by other names: each of `twins` with those that it may stand for."""
        made = Signature(self._handler, self._text)
        made.returns, made.twins = self.returns, twins
        return made

    @property
    def parameters(self) -> list[Parameter]:
        """The parameters, in order."""
        if self._parameters is None:
            self._parameters = _from_text(self._text) if self._handler is None else _from_handler(self._handler)
        return self._parameters

    def bind(self, cx: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """The handler's positional and keyword arguments.

        Raises Undetermined where an argument that matters is not known, or the call does not fit; Mismatch for a float as a size.
        """
        if not kwargs and (self._simple or (self._simple is None and self._is_simple())):
            return self._bind_simply(cx, args), {}
        given = self._translated(kwargs)
        positional: list[Any] = []
        keyword: dict[str, Any] = {}
        rest = list(args)
        for p in self.parameters:
            if p.kind == "vararg":
                positional.extend(_vararg(cx, p, rest, given))
                rest = []
            elif p.kind == "kwarg":
                if not given.keys().isdisjoint(("cx", *[other.name for other in self.parameters])):
                    raise Undetermined(f"an argument is given twice: {list(given)}")
                keyword.update(given)
                given = {}
            elif p.kind == "positional":
                positional.append(_one(cx, p, rest.pop(0) if rest else given.pop(p.name, p.default)))
            else:
                keyword[p.name] = _one(cx, p, given.pop(p.name, p.default))
        if rest or (given and any(name not in IGNORED for name in given)):
            raise Undetermined(f"unexpected arguments {[*rest, *given]}")
        return positional, keyword

    def _is_simple(self) -> bool:
        """Whether all parameters are positional."""
        self._simple = all(p.kind == "positional" for p in self.parameters)
        return self._simple

    def _bind_simply(self, cx: Context, args: tuple[Any, ...]) -> list[Any]:
        count, bound = len(args), []
        parameters = self.parameters
        if count > len(parameters):
            raise Undetermined(f"unexpected arguments {list(args)}")
        for place, p in enumerate(parameters):
            value = args[place] if place < count else p.default
            if value is REQUIRED:
                raise Undetermined(f"missing argument `{p.name}`")
            bound.append(value if p.convert is None else p.convert(cx, value, p.name))
        return bound

    def _translated(self, kwargs: dict[str, Any]) -> dict[str, Any]:
        if not kwargs or kwargs.keys().isdisjoint(self.twins):
            return dict(kwargs)
        own = {p.name for p in self.parameters}
        return {self._own(name, own): value for name, value in kwargs.items()}

    def _own(self, name: str, own: set[str]) -> str:
        return name if name in own else next((twin for twin in self.twins.get(name, ()) if twin in own), name)

    def bind_names(self, cx: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Name -> value for every parameter (a constructor's attributes). Raises Undetermined where the call does not fit."""
        given = dict(kwargs)
        bound: dict[str, Any] = {}
        count = len(args)
        used = 0
        for p in self.parameters:
            kind, name = p.kind, p.name
            if kind == "vararg":
                bound[name], used = args[used:], count
            elif kind == "kwarg":
                bound[name] = dict(given)
                given = {}
            else:
                if used < count and kind == "positional":
                    taken = args[used]
                    used += 1
                else:
                    taken = given.pop(name, p.default) if given else p.default
                bound[name] = taken if p.convert is None and taken is not REQUIRED else _one(cx, p, taken)
        if used < count or (given and any(name not in IGNORED for name in given)):
            raise Undetermined(f"unexpected arguments {[*args[used:], *given]}")
        return bound


def _one(cx: Context, p: Parameter, value: Any) -> Any:
    if value is REQUIRED:
        raise Undetermined(f"missing argument `{p.name}`")
    return value if p.convert is None else p.convert(cx, value, p.name)


def _vararg(cx: Context, p: Parameter, rest: list[Any], given: dict[str, Any]) -> list[Any]:
    if not rest and p.name in given:
        rest = [given.pop(p.name)]
    if p.convert is not None and p.convert is not to_tensor and p.convert not in WHOLE and len(rest) == 1:
        rest = _unpacked(cx, p, rest[0])
    return [_one(cx, p, value) for value in rest]


def _unpacked(cx: Context, p: Parameter, value: Any) -> list[Any]:
    """What a single argument in the place of several holds: itself, or the items of a list, a shape or an array of ints."""
    if isinstance(value, (tuple, list, ListV, SizeV)):
        items = cx.items(value)
    elif isinstance(value, Tensor) and p.convert is to_int:
        items = _numbers(cx, value)
    else:
        items = None if isinstance(value, Unknown) and not value.number else [value]
    if items is None:
        raise _not_known(value, p.name)
    return items


def _not_known(value: Any, name: str) -> Undetermined:
    why = f"`{name}` is not known"
    return OpenSizes(why, value.tensor.shape) if isinstance(value, SizeV) else Undetermined(why)


def _numbers(cx: Context, tensor: Tensor) -> list[Any] | None:
    """The numbers in a tensor, as far as it is known how many they are."""
    if isinstance(tensor.data, tuple):
        return list(tensor.data)
    shape = cx.facts.resolve_shape(tensor.shape)
    if shape.lead is None and not shape.dims:
        return [tensor]
    if shape.lead is not None or len(shape.dims) > 1 or not isinstance(shape.dims[0], int):
        return None
    return [cx.fresh("size") for _ in range(shape.dims[0])]


# --- kinds ------------------------------------------------------------------------------------------------------------


def to_tensor(cx: Context, value: Any, name: str) -> Tensor:
    if isinstance(value, Tensor):
        return value
    if isinstance(value, Unknown):
        tensor = value.tensor(cx, name)
        assert isinstance(tensor, Tensor)
        return tensor
    if isinstance(value, (tuple, ListV, DictV, str)):
        raise NoTensor(f"`{{it}}` takes a tensor for `{name}` but gets {noun(value)}")
    raise Undetermined(f"`{name}` is no tensor")


def noun(value: Any) -> str:
    """What is given in the place of a tensor, in words."""
    if isinstance(value, str):
        return f"the text {value!r}"
    if isinstance(value, DictV):
        return "a dict"
    items = value if isinstance(value, tuple) else value.items
    return f"a {'tuple' if isinstance(value, tuple) else 'list'}{'' if items is None else f' of {len(items)}'}"


def to_operand(cx: Context, value: Any, name: str) -> Tensor:
    """A tensor, or a number as a tensor without dims. An argument left open that was reckoned with may be either."""
    if isinstance(value, Dim) and not all(symbol.certain for symbol in value.symbols()):
        return cx.unknown_tensor(name)
    if isinstance(value, (int, float, complex, Dim)):
        data = value if type(value) in (int, float) else None
        return Tensor(Shape.of(), "int" if isinstance(value, Dim) else type(value).__name__, data=data)
    if isinstance(value, FloatV) or (isinstance(value, Unknown) and value.is_number):
        return Tensor(Shape.of(), "float" if isinstance(value, FloatV) else None)
    return to_tensor(cx, value, name)


def to_int(cx: Context, value: Any, name: str) -> Int:
    if isinstance(value, (int, Dim)):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, float):
        raise Mismatch("invalid-argument", f"`{{it}}` needs an int for `{name}` but gets the float {value}")
    if isinstance(value, Tensor):
        return value.data if isinstance(value.data, (int, Dim)) else cx.fresh(name)
    if isinstance(value, Unknown):
        size: Int = value.integer(cx, name)
        return size
    raise Undetermined(f"`{name}` is no int")


def to_axis(cx: Context, value: Any, name: str) -> int:
    if isinstance(value, int):
        return int(value)
    raise Undetermined(f"`{name}` is not known")


def _sequence(cx: Context, value: Any, name: str) -> list[Any]:
    items = cx.items(value) if isinstance(value, (tuple, list, ListV, IteratorV, SizeV, range)) else None
    if isinstance(value, Tensor):
        items = _numbers(cx, value)
    if items is None:
        raise _not_known(value, name)
    return items


def to_ints(cx: Context, value: Any, name: str) -> Ints:
    if isinstance(value, (int, Dim, float)) or (isinstance(value, Unknown) and value.number):
        return (to_int(cx, value, name),)
    return tuple(to_int(cx, item, name) for item in _sequence(cx, value, name))


def to_axes(cx: Context, value: Any, name: str) -> Axes:
    if isinstance(value, int):
        return (int(value),)
    return tuple(to_axis(cx, item, name) for item in _sequence(cx, value, name))


def to_tensors(cx: Context, value: Any, name: str) -> Tensors:
    return tuple(to_tensor(cx, item, name) for item in _sequence(cx, value, name))


def to_bool(cx: Context, value: Any, name: str) -> bool:
    if isinstance(value, (bool, int)):
        return bool(value)
    raise Undetermined(f"`{name}` is not known")


def to_str(cx: Context, value: Any, name: str) -> str:
    if isinstance(value, str):
        return value
    raise Undetermined(f"`{name}` is not known")


WHOLE: Final[set[Any]] = set()
"""Kinds of which a list is itself one, and does not hold several."""

KINDS: Final[dict[str, Callable[[Context, Any, str], Any]]] = {
    "Tensor": to_tensor,
    "Operand": to_operand,
    "Tensors": to_tensors,
    "Int": to_int,
    "Ints": to_ints,
    "Axis": to_axis,
    "Axes": to_axes,
    "bool": to_bool,
    "str": to_str,
}


def _converter(annotation: str) -> Callable[[Context, Any, str], Any] | None:
    base, _, optional = annotation.partition(" | ")
    convert = KINDS.get(base)
    if convert is None or optional != "None":
        return convert
    kind = convert
    return lambda cx, value, name: None if value is None else kind(cx, value, name)


def _result_of(handler: Callable[..., Any]) -> str:
    if hasattr(handler, "__annotations__"):
        return str(handler.__annotations__.get("return", ""))
    return compiled_handlers.returns(handler)


def _from_compiled(handler: Callable[..., Any]) -> list[Parameter]:
    return [
        Parameter(name.rstrip("_"), kind, default[0] if default else REQUIRED, _converter(annotation))
        for name, kind, annotation, default in compiled_handlers.parameters(handler)
    ]


def _from_handler(handler: Callable[..., Any]) -> list[Parameter]:
    handler = getattr(handler, "__wrapped__", handler)
    if not hasattr(handler, "__code__"):
        return _from_compiled(handler)
    code, kinds = handler.__code__, handler.__annotations__
    defaults = handler.__defaults__ or ()
    keyword_defaults = handler.__kwdefaults__ or {}
    names = code.co_varnames
    count, only = code.co_argcount, code.co_kwonlyargcount
    made: list[Parameter] = []
    for i, name in enumerate(names[1:count], 1):
        behind = i - (count - len(defaults))
        default = defaults[behind] if behind >= 0 else REQUIRED
        made.append(Parameter(name.rstrip("_"), "positional", default, _converter(str(kinds.get(name, "")))))
    extra = count + only
    if code.co_flags & 0x04:
        made.append(Parameter(names[extra], "vararg", REQUIRED, _converter(str(kinds.get(names[extra], "")))))
        extra += 1
    for name in names[count : count + only]:
        default = keyword_defaults.get(name, REQUIRED)
        made.append(Parameter(name, "keyword", default, _converter(str(kinds.get(name, "")))))
    if code.co_flags & 0x08:
        made.append(Parameter(names[extra], "kwarg", REQUIRED, None))
    return made


def _from_text(text: str | None) -> list[Parameter]:
    tree = ast.parse(f"def f({text or ''}): pass").body[0]
    assert isinstance(tree, ast.FunctionDef)
    spec = tree.args
    made: list[Parameter] = []

    def add(argument: ast.arg, kind: str, default: ast.expr | None) -> None:
        value = REQUIRED if default is None else ast.literal_eval(default)
        convert = None if argument.annotation is None else _converter(ast.unparse(argument.annotation))
        made.append(Parameter(argument.arg, kind, value, convert))

    positional = [*spec.posonlyargs, *spec.args]
    padding: list[ast.expr | None] = [None] * (len(positional) - len(spec.defaults))
    for argument, default in zip(positional, [*padding, *spec.defaults]):
        add(argument, "positional", default)
    if spec.vararg:
        add(spec.vararg, "vararg", None)
    for argument, only_default in zip(spec.kwonlyargs, spec.kw_defaults):
        add(argument, "keyword", only_default)
    if spec.kwarg:
        add(spec.kwarg, "kwarg", None)
    return made
