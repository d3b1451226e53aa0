"""What Python's own tree says of a text, and what ours says, in the same words: (kind, detail, place)."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from convlint.engine.spelling import written
from convlint.syntax import Reader, ir

Fact = tuple[str, object]
Place = tuple[int, int, int, int]  # row, column, end row, end column: from 1, in characters

_OPERATORS = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.USub: "-",
    ast.UAdd: "+",
    ast.Invert: "~",
    ast.Not: "not",
    ast.And: "and",
    ast.Or: "or",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Is: "is",
    ast.IsNot: "is not",
    ast.In: "in",
    ast.NotIn: "not in",
}
_SAME = (
    *("If", "For", "While", "With", "Try", "Return", "Raise", "Assert", "Delete", "Pass", "Break", "Continue"),
    *("Assign", "AnnAssign", "IfExp", "Lambda", "Slice", "Starred", "Await", "Match"),
)
_UNREAD = ("MatchClass", "MatchMapping", "TypeAlias", "TypeVar", "ParamSpec", "TypeVarTuple", "TemplateStr")
_RENAMED = {
    "AsyncFor": "For",
    "AsyncWith": "With",
    "TryStar": "Try",
    "List": "ListExpr",
    "Tuple": "TupleExpr",
    "Set": "SetExpr",
    "Dict": "DictExpr",
    "JoinedStr": "Joined",
    "FormattedValue": "Formatted",
    "NamedExpr": "Walrus",
    "Subscript": "Subscript",
}


def python_facts(text: str) -> Iterator[tuple[Fact, Place | None]]:
    """What `ast` holds. A fact within an f-string has no place (before Python 3.12, `ast` does not know it)."""
    lines = text.split("\n")
    pending: list[tuple[ast.AST, bool]] = [(ast.parse(text), False)]
    while pending:
        node, within = pending.pop()
        kind = type(node).__name__
        if kind in _UNREAD:
            continue
        within = within or kind == "JoinedStr"
        fact = _python_fact(node, within)
        if fact:
            yield fact, None if within or kind not in _PLACED else _python_place(node, lines)
        spec = getattr(node, "format_spec", None)
        children = [*ast.iter_child_nodes(node), *(spec.values if spec else ())]
        pending += [(child, within) for child in children if child is not spec]


_PLACED = (
    "Call",
    "Name",
    "Attribute",
    "BinOp",
    "UnaryOp",
    "BoolOp",
    "Compare",
    "Constant",
    "arg",
    "Subscript",
    "IfExp",
)


def _python_fact(node: ast.AST, within: bool) -> Fact | None:
    kind = type(node).__name__
    match node:
        case ast.Constant():
            return None if within else ("Const", repr(node.value))
        case ast.Name():
            return "Name", written(node.id)
        case ast.Attribute():
            return "Attribute", written(node.attr)
        case ast.Call():
            return "Call", (len(node.args), tuple([each.arg for each in node.keywords]))
        case ast.BinOp() | ast.UnaryOp() | ast.AugAssign():
            renamed = {"BinOp": "Binary", "UnaryOp": "Unary"}.get(kind, kind)
            return renamed, _OPERATORS[type(node.op)]
        case ast.BoolOp():
            return "Boolean", _OPERATORS[type(node.op)]
        case ast.Compare():
            return "Compare", tuple([_OPERATORS[type(op)] for op in node.ops])
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return "FunctionDef", (written(node.name), isinstance(node, ast.AsyncFunctionDef), _yields(node.body))
        case ast.ClassDef():
            return "ClassDef", (node.name, len(node.bases), tuple([each.arg for each in node.keywords]))
        case ast.arg():
            return "Param", node.arg
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return "Comprehension", len(node.generators)
        case ast.Yield() | ast.YieldFrom():
            return "Yield", kind == "YieldFrom"
        case ast.Import():
            return "Import", tuple([(each.name, each.asname) for each in node.names])
        case ast.ImportFrom():
            names = tuple([(each.name, each.asname) for each in node.names])
            return "ImportFrom", (node.module or "", node.level, names)
        case ast.ExceptHandler():
            return "Handler", node.name
        case ast.Global() | ast.Nonlocal():
            return kind, tuple(node.names)
    if kind in _RENAMED:
        return _RENAMED[kind], None
    return (kind, None) if kind in _SAME else None


def _yields(body: list[ast.stmt]) -> bool:
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            defaults = [each for each in [*node.args.defaults, *node.args.kw_defaults] if each is not None]
            pending += [*node.decorator_list, *defaults]
        elif not isinstance(node, ast.Lambda):
            pending += ast.iter_child_nodes(node)
    return False


def _python_place(node: ast.AST, lines: list[str]) -> Place:
    def column(row: int, offset: int) -> int:
        return len(lines[row - 1].encode()[:offset].decode()) + 1

    row, end = node.lineno, node.end_lineno  # type: ignore[attr-defined]
    if isinstance(node, ast.arg):
        start = column(row, node.col_offset)
        return row, start, row, start + len(node.arg)
    return row, column(row, node.col_offset), end, column(end, node.end_col_offset)  # type: ignore[attr-defined]


_OURS_PLACED = (
    *(ir.Call, ir.Name, ir.Attribute, ir.Binary, ir.Unary, ir.Boolean, ir.Compare, ir.Const, ir.Param),
    *(ir.Subscript, ir.IfExp),
)


def our_facts(text: str, *, newer: bool) -> Iterator[tuple[Fact, Place | None]]:
    """What the IR holds, as `python_facts` says it; read as `newer` Python is, or by Python's own parser."""
    reader = Reader(text)
    reader.outline = reader.outline._replace(newer=newer)
    facts: list[tuple[Fact, int | None]] = []
    for chunk in reader.outline.chunks:
        for node, within in nodes(reader.block(chunk)):
            fact = _our_fact(node, within)
            if fact:
                facts.append((fact, None if within or not isinstance(node, _OURS_PLACED) else node.at))
    spans = reader.locate([at for _, at in facts if at is not None])
    for fact, at in facts:
        if at is None:
            yield fact, None
        else:
            start, end = spans[at].start, spans[at].end
            yield fact, (start.row, start.column, end.row, end.column)


def nodes(tree: object) -> Iterator[tuple[ir.Node, bool]]:
    """Every node of a block, and whether it stands within an f-string."""
    pending: list[tuple[object, bool]] = [(tree, False)]
    while pending:
        each, within = pending.pop()
        if isinstance(each, tuple):
            pending += [(item, within) for item in each]
        elif isinstance(each, (ir.Node, ir.Clause, ir.Case)):
            within = within or isinstance(each, ir.Joined)
            if isinstance(each, ir.Node):
                yield each, within
            pending += [(getattr(each, name), within) for name in each.fields]


def _our_fact(node: ir.Node, within: bool) -> Fact | None:
    kind = type(node).__name__
    match node:
        case ir.Const():
            return None if within else (kind, repr(node.value))
        case ir.Name():
            return kind, written(node.id)
        case ir.Attribute():
            return kind, written(node.attr)
        case ir.Call():
            return kind, (len(node.args), tuple([name for name, _ in node.keywords]))
        case ir.Binary() | ir.Unary() | ir.AugAssign() | ir.Boolean():
            return kind, node.op
        case ir.Compare():
            return kind, node.ops
        case ir.FunctionDef():
            return kind, (written(node.name), node.is_async, node.is_generator)
        case ir.ClassDef():
            return kind, (written(node.name), len(node.bases), tuple([name for name, _ in node.keywords]))
        case ir.Param() | ir.Handler():
            return kind, node.name and written(node.name)
        case ir.Comprehension():
            return kind, len(node.clauses)
        case ir.Yield():
            return kind, node.whole
        case ir.Import():
            return kind, node.names
        case ir.ImportFrom():
            return kind, (node.module, node.level, node.names)
        case ir.Global() | ir.Nonlocal():
            return kind, tuple(map(written, node.names))
    return (kind, None) if kind in _SAME or kind in _RENAMED.values() else None
