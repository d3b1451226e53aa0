"""`from module import *`: the names are looked up when they are asked for, so that modules run only for what is used."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from convlint.engine import attributes
from convlint.engine.effects import has_star, may_bind, text_of
from convlint.engine.objects import Module
from convlint.frameworks.common.registry import find_class, find_function
from convlint.values import MISSING, Unknown

if TYPE_CHECKING:
    from convlint.engine.loading import Loader


def starred(loader: Loader, module: Module, name: str) -> Any:
    """What the stars of a module give for a name, or MISSING. A library's star may give any name."""
    if (found := module.from_stars.get(name)) is not None:
        return found
    found = _of_modules(loader, module, name, {module})
    if found is MISSING:
        found = _of_libraries(loader, module, name)
    if module.ran and not any(source.running for source in module.starred):
        module.from_stars[name] = found
    return found


def _of_modules(loader: Loader, module: Module, name: str, seen: set[Module]) -> Any:
    """The name in a module that a star names; the last star wins."""
    for source in reversed(module.starred):
        if source in seen:
            continue
        seen.add(source)
        found = own_or_starred(loader, source, name, seen)
        if found is not MISSING and exports(loader, source, name):
            return found
    return MISSING


def own_or_starred(loader: Loader, module: Module, name: str, seen: set[Module]) -> Any:
    """A name of a module, unforced, by its modules' stars too; the module runs only if its text speaks for it."""
    if not module.started:
        if not module.file.ask(may_bind, name) and not module.file.ask(has_star):
            return MISSING
        loader.ready(module)
    found = module.frame.names.get(name, MISSING)
    return _of_modules(loader, module, name, seen) if found is MISSING else found


def exports(loader: Loader, module: Module, name: str) -> bool:
    """Whether a star on the module gives the name."""
    chosen = module.frame.names.get("__all__")
    exported = loader.vm.items(chosen) if chosen is not None else None
    return name in exported if exported is not None else not name.startswith("_")


def _of_libraries(loader: Loader, module: Module, name: str) -> Any:
    libraries = list(_libraries(loader, module, name, {module}))
    for library in libraries:
        path = f"{library}.{name}"
        if find_class(path) or find_function(path):
            return attributes.of_path(loader.vm, path)
    if not libraries or hasattr(builtins, name):
        return MISSING
    return Unknown(f"`{name}` may come from a star import")


def _libraries(loader: Loader, module: Module, name: str, seen: set[Module]) -> Iterator[str]:
    """The libraries whose every name a module has; "" for what is not known, as a module that runs and may yet bind the name."""
    yield from module.stars
    for source in module.starred:
        if source in seen or not (source.started or source.file.ask(has_star)):
            continue
        seen.add(source)
        loader.ready(source)
        if source.running and _may_give(source, name):
            yield ""
        yield from _libraries(loader, source, name, seen)


def _may_give(source: Module, name: str) -> bool:
    """Whether a star on a module that runs may give the name; one with an underscore only if it is listed."""
    text = text_of(source.file)
    if name.startswith("_"):
        return f'"{name}"' in text or f"'{name}'" in text or source.file.ask(has_star)
    return may_bind(text, name) or source.file.ask(has_star)


__all__ = ["exports", "own_or_starred", "starred"]
