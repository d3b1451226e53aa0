"""Writes convlint/frameworks/keras/signature_data.py: which arguments Keras takes, in every version that is given.

python tools/keras_signatures.py keras-2.15.0-py3-none-any.whl keras-3.15.1-py3-none-any.whl …   # oldest first

The wheels are read, not imported. An argument counts as known where one version takes it, and as required where all do.
"""

from __future__ import annotations

import ast
import re
import sys
import textwrap
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "convlint" / "frameworks" / "keras" / "signature_data.py"
MODULES = ("keras.layers.", "keras.ops.", "keras.random.", "keras.losses.", "keras.activations.")
TWICE = ("keras.ops.numpy.", "keras.ops.nn.", "keras.ops.core.", "keras.ops.linalg.", "keras.ops.math.")
WORD = re.compile(r"[A-Za-z_]\w*")
OTHERS = ("keras/activations.py", "keras/src/activations.py")
OLD_LAYERS = "keras/layers/"
OLD_NAMES = "keras/legacy/interfaces.py"
HEAD = '''\
"""Arguments of Keras's layers and functions. Written by tools/keras_signatures.py from these versions of Keras:

{versions}
"""

from __future__ import annotations

# names: how many arguments must come, and may come by position; the required ones; the others; `**` where any keyword is taken
SIGNATURES = """\\
{rows}
"""
# what every layer takes
LAYERS = """\
{common}
"""
# what Keras 2 takes in the place of arguments of layers
OLD = """\
{old}
"""
'''


@dataclass
class Taken:
    """The arguments that something takes. most: by position; least: of all; any: further keywords, whatever they are."""

    most: int = 0
    required: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    any: bool = False
    least: int = 0

    def merged(self, other: Taken) -> Taken:
        """What one or the other version takes."""
        return Taken(
            max(self.most, other.most),
            [name for name in other.required if name in self.required],
            self.names | other.names,
            self.any or other.any,
            min(self.least, other.least),
        )


@dataclass
class Module:
    """One file of a wheel."""

    path: str
    tree: ast.Module


class Wheel:
    """The sources of one version."""

    def __init__(self, path: Path) -> None:
        self.version = path.name.split("-")[1]
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n.endswith(".py") and "_test" not in n and "/api/" not in n]
            self.modules = [Module(name, ast.parse(archive.read(name))) for name in names]
        self.classes: dict[str, list[tuple[str, ast.ClassDef]]] = {}
        for module in self.modules:
            for node in module.tree.body:
                if isinstance(node, ast.ClassDef):
                    self.classes.setdefault(node.name, []).append((module.path, node))
        self.old_names = {name for m in self.modules if m.path == OLD_NAMES for name in renamed(m.tree)}
        self.known: dict[int, Taken] = {}

    def taken(self) -> dict[str, Taken]:
        """Path -> what is taken, for all that is public."""
        found: dict[str, Taken] = {}
        for module in self.modules:
            for node in module.tree.body:
                if isinstance(node, ast.Assign) and module.path in OTHERS:  # what another library defines
                    names = [target.id for target in node.targets if isinstance(target, ast.Name)]
                    found.update({f"keras.activations.{name}": Taken(99, any=True) for name in names})
                for path in self.paths(module, node):
                    found[path] = self.of_class(module.path, node) if isinstance(node, ast.ClassDef) else of(node)
        return found

    def paths(self, module: Module, node: ast.stmt) -> Iterator[str]:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)):
            return
        exported = [text for d in node.decorator_list if "keras_export" in ast.dump(d) for text in strings(d)]
        if not exported and self.old_names and module.path.startswith(OLD_LAYERS) and isinstance(node, ast.ClassDef):
            exported = [f"keras.layers.{node.name}"]
        yield from (path for path in exported if path.startswith(MODULES) and not path.startswith(TWICE))

    def of_class(self, path: str, node: ast.ClassDef) -> Taken:
        """What a constructor takes: its own arguments and, with `**kwargs`, those of its parents."""
        if id(node) in self.known:
            return self.known[id(node)]
        self.known[id(node)] = Taken()  # two classes of one name may seem to be each other's parents
        self.known[id(node)] = self.constructor(path, node)
        return self.known[id(node)]

    def constructor(self, path: str, node: ast.ClassDef) -> Taken:
        parents = [self.of_class(*each) for base in node.bases for each in self.named(path, ast.unparse(base), node)]
        above = Taken(0, [], {n for p in parents for n in p.names}, any(p.any for p in parents))
        own = next((n for n in node.body if isinstance(n, ast.FunctionDef) and n.name == "__init__"), None)
        if own is None:
            return next((p for p in parents if p.names), above)
        made = of(own)
        made.most -= 1
        made.required = [name for name in made.required if name != "self"]
        made.least = len(made.required)
        if own.args.kwarg:
            made.names |= above.names | popped(own)
            made.any = above.any or not any(
                isinstance(n, ast.Name) and n.id == own.args.kwarg.arg for n in ast.walk(own)
            )
        return made

    def named(self, path: str, base: str, node: ast.ClassDef) -> list[tuple[str, ast.ClassDef]]:
        """The classes that a name may mean: that of the same file, or all of the name."""
        found = [each for each in self.classes.get(base.rpartition(".")[2], []) if each[1] is not node]
        return [each for each in found if each[0] == path] or found


def of(node: ast.stmt) -> Taken:
    """What a function takes."""
    assert isinstance(node, ast.FunctionDef)
    spec = node.args
    positional = [a.arg for a in [*spec.posonlyargs, *spec.args]]
    required = positional[: len(positional) - len(spec.defaults)]
    required += [a.arg for a, default in zip(spec.kwonlyargs, spec.kw_defaults) if default is None]
    most = 99 if spec.vararg else len(positional)
    return Taken(
        most, required, {*positional, *(a.arg for a in spec.kwonlyargs)}, spec.kwarg is not None, len(required)
    )


def strings(node: ast.AST) -> list[str]:
    return [n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def popped(node: ast.AST) -> set[str]:
    """Arguments that a function takes out of its `kwargs`, or looks for in them."""
    found: list[ast.AST] = []
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in ("pop", "get"):
            found += each.args[:1]
        elif isinstance(each, ast.Compare) and isinstance(each.ops[0], (ast.In, ast.NotIn)):
            found.append(each.left)
        elif isinstance(each, ast.Assign) and "allowed" in ast.unparse(each.targets[0]):
            found.append(each.value)
    return {text for each in found for text in strings(each) if WORD.fullmatch(text)}


def renamed(node: ast.AST) -> set[str]:
    """The old names in pairs of an old and a new one."""
    pairs = [each.elts for each in ast.walk(node) if isinstance(each, ast.Tuple) and len(each.elts) == 2]
    return {text for one, other in pairs for text in strings(one) if isinstance(other, ast.Constant)}


def row(names: list[str], taken: Taken, common: set[str]) -> str:
    required = " ".join(taken.required)
    others = " ".join(
        [
            *sorted(name for name in taken.names - {*taken.required} - common - {"self"} if name[0] != "_"),
            *(["**"] if taken.any else []),
        ]
    )
    return f"{' '.join(sorted(names))}: {taken.least} {taken.most}; {required}; {others}"


def line_of(names: Iterable[str]) -> str:
    return textwrap.fill(" ".join(sorted(names)), 118)


def main(paths: list[str]) -> int:
    found: dict[str, Taken] = {}
    wheels = [Wheel(Path(path)) for path in paths]
    for wheel in wheels:
        for path, taken in wheel.taken().items():
            found[path] = found[path].merged(taken) if path in found else taken
    base = found["keras.layers.Layer"].names
    old = {name for wheel in wheels for name in wheel.old_names} - base
    groups: dict[str, list[str]] = {}
    for path, taken in found.items():
        text = row([], taken, base if path.startswith("keras.layers.") and path[13].isupper() else set())
        groups.setdefault(text, []).append(path.removeprefix("keras."))
    rows = sorted(f"{' '.join(sorted(names))}{text.removeprefix(' ')}" for text, names in groups.items())
    versions = " ".join(wheel.version for wheel in wheels)
    common = line_of(name for name in base if name != "self" and name[0] != "_")
    lines = "\n".join(textwrap.fill(line, 118, subsequent_indent="  ") for line in rows)
    TARGET.write_text(HEAD.format(versions=versions, rows=lines, common=common, old=line_of(old)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
