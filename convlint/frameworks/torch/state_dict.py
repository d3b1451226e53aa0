"""What a module's `state_dict` holds, and what `load_state_dict` refuses."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import ClassEntry, add_function, lineage, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import walk
from convlint.symbolic import Truth
from convlint.values import Context, DictV, Instance, LibraryClass, Mismatch, Tensor, Unknown

LOAD_HOOKED = "a hook sees what is loaded"
MOST_MODULES = 200
"""Larger models are not asked for all their weights."""


def _declared(module: Instance) -> list[ClassEntry]:
    if isinstance(module.cls, LibraryClass):
        return lineage(module.cls.entry)
    return [base.entry for base in getattr(module.cls, "mro", ()) if isinstance(base, LibraryClass)]


OWN_LOADING = ("_load_from_state_dict", "set_extra_state")


def _loads_by_itself(module: Any) -> bool:
    """Whether what is loaded may be changed before it is compared, and the module with it."""
    mro = getattr(getattr(module, "cls", None), "mro", ())
    return LOAD_HOOKED in getattr(module, "hidden", ()) or any(
        name in getattr(base, "names", ()) for base in mro for name in OWN_LOADING
    )


def _hooked(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """A hook may change what is loaded."""
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden[LOAD_HOOKED] = True
    return Unknown("a handle")


for _name in (
    "register_load_state_dict_pre_hook",
    "_register_load_state_dict_pre_hook",
    "register_load_state_dict_post_hook",
):
    add_function(f"torch.nn.Module.{_name}", _hooked, Signature.parse("self, *args, **kwargs"), counts=False)


def weights(cx: Context, module: Instance) -> dict[str, Tensor]:
    """Dotted name -> weight, of those that are known: nobody says that these are all."""
    found: dict[str, Tensor] = {}
    modules = walk(cx, module)
    for prefix, each in modules[:MOST_MODULES]:
        if not isinstance(each, Instance) or each.opaque:
            continue
        names = {name for entry in _declared(each) for name in entry.weights}
        names |= {name for name, value in each.attrs.items() if isinstance(value, Tensor) and value.parameter}
        for name in sorted(names):
            value = cx.attribute(each, name)
            if isinstance(value, Tensor):
                found[f"{prefix}.{name}" if prefix else name] = value
    return found


@op("torch.nn.Module.state_dict", counts=False)
def state_dict(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """The weights by name; there may be others."""
    plain = isinstance(self, Instance) and not args and not kwargs
    return DictV(dict(weights(cx, self)) if plain else {}, open=True)


@op("torch.nn.Module.load_state_dict", counts=False)
def load_state_dict(cx: Context, self: Any, state_dict: Any, strict: Any = True, assign: Any = False) -> Any:
    """Refuses a weight of another shape, strict or not."""
    by_themselves = [each for _, each in walk(cx, self) if _loads_by_itself(each)] if isinstance(self, Instance) else []
    known = isinstance(self, Instance) and isinstance(state_dict, DictV) and state_dict.items
    if known and not by_themselves:
        own = weights(cx, self)
        for name, value in state_dict.items.items():
            mine = own.get(name)
            if isinstance(value, Tensor) and mine is not None and mine is not value:
                _agree(cx, name, mine, value)
    for each in by_themselves:
        cx.forget(each)
    return (Unknown("missing keys"), Unknown("unexpected keys"))


def _agree(cx: Context, name: str, mine: Tensor, given: Tensor) -> None:
    wanted, got = cx.describe(mine.shape), cx.describe(given.shape)
    if cx.facts.rank(mine.shape) == 0:
        return  # takes what has one element
    if cx.facts.unify_shapes(mine.shape, given.shape) is Truth.NO:
        raise Mismatch("state-mismatch", f"`{{it}}` needs {wanted} for `{name}` but gets {got}")
