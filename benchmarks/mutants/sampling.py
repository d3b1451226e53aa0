"""All edits that can be made on some rows of a file, and a fair sample of them."""

from __future__ import annotations

import ast
import random
from collections import defaultdict
from collections.abc import Collection, Iterator

from benchmarks.mutants.edits import Edit, parses
from benchmarks.mutants.operators import OPERATORS, Site

SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def edits_on(source: str, rows: Collection[int], everywhere: bool = False) -> list[Edit]:
    """Every edit that starts on one of the rows, in the order of the file; of code within functions if not everywhere."""
    wanted = frozenset(rows)
    found: dict[str, Edit] = {}
    for site in sites(source, everywhere):
        if getattr(site.node, "lineno", 0) in wanted:
            for function in OPERATORS.values():
                for edit in function(site):
                    found.setdefault(edit.key, edit)
    return list(found.values())


def sites(source: str, everywhere: bool = False) -> Iterator[Site]:
    """Each node (within a function, if not everywhere), a nested function's nodes with its own variables."""
    tree = ast.parse(source)
    for site in _walk(tree, (), source, frozenset(_variables(tree)) if everywhere else frozenset(), frozenset()):
        if everywhere or any(isinstance(parent, SCOPES) for parent in site.parents):
            yield site


def _walk(
    node: ast.AST, parents: tuple[ast.AST, ...], source: str, names: frozenset[str], attributes: frozenset[str]
) -> Iterator[Site]:
    if isinstance(node, ast.ClassDef):
        attributes = frozenset(_called_attributes(node))
    if isinstance(node, SCOPES):
        names = frozenset(_variables(node))
    if parents and not _is_talk(node, parents):
        yield Site(node, parents, source, names, attributes)
    for child in ast.iter_child_nodes(node):
        yield from _walk(child, (*parents, node), source, names, attributes)


def _is_talk(node: ast.AST, parents: tuple[ast.AST, ...]) -> bool:
    """Whether a node is part of an annotation, a message or a decorator."""
    if any(isinstance(parent, (ast.Raise, ast.JoinedStr)) for parent in (*parents, node)):
        return True
    return any(
        node is part
        for parent in parents[-1:]
        for part in (getattr(parent, "annotation", None), getattr(parent, "returns", None))
    ) or any(isinstance(parent, ast.arg) for parent in parents)


def _variables(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _called_attributes(cls: ast.ClassDef) -> Iterator[str]:
    methods = {each.name for each in cls.body if isinstance(each, ast.FunctionDef)}
    for node in ast.walk(cls):
        function = node.func if isinstance(node, ast.Call) else None
        if not isinstance(function, ast.Attribute) or function.attr in methods:
            continue
        if isinstance(function.value, ast.Name) and function.value.id == "self":
            yield function.attr


def sample(source: str, rows: Collection[int], most: int, seed: str, everywhere: bool = False) -> list[Edit]:
    """At most so many edits that parse, the operators in turn, the same ones for the same seed."""
    chance = random.Random(seed)
    by_operator: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits_on(source, rows, everywhere):
        by_operator[edit.operator].append(edit)
    for each in by_operator.values():
        chance.shuffle(each)
    chosen: list[Edit] = []
    waiting = sorted(by_operator)
    chance.shuffle(waiting)
    while waiting and len(chosen) < most:
        name = waiting.pop(0)
        while by_operator[name]:
            edit = by_operator[name].pop()
            mutated = edit.apply(source)
            if mutated != source and parses(mutated):
                chosen.append(edit)
                waiting.append(name)
                break
    return chosen
