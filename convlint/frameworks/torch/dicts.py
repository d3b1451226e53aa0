"""`ModuleDict`, `ParameterList` and `ParameterDict`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.containers import fill, lose, may_be_child, opened
from convlint.values import Context, DictV, Instance, IteratorV, StreamV, Undetermined, Unknown

MODULES, PARAMETERS, PARAMETER_LIST = "torch.nn.ModuleDict", "torch.nn.ParameterDict", "torch.nn.ParameterList"
for _path in (MODULES, PARAMETERS, PARAMETER_LIST):
    declare_class(_path, "torch.nn.Module")


def both(name: str) -> tuple[str, str]:
    """The paths of a method that ModuleDict and ParameterDict share."""
    return f"{MODULES}.{name}", f"{PARAMETERS}.{name}"


def pairs(cx: Context, value: Any) -> dict[str, Any] | None:
    """What a mapping or an iterable of pairs holds; None where that is not known."""
    if isinstance(value, Instance):
        value = value.hidden.get("children")
    if isinstance(value, DictV):
        return None if value.open or not all(isinstance(key, str) for key in value.items) else dict(value.items)
    items = cx.items(value)
    found: dict[str, Any] = {}
    for item in items or ():
        pair = cx.items(item)
        if pair is None or len(pair) != 2 or not isinstance(pair[0], str):
            return None
        found[pair[0]] = pair[1]
    return None if items is None else found


def hold(cx: Context, self: Instance, items: dict[str, Any] | None, element: Any = None) -> None:
    """Give a container of parameters its entries."""
    cx.touch(self)
    self.hidden["children"] = DictV(items or {}, open=items is None)
    self.hidden["element"] = element
    self.attrs.update(items or {})


@op(f"{MODULES}.__init__", counts=False)
def module_dict(cx: Context, self: Any, modules: Any = None) -> Any:
    """A mapping, or pairs, of name and module."""
    fill(cx, self, {} if modules is None else pairs(cx, modules))


@op(f"{PARAMETERS}.__init__", counts=False)
def parameter_dict(cx: Context, self: Any, parameters: Any = None) -> Any:
    """A mapping, or pairs, of name and tensor."""
    hold(cx, self, {} if parameters is None else pairs(cx, parameters))


@op(f"{PARAMETER_LIST}.__init__", counts=False)
def parameter_list(cx: Context, self: Any, values: Any = None) -> Any:
    """Any iterable of tensors."""
    found = [] if values is None else cx.items(values)
    if found is None:
        hold(cx, self, None, cx.element(values))
    else:
        hold(cx, self, {str(i): value for i, value in enumerate(found)})


# --- reading ----------------------------------------------------------------------------------------------------------


@op(*both("__getitem__"), counts=False)
def get(cx: Context, self: Any, key: Any) -> Any:
    """The entry of that name, Unknown where it is not known which one that is."""
    children = self.hidden.get("children")
    known = isinstance(children, DictV) and isinstance(key, str)
    return children.items.get(key, Unknown("entry of a ModuleDict")) if known else Unknown("entry of a ModuleDict")


@op(*both("get"), counts=False)
def get_or(cx: Context, self: Any, key: Any, default: Any = None) -> Any:
    """The entry, or the default where there is certainly none."""
    children = opened(self).items
    if not isinstance(key, str):
        raise Undetermined("the key is not known")
    return children.get(key, default)


@op(*both("__contains__"), counts=False)
def contains(cx: Context, self: Any, key: Any) -> Any:
    """Whether there is an entry of that name."""
    if not isinstance(key, str):
        raise Undetermined("the key is not known")
    return key in opened(self).items


@op(*both("__len__"), f"{PARAMETER_LIST}.__len__", counts=False)
def length(cx: Context, self: Any) -> Any:
    """How many entries there are."""
    return len(opened(self).items)


@op(*both("keys"), *both("__iter__"), counts=False)
def keys(cx: Context, self: Any) -> Any:
    """The names in order."""
    return IteratorV(list(opened(self).items))


@op(*both("values"), f"{PARAMETER_LIST}.__iter__", counts=False)
def values(cx: Context, self: Any) -> Any:
    """The entries in order."""
    try:
        return IteratorV(list(opened(self).items.values()))
    except Undetermined:
        element = self.hidden.get("element")
        return StreamV(Unknown("entry of a container") if element is None else element)


@op(*both("items"), counts=False)
def items(cx: Context, self: Any) -> Any:
    """Pairs of name and entry."""
    return IteratorV(list(opened(self).items.items()))


@op(f"{PARAMETER_LIST}.__getitem__", counts=False)
def get_parameter(cx: Context, self: Any, idx: Any) -> Any:
    """A parameter by its number; Unknown for a slice."""
    found = list(opened(self).items.values())
    if not isinstance(idx, int) or not -len(found) <= idx < len(found):
        raise Undetermined("which parameter is not known")
    return found[idx]


# --- changing ---------------------------------------------------------------------------------------------------------


def put_all(cx: Context, self: Instance, more: dict[str, Any] | None) -> None:
    """Add or replace entries."""
    children = self.hidden.get("children")
    if more is None or not isinstance(children, DictV):
        lose(cx, self)
        return
    cx.touch(children)
    cx.touch(self)
    children.items.update(more)
    self.attrs.update(more)


@op(f"{MODULES}.__setitem__", counts=False)
def put(cx: Context, self: Any, key: Any, module: Any) -> Any:
    """One entry."""
    put_all(cx, self, {key: module} if isinstance(key, str) and may_be_child(cx, module) else None)


@op(f"{PARAMETERS}.__setitem__", counts=False)
def put_parameter(cx: Context, self: Any, key: Any, value: Any) -> Any:
    """One entry."""
    put_all(cx, self, {key: value} if isinstance(key, str) else None)


@op(*both("update"), counts=False)
def update(cx: Context, self: Any, modules: Any) -> Any:
    """Many entries."""
    put_all(cx, self, pairs(cx, modules))


@op(*both("pop"), counts=False)
def pop(cx: Context, self: Any, key: Any) -> Any:
    """Takes one out and returns it."""
    children = opened(self)
    if not isinstance(key, str) or key not in children.items:
        lose(cx, self)
        return Unknown("entry of a ModuleDict")
    cx.touch(children)
    cx.touch(self)
    self.attrs.pop(key, None)
    return children.items.pop(key)


@op(*both("__delitem__"), counts=False)
def delete(cx: Context, self: Any, key: Any) -> Any:
    """Takes one out."""
    pop(cx, self, key)


@op(*both("clear"), counts=False)
def clear(cx: Context, self: Any) -> Any:
    """Takes all out."""
    for key in list(opened(self).items):
        pop(cx, self, key)


@op(f"{PARAMETER_LIST}.append", counts=False)
def append(cx: Context, self: Any, value: Any) -> Any:
    """One more at the end."""
    put_all(cx, self, {str(len(opened(self).items)): value})
    return self


@op(f"{PARAMETER_LIST}.extend", f"{PARAMETER_LIST}.__iadd__", counts=False)
def extend(cx: Context, self: Any, values: Any) -> Any:
    """More at the end."""
    found = cx.items(values)
    if found is None:
        lose(cx, self, cx.element(values))
    for value in found or ():
        append(cx, self, value)
    return self


@op(f"{PARAMETER_LIST}.__setitem__", counts=False)
def put_at(cx: Context, self: Any, idx: Any, param: Any) -> Any:
    """Another parameter in the place of one."""
    count = len(opened(self).items)
    put_all(cx, self, {str(idx % count): param} if isinstance(idx, int) and -count <= idx < count else None)
