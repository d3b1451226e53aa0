"""Modules: running each file of the project once, on demand, and what imports and global names mean."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, descriptors, registering
from convlint.engine.control import BudgetSpent, Raised
from convlint.engine.effects import changes_others, may_bind, names_once
from convlint.engine.frame import Frame
from convlint.engine.lazily import told
from convlint.engine.objects import Class, LazyDefinition, Module, Thunk
from convlint.engine.replacing import Replaced
from convlint.engine.stars import exports, own_or_starred, starred
from convlint.engine.versions import version_of
from convlint.frameworks.common.registry import (
    SOURCE_FIRST,
    find_class,
    find_constant,
    find_function,
    is_declared,
    is_namespace,
)
from convlint.relevance import libraries_in
from convlint.syntax import Chunk, SourceError, ir
from convlint.values import MISSING, DictV, Instance, Library, Stops, Unknown
from convlint.values.base import next_serial

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter
    from convlint.project import SourceFile
    from convlint.syntax import Reader

INSTALLED: Final = ("site-packages", "dist-packages")
MODULE_STEPS: Final = 400_000
MODULE_STEPS_OF_MANY: Final = 150_000
MANY_FILES: Final = 100
"""In a project of more files a module takes less: scripts in it have their place beside much else."""
SHARE_STEPS = 100_000
"""Of that, what a module may take that has not applied any op to a tensor: a program that has to do with something else."""
DEFINITION_STEPS: Final = 50_000
MOST_SECONDS: Final = 20.0
LINES_KEPT: Final = 20_000
"""Of files that are only imported: so much is not parsed again where definitions are asked for (a line takes 1.4 kB as a tree)."""
EAGER_LINES: Final = 400
"""In a file no longer than that, decorated functions run at once: their decorators may register them.

Decorated classes always do, and what a method of the program's own objects decorates.
"""


class Loader:
    """The modules of a project."""

    def __init__(self, vm: Interpreter) -> None:
        self.vm = vm
        self.modules: dict[Any, Module] = {}
        self.entered: frozenset[SourceFile] = frozenset()  # the files whose every definition is asked for
        self.imported_by: dict[Any, set[Any]] = {}  # path of a file -> paths of those that import it
        self.replaced = Replaced()
        self.growing: dict[int, DictV] = {}  # registries, which modules that have not run may fill, by identity
        self.settled: set[str] = set()  # the names that were looked for in them
        self.documenting: dict[
            int, tuple[Any, bool]
        ] = {}  # whether decorators only write documentation, by their nodes
        self.laborious: dict[int, Any] = {}  # decorators that work too long to be followed, by their nodes' identity
        self.told: dict[Module, Frame] = {}  # what modules that import lazily tell type checkers
        self._room = LINES_KEPT
        self._keeping: list[Reader] = []
        self.defining = 0  # definitions under way, and modules that are only imported
        self._builtins: dict[str, Any] = {
            name: Thunk(name, _give_unknown) for name in ("super", "staticmethod", "classmethod", "property")
        }

    # --- running -------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Empty all modules and their classes: these hold each other."""
        for module in self.modules.values():
            for value in module.frame.names.values():
                if isinstance(value, LazyDefinition):
                    value = value.value
                if isinstance(value, Class):
                    value.close()
            module.close()
        for held in (self.modules, self.growing, self.told):
            held.clear()
        for reader in self._keeping:
            reader.forget()

    def module(self, file: SourceFile) -> Module:
        """The module of a file, run (or, in an import cycle, as far as it has run)."""
        return self.ready(self.known(file))

    def known(self, file: SourceFile) -> Module:
        """The module of a file, which need not have run."""
        module = self.modules.get(file.path)
        if module is None:
            module = self.modules[file.path] = Module(file)
        return module

    def ready(self, module: Module) -> Module:
        """The module, run."""
        if not module.started:
            self._run(module)
        return module

    def imported(self, name: str) -> Module | None:
        """The module of that name, where it has been imported."""
        return next((module for module in self.modules.values() if module.name == name), None)

    def libraries_of(self, file: SourceFile) -> tuple[str, ...]:
        """The libraries of tensors that a file has to do with: those that it imports, else those of the files that import it."""
        own = libraries_in(file)
        if own:
            return own
        importers = sorted(self.imported_by.get(file.path, ()))
        near = (libraries_in(self.modules[path].file) for path in importers if path in self.modules)
        return tuple(dict.fromkeys(library for each in near for library in each))

    def waiting(self) -> bool:
        """Whether something is imported that has not run."""
        return not all(module.started for module in self.modules.values())

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
            vm.left,
            vm.shares,
        )
        from convlint.engine.journal import Journal

        begin = next_serial()
        vm.stack, vm.loops, vm.world, vm.uncertain, vm.silent, vm.left = [], [], None, 0, 0, 0
        vm.journal = Journal()
        vm.steps = 0  # those of whatever imports it are counted there
        vm.give(MODULE_STEPS if vm.project.count <= MANY_FILES else MODULE_STEPS_OF_MANY, SHARE_STEPS)
        module.running = True
        imported = (
            not module.file.reported or "." in module.name
        )  # a script asks registries, a module of a package fills them
        registering.pause(self, imported)
        names = module.frame.names
        names["__name__"] = "__main__" if module.file.reported and not module.file.is_package else module.name
        names["__file__"] = Unknown("a path", data=True)
        try:
            self._run_chunks(module)
        except SourceError:
            module.stars.append("")
        except (Raised, Stops):
            module.broken = True
        except (BudgetSpent, RecursionError):
            module.broken = True
            vm.statistics.budget_spent += 1
        finally:
            module.running, module.ran = False, True
            registering.resume(self, imported)
            vm.statistics.steps += vm.steps
            vm.steps, vm.limit, vm.stack, vm.loops, vm.world, vm.uncertain, vm.silent, vm.journal = saved[:8]
            vm.reporter.current, vm.deadline, vm.left, vm.shares = saved[8:]
            if module.file.path in self.imported_by:
                registering.leave_open(self, module)
            vm.journal.shared.add(begin)

    def _run_chunks(self, module: Module) -> None:
        reader = module.file.reader
        length = sum(chunk.last - chunk.first + 1 for chunk in reader.outline.chunks)
        entered = module.file in self.entered
        keep = not entered and self._room >= length
        reader.read_ahead(entered, keep)
        if keep:
            self._room -= length
            self._keeping.append(reader)
        small = length <= EAGER_LINES
        for chunk in reader.outline.chunks:
            eager = chunk.decorated and (small or chunk.kind == "class" or self._registers(module, chunk))
            if chunk.name is not None and not eager:
                module.frame.names[chunk.name] = LazyDefinition(module, chunk)
            else:
                before = dict(module.frame.names)
                registering.pause(self, chunk.decorated)
                try:
                    self.vm.run_block(reader.block(chunk), module.frame)
                except Raised:
                    if chunk.name is None:
                        raise
                finally:
                    registering.resume(self, chunk.decorated)
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
        """A name that was imported."""
        if lazy.value is None:
            lazy.value = Unknown(f"`{lazy.name}` while it is imported")
            found = self._exported(lazy.module, lazy.name)
            if isinstance(found, LazyDefinition):
                found = self.force(found)
            lazy.value = None if lazy.module.running or self.vm.journal.epoch else found
            return found
        return lazy.value

    def _exported(self, module: Module, name: str) -> Any:
        """A name of a module for an import, a submodule of that name, or Unknown; a definition stays put off."""
        self.ready(module)
        found = module.frame.names.get(name, MISSING)
        if found is MISSING:
            found = starred(self, module, name)
        if found is MISSING and module.file.is_package:
            file = self._file(module.file, name, 1)
            found = MISSING if file is None else self.known(file)
        if found is MISSING:
            found = told(self, module, name)
        return Unknown(f"`{name}` is not found in `{module.name}`") if found is MISSING else found

    def _defined(self, module: Module, chunk: Chunk) -> Any:
        from convlint.engine.journal import Journal
        from convlint.engine.statements import class_value, function_value

        vm = self.vm
        begin = next_serial()
        saved = (vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops, vm.limit, vm.deadline)
        vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops = Journal(), None, 0, 0, []
        vm.limit, vm.deadline = vm.steps + DEFINITION_STEPS, time.process_time() + MOST_SECONDS
        registering.pause(self)
        try:
            for node in module.file.reader.block(chunk):
                if isinstance(node, ir.FunctionDef):
                    return function_value(vm, node, module.frame)
                if isinstance(node, ir.ClassDef):
                    return class_value(vm, node, module.frame)
        except (Raised, BudgetSpent, Stops):
            return Unknown("a definition that raises")
        finally:
            registering.resume(self)
            vm.journal, vm.world, vm.uncertain, vm.silent, vm.loops, vm.limit, vm.deadline = saved
            vm.journal.shared.add(begin)
        return Unknown("a definition that is not read")

    # --- names ---------------------------------------------------------------------------------------------------

    def name_in(self, module: Module, name: str) -> Any:
        """A global name of a module, or MISSING."""
        self.ready(module)
        found = module.frame.names.get(name, MISSING)
        if found is MISSING:
            found = starred(self, module, name)
        if found is MISSING:
            found = told(self, module, name)
        return self.force(found) if isinstance(found, LazyDefinition) else found

    def global_name(self, module: Module, name: str) -> Any:
        """A name that no function frame has: a builtin, or something unknown."""
        if module.stars or module.starred:
            found = starred(self, module, name)
            if found is not MISSING:
                return self.force(found) if isinstance(found, LazyDefinition) else found
        if name in self._builtins:
            return self._builtins[name]
        path = f"builtins.{name}"
        if find_class(path) or find_function(path) or find_constant(path, MISSING) is not MISSING:
            found = attributes.of_path(self.vm, path)
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
        return None if file is None else self.known(file)

    def import_module(self, importer: Module, name: str, bound: str) -> Any:
        """`import name`, or `import name as bound`."""
        found = self.find(importer.file, name)
        if found is None:
            return Library(name)
        self._run_for_effects(importer, found, bound)
        return found

    def _run_for_effects(self, importer: Module, module: Module, bound: str) -> None:
        """Run a module that is imported for more than its names."""
        if not module.started:
            unused = not importer.file.is_package and importer.file.ask(names_once, bound)
            if unused or module.file.ask(changes_others):
                self.ready(module)

    def import_name(self, importer: Module, module: str, level: int, name: str) -> Any:
        """`from module import name`."""
        file = self._file(importer.file, module, level)
        if file is None:
            if level:
                submodule = self._file(importer.file, f"{module}.{name}" if module else name, level)
                if submodule is None:
                    return Unknown(f"`{module}.{name}` is not found")
                self._run_for_effects(importer, self.known(submodule), name)
                return self.known(submodule)
            version = version_of(self.vm.project.versions_of(importer.file), module, name)
            return attributes.of_path(self.vm, f"{module}.{name}") if version is MISSING else version
        if level == 0 and module.partition(".")[0] not in SOURCE_FIRST:
            known = attributes.declared_here(module, name)
            if known is not MISSING:
                return known
            if not file.reported and is_namespace(f"{module}.{name}"):
                return Library(f"{module}.{name}")
        alone = self._alone(importer.file, file, module, level, name)
        if alone is not None:
            return self.known(alone)
        source = self.known(file)
        if file.ask(changes_others):
            self.ready(source)
        meant = self._submodule(importer.file, file, f"{module}.{name}" if module else name, level)
        if meant is not None:
            self._run_for_effects(importer, meant, name)
            if source is importer and name not in source.frame.names:
                return meant  # a package that imports a part of itself
        if source.ran and name in source.frame.names:
            return source.frame.names[name]
        if name not in source.late:
            source.late[name] = LazyDefinition(source, None, name)
        return source.late[name]

    def _submodule(self, importer: SourceFile, package: SourceFile, module: str, level: int) -> Module | None:
        """The module that is imported should the name prove to be one."""
        if not package.is_package:
            return None
        project = self.vm.project
        noting, project.noting = project.noting, False
        file = self._file(importer, module, level)
        project.noting = noting
        return None if file is None else self.known(file)

    def _alone(
        self, importer: SourceFile, package: SourceFile, module: str, level: int, name: str
    ) -> SourceFile | None:
        """A submodule whose package is not linted and never names it: the package need not run for it."""
        known = self.modules.get(package.path)
        if package.reported or not package.is_package or (known is not None and known.started):
            return None
        try:
            if "import *" in package.text or name in package.text:
                return None
        except SourceError:
            return None
        return self._file(importer, f"{module}.{name}" if module else name, level)

    def import_star(self, frame: Frame, module: str, level: int) -> None:
        """`from module import *`."""
        file = self._file(frame.module.file, module, level)
        if file is None:
            frame.module.stars.append(module if level == 0 else "")
            return
        source = self.known(file)
        if file.ask(changes_others):
            self.ready(source)
        frame.module.starred.append(source)
        for name in [name for name in frame.names if file.ask(may_bind, name)]:
            found = own_or_starred(self, source, name, {frame.module})
            if found is not MISSING and exports(self, source, name):
                self.vm.bind(frame, name, found)


def _give_unknown(vm: Any, args: Any, kwargs: Any) -> Any:
    return descriptors.MADE


def _keep_rebound(module: Module, before: dict[str, Any]) -> None:
    """Names that the chunk gave another value: a definition above it may have run with the one before."""
    now = module.frame.names
    for name, value in before.items():
        if not isinstance(value, (LazyDefinition, Thunk)) and now.get(name) is not value:
            module.rebound.add(name)
