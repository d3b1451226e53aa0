"""Parameters of functions and lambdas."""

from __future__ import annotations

import ast

from convlint.syntax import ir
from convlint.syntax.abstract.table import optional
from convlint.syntax.lowering import Lowering


def parameters(node: ast.arguments, low: Lowering) -> tuple[ir.Param, ...]:
    """The parameters in the order of the source."""
    usual = [*node.posonlyargs, *node.args]
    without: list[ast.expr | None] = [None] * (len(usual) - len(node.defaults))
    kinds = ["positional"] * len(node.posonlyargs) + ["normal"] * len(node.args)
    params = [_param(each, kind, default, low) for each, kind, default in zip(usual, kinds, [*without, *node.defaults])]
    if node.vararg is not None:
        params.append(_param(node.vararg, "vararg", None, low))
    params += [_param(each, "keyword", default, low) for each, default in zip(node.kwonlyargs, node.kw_defaults)]
    if node.kwarg is not None:
        params.append(_param(node.kwarg, "kwarg", None, low))
    return tuple(params)


def _param(node: ast.arg, kind: str, default: ast.expr | None, low: Lowering) -> ir.Param:
    return ir.Param(low.at(node), low.name(node.arg), kind, optional(default, low), optional(node.annotation, low))
