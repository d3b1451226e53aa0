"""The mutation operators: each yields the edits that it can make at one node.

They imitate the slips of people who write models: a wrong size, arguments in the wrong order, a step left out or done twice, the
wrong variable. Whether an edit breaks the model is not decided here; the framework says so.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from benchmarks.mutants.edits import Edit, replace

RESHAPING = frozenset(
    "flatten permute transpose unsqueeze squeeze reshape view movedim swapaxes unflatten contiguous mean expand".split()
)
WITH_DIM = RESHAPING | frozenset("cat concat concatenate stack chunk split softmax sum max roll size unbind".split())
ARITHMETIC = {ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.FloorDiv: "*", ast.Div: "*"}
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Div: "/"}


@dataclass(frozen=True)
class Site:
    """A node with what surrounds it."""

    node: ast.AST
    parents: tuple[ast.AST, ...]  # outermost first
    source: str
    names: frozenset[str]  # the variables of the enclosing function
    attributes: frozenset[str]  # the attributes of `self` that the class calls

    def text(self, node: ast.AST) -> str:
        return ast.get_source_segment(self.source, node) or ""


Operator = Callable[[Site], Iterator[Edit]]
O = TypeVar("O", bound=Operator)  # noqa: E741
OPERATORS: dict[str, Operator] = {}


def operator(function: O) -> O:
    """Enter an operator under its name."""
    OPERATORS[function.__name__] = function
    return function


def called(node: ast.AST) -> str:
    """The last part of the name that a call names."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _integer(node: ast.AST) -> int | None:
    whole = isinstance(node, ast.Constant) and isinstance(node.value, int) and not isinstance(node.value, bool)
    return node.value if whole and isinstance(node, ast.Constant) and isinstance(node.value, int) else None


def _nearest_call(site: Site) -> ast.AST | None:
    """The call of which the node is (a part of) an argument, else None."""
    for parent, child in zip(site.parents[::-1], (site.node, *site.parents[::-1])):
        if isinstance(parent, ast.Call):
            return None if child is parent.func else parent
        if isinstance(parent, (ast.stmt, ast.Subscript)):
            return None
    return None


@operator
def number(site: Site) -> Iterator[Edit]:
    """Another number among a call's arguments: channels, kernel sizes, strides, paddings."""
    value, call = _integer(site.node), _nearest_call(site)
    if value is not None and call is not None and called(call) not in WITH_DIM:
        for other in sorted({value + 1, value * 2, max(value // 2, 1)} - {value}):
            yield replace("number", site.node, str(other))  # type: ignore[arg-type]


@operator
def axis(site: Site) -> Iterator[Edit]:
    """Another axis or size in a flatten, cat, permute and the like."""
    value, call = _integer(site.node), _nearest_call(site)
    if value is not None and call is not None and called(call) in WITH_DIM:
        for other in sorted({value + 1, abs(value - 1)} - {value}):
            yield replace("axis", site.node, str(other))  # type: ignore[arg-type]


@operator
def index(site: Site) -> Iterator[Edit]:
    """The element beside the one that was meant."""
    if site.parents and isinstance(site.parents[-1], ast.Subscript) and site.node is site.parents[-1].slice:
        value = _integer(site.node)
        if value is not None:
            yield replace("index", site.node, str(value + 1))  # type: ignore[arg-type]


@operator
def default(site: Site) -> Iterator[Edit]:
    """Another number as the default of a parameter."""
    value = _integer(site.node)
    if value is not None and site.parents and isinstance(site.parents[-1], ast.arguments):
        yield replace("default", site.node, str(value * 2 or 1))  # type: ignore[arg-type]


@operator
def swap(site: Site) -> Iterator[Edit]:
    """Two arguments that change places."""
    if isinstance(site.node, ast.Call):
        for one, other in pairwise(site.node.args):
            if isinstance(one, ast.Starred) or isinstance(other, ast.Starred):
                continue
            left, right = site.text(one), site.text(other)
            if left != right and one.end_lineno == other.lineno:
                between = site.source.splitlines()[other.lineno - 1].encode()
                middle = between[one.end_col_offset : other.col_offset].decode()
                edit = replace("swap", other, "")
                text = f"{right}{middle}{left}"
                yield Edit("swap", one.lineno, one.col_offset, edit.end_row, edit.end_column, text)


@operator
def drop_reshape(site: Site) -> Iterator[Edit]:
    """A flatten, permute, unsqueeze, … that is left out."""
    if isinstance(site.node, ast.Call) and called(site.node) in RESHAPING:
        subject = _reshaped(site.node)
        if subject is not None:
            yield replace("drop_reshape", site.node, site.text(subject))


def _reshaped(call: ast.Call) -> ast.expr | None:
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value
        module = isinstance(owner, ast.Name) and owner.id in ("torch", "ops", "np", "F", "keras", "backend", "layers")
        return (call.args[0] if call.args else None) if module else owner
    return None


@operator
def drop_layer(site: Site) -> Iterator[Edit]:
    """A layer that is not applied."""
    if _is_application(site):
        yield replace("drop_layer", site.node, site.text(site.node.args[0]))  # type: ignore[attr-defined, arg-type]


@operator
def double_layer(site: Site) -> Iterator[Edit]:
    """A layer that is applied twice."""
    if _is_application(site) and isinstance(site.node, ast.Call) and len(site.node.args) == 1:
        argument, whole = site.text(site.node.args[0]), site.text(site.node)
        yield replace("double_layer", site.node.args[0], whole if "\n" not in whole else argument)


def _is_application(site: Site) -> bool:
    """`self.conv(x)`, `block(x)`, `layers.Dense(4)(x)`: something called with a tensor, as far as one can see."""
    node = site.node
    if not isinstance(node, ast.Call) or not node.args or isinstance(node.args[0], (ast.Starred, ast.Constant)):
        return False
    own = (
        isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name) and node.func.value.id == "self"
    )
    return isinstance(node.func, ast.Call) or (own and _function(site) in ("forward", "call"))


def _function(site: Site) -> str:
    names = [parent.name for parent in site.parents if isinstance(parent, ast.FunctionDef)]
    return names[-1] if names else ""


@operator
def variable(site: Site) -> Iterator[Edit]:
    """Another variable of the same function."""
    node = site.node
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in site.names - {"self", "cls"}:
        parent = site.parents[-1]
        if isinstance(parent, (ast.Call, ast.BinOp, ast.keyword, ast.Tuple, ast.List, ast.Assign, ast.Return)):
            for other in sorted(site.names - {"self", "cls", node.id}):
                yield replace("variable", node, other)


@operator
def attribute(site: Site) -> Iterator[Edit]:
    """Another layer of the same class."""
    node = site.node
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name) or node.value.id != "self":
        return
    if node.attr in site.attributes and _function(site) in ("forward", "call"):
        for other in sorted(site.attributes - {node.attr}):
            yield replace("attribute", node, f"self.{other}")


@operator
def arithmetic(site: Site) -> Iterator[Edit]:
    """Another operation on sizes."""
    node = site.node
    if isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC and "\n" not in site.text(node):
        left, right = site.text(node.left), site.text(node.right)
        if SIGNS[type(node.op)] in site.text(node) and not isinstance(node.left, ast.Constant | ast.JoinedStr):
            yield replace("arithmetic", node, f"({left} {ARITHMETIC[type(node.op)]} {right})")


@operator
def drop_keyword(site: Site) -> Iterator[Edit]:
    """A keyword argument that is forgotten."""
    node = site.node
    if not isinstance(node, ast.Call):
        return
    for keyword in node.keywords:
        before = [*node.args, *(other.value for other in node.keywords if other is not keyword)]
        ahead = [
            each for each in before if (each.end_lineno, each.end_col_offset) <= (keyword.lineno, keyword.col_offset)
        ]
        if keyword.arg is not None and ahead:
            last = max(ahead, key=lambda each: (each.end_lineno or 0, each.end_col_offset or 0))
            end = replace("drop_keyword", keyword.value, "")
            row, column = last.end_lineno or last.lineno, last.end_col_offset or 0
            yield Edit("drop_keyword", row, column, end.end_row, end.end_column, "")


@operator
def drop_element(site: Site) -> Iterator[Edit]:
    """A layer missing in a list of layers."""
    parts = site.node.args if called(site.node) == "Sequential" else getattr(site.node, "elts", [])  # type: ignore[attr-defined]
    if len(parts) > 1 and all(isinstance(part, ast.Call) for part in parts):
        for part, following in pairwise(parts):
            yield Edit("drop_element", part.lineno, part.col_offset, following.lineno, following.col_offset, "")


@operator
def flag(site: Site) -> Iterator[Edit]:
    """True for False."""
    node = site.node
    if isinstance(node, ast.Constant) and isinstance(node.value, bool) and isinstance(site.parents[-1], ast.keyword):
        yield replace("flag", node, str(not node.value))
