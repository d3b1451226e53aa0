"""The intermediate representation: Python as the engine reads it, data only.

Every node carries `at`, a number unique within its module, by which `locate` finds its place in the source on demand
(positions cost more than the parse, and only what is reported needs one).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Union


@dataclass(slots=True, eq=False)
class Node:
    """Anything that has a place in the source."""

    at: int


# --- expressions ------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Const(Node):
    """A literal: int, float, complex, str, bytes, bool, None or Ellipsis."""

    value: Any


@dataclass(slots=True, eq=False)
class Name(Node):
    id: str


@dataclass(slots=True, eq=False)
class Attribute(Node):
    value: Expr
    attr: str


@dataclass(slots=True, eq=False)
class Subscript(Node):
    """`value[index]`; several indices make one Tuple."""

    value: Expr
    index: Expr


@dataclass(slots=True, eq=False)
class Slice(Node):
    lower: Expr | None
    upper: Expr | None
    step: Expr | None


@dataclass(slots=True, eq=False)
class Starred(Node):
    value: Expr


@dataclass(slots=True, eq=False)
class Call(Node):
    """`func(*args, **keywords)`; a keyword without a name is a `**` splat."""

    func: Expr
    args: tuple[Expr, ...]
    keywords: tuple[tuple[str | None, Expr], ...]


@dataclass(slots=True, eq=False)
class Binary(Node):
    """`left op right`, op as it is spelled: `+ - * / // % ** @ << >> & | ^`."""

    op: str
    left: Expr
    right: Expr


@dataclass(slots=True, eq=False)
class Unary(Node):
    """`op operand`, op one of `- + ~ not`."""

    op: str
    operand: Expr


@dataclass(slots=True, eq=False)
class Boolean(Node):
    """`a and b and c` or `a or b or c`."""

    op: str
    values: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Compare(Node):
    """`left op right op right …`, ops as spelled: `== != < <= > >= is`, `is not`, `in`, `not in`."""

    left: Expr
    ops: tuple[str, ...]
    rights: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class IfExp(Node):
    test: Expr
    body: Expr
    orelse: Expr


@dataclass(slots=True, eq=False)
class Lambda(Node):
    params: tuple[Param, ...]
    body: Expr


@dataclass(slots=True, eq=False)
class ListExpr(Node):
    items: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class TupleExpr(Node):
    items: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class SetExpr(Node):
    items: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class DictExpr(Node):
    """Pairs; a pair without a key is a `**` splat."""

    items: tuple[tuple[Expr | None, Expr], ...]


@dataclass(slots=True, eq=False)
class Clause:
    """`for target in iter if … if …` of a comprehension."""

    target: Expr
    iter: Expr
    ifs: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Comprehension(Node):
    """kind: list, set, dict or generator; `value` only for dict, whose key is `element`."""

    kind: str
    element: Expr
    value: Expr | None
    clauses: tuple[Clause, ...]


@dataclass(slots=True, eq=False)
class Formatted(Node):
    """`{value!conversion:spec}` within an f-string."""

    value: Expr
    conversion: str | None
    spec: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Joined(Node):
    """An f-string: Const (str) and Formatted parts. Also implicit concatenation that holds an f-string."""

    parts: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Walrus(Node):
    target: Expr
    value: Expr


@dataclass(slots=True, eq=False)
class Await(Node):
    value: Expr


@dataclass(slots=True, eq=False)
class Yield(Node):
    """`yield value` or, with `whole`, `yield from value`."""

    value: Expr | None
    whole: bool


@dataclass(slots=True, eq=False)
class OpaqueExpr(Node):
    """An expression of a kind that is not read (a template string, say)."""


Expr = Union[
    Const, Name, Attribute, Subscript, Slice, Starred, Call, Binary, Unary, Boolean, Compare, IfExp, Lambda, ListExpr,
    TupleExpr, SetExpr, DictExpr, Comprehension, Formatted, Joined, Walrus, Await, Yield, OpaqueExpr,
]  # fmt: skip


# --- statements -------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Param(Node):
    """kind: `positional` (before `/`), `normal`, `vararg`, `keyword` (after `*`) or `kwarg`."""

    name: str
    kind: str
    default: Expr | None
    annotation: Expr | None


@dataclass(slots=True, eq=False)
class ExprStmt(Node):
    value: Expr


@dataclass(slots=True, eq=False)
class Assign(Node):
    """`targets[0] = targets[1] = … = value`."""

    targets: tuple[Expr, ...]
    value: Expr


@dataclass(slots=True, eq=False)
class AugAssign(Node):
    """`target op= value`, op without its `=`."""

    target: Expr
    op: str
    value: Expr


@dataclass(slots=True, eq=False)
class AnnAssign(Node):
    target: Expr
    annotation: Expr
    value: Expr | None


@dataclass(slots=True, eq=False)
class Return(Node):
    value: Expr | None


@dataclass(slots=True, eq=False)
class Raise(Node):
    exc: Expr | None
    cause: Expr | None


@dataclass(slots=True, eq=False)
class Assert(Node):
    test: Expr
    message: Expr | None


@dataclass(slots=True, eq=False)
class Delete(Node):
    targets: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Pass(Node):
    pass


@dataclass(slots=True, eq=False)
class Break(Node):
    pass


@dataclass(slots=True, eq=False)
class Continue(Node):
    pass


@dataclass(slots=True, eq=False)
class Global(Node):
    names: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Nonlocal(Node):
    names: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Import(Node):
    """`import module as name, …`: pairs (dotted module, alias or None)."""

    names: tuple[tuple[str, str | None], ...]


@dataclass(slots=True, eq=False)
class ImportFrom(Node):
    """`from ..module import name as alias, …`; `level` counts the dots; `*` is the single pair ("*", None)."""

    module: str
    level: int
    names: tuple[tuple[str, str | None], ...]


@dataclass(slots=True, eq=False)
class If(Node):
    test: Expr
    body: Block
    orelse: Block


@dataclass(slots=True, eq=False)
class For(Node):
    target: Expr
    iter: Expr
    body: Block
    orelse: Block


@dataclass(slots=True, eq=False)
class While(Node):
    test: Expr
    body: Block
    orelse: Block


@dataclass(slots=True, eq=False)
class With(Node):
    items: tuple[tuple[Expr, Expr | None], ...]
    body: Block


@dataclass(slots=True, eq=False)
class Handler(Node):
    """`except type as name`; a bare `except` has no type."""

    type: Expr | None
    name: str | None
    body: Block


@dataclass(slots=True, eq=False)
class Try(Node):
    body: Block
    handlers: tuple[Handler, ...]
    orelse: Block
    final: Block


@dataclass(slots=True, eq=False)
class FunctionDef(Node):
    name: str
    params: tuple[Param, ...]
    body: Block
    decorators: tuple[Expr, ...]
    returns: Expr | None
    is_async: bool
    is_generator: bool


@dataclass(slots=True, eq=False)
class ClassDef(Node):
    name: str
    bases: tuple[Expr, ...]
    keywords: tuple[tuple[str | None, Expr], ...]
    body: Block
    decorators: tuple[Expr, ...]


@dataclass(slots=True, eq=False)
class Case:
    """One `case` of a match: the pattern, its guard, its body."""

    pattern: Pattern
    guard: Expr | None
    body: Block


@dataclass(slots=True, eq=False)
class Match(Node):
    subject: Expr
    cases: tuple[Case, ...]


@dataclass(slots=True, eq=False)
class OpaqueStmt(Node):
    """A statement of a kind that is not read; `names` are those that it binds."""

    names: tuple[str, ...]


Stmt = Union[
    ExprStmt, Assign, AugAssign, AnnAssign, Return, Raise, Assert, Delete, Pass, Break, Continue, Global, Nonlocal,
    Import, ImportFrom, If, For, While, With, Try, FunctionDef, ClassDef, Match, OpaqueStmt,
]  # fmt: skip
Block = tuple[Stmt, ...]


# --- patterns of `match` ----------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class ValuePattern(Node):
    """A literal or a dotted name, compared with `==`; None, True and False with `is`."""

    value: Expr


@dataclass(slots=True, eq=False)
class CapturePattern(Node):
    """`pattern as name`; a bare `name` has no pattern; `_` has neither."""

    pattern: Pattern | None
    name: str | None


@dataclass(slots=True, eq=False)
class OrPattern(Node):
    options: tuple[Pattern, ...]


@dataclass(slots=True, eq=False)
class SequencePattern(Node):
    """`[a, b, *rest]`; a StarPattern stands for the rest."""

    items: tuple[Pattern, ...]


@dataclass(slots=True, eq=False)
class StarPattern(Node):
    name: str | None


@dataclass(slots=True, eq=False)
class OpaquePattern(Node):
    """A mapping or class pattern: not read; `names` are those that it binds."""

    names: tuple[str, ...]


Pattern = Union[ValuePattern, CapturePattern, OrPattern, SequencePattern, StarPattern, OpaquePattern]
