"""Methods of modules that torch calls of all modules below: `_apply` by `to`, `cuda` and their like, and `train`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, find_function, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import known_children, walk
from convlint.values import BoundMethod, Context, Instance, LibraryClass, LibraryFunction, Unknown

MOVES = "cuda cpu xpu ipu mtia half float double bfloat16 type share_memory to_empty".split()
_ANY = Signature.parse("self, *args, **kwargs")


def tell(cx: Context, module: Any, name: str, *args: Any, seen: set[int] | None = None) -> None:
    """Call the method of that name of each module below that has one of the program's; it sees to what is below it."""
    seen = set() if seen is None else seen
    if not isinstance(module, Instance) or id(module) in seen:
        return
    seen.add(id(module))
    for child in known_children(cx, module)[0].values():
        own = _own(cx, child, name)
        if own is None:
            tell(cx, child, name, *args, seen=seen)
        else:
            cx.call(own, args)


def _own(cx: Context, module: Any, name: str) -> Any:
    """A method of the program's under that name, else None."""
    if not isinstance(module, Instance) or isinstance(module.cls, LibraryClass):
        return None
    found = cx.find_attribute(module, name)
    return found if isinstance(found, BoundMethod) and not isinstance(found.function, LibraryFunction) else None


def _moved(cx: Context, module: Any) -> None:
    """Something is done to all tensors of a module that leaves their shapes alone."""
    entry = find_function("torch.clone")
    like = Unknown("what is done to each tensor") if entry is None else LibraryFunction(entry.path, entry)
    own = _own(cx, module, "_apply")
    if own is None:
        tell(cx, module, "_apply", like)
    else:
        cx.call(own, (like,))


def _move(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    _moved(cx, self)
    return self


for _name in MOVES:
    add_function(f"torch.nn.Module.{_name}", _move, _ANY, counts=False)


@op("torch.nn.Module._apply", counts=False)
def _apply(cx: Context, self: Any, fn: Any, recurse: Any = True) -> Any:
    """The module itself, when it has been done to those below."""
    tell(cx, self, "_apply", fn)
    return self


@op("torch.nn.Module.to", counts=False)
def to(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """The module itself; weights of another memory format are remembered, since what they make lies in memory as they do."""
    if kwargs.get("memory_format") is not None and isinstance(self, Instance):
        for _, module in walk(cx, self):
            if isinstance(module, Instance):
                cx.touch(module)
                module.hidden["memory_format"] = True
    _moved(cx, self)
    return self
