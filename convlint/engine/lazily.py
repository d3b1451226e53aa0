"""Packages that import their parts when they are asked for: what they have is what they tell type checkers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from convlint.engine.classes import annotation_text
from convlint.engine.control import BudgetSpent, Raised
from convlint.engine.effects import may_bind, text_of
from convlint.engine.frame import Frame
from convlint.engine.objects import Module
from convlint.syntax import SourceError, ir
from convlint.values import MISSING, Stops

if TYPE_CHECKING:
    from convlint.engine.loading import Loader

LAZY = re.compile(r"^[ \t]*sys\.modules\[__name__\][ \t]*=|^def __getattr__\(|^__getattr__\b", re.MULTILINE)
CHECKED = re.compile(r"^if (?:typing\.)?TYPE_CHECKING\b", re.MULTILINE)


def told(loader: Loader, module: Module, name: str) -> Any:
    """A name that a module gives through `__getattr__` or a stand-in, as its `if TYPE_CHECKING` imports it; else MISSING."""
    text = text_of(module.file)
    if "__getattr__" not in text and "sys.modules" not in text:
        return MISSING
    if not (LAZY.search(text) and CHECKED.search(text) and may_bind(text, name)):
        return MISSING
    frame = loader.told.get(module)
    if frame is None:
        frame = loader.told[module] = Frame(module)
        _import_all(loader, module, frame)
    return frame.names.get(name, MISSING)


def is_own_module(target: ir.Subscript) -> bool:
    """Whether it is `sys.modules[__name__]`."""
    return (
        isinstance(target.value, ir.Attribute)
        and target.value.attr == "modules"
        and isinstance(target.value.value, ir.Name)
        and target.value.value.id == "sys"
        and isinstance(target.index, ir.Name)
        and target.index.id == "__name__"
    )


def _import_all(loader: Loader, module: Module, frame: Frame) -> None:
    from convlint.engine.journal import Journal

    vm = loader.vm
    saved, vm.journal = vm.journal, Journal()
    try:
        for chunk in module.file.reader.outline.chunks:
            if chunk.name is None:
                for node in module.file.reader.block(chunk):
                    if isinstance(node, ir.If) and annotation_text(node.test).endswith("TYPE_CHECKING"):
                        vm.run_block(tuple(each for each in node.body if _names_all(each)), frame)
    except (SourceError, Raised, BudgetSpent, Stops):
        return
    finally:
        vm.journal = saved


def _names_all(statement: Any) -> bool:
    """Whether it imports by names, without a star."""
    return isinstance(statement, ir.ImportFrom) and all(name != "*" for name, _ in statement.names)
