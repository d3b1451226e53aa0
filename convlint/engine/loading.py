"""Modules: running each file of the project once, on demand, and what imports and global names mean."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from convlint.engine import attributes
from convlint.engine.control import BudgetSpent, Raised
from convlint.engine.frame import Frame
from convlint.engine.objects import LazyDefinition, Module, Thunk
from convlint.engine.versions import version_of
from convlint.frameworks.common.registry import (
    SOURCE_FIRST,
    find_class,
    find_constant,
    find_function,
    is_declared,
    is_namespace,
)
from convlint.syntax import Chunk, SourceError, ir
from convlint.values import MISSING, Instance, Library, Stops, Unknown
from convlint.values.base import next_serial

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.project import SourceFile

INSTALLED = ("site-packages", "dist-packages")
MODULE_STEPS = 400_000
DEFINITION_STEPS = 50_000
MOST_SECONDS = 20.0
EAGER_LINES = 400
"""In a file no longer than that, decorated functions run at once: their decorators may register them.

Decorated classes always do, and what a method of the program's own objects decorates.
"""


class Loader:
    """The modules of a project."""

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self.modules: dict[Any, Module] = {}
        self.imported_by: dict[Any, set[Any]] = {}  # path of a file -> paths of those that import it
        self.patched: set[str] = set()  # library paths that the program assigns to
        self._builtins: dict[str, Any] = {
            name: Thunk(name, _give_unknown) for name in ("super", "staticmethod", "classmethod", "property")
        }

    # --- running -------------------------------------------------------------------------------------------------

    def module(self, file: SourceFile) -> Module:
        """The module of a file, run (or, in an import cycle, as far as it has run)."""
        module = self.modules.get(file.path)
        if module is None:
            module = self.modules[file.path] = Module(file)
            self._run(module)
        return module

    def imported(self, name: str) -> Module | None:
        """The module of that name, where it has been run."""
        return next((module for module in self.modules.values() if module.name == name), None)

    def _run(self, module: Module) -> None:
        """Run a module's top level in a scope of its own: an import in a branch is not taken back with the branch."""
        vm = self.vm
        saved = (
            vm.steps,
            vm.limit,
            vm.stack,
            vm.loops,
            vm.world,
            vm.uncertain,
            vm.silent,
            vm.journal,
            vm.reporter.current,
            vm.deadline,
        )
        from convlint.engine.journal import Journal

        begin = next_serial()
        vm.stack, vm.loops, vm.world, vm.uncertain, vm.silent = [], [], None, 0, 0
        vm.journal = Journal()
        vm.give(MODULE_STEPS)
        module.running = True
        names = module.frame.names
        names["__name__"] = "__main__" if module.file.reported and not module.file.is_package else module.name
        names["__file__"] = Unknown("a path", data=True)
        try:
            self._run_chunks(module)
        except SourceError:
            module.stars.append("")
        except (Raised, Stops):
            module.broken = True
        except BudgetSpent:
            module.broken = True
            vm.statistics.budget_spent += 1
        finally:
            module.running, module.ran = False, True
            vm.statistics.steps += vm.steps
            vm.steps, vm.limit, vm.stack, vm.loops, vm.world, vm.uncertain, vm.silent, vm.journal = saved[:8]
            vm.reporter.current, vm.deadline = saved[8], saved[9]
            vm.journal.shared.add(begin)

    def _run_chunks(self, module: Module) -> None:
        reader = module.file.reader
        small = sum(chunk.last - chunk.first + 1 for chunk in reader.outline.chunks) <= EAGER_LINES
        for chunk in reader.outline.chunks:
            eager = chunk.decorated and (small or chunk.kind == "class" or self._registers(module, chunk))
            if chunk.name is not None and not eager:
                module.frame.names[chunk.name] = LazyDefinition(module, chunk)
            else:
                before = dict(module.frame.names)
                try:
                    self.vm.run_block(reader.block(chunk), module.frame)
                except Raised:
                    if chunk.name is None:
                        raise
                finally:
                    _keep_rebound(module, before)

    @staticmethod
    def _registers(module: Module, chunk: Chunk) -> bool:
        """Whether a method of one of the program's own objects decorates a definition."""
        return any(isinstance(module.frame.names.get(name), Instance) for name in chunk.owners)

    def force(self, lazy: LazyDefinition) -> Any:
        """The function or class of a definition that was put off."""
        if lazy.chunk is None:
            return self._late(lazy)
        frame, name = lazy.module.frame, str(lazy.chunk.name)
        if lazy.value is None:
            lazy.value = Unknown(f"`{name}` while it is defined")
            lazy.value = self._defined(lazy.module, lazy.chunk)
        if frame.names.get(name) is lazy:
            frame.names[name] = lazy.value
        return lazy.value

    def _late(self, lazy: LazyDefinition) -> Any:
        """A name that was imported before its module had it."""
        found = self.name_in(lazy.module, lazy.name) if lazy.value is None else lazy.value
        if found is MISSING:
            return Unknown(f"`{lazy.name}` is not found in `{lazy.module.name}`")
        lazy.value = found
        return found

    def _defined(self, module: Module, chunk: Chunk) -> Any:
        from convlint.engine.journal import Journal
        from convlint.engine.statements import class_value, function_value

        vm = self.vm
        begin = next_serial()
        saved = (vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops, vm.limit, vm.deadline)
        vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops = Journal(), None, 0, 0, []
        vm.limit, vm.deadline = vm.steps + DEFINITION_STEPS, time.process_time() + MOST_SECONDS
        try:
            for node in module.file.reader.block(chunk):
                if isinstance(node, ir.FunctionDef):
                    return function_value(vm, node, module.frame)
                if isinstance(node, ir.ClassDef):
                    return class_value(vm, node, module.frame)
        except (Raised, BudgetSpent, Stops):
            return Unknown("a definition that raises")
        finally:
            vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops, vm.limit, vm.deadline = saved
            vm.journal.shared.add(begin)
        return Unknown("a definition that is not read")

    # --- names ---------------------------------------------------------------------------------------------------

    def name_in(self, module: Module, name: str) -> Any:
        """A global name of a module, or MISSING."""
        found = module.frame.names.get(name, MISSING)
        if isinstance(found, LazyDefinition):
            return self.force(found)
        return self._starred(module, name) if found is MISSING and module.stars else found

    def _starred(self, module: Module, name: str) -> Any:
        for library in module.stars:
            path = f"{library}.{name}"
            if find_class(path) or find_function(path):
                return attributes.library_value(path)
        return Unknown(f"`{name}` may come from a star import") if not self._builtin_exists(name) else MISSING

    @staticmethod
    def _builtin_exists(name: str) -> bool:
        import builtins

        return hasattr(builtins, name)

    def global_name(self, module: Module, name: str) -> Any:
        """A name that no function frame has: a builtin, or something unknown."""
        if module.stars:
            found = self._starred(module, name)
            if found is not MISSING:
                return found
        if name in self._builtins:
            return self._builtins[name]
        path = f"builtins.{name}"
        if find_class(path) or find_function(path) or find_constant(path, MISSING) is not MISSING:
            found = attributes.library_value(path)
        else:
            found = Unknown(f"`{name}` is not defined")
        self._builtins[name] = found
        return found

    # --- imports -------------------------------------------------------------------------------------------------

    def _file(self, importer: SourceFile, module: str, level: int = 0) -> SourceFile | None:
        if level == 0 and is_declared(module) and importer.module.partition(".")[0] != module.partition(".")[0]:
            return self._linted(importer, module)
        found = self.vm.project.resolve(importer, module, level)
        if found is not None:
            self.imported_by.setdefault(found.path, set()).add(importer.path)
        if found is None or found.reported or level:
            return found
        installed = any(part in INSTALLED for part in found.path.parts)
        same = found.module.partition(".")[0] == importer.module.partition(".")[0]
        return None if installed and not same else found

    def _linted(self, importer: SourceFile, module: str) -> SourceFile | None:
        """The file of a declared module whose own source is better, where it is linted."""
        if module.partition(".")[0] not in SOURCE_FIRST:
            return None
        found = self.vm.project.resolve(importer, module, 0)
        return found if found is not None and found.reported else None

    def find(self, importer: SourceFile, module: str) -> Module | None:
        """The module of a dotted name, where the project has it."""
        file = self._file(importer, module)
        return None if file is None else self.module(file)

    def import_module(self, importer: Module, name: str) -> Any:
        """`import name`."""
        found = self.find(importer.file, name)
        return Library(name) if found is None else found

    def import_name(self, importer: Module, module: str, level: int, name: str) -> Any:
        """`from module import name`."""
        file = self._file(importer.file, module, level)
        if file is None:
            if level:
                submodule = self._file(importer.file, f"{module}.{name}" if module else name, level)
                return Unknown(f"`{module}.{name}` is not found") if submodule is None else self.module(submodule)
            version = version_of(self.vm.project.versions_of(importer.file), module, name)
            return attributes.library_value(f"{module}.{name}") if version is MISSING else version
        if level == 0 and module.partition(".")[0] not in SOURCE_FIRST:
            known = attributes.declared_here(module, name)
            if known is not MISSING:
                return known
            if not file.reported and is_namespace(f"{module}.{name}"):
                return Library(f"{module}.{name}")
        alone = self._alone(importer.file, file, module, level, name)
        if alone is not None:
            return self.module(alone)
        source = self.module(file)
        found = self._attribute(source, name)
        if found is not MISSING:
            return found
        submodule = self._file(importer.file, f"{module}.{name}" if module else name, level)
        if submodule is not None:
            return self.module(submodule)
        return LazyDefinition(source, None, name) if source.running else Unknown(f"`{name}` is not found in `{module}`")

    def _alone(
        self, importer: SourceFile, package: SourceFile, module: str, level: int, name: str
    ) -> SourceFile | None:
        """A submodule whose package is not linted and never names it: the package need not run for it."""
        if package.reported or not package.is_package or package.path in self.modules:
            return None
        try:
            if "import *" in package.text or name in package.text:
                return None
        except SourceError:
            return None
        return self._file(importer, f"{module}.{name}" if module else name, level)

    def _attribute(self, module: Module, name: str) -> Any:
        """A name of a module for an import: a definition stays put off."""
        found = module.frame.names.get(name, MISSING)
        return self._starred(module, name) if found is MISSING and module.stars else found

    def import_star(self, frame: Frame, module: str, level: int) -> None:
        """`from module import *`."""
        file = self._file(frame.module.file, module, level)
        if file is None:
            frame.module.stars.append(module if level == 0 else "")
            return
        source = self.module(file)
        chosen = source.frame.names.get("__all__")
        exported = self.vm.items(chosen) if chosen is not None else None
        for name, value in list(source.frame.names.items()):
            if (name in exported) if exported is not None else not name.startswith("_"):
                self.vm.bind(frame, name, value)
        frame.module.stars.extend(star for star in source.stars if star not in frame.module.stars)
        if source.running:
            frame.module.stars.append("")


def _give_unknown(vm: Any, args: Any, kwargs: Any) -> Any:
    return Unknown("a builtin of the interpreter")


def _keep_rebound(module: Module, before: dict[str, Any]) -> None:
    """Names that the chunk gave another value: a definition above it may have run with the one before."""
    now = module.frame.names
    for name, value in before.items():
        if not isinstance(value, (LazyDefinition, Thunk)) and now.get(name) is not value:
            module.rebound.add(name)
