"""`Sequential` and `ModuleList`, in every way of building and indexing them."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import is_module
from convlint.symbolic import Truth
from convlint.values import (
    Context,
    DictV,
    Instance,
    IteratorV,
    LibraryClass,
    ListV,
    Mismatch,
    StreamV,
    Undetermined,
    Unknown,
)
from convlint.values.likeness import another

SEQUENTIAL, LIST = "torch.nn.Sequential", "torch.nn.ModuleList"
declare_class(SEQUENTIAL, "torch.nn.Module", layer=True)
declare_class(LIST, "torch.nn.Module")


def both(name: str) -> tuple[str, str]:
    """The paths of a method that Sequential and ModuleList share."""
    return f"{SEQUENTIAL}.{name}", f"{LIST}.{name}"


# --- the children -----------------------------------------------------------------------------------------------------


def fill(cx: Context, self: Instance, items: dict[str, Any] | None, element: Any = None) -> None:
    """Give a container its children; None where they are not known, `element` is then like any of them."""
    cx.touch(self)
    known = items is not None and all(may_be_child(cx, module) for module in items.values())
    self.hidden["children"] = DictV(dict(items) if known and items is not None else {}, open=not known)
    self.hidden["element"] = element
    if known and items is not None:
        self.attrs.update(items)


def may_be_child(cx: Context, value: Any) -> bool:
    """A module, what may be one (torch refuses all else), or None."""
    return value is None or is_module(cx, value) is not Truth.NO


def opened(self: Any) -> DictV:
    """The children, if all are known; else Undetermined."""
    children = self.hidden.get("children") if isinstance(self, Instance) and not self.opaque else None
    if not isinstance(children, DictV) or children.open:
        raise Undetermined("the modules of a container are not known")
    return children


def replace(cx: Context, self: Instance, modules: list[Any]) -> None:
    """Number the children anew."""
    children = opened(self)
    cx.touch(self)
    cx.touch(children)
    for name in children.items:
        self.attrs.pop(name, None)
    children.items = _numbered(modules)
    self.attrs.update(children.items)


def lose(cx: Context, self: Any, element: Any = None) -> None:
    """From now on nothing is known of the children."""
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden["children"] = DictV(open=True)
        self.hidden["element"] = element


def _one_of(cx: Context, self: Any, module: Any) -> Any:
    """What stands for a module and those that were there before it; None where these are not known."""
    hidden = self.hidden if isinstance(self, Instance) else {}
    children, element = hidden.get("children"), hidden.get("element")
    known = [] if element is None else [element]
    if isinstance(children, DictV):
        known += [*children.items.values(), *(children.rest or ())]
    return cx.element(ListV([*known, module])) if known else None


def made_of(cx: Context, self: Instance, children: dict[str, Any]) -> Any:
    """A container of the same class; Unknown for a class of the project, whose constructor may be any."""
    if not isinstance(self.cls, LibraryClass):
        return Unknown("part of a container of the project's own class")
    made = Instance(self.cls)
    fill(cx, made, children)
    return made


# --- making -----------------------------------------------------------------------------------------------------------


@op(f"{SEQUENTIAL}.__init__", counts=False)
def sequential(cx: Context, self: Any, *args: Any) -> Any:
    """Modules one by one, or one OrderedDict of them."""
    if len(args) == 1 and isinstance(args[0], DictV):
        named = args[0]
        fill(cx, self, None if named.open else {str(name): module for name, module in named.items.items()})
    else:
        fill(cx, self, _numbered(list(args)))


@op(f"{LIST}.__init__", counts=False)
def module_list(cx: Context, self: Any, modules: Any = None) -> Any:
    """Any iterable of modules."""
    found = [] if modules is None else cx.items(modules)
    if found is None:
        fill(cx, self, None, cx.element(modules))
    else:
        fill(cx, self, _numbered(found))


# --- running ----------------------------------------------------------------------------------------------------------


@op(f"{SEQUENTIAL}.forward", counts=False)
def forward(cx: Context, self: Any, input: Any) -> Any:
    """One module after the other; those that are not known come last, so that the known ones still run."""
    children = self.hidden.get("children") if isinstance(self, Instance) and not self.opaque else None
    if not isinstance(children, DictV):
        return Unknown("the modules of a container are not known")
    for module in list(children.items.values()):
        input = cx.call(module, (input,))
    return Unknown("a container has modules that are not known") if children.open else input


# --- reading ----------------------------------------------------------------------------------------------------------


@op(*both("__len__"), counts=False)
def length(cx: Context, self: Any) -> Any:
    """How many modules there are."""
    return len(opened(self).items)


@op(*both("__iter__"), counts=False)
def iterate(cx: Context, self: Any) -> Any:
    """The modules in order."""
    try:
        return IteratorV(list(opened(self).items.values()))
    except Undetermined:
        element = self.hidden.get("element") if isinstance(self, Instance) else None
        return StreamV(Unknown("module of a container") if element is None else element)


@op(*both("__getitem__"), counts=False)
def get(cx: Context, self: Any, idx: Any) -> Any:
    """A module by its number, or a container of those that a slice picks."""
    try:
        children = opened(self).items
    except Undetermined:
        element = self.hidden.get("element") if isinstance(self, Instance) and not isinstance(idx, slice) else None
        return Unknown("module of a container") if element is None else another(cx, element)
    if isinstance(idx, slice):
        return _sliced(cx, self, children, idx)
    return list(children.values())[_position(idx, len(children))]


def _sliced(cx: Context, self: Instance, children: dict[str, Any], idx: slice) -> Any:
    if not all(part is None or isinstance(part, int) for part in (idx.start, idx.stop, idx.step)):
        return Unknown("part of a container")
    picked = list(children.items())[idx]
    numbered = isinstance(self.cls, LibraryClass) and self.cls.path == LIST
    return made_of(cx, self, {str(i) if numbered else name: module for i, (name, module) in enumerate(picked)})


def _position(idx: Any, count: int) -> int:
    if not isinstance(idx, int):
        raise Undetermined("the index of a module is not known")
    if not -count <= idx < count:
        raise Mismatch("index-out-of-range", f"`{{it}}` has {count} modules but is asked for number {idx}")
    return idx % count


@op(*both("__contains__"), counts=False)
def contains(cx: Context, self: Any, module: Any) -> Any:
    """Whether the module is one of them."""
    return any(module is child for child in opened(self).items.values())


# --- changing ---------------------------------------------------------------------------------------------------------


@op(*both("append"), counts=False)
def append(cx: Context, self: Any, module: Any) -> Any:
    """One more at the end; under the next number, as in torch."""
    try:
        children = opened(self)
    except Undetermined:
        lose(cx, self, _one_of(cx, self, module))
        return self
    if not may_be_child(cx, module):
        lose(cx, self)
        return self
    cx.touch(children)
    cx.touch(self)
    children.items[str(len(children.items))] = module
    self.attrs[str(len(children.items) - 1)] = module
    return self


@op(*both("extend"), *both("__iadd__"), counts=False)
def extend(cx: Context, self: Any, modules: Any) -> Any:
    """More at the end."""
    found = cx.items(modules)
    if found is None:
        lose(cx, self, cx.element(modules))
    for module in found or ():
        append(cx, self, module)
    return self


@op(*both("insert"), counts=False)
def insert(cx: Context, self: Any, index: Any, module: Any) -> Any:
    """One more at a place; those behind it are numbered anew."""
    if not isinstance(index, int) or not may_be_child(cx, module):
        lose(cx, self)
        return None
    modules = list(opened(self).items.values())
    modules.insert(index, module)
    replace(cx, self, modules)
    return self if isinstance(self.cls, LibraryClass) and self.cls.path == SEQUENTIAL else None


@op(*both("__setitem__"), counts=False)
def put(cx: Context, self: Any, idx: Any, module: Any) -> Any:
    """Another module in the place of one."""
    if not isinstance(idx, int) or not may_be_child(cx, module):
        lose(cx, self)
        return
    children = opened(self)
    name = list(children.items)[_position(idx, len(children.items))]
    cx.touch(children)
    cx.touch(self)
    children.items[name] = self.attrs[name] = module


@op(*both("__delitem__"), counts=False)
def delete(cx: Context, self: Any, idx: Any) -> Any:
    """Without one, or without those that a slice picks; numbered anew where names are numbers."""
    children = opened(self)
    whole = isinstance(idx, slice) and all(p is None or isinstance(p, int) for p in (idx.start, idx.stop, idx.step))
    if not isinstance(idx, int) and not whole:
        lose(cx, self)
        return
    items = list(children.items.items())
    if isinstance(idx, int):
        idx = _position(idx, len(items))
    del items[idx]
    replace(cx, self, [module for _, module in items])


@op(*both("pop"), counts=False)
def pop(cx: Context, self: Any, key: Any) -> Any:
    """Takes one out and returns it."""
    module = get(cx, self, key)
    delete(cx, self, key)
    return module


@op(*both("__add__"), counts=False)
def add(cx: Context, self: Any, other: Any) -> Any:
    """A new container with the modules of both."""
    found = cx.items(other)
    if found is None:
        raise Undetermined("the modules of a container are not known")
    return made_of(cx, self, _numbered([*opened(self).items.values(), *found]))


@op(f"{SEQUENTIAL}.__mul__", f"{SEQUENTIAL}.__rmul__", counts=False)
def multiply(cx: Context, self: Any, other: Any) -> Any:
    """The same modules several times over."""
    if not isinstance(other, int):
        raise Undetermined("how often is not known")
    return made_of(cx, self, _numbered(list(opened(self).items.values()) * other))


def _numbered(modules: list[Any]) -> dict[str, Any]:
    return {str(i): module for i, module in enumerate(modules)}
