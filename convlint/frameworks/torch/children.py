"""The modules inside a module, in order: what `children`, `modules` and the containers go by.

Containers keep theirs in `hidden["children"]`, a DictV of name -> module, `open` where there may be others; every other module's
are those attributes that are modules. All are attributes as well, as in torch.
"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, find_class
from convlint.symbolic import Truth
from convlint.values import OPEN_NAMES, Context, DictV, Instance, LibraryClass, Unknown

INNER = """_conv_forward _check_input_dim _output_padding _sa_block _mha_block _ff_block check_input check_forward_args
check_hidden_size permute_hidden""".split()
declare_class("torch.nn.Module", init="", driven=("forward",), inner=tuple(INNER))
BESIDE = "beside "
"""Begins a note in `Instance.hidden`: the attribute of that name was set by way of `__dict__`, which registers no module."""


def library_class(path: str) -> LibraryClass:
    """The class declared at a path, as a value."""
    entry = find_class(path)
    if entry is None:
        raise LookupError(path)
    return LibraryClass(path, entry)


def is_module(cx: Context, value: Any) -> Truth:
    """Whether a value is an `nn.Module`."""
    if isinstance(value, Instance):
        return cx.is_instance(value, library_class("torch.nn.Module"))
    return Truth.OPEN if isinstance(value, Unknown) else Truth.NO


def named_children(cx: Context, module: Instance) -> dict[str, Any] | None:
    """Name -> module; None where there may be others."""
    known, complete = known_children(cx, module)
    return known if complete else None


def known_children(cx: Context, module: Instance) -> tuple[dict[str, Any], bool]:
    """Those children that are known, and whether that is all of them."""
    own = module.hidden.get("children")
    if isinstance(own, DictV):
        return dict(own.items), not own.open and not module.opaque
    if own is not None:
        return {}, False
    complete = not module.opaque and not module.hidden.get("inner") and OPEN_NAMES not in module.hidden
    found = {}
    beside = {note[len(BESIDE) :]: sure for note, sure in module.hidden.items() if note.startswith(BESIDE)}
    for name, value in module.attrs.items():
        if name in beside:
            complete = complete and beside[name] is True  # in one branch only: there may be a module in the other
            continue
        answer = is_module(cx, value)
        if answer is Truth.YES:
            found[name] = value
        elif answer is Truth.OPEN:
            complete = False
    return found, complete


def walk(cx: Context, module: Instance, prefix: str = "", seen: set[int] | None = None) -> list[tuple[Any, Any]]:
    """(name, module) for the module and all below it, each once; an Unknown stands for those that are not known."""
    seen = set() if seen is None else seen
    if id(module) in seen:
        return []
    seen.add(id(module))
    found: list[tuple[Any, Any]] = [(prefix, module)]
    children, complete = known_children(cx, module)
    for name, child in children.items():
        if isinstance(child, Instance):
            found += walk(cx, child, f"{prefix}.{name}" if prefix else name, seen)
    if not complete:
        found.append((Unknown("name of a module"), Unknown("module that is not known")))
    return found
