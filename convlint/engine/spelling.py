"""How the user spells a thing: short text of an IR node, for messages."""

from __future__ import annotations

from typing import Any

from convlint.syntax import ir

LONGEST = 40


def spell(node: Any) -> str:
    """What a call calls, or an operator's expression, in the user's words: `fc1`, `F.conv2d`, `x.view`, `a + b`."""
    if isinstance(node, ir.Call):
        return _short(_text(node.func)).removeprefix("self.")
    if isinstance(node, ir.TupleExpr):
        return _short(_bare(node))
    if isinstance(node, ir.AugAssign):
        return _short(f"{_text(node.target)} {node.op}= {_text(node.value)}")
    return _short(_text(node))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _text(node: Any) -> str:
    speller = _SPELLERS.get(type(node))
    return "…" if speller is None else speller(node)


def _call(node: ir.Call) -> str:
    args = ", ".join(_text(arg) for arg in node.args) if len(node.args) <= 1 and not node.keywords else "…"
    return f"{_text(node.func)}({args})"


def _bare(node: Any) -> str:
    """A tuple without its parentheses."""
    return ", ".join(map(_text, node.items)) if isinstance(node, ir.TupleExpr) else _text(node)


BINDS = {
    op: level for level, ops in enumerate(("|", "^", "&", "<< >>", "+ -", "* / // % @", "**")) for op in ops.split()
}


def _operand(node: Any, op: str, right: int = 0) -> str:
    """An operand, in parentheses where it needs them."""
    loose = isinstance(node, (ir.Boolean, ir.Compare, ir.IfExp)) or (
        isinstance(node, ir.Binary) and BINDS.get(node.op, 0) < BINDS.get(op, 0) + right
    )
    return f"({_text(node)})" if loose else _text(node)


def _owner(node: Any) -> str:
    """What an attribute or an item is taken of."""
    return (
        f"({_text(node)})" if isinstance(node, (ir.Binary, ir.Boolean, ir.Unary, ir.Compare, ir.IfExp)) else _text(node)
    )


def _term(node: Any, op: str) -> str:
    """What `and` or `or` combines."""
    loose = isinstance(node, ir.IfExp) or (isinstance(node, ir.Boolean) and node.op != op)
    return f"({_text(node)})" if loose else _text(node)


def _slice(node: ir.Slice) -> str:
    lower, upper = ("" if part is None else _text(part) for part in (node.lower, node.upper))
    return f"{lower}:{upper}" if node.step is None else f"{lower}:{upper}:{_text(node.step)}"


def written(name: str) -> str:
    """`_Class__name` as it stands in the class."""
    at = name.find("__", 1)
    return name[at:] if at > 0 and name[0] == "_" != name[1] and not name.endswith("__") else name


_SPELLERS: dict[type, Any] = {
    ir.Name: lambda n: written(n.id),
    ir.Const: lambda n: "..." if n.value is Ellipsis else repr(n.value),
    ir.Attribute: lambda n: f"{_owner(n.value)}.{written(n.attr)}",
    ir.Subscript: lambda n: f"{_owner(n.value)}[{_bare(n.index)}]",
    ir.Slice: _slice,
    ir.Call: _call,
    ir.Binary: lambda n: f"{_operand(n.left, n.op)} {n.op} {_operand(n.right, n.op, 1)}",
    ir.Unary: lambda n: f"{n.op}{' ' if n.op == 'not' else ''}{_text(n.operand)}",
    ir.Compare: lambda n: " ".join([_text(n.left), *(f"{op} {_text(r)}" for op, r in zip(n.ops, n.rights))]),
    ir.Boolean: lambda n: f" {n.op} ".join(_term(value, n.op) for value in n.values),
    ir.TupleExpr: lambda n: f"({_bare(n)}{',' if len(n.items) == 1 else ''})",
    ir.ListExpr: lambda n: f"[{', '.join(_text(item) for item in n.items)}]",
    ir.Starred: lambda n: f"*{_text(n.value)}",
}
