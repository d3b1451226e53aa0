"""`inputs` that name what is not there: no shape would be checked with them, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from convlint.config import Settings
from convlint.config.errors import suggestion
from convlint.project import Project, SourceFile
from convlint.syntax import SourceError

CALLED = ("forward", "call", "__call__")
"""A class that has none of these may inherit what the shapes are for."""


def unmet_inputs(project: Project) -> Iterator[str]:
    """What is wrong with the names in `inputs`, one line each. What was not given to be linted is not judged."""
    for settings in project.scopes.all():
        if settings.inputs:
            files = [file for file in project.files if project.scopes.of(file.path) is settings]
            yield from _of(settings, files, project)


def _of(settings: Settings, files: list[SourceFile], project: Project) -> Iterator[str]:
    origin = settings.origins.get("inputs", "")
    head = "--input" if origin == "command line" else f"{origin}: inputs"
    by_module: dict[str, SourceFile] = {}
    for file in files:
        by_module.setdefault(file.module, file)
    for model, shapes in settings.inputs.items():
        wrong = _wrong(model, shapes, by_module, project)
        if wrong:
            yield f"{head}: {model}: {wrong}"


def _wrong(model: str, shapes: Iterable[str], by_module: dict[str, SourceFile], project: Project) -> str:
    parts = model.split(".")
    for end in range(len(parts) - 1, 0, -1):
        module, name = ".".join(parts[:end]), ".".join(parts[end:])
        if module in by_module and (end == len(parts) - 1 or parts[end] in _defined(by_module[module])[1]):
            return _wrong_in(by_module[module], module, name, shapes)
        found = project.find(module)
        if found is not None and not found.reported:
            return ""
    likely = list(_named_alike(parts[-1], by_module))
    return f"there is no such module{_meant(model, likely)}" if likely or by_module else ""


def _wrong_in(file: SourceFile, module: str, name: str, shapes: Iterable[str]) -> str:
    functions, classes = _defined(file)
    if name not in functions and name.partition(".")[0] not in classes:
        meant = _meant(f"{module}.{name}", [f"{module}.{each}" for each in (*classes, *functions)])
        return f"there is no class or function `{name}` in {file.name}{meant}" if classes or functions else ""
    known = functions.get(name, frozenset())
    if name not in functions:  # a class, or what a class inherits
        if not any(f"{name}.{method}" in functions for method in CALLED):
            return ""
        known = known.union(*(each for method, each in functions.items() if method.startswith(f"{name}.")))
    missing = next((parameter for parameter in shapes if parameter not in known), "")
    return f"there is no parameter `{missing}`{suggestion(missing, known)}" if missing else ""


def _named_alike(name: str, by_module: dict[str, SourceFile]) -> Iterator[str]:
    """The classes and functions of this name, wherever they are defined."""
    for module, file in by_module.items():
        with suppress(SourceError):
            if name in file.text:
                functions, classes = _defined(file)
                yield from (f"{module}.{each}" for each in (*classes, *functions) if each.rpartition(".")[2] == name)


def _meant(model: str, likely: list[str]) -> str:
    same = [each for each in likely if each.rpartition(".")[2] == model.rpartition(".")[2]]
    return f"; did you mean {same[0]!r}?" if same else suggestion(model, likely)


def _defined(file: SourceFile) -> tuple[Mapping[str, frozenset[str]], Sequence[str]]:
    """The functions and classes of a file; none where it cannot be read or parsed, which is told elsewhere."""
    from convlint.syntax.inputs import defined

    with suppress(SourceError):
        return defined(file.text)
    return {}, ()
