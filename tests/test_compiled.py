"""What the compiled wheel cannot do is not asked of it: a class of an extension module has no interpreted subclasses."""

from __future__ import annotations

import ast
from pathlib import Path

try:
    import tomllib
except ModuleNotFoundError:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"][
    "hooks"
]


def compiled() -> set[Path]:
    taken, left = (
        {path for glob in HOOK["custom"][key] for path in ROOT.glob(glob)} for key in ("compile", "interpret")
    )
    return taken - left


def classes(path: Path) -> dict[str, list[str]]:
    """The classes of a file with the names of their bases."""
    found = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    return {
        node.name: [ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases] for node in found
    }


NATIVE = {
    name for path in compiled() for name, bases in classes(path).items() if not {"Enum", "Exception"} & set(bases)
}
NATIVE -= {"Raises", "Undetermined", "Mismatch"}  # exceptions may be derived from


def test_no_interpreted_class_derives_from_a_compiled_one() -> None:
    rest = set((ROOT / "convlint").rglob("*.py")) - compiled()
    assert {name for path in rest for name, bases in classes(path).items() if NATIVE & set(bases)} == set()


def test_classes_of_the_wheel_have_one_base() -> None:
    assert {name for path in compiled() for name, bases in classes(path).items() if len(bases) > 1} == set()


def test_no_package_of_the_wheel_has_a_name_twice() -> None:
    """A compiled module that asks a package for a function gets the module of that name where there is one."""
    packages = {path.parent for path in compiled() if (path.parent / "__init__.py") in compiled()}
    doubled = {
        f"{package.name}.{alias.name}"
        for package in packages
        for node in ast.walk(ast.parse((package / "__init__.py").read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (package / f"{alias.name}.py").exists() and (node.module or "").rpartition(".")[2] == alias.name
    }
    assert doubled == set()
