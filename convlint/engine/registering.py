"""Registries: dicts and lists of a module that others fill while they are imported, most of which have not run.

What such a container holds is not known to be all. A name that is not found in one is looked for in the text of the modules that an
import could have run; those that have it run then.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from convlint.engine.effects import may_register, may_register_any, text_of
from convlint.engine.mutation import changed_elsewhere
from convlint.engine.objects import Class, LazyDefinition, Module, is_driven
from convlint.imports import imported
from convlint.values import DictV, Instance, ListV, SetV

if TYPE_CHECKING:
    from convlint.engine.loading import Loader
    from convlint.project import SourceFile

MOST_SEARCHED = 400
"""Files looked through for one name."""
_FILLING = re.compile(r"\[[^\n]*\][ \t]*=(?!=)|\.(?:update|setdefault|append|extend|insert|add)\(")
_JOINED = re.compile(r"[\w.]")


def leave_open(loader: Loader, module: Module) -> None:
    """Take note of what of a module that has run others may fill."""
    text = text_of(module.file)
    for name, value in list(module.frame.names.items()):
        if name.startswith("__"):
            continue
        if isinstance(value, (DictV, ListV, SetV)):
            if not value.items or _is_filled(text, name):
                _open(loader, value)
        elif isinstance(value, Instance) and isinstance(value.cls, Class):
            _open_registry(loader, value, value.cls)


def _is_filled(text: str, name: str) -> bool:
    """Whether a function of the module fills its container."""
    at = text.find(name)
    while at >= 0:
        after = at + len(name)
        if (
            _FILLING.match(text, after)
            and not _JOINED.match(text, at - 1)
            and text[text.rfind("\n", 0, at) + 1] in " \t"
        ):
            return True
        at = text.find(name, after)
    return False


def _open_registry(loader: Loader, value: Instance, cls: Class) -> None:
    """An object of the program's own whose methods fill it."""
    if is_driven(cls):
        return
    filled = set().union(*changed_elsewhere(cls, "")[:2])
    for held in [*(value.attrs.get(name) for name in filled), *value.hidden.values()]:
        if isinstance(held, (DictV, ListV, SetV)):
            _open(loader, held)


def _open(loader: Loader, value: DictV | ListV | SetV) -> None:
    if isinstance(value, DictV):
        value.rest = None
        value.note_change()
        if not value.open:
            value.open = not loader.defining
            loader.growing[id(value)] = value
    elif loader.waiting():
        value.forget()


def close(loader: Loader) -> None:
    """Where nothing that was imported and has not run could fill them, registries hold all they ever will."""
    if loader.growing and not _may_grow(loader):
        _set_open(loader, False)
        loader.growing.clear()


def _may_grow(loader: Loader) -> bool:
    count = 0
    for file in _reachable(loader):
        count += 1
        module = loader.modules.get(file.path)
        if (module is None or not module.started) and file.ask(may_register_any):
            return True
    return count >= MOST_SEARCHED


def pause(loader: Loader, really: bool = True) -> None:
    """While something is defined, which may register itself, registries are as they are: it is not there yet."""
    if really:
        loader.defining += 1
        if loader.defining == 1:
            _set_open(loader, False)


def resume(loader: Loader, really: bool = True) -> None:
    """The definition has come to its end."""
    if really:
        loader.defining -= 1
        if loader.defining == 0:
            _set_open(loader, True)


def _set_open(loader: Loader, is_open: bool) -> None:
    for value in loader.growing.values():
        value.open = is_open
        value.note_change()


def settle(loader: Loader, registry: DictV, name: str) -> bool:
    """Run what may register this name; whether anything ran.

    What asks while it is defined, or while another module is imported, most often registers something itself.
    """
    if name.startswith("__") or loader.defining or id(registry) not in loader.growing or name in loader.settled:
        return False
    loader.settled.add(name)
    count = 0
    for file in list(_reachable(loader)):
        if file.ask(may_register, name):
            module = loader.known(file)
            count += not module.started
            loader.ready(module)
            count += _force_decorated(loader, module, name)
    return count > 0


def _reachable(loader: Loader) -> Iterator[SourceFile]:
    """The files that are imported, and those that they import, nearest first."""
    files = [module.file for module in loader.modules.values()]
    seen = set(files)
    for file in files:  # which grows
        yield file
        module = loader.modules.get(file.path)
        if len(seen) < MOST_SEARCHED and (module is None or not module.started):
            more = sorted(imported(file, loader.vm.project) - seen, key=lambda each: each.name)
            seen.update(more)
            files.extend(more)


def _force_decorated(loader: Loader, module: Module, name: str) -> int:
    """Evaluate the definitions that were put off and whose decorators may register the name."""
    waiting = [
        value
        for value in module.frame.names.values()
        if isinstance(value, LazyDefinition) and value.chunk is not None and value.chunk.decorated
    ]
    lines = module.file.lines if waiting else []
    chosen = [lazy for lazy in waiting if lazy.chunk is not None and _names(lazy.chunk, lines, name)]
    for lazy in chosen:
        loader.force(lazy)
    return len(chosen)


def _names(chunk: Any, lines: list[str], name: str) -> bool:
    """Whether a definition bears the name, or its decorators tell it."""
    if chunk.name == name:
        return True
    for line in lines[chunk.first - 1 : chunk.last]:
        if line.startswith(("def ", "class ", "async ")):
            return False
        if name in line:
            return True
    return False


__all__ = ["close", "leave_open", "pause", "resume", "settle"]
