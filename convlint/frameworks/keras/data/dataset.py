"""`tf.data.Dataset`: what one item of it is, step by step."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import ANYTHING, itself
from convlint.frameworks.common.registry import add_function, op, prop
from convlint.frameworks.keras.graph import rebuilt
from convlint.frameworks.keras.streams import DATASET, dataset
from convlint.frameworks.keras.tensors import tensor_of, to_keras
from convlint.symbolic import Int, Shape
from convlint.values import Context, Instance, ListV, StreamV, Tensor, Undetermined, Unknown

PATH = DATASET.path
SAME = """shuffle cache prefetch repeat take skip filter with_options shard snapshot ignore_errors concatenate rebatch
take_while assert_cardinality"""
for _name in SAME.split():
    add_function(f"{PATH}.{_name}", itself, ANYTHING, counts=False)


def element_of(value: Any) -> Any:
    """An item. Undetermined for what is no data set that is known."""
    if isinstance(value, Instance) and not value.opaque and "element" in value.hidden:
        return value.hidden["element"]
    raise Undetermined("a data set that is not known")


def first_item(cx: Context, value: Any) -> Any:
    """The item of each tensor in a structure along its first axis."""

    def leaf(each: Any) -> Any:
        if isinstance(each, Unknown):
            return each
        tensor = to_keras(cx, each, "tensors")
        shape = cx.facts.resolve_shape(tensor.shape)
        if shape.lead is not None or not shape.dims:
            return Unknown("items of data that is not known")
        return Tensor(Shape(shape.dims[1:]), tensor.dtype, "keras")

    if isinstance(value, ListV):
        return leaf(value)
    return rebuilt(value, leaf)


def batched(cx: Context, element: Any, size: Int) -> Any:
    """Items stacked."""
    return rebuilt(element, lambda each: _stacked(cx, each, size))


def _stacked(cx: Context, each: Any, size: Int) -> Any:
    if not isinstance(each, Tensor):
        return each if isinstance(each, Unknown) else Unknown("a batch")
    shape = cx.facts.resolve_shape(each.shape)
    if shape.lead is not None:
        return Unknown("a batch of tensors whose rank is not known")
    return Tensor(Shape((size, *shape.dims)), each.dtype, "keras")


@op(f"{PATH}.from_tensor_slices", counts=False)
def from_tensor_slices(cx: Context, tensors: Any, name: Any = None) -> Any:
    """Items along the first axis."""
    return dataset(first_item(cx, tensors))


@op(f"{PATH}.from_tensors", counts=False)
def from_tensors(cx: Context, tensors: Any, name: Any = None) -> Any:
    """One item."""
    return dataset(rebuilt(tensors, lambda each: each if isinstance(each, Unknown) else to_keras(cx, each, "tensors")))


@op(f"{PATH}.from_generator", f"{PATH}.list_files", "tensorflow.data.TFRecordDataset", counts=False)
def from_elsewhere(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Items that are not known."""
    return dataset(Unknown("items of a data set", data=True))


@op(f"{PATH}.range", counts=False)
def numbers(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Numbers."""
    return dataset(tensor_of(dtype="int"))


@op(f"{PATH}.zip", counts=False)
def zipped(cx: Context, *datasets: Any, **more: Any) -> Any:
    """Items of several data sets together."""
    if len(datasets) == 1 and isinstance(datasets[0], (tuple, ListV)):
        datasets = tuple(cx.items(datasets[0]) or ())
    return dataset(tuple(element_of(each) for each in datasets))


@op(f"{PATH}.batch", counts=False)
def batch(cx: Context, self: Any, batch_size: Any = None, drop_remainder: Any = False, *args: Any, **more: Any) -> Any:
    """Items stacked; the last batch may be smaller."""
    whole = drop_remainder is True and isinstance(batch_size, int)
    size: Int = batch_size if whole else cx.fresh("batch", 1)
    return dataset(batched(cx, element_of(self), size))


@op(f"{PATH}.unbatch", counts=False)
def unbatch(cx: Context, self: Any, name: Any = None) -> Any:
    """The items of the batches."""
    return dataset(rebuilt(element_of(self), lambda each: first_item(cx, each)))


@op(f"{PATH}.map", counts=False)
def mapped(cx: Context, self: Any, map_func: Any = None, *args: Any, **more: Any) -> Any:
    """What a function makes of each item; the parts of a pair are its arguments."""
    element = element_of(self)
    made = cx.call(map_func, element if isinstance(element, tuple) else (element,))
    items = cx.items(made) if isinstance(made, ListV) else None
    return dataset(made if items is None else tuple(items))


@op(f"{PATH}.enumerate", counts=False)
def enumerated(cx: Context, self: Any, *args: Any, **more: Any) -> Any:
    """Numbers and items."""
    return dataset((tensor_of(dtype="int"), element_of(self)))


@op(f"{PATH}.apply", f"{PATH}.interleave", f"{PATH}.flat_map", f"{PATH}.window", f"{PATH}.padded_batch", counts=False)
@op(f"{PATH}.group_by_window", f"{PATH}.scan", f"{PATH}.ragged_batch", counts=False)
def not_followed(cx: Context, self: Any, *args: Any, **more: Any) -> Any:
    """Items that are not known."""
    return dataset(Unknown("items of a data set", data=True))


@op(f"{PATH}.__iter__", f"{PATH}.as_numpy_iterator", counts=False)
def iterate(cx: Context, self: Any) -> Any:
    """The items."""
    try:
        return StreamV(element_of(self))
    except Undetermined:
        return StreamV(Unknown("items of a data set", data=True))


@op(f"{PATH}.__next__", f"{PATH}.next", f"{PATH}.get_next", f"{PATH}.get_single_element", counts=False)
def following(cx: Context, self: Any) -> Any:
    """An item."""
    return element_of(self)


@op(f"{PATH}.__getitem__", counts=False)
def getitem(cx: Context, self: Any, index: Any) -> Any:
    """An item, of what may be indexed."""
    return element_of(self)


@op(f"{PATH}.cardinality", f"{PATH}.__len__", f"{PATH}.reduce", f"{PATH}.reset", f"{PATH}.on_epoch_end", counts=False)
def counted(cx: Context, *args: Any, **more: Any) -> Any:
    """Says nothing of shapes."""
    return Unknown("of a data set", data=True)


@prop(
    *(
        f"{PATH}.{name}"
        for name in "class_names file_paths element_spec samples n class_indices classes filenames".split()
    )
)
def about(cx: Context, self: Any) -> Any:
    """Says nothing of shapes."""
    return Unknown("of a data set", data=True)


@prop(f"{PATH}.batch_size", f"{PATH}.labels", f"{PATH}.image_shape", f"{PATH}.target_size", f"{PATH}.num_classes")
def more_about(cx: Context, self: Any) -> Any:
    """Not followed."""
    return Unknown("of a data set")
