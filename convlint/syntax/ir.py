"""The intermediate representation: Python as the engine reads it, data only.

Every node carries `at`, a number unique within its module, by which `locate` finds its place in the source on demand
(positions cost more than the parse, and only what is reported needs one). These are no data classes: to make sixty of those takes
longer than to lint most files.
"""

from __future__ import annotations

from typing import Any, ClassVar, Union


class Node:
    """Anything that has a place in the source. `fields` are the names of what it holds beside that, in their order."""

    fields: ClassVar[tuple[str, ...]] = ()
    __slots__ = ("at",)

    def __init__(self, at: int) -> None:
        self.at = at

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join([repr(getattr(self, name)) for name in self.fields])})"


# --- expressions ------------------------------------------------------------------------------------------------------


MOST_BITS = 14_000
"""Larger numbers are not read: Python prints none of more than 4300 digits."""


class Const(Node):
    """A literal: int, float, complex, str, bytes, bool, None or Ellipsis."""

    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Any) -> None:
        self.at = at
        self.value = value


class Name(Node):
    fields = ("id",)
    __slots__ = fields

    def __init__(self, at: int, id: str) -> None:
        self.at = at
        self.id = id


class Attribute(Node):
    fields = ("value", "attr")
    __slots__ = fields

    def __init__(self, at: int, value: Expr, attr: str) -> None:
        self.at = at
        self.value = value
        self.attr = attr


class Subscript(Node):
    """`value[index]`; several indices make one Tuple."""

    fields = ("value", "index")
    __slots__ = fields

    def __init__(self, at: int, value: Expr, index: Expr) -> None:
        self.at = at
        self.value = value
        self.index = index


class Slice(Node):
    fields = ("lower", "upper", "step")
    __slots__ = fields

    def __init__(self, at: int, lower: Expr | None, upper: Expr | None, step: Expr | None) -> None:
        self.at = at
        self.lower = lower
        self.upper = upper
        self.step = step


class Starred(Node):
    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Expr) -> None:
        self.at = at
        self.value = value


class Call(Node):
    """`func(*args, **keywords)`; a keyword without a name is a `**` splat."""

    fields = ("func", "args", "keywords")
    __slots__ = fields

    def __init__(
        self, at: int, func: Expr, args: tuple[Expr, ...], keywords: tuple[tuple[str | None, Expr], ...]
    ) -> None:
        self.at = at
        self.func = func
        self.args = args
        self.keywords = keywords


class Binary(Node):
    """`left op right`, op as it is spelled: `+ - * / // % ** @ << >> & | ^`."""

    fields = ("op", "left", "right")
    __slots__ = fields

    def __init__(self, at: int, op: str, left: Expr, right: Expr) -> None:
        self.at = at
        self.op = op
        self.left = left
        self.right = right


class Unary(Node):
    """`op operand`, op one of `- + ~ not`."""

    fields = ("op", "operand")
    __slots__ = fields

    def __init__(self, at: int, op: str, operand: Expr) -> None:
        self.at = at
        self.op = op
        self.operand = operand


class Boolean(Node):
    """`a and b and c` or `a or b or c`."""

    fields = ("op", "values")
    __slots__ = fields

    def __init__(self, at: int, op: str, values: tuple[Expr, ...]) -> None:
        self.at = at
        self.op = op
        self.values = values


class Compare(Node):
    """`left op right op right …`, ops as spelled: `== != < <= > >= is`, `is not`, `in`, `not in`."""

    fields = ("left", "ops", "rights")
    __slots__ = fields

    def __init__(self, at: int, left: Expr, ops: tuple[str, ...], rights: tuple[Expr, ...]) -> None:
        self.at = at
        self.left = left
        self.ops = ops
        self.rights = rights


class IfExp(Node):
    fields = ("test", "body", "orelse")
    __slots__ = fields

    def __init__(self, at: int, test: Expr, body: Expr, orelse: Expr) -> None:
        self.at = at
        self.test = test
        self.body = body
        self.orelse = orelse


class Lambda(Node):
    fields = ("params", "body")
    __slots__ = fields

    def __init__(self, at: int, params: tuple[Param, ...], body: Expr) -> None:
        self.at = at
        self.params = params
        self.body = body


class ListExpr(Node):
    fields = ("items",)
    __slots__ = fields

    def __init__(self, at: int, items: tuple[Expr, ...]) -> None:
        self.at = at
        self.items = items


class TupleExpr(Node):
    fields = ("items",)
    __slots__ = fields

    def __init__(self, at: int, items: tuple[Expr, ...]) -> None:
        self.at = at
        self.items = items


class SetExpr(Node):
    fields = ("items",)
    __slots__ = fields

    def __init__(self, at: int, items: tuple[Expr, ...]) -> None:
        self.at = at
        self.items = items


class DictExpr(Node):
    """Pairs; a pair without a key is a `**` splat."""

    fields = ("items",)
    __slots__ = fields

    def __init__(self, at: int, items: tuple[tuple[Expr | None, Expr], ...]) -> None:
        self.at = at
        self.items = items


class Clause:
    """`for target in iter if … if …` of a comprehension."""

    fields: ClassVar[tuple[str, ...]] = ("target", "iter", "ifs")
    __slots__ = fields

    def __init__(self, target: Expr, iter: Expr, ifs: tuple[Expr, ...]) -> None:
        self.target = target
        self.iter = iter
        self.ifs = ifs


class Comprehension(Node):
    """kind: list, set, dict or generator; `value` only for dict, whose key is `element`."""

    fields = ("kind", "element", "value", "clauses")
    __slots__ = fields

    def __init__(self, at: int, kind: str, element: Expr, value: Expr | None, clauses: tuple[Clause, ...]) -> None:
        self.at = at
        self.kind = kind
        self.element = element
        self.value = value
        self.clauses = clauses


class Formatted(Node):
    """`{value!conversion:spec}` within an f-string."""

    fields = ("value", "conversion", "spec")
    __slots__ = fields

    def __init__(self, at: int, value: Expr, conversion: str | None, spec: tuple[Expr, ...]) -> None:
        self.at = at
        self.value = value
        self.conversion = conversion
        self.spec = spec


class Joined(Node):
    """An f-string: Const (str) and Formatted parts. Also implicit concatenation that holds an f-string."""

    fields = ("parts",)
    __slots__ = fields

    def __init__(self, at: int, parts: tuple[Expr, ...]) -> None:
        self.at = at
        self.parts = parts


class Walrus(Node):
    fields = ("target", "value")
    __slots__ = fields

    def __init__(self, at: int, target: Expr, value: Expr) -> None:
        self.at = at
        self.target = target
        self.value = value


class Await(Node):
    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Expr) -> None:
        self.at = at
        self.value = value


class Yield(Node):
    """`yield value` or, with `whole`, `yield from value`."""

    fields = ("value", "whole")
    __slots__ = fields

    def __init__(self, at: int, value: Expr | None, whole: bool) -> None:
        self.at = at
        self.value = value
        self.whole = whole


class OpaqueExpr(Node):
    """An expression of a kind that is not read (a template string, say)."""

    __slots__ = ()


Expr = Union[
    Const, Name, Attribute, Subscript, Slice, Starred, Call, Binary, Unary, Boolean, Compare, IfExp, Lambda, ListExpr,
    TupleExpr, SetExpr, DictExpr, Comprehension, Formatted, Joined, Walrus, Await, Yield, OpaqueExpr,
]  # fmt: skip


# --- statements -------------------------------------------------------------------------------------------------------


class Param(Node):
    """kind: `positional` (before `/`), `normal`, `vararg`, `keyword` (after `*`) or `kwarg`."""

    fields = ("name", "kind", "default", "annotation")
    __slots__ = fields

    def __init__(self, at: int, name: str, kind: str, default: Expr | None, annotation: Expr | None) -> None:
        self.at = at
        self.name = name
        self.kind = kind
        self.default = default
        self.annotation = annotation


class ExprStmt(Node):
    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Expr) -> None:
        self.at = at
        self.value = value


class Assign(Node):
    """`targets[0] = targets[1] = … = value`."""

    fields = ("targets", "value")
    __slots__ = fields

    def __init__(self, at: int, targets: tuple[Expr, ...], value: Expr) -> None:
        self.at = at
        self.targets = targets
        self.value = value


class AugAssign(Node):
    """`target op= value`, op without its `=`."""

    fields = ("target", "op", "value")
    __slots__ = fields

    def __init__(self, at: int, target: Expr, op: str, value: Expr) -> None:
        self.at = at
        self.target = target
        self.op = op
        self.value = value


class AnnAssign(Node):
    fields = ("target", "annotation", "value")
    __slots__ = fields

    def __init__(self, at: int, target: Expr, annotation: Expr, value: Expr | None) -> None:
        self.at = at
        self.target = target
        self.annotation = annotation
        self.value = value


class Return(Node):
    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Expr | None) -> None:
        self.at = at
        self.value = value


class Raise(Node):
    fields = ("exc", "cause")
    __slots__ = fields

    def __init__(self, at: int, exc: Expr | None, cause: Expr | None) -> None:
        self.at = at
        self.exc = exc
        self.cause = cause


class Assert(Node):
    fields = ("test", "message")
    __slots__ = fields

    def __init__(self, at: int, test: Expr, message: Expr | None) -> None:
        self.at = at
        self.test = test
        self.message = message


class Delete(Node):
    fields = ("targets",)
    __slots__ = fields

    def __init__(self, at: int, targets: tuple[Expr, ...]) -> None:
        self.at = at
        self.targets = targets


class Pass(Node):
    __slots__ = ()


class Break(Node):
    __slots__ = ()


class Continue(Node):
    __slots__ = ()


class Global(Node):
    fields = ("names",)
    __slots__ = fields

    def __init__(self, at: int, names: tuple[str, ...]) -> None:
        self.at = at
        self.names = names


class Nonlocal(Node):
    fields = ("names",)
    __slots__ = fields

    def __init__(self, at: int, names: tuple[str, ...]) -> None:
        self.at = at
        self.names = names


class Import(Node):
    """`import module as name, …`: pairs (dotted module, alias or None)."""

    fields = ("names",)
    __slots__ = fields

    def __init__(self, at: int, names: tuple[tuple[str, str | None], ...]) -> None:
        self.at = at
        self.names = names


class ImportFrom(Node):
    """`from ..module import name as alias, …`; `level` counts the dots; `*` is the single pair ("*", None)."""

    fields = ("module", "level", "names")
    __slots__ = fields

    def __init__(self, at: int, module: str, level: int, names: tuple[tuple[str, str | None], ...]) -> None:
        self.at = at
        self.module = module
        self.level = level
        self.names = names


class If(Node):
    fields = ("test", "body", "orelse")
    __slots__ = fields

    def __init__(self, at: int, test: Expr, body: Block, orelse: Block) -> None:
        self.at = at
        self.test = test
        self.body = body
        self.orelse = orelse


class For(Node):
    fields = ("target", "iter", "body", "orelse")
    __slots__ = fields

    def __init__(self, at: int, target: Expr, iter: Expr, body: Block, orelse: Block) -> None:
        self.at = at
        self.target = target
        self.iter = iter
        self.body = body
        self.orelse = orelse


class While(Node):
    fields = ("test", "body", "orelse")
    __slots__ = fields

    def __init__(self, at: int, test: Expr, body: Block, orelse: Block) -> None:
        self.at = at
        self.test = test
        self.body = body
        self.orelse = orelse


class With(Node):
    fields = ("items", "body")
    __slots__ = fields

    def __init__(self, at: int, items: tuple[tuple[Expr, Expr | None], ...], body: Block) -> None:
        self.at = at
        self.items = items
        self.body = body


class Handler(Node):
    """`except type as name`; a bare `except` has no type."""

    fields = ("type", "name", "body")
    __slots__ = fields

    def __init__(self, at: int, type: Expr | None, name: str | None, body: Block) -> None:
        self.at = at
        self.type = type
        self.name = name
        self.body = body


class Try(Node):
    fields = ("body", "handlers", "orelse", "final")
    __slots__ = fields

    def __init__(self, at: int, body: Block, handlers: tuple[Handler, ...], orelse: Block, final: Block) -> None:
        self.at = at
        self.body = body
        self.handlers = handlers
        self.orelse = orelse
        self.final = final


class FunctionDef(Node):
    fields = ("name", "params", "body", "decorators", "returns", "is_async", "is_generator")
    __slots__ = fields

    def __init__(
        self,
        at: int,
        name: str,
        params: tuple[Param, ...],
        body: Block,
        decorators: tuple[Expr, ...],
        returns: Expr | None,
        is_async: bool,
        is_generator: bool,
    ) -> None:
        self.at = at
        self.name = name
        self.params = params
        self.body = body
        self.decorators = decorators
        self.returns = returns
        self.is_async = is_async
        self.is_generator = is_generator


class ClassDef(Node):
    fields = ("name", "bases", "keywords", "body", "decorators")
    __slots__ = fields

    def __init__(
        self,
        at: int,
        name: str,
        bases: tuple[Expr, ...],
        keywords: tuple[tuple[str | None, Expr], ...],
        body: Block,
        decorators: tuple[Expr, ...],
    ) -> None:
        self.at = at
        self.name = name
        self.bases = bases
        self.keywords = keywords
        self.body = body
        self.decorators = decorators


class Case:
    """One `case` of a match: the pattern, its guard, its body."""

    fields: ClassVar[tuple[str, ...]] = ("pattern", "guard", "body")
    __slots__ = fields

    def __init__(self, pattern: Pattern, guard: Expr | None, body: Block) -> None:
        self.pattern = pattern
        self.guard = guard
        self.body = body


class Match(Node):
    fields = ("subject", "cases")
    __slots__ = fields

    def __init__(self, at: int, subject: Expr, cases: tuple[Case, ...]) -> None:
        self.at = at
        self.subject = subject
        self.cases = cases


class OpaqueStmt(Node):
    """A statement of a kind that is not read; `names` are those that it binds."""

    fields = ("names",)
    __slots__ = fields

    def __init__(self, at: int, names: tuple[str, ...]) -> None:
        self.at = at
        self.names = names


Stmt = Union[
    ExprStmt, Assign, AugAssign, AnnAssign, Return, Raise, Assert, Delete, Pass, Break, Continue, Global, Nonlocal,
    Import, ImportFrom, If, For, While, With, Try, FunctionDef, ClassDef, Match, OpaqueStmt,
]  # fmt: skip
Block = tuple[Stmt, ...]


# --- patterns of `match` ----------------------------------------------------------------------------------------------


class ValuePattern(Node):
    """A literal or a dotted name, compared with `==`; None, True and False with `is`."""

    fields = ("value",)
    __slots__ = fields

    def __init__(self, at: int, value: Expr) -> None:
        self.at = at
        self.value = value


class CapturePattern(Node):
    """`pattern as name`; a bare `name` has no pattern; `_` has neither."""

    fields = ("pattern", "name")
    __slots__ = fields

    def __init__(self, at: int, pattern: Pattern | None, name: str | None) -> None:
        self.at = at
        self.pattern = pattern
        self.name = name


class OrPattern(Node):
    fields = ("options",)
    __slots__ = fields

    def __init__(self, at: int, options: tuple[Pattern, ...]) -> None:
        self.at = at
        self.options = options


class SequencePattern(Node):
    """`[a, b, *rest]`; a StarPattern stands for the rest."""

    fields = ("items",)
    __slots__ = fields

    def __init__(self, at: int, items: tuple[Pattern, ...]) -> None:
        self.at = at
        self.items = items


class StarPattern(Node):
    fields = ("name",)
    __slots__ = fields

    def __init__(self, at: int, name: str | None) -> None:
        self.at = at
        self.name = name


class OpaquePattern(Node):
    """A mapping or class pattern: not read; `names` are those that it binds."""

    fields = ("names",)
    __slots__ = fields

    def __init__(self, at: int, names: tuple[str, ...]) -> None:
        self.at = at
        self.names = names


Pattern = Union[ValuePattern, CapturePattern, OrPattern, SequencePattern, StarPattern, OpaquePattern]
