"""Python's builtins and the parts of its standard library that models are written with.

Paths are Python's own (`builtins.len`, `math.ceil`); methods and operators of constants and containers stand at those of their
class (`builtins.list.append`, `builtins.dict.__getitem__`). What is not declared is Unknown.
"""

from convlint.frameworks.python import (
    argparse,
    chance,
    classes,
    collections,
    contextvars,
    copying,
    dataclasses,
    dicts,
    functools,
    inspect,
    iterables,
    itertools,
    lists,
    mappings,
    math,
    numbers,
    objects,
    operators,
    parsing,
    patterns,
    sets,
    strings,
    system,
    typing,
)

__all__ = [
    "argparse",
    "chance",
    "classes",
    "collections",
    "contextvars",
    "copying",
    "dataclasses",
    "dicts",
    "functools",
    "inspect",
    "iterables",
    "itertools",
    "lists",
    "mappings",
    "math",
    "numbers",
    "objects",
    "operators",
    "parsing",
    "patterns",
    "sets",
    "strings",
    "system",
    "typing",
]
