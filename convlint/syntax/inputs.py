"""The shapes that comments give to the parameters of functions: `# convlint: input x=(N, 3, 32, 32)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from convlint.hints import Hints
from convlint.syntax.directives import Directive, read_directives
from convlint.syntax.errors import SourceError

MARK = "convlint: input"


def read_inputs(text: str) -> tuple[Hints, list[tuple[Directive, str]]]:
    """The inputs of each function by its name (`Net.forward`, `f`), and what is wrong with the comments that give them.

    A comment stands on the lines above a function, its decorators included, or on a line of its header.
    """
    directives = [each for each in read_directives(text) if each.kind == "input"] if "convlint:" in text else []
    if not directives:
        return {}, []
    from convlint.syntax.parsing import parse

    try:
        functions = list(_functions(parse(text), ""))
    except SourceError:
        return {}, []
    lines = text.split("\n")
    made: dict[str, dict[str, tuple[int | str, ...]]] = {}
    wrong: list[tuple[Directive, str]] = []
    for directive in directives:
        found = _below(directive, functions, lines)
        if found is None:
            wrong.append((directive, "`input` stands above no function"))
            continue
        name, node = found
        known = _parameters(node)
        for parameter, dims in directive.inputs:
            if parameter in known:
                made.setdefault(name, {})[parameter] = dims
            else:
                wrong.append((directive, f"`{node.name}` has no parameter `{parameter}`"))
    return made, wrong


Definition = ast.FunctionDef | ast.AsyncFunctionDef
Function = tuple[str, Definition]


def defined(text: str) -> tuple[dict[str, frozenset[str]], list[str]]:
    """The functions and methods of a module by their names (`f`, `Net.forward`), with their parameters; and its classes.

    Raises SourceError.
    """
    from convlint.syntax.parsing import parse

    tree = parse(text)
    return {name: _parameters(node) for name, node in _functions(tree, "")}, list(_classes(tree))


def _parameters(node: Definition) -> frozenset[str]:
    return frozenset(each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs))


def _classes(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield child.name
        elif isinstance(child, (ast.If, ast.Try, ast.With)):
            yield from _classes(child)


def _functions(node: ast.AST, scope: str) -> Iterator[Function]:
    """The functions of a module and the methods of its classes, whatever blocks they stand in."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield f"{scope}{child.name}", child
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{child.name}.")
        elif isinstance(child, (ast.If, ast.Try, ast.With)):
            yield from _functions(child, scope)


def _below(directive: Directive, functions: list[Function], lines: list[str]) -> Function | None:
    comment = directive.comment
    for name, node in functions:
        start = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        if not comment.alone and comment.first <= node.lineno <= comment.last:
            return name, node
        between = lines[comment.row : start - 1]
        if comment.alone and comment.row < start and all(line.strip()[:1] in ("", "#") for line in between):
            return name, node
    return None
