"""Iterating, indexing and unpacking values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from convlint.engine import attributes, misused
from convlint.engine.assertions import certain, in_model
from convlint.engine.control import Raised
from convlint.engine.objects import Class, EnumMember, Function, Param
from convlint.frameworks.common.reshaping import remember_size
from convlint.symbolic import Dim, Int, Shape, symbol
from convlint.syntax import ir
from convlint.values import (
    MISSING,
    AttributesV,
    BoundMethod,
    DictV,
    Instance,
    IteratorV,
    ListV,
    Mismatch,
    Raises,
    SetV,
    Sizes,
    SizeV,
    StreamV,
    Tensor,
    Unknown,
)
from convlint.values.likeness import another

if TYPE_CHECKING:
    from convlint.engine.interpreter import Interpreter

MOST_JOINED: Final = 1000
"""Of more items none is typical."""
FEW: Final = 3
"""So many numbers are joined one by one."""
MOST_ITEMS: Final = 20_000
"""A longer iterable is not run out."""


def items(vm: Interpreter, value: Any) -> list[Any] | None:
    """All items of an iterable whose length is known, else None. An iterator is used up."""
    if isinstance(value, (tuple, list)):
        return list(value)
    if isinstance(value, ListV):
        return None if value.items is None else list(value.items)
    if isinstance(value, (str, bytes, range)):
        return list(value) if len(value) <= MOST_ITEMS else None
    if isinstance(value, DictV):
        return None if value.open else list(value.items)
    if isinstance(value, SetV):
        return None if value.items is None else list(value.items)
    if isinstance(value, IteratorV):
        vm.touch(value)
        return value.take_rest()
    if isinstance(value, (StreamV, Unknown)) or value is None:
        return None
    if isinstance(value, SizeV):
        dims = vm.dims(value.tensor)
        return None if dims is None else list(dims)
    if isinstance(value, Class):
        members = [name for name in value.names.values() if isinstance(name, EnumMember)]
        return members if value.record == "enum" else None
    iterated = iterate(vm, value)
    return None if iterated is MISSING or isinstance(iterated, (Tensor, Instance)) else items(vm, iterated)


def iterate(vm: Interpreter, value: Any) -> Any:
    """What iterating an object gives: a known sequence, a StreamV or an Unknown; MISSING for no iterable."""
    found = attributes.find_special(vm, value, "__iter__")
    if found is not MISSING:
        made = vm.call(found)
        if type(made) is Instance and isinstance(
            made.cls, Class
        ):  # how often it is asked for the next item is not known
            step = attributes.find_in_class(made.cls, "__next__")
            forget(vm, BoundMethod(made, step, "__next__"))
        return made
    if isinstance(value, Instance):
        getter = attributes.find_special(vm, value, "__getitem__")
        if getter is not MISSING:
            return StreamV(vm.call(getter, (vm.fresh("i"),)))
    return MISSING


def element(vm: Interpreter, value: Any) -> Any:
    """One typical item of an iterable."""
    if isinstance(value, StreamV):
        return value.element
    if isinstance(value, ListV) and value.items is None:
        return value.element
    if isinstance(value, range):
        ends = (value[0], value[-1]) if value else (0, 0)
        return symbol("i", min(ends), max(ends)) if value else Unknown("an empty range")
    known = items(vm, value) if not isinstance(value, IteratorV) else _all_of(vm, value)
    if known:
        if len(known) > MOST_JOINED:
            return Unknown("one of many")
        joined, *rest = _condensed(known)
        for item in rest:
            joined = vm.join(joined, item)
            if type(joined) is Unknown and not joined.number and not joined.data:
                break
        return joined
    if isinstance(value, (Tensor, Instance)):
        iterated = iterate(vm, value)
        if iterated is not MISSING and not isinstance(iterated, Instance):
            return element(vm, iterated)
    if isinstance(value, Unknown):
        return Unknown("an item of something unknown", value.data, value.given)
    return Unknown("an item of something unknown")


def _all_of(vm: Interpreter, value: IteratorV) -> list[Any]:
    """What an iterator gave and would give; it stays where it is."""
    vm.touch(value)
    value.rest()
    return list(value.items)


def _condensed(values: Sequence[Any]) -> Sequence[Any]:
    """Values to join, with one for all plain numbers: what joins would make of them, without a proof for each."""
    numbers = [value for value in values if type(value) is int]
    if len(numbers) < FEW:
        return values
    low = min(numbers)
    one = low if low == max(numbers) else symbol("n", low=low)
    return [one, *(value for value in values if type(value) is not int)]


def length(vm: Interpreter, value: Any) -> Int | None:
    """`len(value)` where it is known."""
    if isinstance(value, (tuple, list, str, bytes, range)):
        return len(value)
    if isinstance(value, ListV):
        return None if value.items is None else len(value.items)
    if isinstance(value, DictV):
        return None if value.open else len(value.items)
    if isinstance(value, SetV):
        return None if value.items is None else len(value.items)
    if isinstance(value, StreamV):
        return value.length if isinstance(value.length, (int, Dim)) else None
    if isinstance(value, SizeV):
        return vm.facts.rank(value.tensor.shape)
    if isinstance(value, (Tensor, Instance)):
        found = attributes.find_special(vm, value, "__len__")
        result = MISSING if found is MISSING else vm.call(found)
        return result if isinstance(result, (int, Dim)) else None
    return None


def getitem(vm: Interpreter, value: Any, index: Any) -> Any:
    """`value[index]`."""
    if isinstance(value, Param) and value.used_as_tensor is not None:
        value = value.used_as_tensor
    if isinstance(value, Unknown):
        return Unknown(value.why, value.data, value.given)
    if isinstance(value, SizeV):
        return _size_at(vm, value, index)
    if isinstance(value, Tensor) and value.assumed and _open_rank(vm, value) and (not isinstance(index, tuple)):
        return Unknown("an item of an argument that may be no tensor", given=True)
    if isinstance(value, tuple) and isinstance(index, (int, slice)):
        try:
            found = value[index]
        except (IndexError, TypeError, ValueError):
            if isinstance(value, Sizes) and isinstance(index, int):
                text = f"the shape {tuple(value)} has no item {index}: the tensor is {len(value)}-D"
                vm.reporter.mismatch(Mismatch("index-out-of-range", text))
                return Unknown("an item that does not exist")
            return no_such_item(vm, value, index)
        vm.reporter.passed()
        return found
    if isinstance(value, (tuple, ListV)) and (wrong := misused.item(vm, value, index)) is not None:
        return wrong
    if isinstance(value, ListV) and type(index) is int and lacks(value, index):
        return no_such_item(vm, value.items or [], index)
    if isinstance(value, ListV) and isinstance(index, str):
        return Unknown("an item of a list by a name")
    if isinstance(value, Class) and value.record == "enum" and isinstance(index, str):
        return value.names.get(index, Unknown("an unknown member"))
    found = attributes.find_special(vm, value, "__getitem__")
    if found is MISSING:
        return value if isinstance(value, (Class, Function)) else Unknown("an item of something unknown")
    return vm.call(found, (index,))


def _is_literal(vm: Interpreter) -> bool:
    """Whether the index is a number as it stands in the text."""
    node = None if vm.reporter.current is None else vm.reporter.current[1]
    index = node.index if isinstance(node, ir.Subscript) else None
    index = index.operand if isinstance(index, ir.Unary) else index
    return isinstance(index, ir.Const) and isinstance(index.value, int)


def lacks(value: ListV, index: int) -> bool:
    """Whether a list has no such item."""
    return value.items is not None and not -len(value.items) <= index < len(value.items)


def _are_told(items: Sequence[Any]) -> bool:
    """Whether there are items, all of them tensors, layers, numbers, or groups of such."""
    return bool(items) and all(
        _are_told(item) if isinstance(item, tuple) else isinstance(item, (Tensor, Instance, int, float, Dim))
        for item in items
    )


def no_such_item(vm: Interpreter, items: Sequence[Any], index: Any) -> Any:
    """Python raises; in the program's own run that is told where the items are layers, tensors, sizes or rates.

    A counted index is told within a model only: a script's loop may be left in a way that is not seen.
    """
    if _are_told(items) and (_is_literal(vm) or in_model(vm)) and certain(vm):
        vm.reporter.mismatch(Mismatch("index-out-of-range", f"there is no item {index} among {len(items)}"))
        raise Raised
    return vm.reporter.certain_error(Raises("IndexError", "an item that does not exist"))


def _open_rank(vm: Interpreter, value: Tensor) -> bool:
    shape = vm.facts.resolve_shape(value.shape)
    return shape.lead is not None and not shape.dims


def _size_at(vm: Interpreter, value: SizeV, index: Any) -> Any:
    """An item of the shape of a tensor whose rank is open."""
    tensor = value.tensor
    shape = vm.facts.resolve_shape(tensor.shape)
    if isinstance(index, slice):
        return _sizes_in(vm, value, index)
    if not isinstance(index, int):
        return vm.fresh("size")
    if index < 0:
        expanded = vm.facts.trailing(shape, -index)
        return vm.fresh("size") if expanded is None else vm.facts.resolve(expanded.dims[index])
    dims = vm.dims(tensor)
    if dims is not None:
        return dims[index] if index < len(dims) else Unknown("no such dim")
    if tensor.prefix is None:
        tensor.prefix = {}
    if index not in tensor.prefix:
        vm.touch(tensor)
        tensor.prefix[index] = vm.fresh(f"size{index}", low=1)
        remember_size(vm, tensor, index)
    return tensor.prefix[index]


def _sizes_in(vm: Interpreter, value: SizeV, index: slice) -> Any:
    """`x.shape[-2:]` is known where the rank is not."""
    shape = vm.facts.resolve_shape(value.tensor.shape)
    start = index.start
    if (
        index.step is None
        and isinstance(start, int)
        and start < 0
        and (index.stop is None or (isinstance(index.stop, int) and index.stop < 0))
    ):
        expanded = vm.facts.trailing(shape, -start)
        if expanded is not None:
            return tuple(vm.facts.resolve(dim) for dim in expanded.dims[start : index.stop])
    dims = vm.dims(value.tensor)
    if dims is not None and all(bound is None or isinstance(bound, int) for bound in (start, index.stop, index.step)):
        return tuple(dims[index])
    if index.step is None and start in (None, 0) and isinstance(index.stop, int) and index.stop < 0:
        return SizeV(Tensor(_without_last(vm, shape, -index.stop)))
    return Unknown("a part of a shape of unknown rank")


def _without_last(vm: Interpreter, shape: Shape, count: int) -> Shape:
    """`shape[:-count]`, which is empty where there are fewer sizes, and so teaches nothing."""
    if vm.facts.ranks(shape)[0] < count:
        return Shape.unknown()
    known = vm.facts.trailing(shape, count) or shape
    return Shape(known.dims[:-count], known.lead)


# --- unpacking --------------------------------------------------------------------------------------------------------


def unpack(vm: Interpreter, value: Any, before: int, star: bool, after: int) -> list[Any]:
    """The values of `a, b = value` (or `a, *rest, b`): `before` + (1 if star) + `after` of them.

    Unpacking a tensor's shape teaches its rank, and a tensor its first size. Reports where it must fail.
    """
    count = before + after
    if isinstance(value, SizeV):
        known = _unpacked_shape(vm, value, count, star)
    elif isinstance(value, Tensor):
        known = _unpacked_tensor(vm, value, count, star)
    else:
        known = items(vm, value)
    if known is None:
        vm.reporter.passed()
        typical = element(vm, value)
        made = [_one_more(vm, value, typical) for _ in range(count)]
        return [*made[:before], *([ListV(None, typical)] if star else []), *made[before:]]
    if len(known) < count or (len(known) > count and not star):
        _wrong_count(vm, value, len(known), count, star)
        return [Unknown("an unpacking that fails") for _ in range(count + star)]
    vm.reporter.passed()
    if not star:
        return known
    return [*known[:before], ListV(known[before : len(known) - after]), *known[len(known) - after :]]


def _one_more(vm: Interpreter, value: Any, typical: Any) -> Any:
    """An item of what is not known item by item; what is open in it says nothing of the other items."""
    if isinstance(value, Tensor) and value.assumed:  # it may be several tensors
        made = vm.unknown_tensor("item", value.library)
        made.assumed = True
        return made
    return typical if isinstance(value, Tensor) else another(vm, typical)


def _unpacked_shape(vm: Interpreter, value: SizeV, count: int, star: bool) -> list[Any] | None:
    if star:
        return items(vm, value)
    dims = vm.facts.exact(value.tensor.shape, count)
    if dims is not None:
        _bind_prefix(vm, value.tensor, dims)
        return [vm.facts.resolve(dim) for dim in dims]
    known = vm.dims(value.tensor)
    return None if known is None else list(known)


def _bind_prefix(vm: Interpreter, tensor: Tensor, dims: tuple[Int, ...]) -> None:
    """Sizes asked for from the left before the rank was known are those of now."""
    for index, size in (tensor.prefix or {}).items():
        if index < len(dims):
            vm.facts.unify(size, dims[index])


def _unpacked_tensor(vm: Interpreter, value: Tensor, count: int, star: bool) -> list[Any] | None:
    if value.assumed and _open_rank(vm, value):
        return None
    return items(vm, value)


def _wrong_count(vm: Interpreter, value: Any, got: int, wanted: int, star: bool) -> None:
    shape = _is_shape(value)
    if shape is None and misused.tensor_in(value) is not None and (vm.world is None or not vm.world.counts):
        shape = "what is unpacked"  # behind a choice it may be the way in which wrong sizes are refused
    if shape is None:
        if isinstance(value, (tuple, ListV, IteratorV)):
            raise Raised  # a ValueError of Python's that is no matter of shapes
        return
    least = "at least " if star else ""
    vm.reporter.mismatch(
        Mismatch("unpack-mismatch", f"{shape} has {got} items but is unpacked into {least}{wanted} names"), ""
    )


def _is_shape(value: Any) -> str | None:
    if isinstance(value, SizeV):
        return "a shape"
    if isinstance(value, Tensor):
        return "a tensor's first dim"
    if isinstance(value, Sizes) or (
        isinstance(value, tuple) and value and all(isinstance(n, (int, Dim)) for n in value)
    ):
        return f"the shape ({', '.join(map(str, value))}{',' if len(value) == 1 else ''})"
    return None


def forget(vm: Interpreter, value: Any) -> None:
    """Something unknown may have changed a value: keep nothing of it that could be wrong."""
    if isinstance(value, (ListV, DictV, SetV)):
        waiting: list[Any] = [value]
        met = {id(value)}  # joins of joins stand for the same again and again
        while waiting:
            each = waiting.pop()
            vm.touch(each.owner if isinstance(each, AttributesV) else each)
            each.forget()
            for other in each.stands_for if isinstance(each, (ListV, DictV)) else ():
                if id(other) not in met:
                    met.add(id(other))
                    waiting.append(other)
    elif isinstance(value, Instance):
        vm.touch(value)
        value.opaque = True
        value.attrs = {name: Unknown("set in an unknown way") for name in value.attrs}
    elif isinstance(value, (Function, BoundMethod)):
        from convlint.engine.callbacks import hand_over

        hand_over(vm, (value,))
    elif isinstance(value, Tensor):
        vm.touch(value)
        value.data = None
