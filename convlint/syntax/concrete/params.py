"""Parameters of functions and lambdas."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst

from convlint.syntax import ir
from convlint.syntax.concrete.table import optional
from convlint.syntax.lowering import Lowering


def parameters(node: cst.Parameters, low: Lowering) -> tuple[ir.Param, ...]:
    """The parameters in the order of the source."""
    star = [node.star_arg] if isinstance(node.star_arg, cst.Param) else []
    last = [node.star_kwarg] if node.star_kwarg is not None else []
    return (
        *_params(node.posonly_params, "positional", low),
        *_params(node.params, "normal", low),
        *_params(star, "vararg", low),
        *_params(node.kwonly_params, "keyword", low),
        *_params(last, "kwarg", low),
    )


def _params(nodes: Iterable[cst.Param], kind: str, low: Lowering) -> list[ir.Param]:
    return [_param(node, kind, low) for node in nodes]


def _param(node: cst.Param, kind: str, low: Lowering) -> ir.Param:
    at = low.at(node.name)
    annotation = node.annotation and node.annotation.annotation
    return ir.Param(at, low.name(node.name.value), kind, optional(node.default, low), optional(annotation, low))
