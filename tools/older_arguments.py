"""Which arguments functions and classes took in older versions of a package, read from its wheels, which are not imported."""

from __future__ import annotations

import ast
import itertools
import zipfile
from collections.abc import Iterable
from pathlib import Path

Definition = ast.FunctionDef | ast.ClassDef


class Wheel:
    """The definitions in the files of one version, by folder and name."""

    def __init__(self, path: Path) -> None:
        self.found: dict[tuple[str, str], Definition] = {}
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".py"):
                    self._read(name, ast.parse(archive.read(name)))

    def _read(self, file: str, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                for folder in (file.rpartition("/")[0], file.removesuffix(".py")):
                    self.found.setdefault((folder, node.name), node)

    def parameters(self, path: str) -> str | None:
        """What is taken at a dotted path, as in arguments.txt; None where that is not there, or takes anything."""
        owner, _, name = path.rpartition(".")
        folder = owner.replace(".", "/")
        if name in ("forward", "__call__"):
            method = self._method(owner, name)
            return None if method is None else _text(method, 0)
        node = self.found.get((folder, name))
        if isinstance(node, ast.ClassDef):
            made = self._method(path, "__init__")
            return None if made is None else _text(made, 1)
        return None if node is None else _text(node, 0)

    def _method(self, path: str, name: str) -> ast.FunctionDef | None:
        owner, _, cls = path.rpartition(".")
        folder = owner.replace(".", "/")
        node = self.found.get((folder, cls))
        while isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.FunctionDef) and each.name == name:
                    return each
            base = node.bases[0] if node.bases else None
            node = self.found.get((folder, base.id)) if isinstance(base, ast.Name) else None
        return None


def _text(node: ast.FunctionDef, skip: int) -> str | None:
    spec = node.args
    if spec.vararg or spec.kwarg:
        return None
    positional = [*spec.posonlyargs, *spec.args]
    required = len(positional) - len(spec.defaults)
    parts = [each.arg + ("" if i < required else "=") for i, each in enumerate(positional)][skip:]
    named = [each.arg + ("=" if default else "") for each, default in zip(spec.kwonlyargs, spec.kw_defaults)]
    return ", ".join([*parts, *(["*"] if named else []), *named])


def merged(text: str, older: Iterable[str | None]) -> str:
    """What one version or another takes: `a/b` in a place where one takes `a` and another `b`."""
    positional, named = _split(text)
    required = {part for part in (*positional, *named) if not part.endswith("=")}
    for other in older:
        if other is None:
            continue
        places, further = _split(other)
        required &= {part for part in (*places, *further) if not part.endswith("=")}
        pairs = itertools.zip_longest(_names(positional), _names(places), fillvalue="")
        positional = ["/".join(dict.fromkeys(filter(None, (*one.split("/"), other)))) for one, other in pairs]
        known = {name for part in positional for name in part.split("/")}
        named = [part for part in (*named, *further) if part.rstrip("=") not in known]
    names = [each + ("" if each in required else "=") for each in _names(positional)]
    rest = [each + ("" if each in required else "=") for each in dict.fromkeys(_names(named))]
    return ", ".join([*names, *(["*"] if rest else []), *rest])


def _names(parts: list[str]) -> list[str]:
    return [part.rstrip("=") for part in parts]


def _split(text: str) -> tuple[list[str], list[str]]:
    parts = text.split(", ") if text else []
    cut = parts.index("*") if "*" in parts else len(parts)
    return parts[:cut], parts[cut + 1 :]
