"""The IR prints itself: a statement a line, its blocks indented, expressions as s-expressions. For tests and for eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from convlint.syntax import ir

_STATEMENTS = (*get_args(ir.Stmt), ir.Handler, ir.Case)


def printed(block: ir.Block) -> str:
    """The statements of a block as text."""
    return "\n".join(_lines(block, ""))


def _lines(block: object, indent: str) -> Iterator[str]:
    assert isinstance(block, tuple)
    for statement in block:
        values = {name: getattr(statement, name) for name in statement.fields}
        blocks = {name: value for name, value in values.items() if _is_block(name, value)}
        words = [_labelled(name, value) for name, value in values.items() if name not in blocks]
        yield indent + " ".join([type(statement).__name__, *[word for word in words if word]])
        for name, value in blocks.items():
            if value and name != "body":
                yield f"{indent}  {name}:"
            yield from _lines(value, indent + ("  " if name == "body" else "    "))


def _is_block(name: str, value: object) -> bool:
    named = name in ("body", "orelse", "final", "handlers", "cases")
    return named and isinstance(value, tuple) and all(isinstance(item, _STATEMENTS) for item in value)


def _labelled(name: str, value: object) -> str:
    """A field of a statement: absent ones are left out, flags are their names."""
    if value is None or value is False or value == ():
        return ""
    if value is True:
        return name
    return f"{name}={_text(value)}" if name in _LABELLED else _text(value)


_LABELLED = ("decorators", "returns", "keywords", "cause", "guard", "default", "annotation", "message", "level")


def _text(value: object) -> str:
    if isinstance(value, ir.Const):
        return repr(value.value)
    if isinstance(value, ir.Name):
        return value.id
    if isinstance(value, ir.Attribute):
        return f"{_text(value.value)}.{value.attr}"
    if isinstance(value, ir.Param):
        return _param(value)
    if isinstance(value, (ir.Node, ir.Clause)):
        words = [_text(getattr(value, name)) for name in value.fields]
        return f"({' '.join([type(value).__name__, *words])})"
    if isinstance(value, tuple):
        return f"[{' '.join([_text(item) for item in value])}]"
    return "-" if value is None else str(value)


def _param(node: ir.Param) -> str:
    text = {"vararg": "*", "kwarg": "**"}.get(node.kind, "") + node.name
    text += {"positional": "/", "keyword": "!"}.get(node.kind, "")
    text += f":{_text(node.annotation)}" if node.annotation is not None else ""
    return text + (f"={_text(node.default)}" if node.default is not None else "")
