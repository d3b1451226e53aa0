"""What the compiled handlers take, as a table: functions of an extension module tell the names of their parameters, not the kinds.

`convlint/frameworks/common/compiled_handlers.py` reads it; `tools/compiled_wheel.py` puts it into the wheel.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PLACE = "convlint/frameworks/common/handlers.json"
Function = tuple[str, ast.FunctionDef]


def table(root: Path, paths: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Module -> name of a handler -> its kind of result and its parameters. `paths` are relative to the root."""
    made = {}
    for path in (each for each in paths if "/frameworks/" in each):
        handlers = dict(_handlers(ast.parse((root / path).read_text("utf-8")), ()))
        if handlers:
            made[path.removesuffix(".py").replace("/", ".")] = {
                name: _described(each) for name, each in handlers.items()
            }
    return made


def _handlers(node: ast.AST, outer: tuple[str, ...]) -> Iterator[Function]:
    """Functions whose first parameter is `cx`, by mypyc's names: what stands within another is an object of a class."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            names = (child.name, *outer)
            if [each.arg for each in (*child.args.posonlyargs, *child.args.args)][:1] == ["cx"]:
                yield ("_".join((*names, "obj")) if outer else child.name), child
            yield from _handlers(child, names)
        elif not isinstance(child, ast.ClassDef):
            yield from _handlers(child, outer)


def _described(handler: ast.FunctionDef) -> list[Any]:
    spec = handler.args
    names = [*spec.posonlyargs, *spec.args]
    required: list[ast.expr | None] = [None] * (len(names) - len(spec.defaults))
    made = [_parameter(each, "positional", default) for each, default in zip(names, [*required, *spec.defaults])][1:]
    if spec.vararg:
        made.append(_parameter(spec.vararg, "vararg"))
    made += [_parameter(each, "keyword", default) for each, default in zip(spec.kwonlyargs, spec.kw_defaults)]
    if spec.kwarg:
        made.append(_parameter(spec.kwarg, "kwarg"))
    return [_text(handler.returns), made]


def _parameter(argument: ast.arg, kind: str, default: ast.expr | None = None) -> list[Any]:
    """Name, kind, annotation, and the default, if it has one: a literal, or the name that the module has for it."""
    found: list[Any] = [argument.arg, kind, _text(argument.annotation)]
    if isinstance(default, ast.Name):
        found.append({"name": default.id})
    elif default is not None:
        found.append(ast.literal_eval(default))
    return found


def _text(annotation: ast.expr | None) -> str:
    return "" if annotation is None else ast.unparse(annotation)
