"""Rows: shape rules written as text.

    row("torch.bmm(input, mat2)", "b n k, b k m -> b n m", rule="matmul-mismatch")
    row_layer("torch.nn.Linear(in_features, out_features, bias=True)", "*b in_features -> *b out_features", "feature-mismatch")

Left of the arrow stands a pattern for each tensor argument, in order; right of it the results. In a pattern:

- a name is a dim: bound from the layer's attribute or the call's argument of that name, else by its first occurrence;
- a number is that number; `*b` at the front is any number of leading dims, `n?` at the front is a dim that may be missing
  (the batch), and the results that repeat it have it too where the argument has;
- results may calculate: `2*hidden_size`, `h*w`, `conv(h,0)` calls a size function (see `size_function`) with the bindings.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from convlint.frameworks.common.registry import add_function, add_layer
from convlint.frameworks.common.signature import Signature
from convlint.symbolic import Dim, Int, Lead, Shape, Truth
from convlint.values import Context, Instance, Mismatch, Remedy, Tensor, Undetermined

NOUNS: Final = {"feature-mismatch": "features", "channel-mismatch": "channels"}
SizeFunction = Callable[[Context, "Bindings", Int, int], Int]
_size_functions: Final[dict[str, SizeFunction]] = {}


def size_function(name: str) -> Callable[[SizeFunction], SizeFunction]:
    """Declare what `name(dim, i)` means in the results of rows: f(cx, bindings, dim, i) -> size."""

    def register(function: SizeFunction) -> SizeFunction:
        _size_functions[name] = function
        return function

    return register


class Pattern(NamedTuple):
    """One tensor of a row: what leads (`*b`, `n?` or nothing), then the dims as expressions."""

    lead: str | None
    optional: bool
    dims: tuple[ast.expr, ...]
    text: str


class Row(NamedTuple):
    """A parsed row."""

    inputs: tuple[Pattern, ...]
    outputs: tuple[Pattern, ...]


class Bindings:
    """Names of a row while it is applied: the layer's attributes or the call's arguments first."""

    def __init__(self, known: Mapping[str, Any]) -> None:
        self.known = known
        self.dims: dict[str, Int] = {}
        self.leads: dict[str, tuple[Lead | None, tuple[Int, ...]]] = {}

    def given(self, name: str) -> Any:
        """What the layer or the call says of `name`, else None."""
        return self.known.get(name)

    def look_up(self, name: str) -> Int | None:
        """The size that a name is bound to."""
        if name in self.dims:
            return self.dims[name]
        value = self.known.get(name)
        return value if isinstance(value, (int, Dim)) else None


def parse_row(text: str) -> Row:
    """Raises ValueError or SyntaxError for a text that is no row."""
    left, arrow, right = text.partition("->")
    if not arrow:
        raise ValueError(f"a row needs an arrow: {text!r}")
    return Row(_patterns(left), _patterns(right))


def _patterns(text: str) -> tuple[Pattern, ...]:
    return tuple(_pattern(part) for part in _split(text))


def _split(text: str) -> list[str]:
    parts, depth, current = [], 0, ""
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += letter
    return [part.strip() for part in [*parts, current]]


def _pattern(text: str) -> Pattern:
    words = text.split()
    lead, optional = None, False
    if words and words[0].startswith("*"):
        lead = words.pop(0)[1:]
    elif words and words[0].endswith("?"):
        lead, optional = words.pop(0)[:-1], True
    return Pattern(lead, optional, tuple(ast.parse(word, mode="eval").body for word in words), text)


# --- applying a row ---------------------------------------------------------------------------------------------------


def apply_row(cx: Context, row: Row, known: Mapping[str, Any], tensors: list[Tensor], rule: str) -> Any:
    """The result of a row: a Tensor, or a tuple of Tensors. Raises Mismatch where the shapes cannot fit."""
    bindings = Bindings(known)
    for pattern, tensor in zip(row.inputs, tensors):
        _match(cx, pattern, tensor, bindings, rule)
    results = tuple(tensors[0].like(_build(cx, pattern, bindings)) for pattern in row.outputs)
    return results[0] if len(results) == 1 else results


def _match(cx: Context, pattern: Pattern, tensor: Tensor, bindings: Bindings, rule: str) -> None:
    count = len(pattern.dims)
    most = None if pattern.lead and not pattern.optional else count + bool(pattern.optional)
    shape = cx.facts.trailing(cx.facts.resolve_shape(tensor.shape), count)
    if shape is None or cx.facts.limit_rank(shape, count, most) is Truth.NO:
        wanted = f"{count}-D" if most == count else f"{count}-D or {most}-D" if most else f"at least {count}-D"
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a {wanted} tensor but gets {cx.describe(tensor.shape)}")
    shape = cx.facts.resolve_shape(shape)
    head, tail = shape.dims[: len(shape.dims) - count], shape.dims[len(shape.dims) - count :]
    if pattern.lead is not None:
        _match_lead(cx, pattern.lead, shape.lead, head, bindings, rule, tensor)
    for expression, dim in zip(pattern.dims, tail):
        _match_dim(cx, expression, dim, bindings, rule, tensor)


def _match_lead(
    cx: Context, name: str, lead: Lead | None, head: tuple[Int, ...], bindings: Bindings, rule: str, tensor: Tensor
) -> None:
    before = bindings.leads.setdefault(name, (lead, head))
    if before == (lead, head):
        return
    if cx.facts.unify_shapes(Shape(before[1], before[0]), Shape(head, lead)) is Truth.NO:
        raise Mismatch(rule, f"`{{it}}` needs equal leading dims but gets {cx.describe(tensor.shape)}")


def _match_dim(cx: Context, expression: ast.expr, dim: Int, bindings: Bindings, rule: str, tensor: Tensor) -> None:
    if isinstance(expression, ast.Name) and bindings.look_up(expression.id) is None:
        bindings.dims[expression.id] = dim
        return
    wanted = _evaluate(cx, expression, bindings)
    if cx.facts.unify(wanted, dim) is not Truth.NO:
        return
    wanted, got = cx.facts.resolve(wanted), cx.facts.resolve(dim)
    noun = NOUNS.get(rule, "")
    argument = expression.id if isinstance(expression, ast.Name) and expression.id in bindings.known else None
    remedy = Remedy(f"`{argument}` should be {got}", argument, str(got)) if argument and isinstance(got, int) else None
    if noun:
        raise Mismatch(rule, f"`{{it}}` takes {wanted} {noun} but gets {got}{_factors(tensor, got)}", remedy)
    name = ast.unparse(expression)
    raise Mismatch(rule, f"`{{it}}` needs {name} = {wanted} but gets {got} in {cx.describe(tensor.shape)}", remedy)


def _factors(tensor: Tensor, got: Int) -> str:
    return f" ({' * '.join(map(str, tensor.factors))})" if tensor.factors and len(tensor.factors) > 1 else ""


def _build(cx: Context, pattern: Pattern, bindings: Bindings) -> Shape:
    lead, head = bindings.leads.get(pattern.lead, (None, ())) if pattern.lead is not None else (None, ())
    return Shape((*head, *(_evaluate(cx, expression, bindings) for expression in pattern.dims)), lead)


_CALCULATIONS: Final[dict[type[ast.operator], Callable[[Int, Int], Int]]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.FloorDiv: lambda left, right: left // right,
}


def _evaluate(cx: Context, expression: ast.expr, bindings: Bindings) -> Int:
    if isinstance(expression, ast.Constant):
        return int(expression.value)  # type: ignore[arg-type]
    if isinstance(expression, ast.Name):
        bound = bindings.look_up(expression.id)
        if bound is None:
            bound = bindings.dims[expression.id] = cx.fresh(expression.id, low=0)
        return bound
    if isinstance(expression, ast.BinOp):
        left, right = _evaluate(cx, expression.left, bindings), _evaluate(cx, expression.right, bindings)
        return _CALCULATIONS[type(expression.op)](left, right)
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name):
        dim = _evaluate(cx, expression.args[0], bindings)
        index = _evaluate(cx, expression.args[1], bindings) if len(expression.args) > 1 else 0
        assert isinstance(index, int)
        return _size_functions[expression.func.id](cx, bindings, dim, index)
    raise ValueError(f"not an expression of rows: {ast.unparse(expression)}")


# --- declaring rows ---------------------------------------------------------------------------------------------------


class LazyRow:
    """A row that is parsed when it is first applied."""

    __slots__ = ("_parsed", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._parsed: Row | None = None

    @property
    def parsed(self) -> Row:
        """The parsed row."""
        if self._parsed is None:
            self._parsed = parse_row(self.text)
        return self._parsed


def row(declaration: str, text: str, *aliases: str, rule: str = "broadcast-mismatch") -> None:
    """Declare a function by a row; its tensor arguments are the first parameters of the declaration."""
    path, _, parameters = declaration.rstrip(")").partition("(")
    lazy, signature = LazyRow(text), Signature.parse(parameters, returns="Tensor")

    def handler(cx: Context, *args: Any, **kwargs: Any) -> Any:
        names = [p.name for p in signature.parameters]
        known = dict(zip(names, args)) | kwargs
        tensors = _tensors(cx, list(known.values()), len(lazy.parsed.inputs))
        return apply_row(cx, lazy.parsed, known, tensors, rule)

    for each in (path, *aliases):
        add_function(each, handler, signature)


def row_layer(
    declaration: str,
    text: str,
    rule: str,
    *aliases: str,
    parent: str = "torch.nn.Module",
    check: Callable[[Any, Any], None] | None = None,
    **weights: Any,
) -> None:
    """Declare a layer by a row; the names in it that are constructor arguments are bound from the instance."""
    path, _, parameters = declaration.rstrip(")").partition("(")
    lazy = LazyRow(text)

    def handler(cx: Context, self: Instance, *inputs: Any) -> Any:
        tensors = _tensors(cx, list(inputs), len(lazy.parsed.inputs))
        return apply_row(cx, lazy.parsed, self.attrs, tensors, rule)

    inputs = ", ".join(f"input{i or ''}" for i in range(text.partition("->")[0].count(",") + 1))
    call = Signature.parse(f"self, {inputs}", returns="Tensor")
    add_layer((path, *aliases), Signature.parse(parameters), handler, call, parent, check, weights)


def _tensors(cx: Context, values: list[Any], count: int) -> list[Tensor]:
    from convlint.frameworks.common.signature import to_tensor

    if len(values) < count:
        raise Undetermined("missing tensors")
    return [to_tensor(cx, value, "input") for value in values[:count]]


def weight_shape(cx: Context, spec: str, known: Mapping[str, Any]) -> Shape:
    """The shape that a weight's spec gives: `out_features in_features`."""
    return _build(cx, _pattern(spec), Bindings(known))


def same_shape(*paths: str, extra: str = "*args, **kwargs") -> None:
    """Declare functions and methods whose result has the shape of their first argument."""
    signature = Signature.parse(f"input: Tensor, {extra}", returns="Tensor")

    def handler(cx: Context, input: Tensor, *args: Any, **kwargs: Any) -> Tensor:
        return input.like(input.shape, factors=input.factors)

    for path in paths:
        add_function(path, handler, signature)


def same_shape_layer(*declarations: str, parent: str = "torch.nn.Module") -> None:
    """Declare layers that keep the shape of their input, each as `path(constructor parameters)`."""
    call = Signature.parse("self, input: Tensor", returns="Tensor")

    def handler(cx: Context, self: Instance, input: Tensor) -> Tensor:
        return input.like(input.shape, factors=input.factors)

    for declaration in declarations:
        path, _, parameters = declaration.rstrip(")").partition("(")
        add_layer((path,), Signature.parse(parameters or "*args, **kwargs"), handler, call, parent, None, {})
