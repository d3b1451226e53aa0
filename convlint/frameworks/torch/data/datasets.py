"""`torch.utils.data`: the data sets that torch itself has."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op, renamed
from convlint.frameworks.common.signature import to_tensors
from convlint.frameworks.torch.data.samples import DATASET, ITERABLE, any_of, dataset_length, sample_index, sample_of
from convlint.symbolic import Int, Truth
from convlint.values import Context, DictV, Instance, ListV, Mismatch, Tensor, Undetermined, Unknown

for _module in ("dataset", "dataloader", "sampler"):
    renamed(f"torch.utils.data.{_module}.", "torch.utils.data.")
renamed("torch.utils.data._utils.collate.", "torch.utils.data.")

declare_class(DATASET, driven=("__getitem__",))
declare_class(ITERABLE, DATASET, driven=("__iter__",))
declare_class("torch.utils.data.MapDataPipe", DATASET)
declare_class("torch.utils.data.IterDataPipe", ITERABLE)
declare_class("torch.utils.data.TensorDataset", DATASET)
declare_class("torch.utils.data.StackDataset", DATASET)
declare_class("torch.utils.data.ConcatDataset", DATASET)
declare_class("torch.utils.data.ChainDataset", ITERABLE)
declare_class("torch.utils.data.Subset", DATASET)


def agreed_length(cx: Context, lengths: list[Int | None], what: str) -> Int | None:
    """The one length of all; Mismatch where two differ."""
    known = [length for length in lengths if length is not None]
    for other in known[1:]:
        if cx.facts.unify(known[0], other) is Truth.NO:
            got = " and ".join(str(cx.facts.resolve(length)) for length in (known[0], other))
            raise Mismatch("invalid-argument", f"`{{it}}` takes {what} of equal length but gets {got}")
    return known[0] if known else None


# --- tensors as samples -----------------------------------------------------------------------------------------------


@op("torch.utils.data.TensorDataset.__init__", counts=False)
def init_tensors(cx: Context, self: Any, *tensors: Any) -> Any:
    """Raises Mismatch where the first sizes differ, as torch asserts."""
    cx.touch(self)
    self.attrs["tensors"] = tuple(tensors)
    found = to_tensors(cx, tuple(tensors), "tensors")
    agreed_length(cx, [_first_size(cx, tensor) for tensor in found], "tensors")
    self.attrs["tensors"] = found


def _first_size(cx: Context, tensor: Tensor) -> Int | None:
    dims = cx.dims(tensor)
    return dims[0] if dims else None


@op("torch.utils.data.TensorDataset.__getitem__", counts=False)
def item_of_tensors(cx: Context, self: Any, index: Any) -> Any:
    tensors = cx.items(cx.attribute(self, "tensors"))
    if tensors is None:
        raise Undetermined("tensors that are not known")
    return tuple(cx.getitem(tensor, index) for tensor in tensors)


@op("torch.utils.data.TensorDataset.__len__", counts=False)
def length_of_tensors(cx: Context, self: Any) -> Any:
    tensors = cx.items(cx.attribute(self, "tensors"))
    return cx.length(tensors[0]) if tensors else None


# --- data sets made of others -----------------------------------------------------------------------------------------


@op("torch.utils.data.StackDataset.__init__", counts=False)
def init_stack(cx: Context, self: Any, *datasets: Any, **named: Any) -> Any:
    """Raises Mismatch where the lengths differ."""
    cx.touch(self)
    self.attrs["datasets"] = DictV(dict(named)) if named else tuple(datasets)
    agreed_length(cx, [dataset_length(cx, each) for each in (*datasets, *named.values())], "data sets")


@op("torch.utils.data.StackDataset.__getitem__", counts=False)
def item_of_stack(cx: Context, self: Any, index: Any) -> Any:
    datasets = cx.attribute(self, "datasets")
    if isinstance(datasets, DictV):
        return DictV({name: cx.getitem(each, index) for name, each in datasets.items.items()}, datasets.open)
    return tuple(cx.getitem(each, index) for each in cx.items(datasets) or ())


@op("torch.utils.data.StackDataset.__len__", counts=False)
def length_of_stack(cx: Context, self: Any) -> Any:
    datasets = cx.attribute(self, "datasets")
    members = list(datasets.items.values()) if isinstance(datasets, DictV) else cx.items(datasets)
    return dataset_length(cx, members[0]) if members else None


@op("torch.utils.data.ConcatDataset.__init__", "torch.utils.data.ChainDataset.__init__", counts=False)
def init_concat(cx: Context, self: Any, datasets: Any) -> Any:
    items = cx.items(datasets)
    cx.touch(self)
    self.attrs["datasets"] = datasets if items is None else ListV(list(items))


@op("torch.utils.data.ConcatDataset.__getitem__", counts=False)
def item_of_concat(cx: Context, self: Any, index: Any) -> Any:
    samples = _members_samples(cx, self)
    return any_of(cx, samples) if samples else Unknown("data sets that are not known")


@op("torch.utils.data.ChainDataset.__iter__", counts=False)
def iterate_chain(cx: Context, self: Any) -> Any:
    samples = _members_samples(cx, self)
    return ListV(element=any_of(cx, samples) if samples else None)


def _members_samples(cx: Context, self: Instance) -> list[Any]:
    members = cx.items(cx.attribute(self, "datasets")) or []
    return [sample_of(cx, member, dataset_length(cx, member)) for member in members]


@op("torch.utils.data.ConcatDataset.__len__", counts=False)
def length_of_concat(cx: Context, self: Any) -> Any:
    members = cx.items(cx.attribute(self, "datasets"))
    lengths = [dataset_length(cx, member) for member in members or ()]
    total: Int = 0
    for length in lengths:
        if length is None:
            return Unknown("a length that is not known", data=True)
        total = total + length
    return total if lengths else Unknown("data sets that are not known", data=True)


@op("torch.utils.data.Dataset.__add__", counts=False)
def add(cx: Context, self: Any, other: Any) -> Any:
    return cx.call(_class("torch.utils.data.ConcatDataset"), (ListV([self, other]),))


def _class(path: str) -> Any:
    from convlint.frameworks.common.registry import find_class
    from convlint.values import LibraryClass

    entry = find_class(path)
    assert entry is not None
    return LibraryClass(path, entry)


# --- parts of a data set ----------------------------------------------------------------------------------------------


@op("torch.utils.data.Subset.__init__", counts=False)
def init_subset(cx: Context, self: Any, dataset: Any, indices: Any) -> Any:
    cx.touch(self)
    self.attrs.update(dataset=dataset, indices=indices)


@op("torch.utils.data.Subset.__getitem__", counts=False)
def item_of_subset(cx: Context, self: Any, idx: Any) -> Any:
    """A sample. For a slice or a list the data set is asked for a list of indices, which not every one understands."""
    if isinstance(idx, (slice, ListV, Tensor, tuple)):
        return Unknown("several samples of a part")
    dataset = cx.attribute(self, "dataset")
    return sample_of(cx, dataset, dataset_length(cx, dataset))


@op("torch.utils.data.Subset.__len__", counts=False)
def length_of_subset(cx: Context, self: Any) -> Any:
    given = self.hidden.get("length")
    indices = cx.attribute(self, "indices")
    length = given if given is not None else None if isinstance(indices, Unknown) else cx.length(indices)
    return Unknown("a length that is not known", data=True) if length is None else length


__all__ = ["agreed_length", "sample_index"]
