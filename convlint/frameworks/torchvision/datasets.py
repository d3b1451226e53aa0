"""`torchvision.datasets`: how an item is made of an image and its label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class, prop
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.pillow.picture import from_array, image, unknown_image
from convlint.symbolic import Int, Shape, symbol
from convlint.values import Context, Instance, ListV, Tensor, Unknown

D = "torchvision.datasets"
VISION = f"{D}.VisionDataset"
_ITEM = Signature.parse("self, index")
_LENGTH = Signature.parse("self")

declare_class(
    VISION, "torch.utils.data.Dataset", init="root=None, transforms=None, transform=None, target_transform=None"
)

Length = Callable[[dict[str, Any]], "int | None"]
Target = Callable[[Context, Instance], Any]


def transformed(cx: Context, self: Instance, name: str, value: Any) -> Any:
    """`value` through the data set's transform of that name."""
    function = cx.attribute(self, name)
    return value if function is None else cx.call(function, (value,))


def item(cx: Context, self: Instance, picture: Any, target: Any) -> Any:
    """(image, target), each through its transform; with a joint transform nothing is known."""
    if self.attrs.get("transforms") is not None:
        return (Unknown("a joint transform"), Unknown("a joint transform"))
    return (transformed(cx, self, "transform", picture), transformed(cx, self, "target_transform", target))


def label(classes: int | None) -> Any:
    """A class as a number."""
    return symbol("label", 0, None if classes is None else classes - 1)


def image_dataset(
    declaration: str,
    *parents: str,
    size: tuple[Int, Int] | None = None,
    mode: str | None = "RGB",
    classes: int | None = None,
    target: Target | None = None,
    length: Length | None = None,
) -> None:
    """Declare a data set of (PIL image, label).

    size: (height, width) where all images have one. classes: how many labels there are. target: what stands for the label, where it
    is no number. length: how many items there are, by the constructor's arguments.
    """
    name, _, parameters = declaration.removesuffix(")").partition("(")
    path = f"{D}.{name}"
    declare_class(path, *(parents or (VISION,)), init=parameters)

    def get(cx: Context, self: Any, index: Any) -> Any:
        found = label(classes) if target is None else target(cx, self)
        return item(cx, self, _picture(cx, self, size, mode), found)

    def count(cx: Context, self: Any) -> Any:
        return dataset_size(cx, self, length)

    add_function(f"{path}.__getitem__", get, _ITEM, counts=False)
    add_function(f"{path}.__len__", count, _LENGTH, counts=False)
    if classes is not None:
        prop(f"{path}.classes")(
            lambda cx, self: ListV([Unknown("the name of a class", data=True) for _ in range(classes)])
        )


def _picture(cx: Context, self: Instance, size: tuple[Int, Int] | None, mode: str | None) -> Any:
    if "data" in self.attrs:  # the user has replaced the content
        row = cx.getitem(self.attrs["data"], cx.fresh("index"))
        return from_array(cx, row, mode) if isinstance(row, Tensor) and mode == "L" else Unknown("replaced images")
    if self.attrs.get("loader") is not None:
        return cx.call(self.attrs["loader"], (Unknown("a path", data=True),))
    return unknown_image(cx, mode) if size is None else image(*size, mode)


def dataset_size(cx: Context, self: Instance, length: Length | None) -> Any:
    """How many items there are, unless the user has cut the data himself."""
    if "data" in self.attrs:
        found = cx.length(self.attrs["data"])
    else:
        found = None if length is None or {"samples", "imgs", "targets"} & self.attrs.keys() else length(self.attrs)
    return Unknown("the length of a data set", data=True) if found is None else found


def by_train(train: int, test: int) -> Length:
    """A length that depends on `train=`."""

    def length(attrs: dict[str, Any]) -> int | None:
        chosen = attrs.get("train", True)
        return (train if chosen else test) if isinstance(chosen, bool) else None

    return length


def by_split(**sizes: int) -> Length:
    """A length that depends on `split=`."""

    def length(attrs: dict[str, Any]) -> int | None:
        chosen = attrs.get("split", "train")
        return sizes.get(chosen) if isinstance(chosen, str) else None

    return length


def array_attributes(
    path: str, library: str, *sizes: int, length: Length, dtype: str = "int", targets: str = "targets"
) -> None:
    """Declare `.data` and `.targets`; the labels of a torch data set are a tensor, those of others a list or an array."""

    def count(cx: Context, self: Instance) -> Int:
        found = length(self.attrs)
        return cx.fresh("length", 1) if found is None else found

    def data(cx: Context, self: Any) -> Any:
        return Tensor(Shape.of(count(cx, self), *sizes), dtype, library)

    def labels(cx: Context, self: Any) -> Any:
        found = count(cx, self)
        if path.endswith(("CIFAR10", "CIFAR100")):
            return ListV(None, label(None))
        return Tensor(Shape.of(found), "int", library)

    prop(f"{path}.data")(data)
    prop(f"{path}.{targets}")(labels)
