"""`torchvision.datasets`: the data sets, with sizes, numbers of classes and lengths where those are fixed."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.pillow.picture import unknown_image
from convlint.frameworks.torchvision.datasets import (
    VISION,
    D,
    Length,
    array_attributes,
    by_split,
    by_train,
    image_dataset,
    item,
    label,
)
from convlint.symbolic import Shape
from convlint.values import Context, Instance, ListV, Tensor, Unknown

BY_TRAIN = "root, train=True, transform=None, target_transform=None, download=False"
BY_SPLIT = "root, split='train', transform=None, target_transform=None, download=False, loader=None"
BY_ROOT = "root, transform=None, target_transform=None, download=False, loader=None"

# --- digits and small pictures ----------------------------------------------------------------------------------------


def _qmnist_length(attrs: dict[str, Any]) -> int | None:
    sizes = {"train": 60000, "test": 60000, "test10k": 10000, "test50k": 50000, "nist": 402953}
    what = attrs.get("what")
    return sizes.get(what) if isinstance(what, str) else 60000 if what is None else None


def _emnist_length(attrs: dict[str, Any]) -> int | None:
    sizes = {"byclass": (697932, 116323), "bymerge": (697932, 116323), "balanced": (112800, 18800),
             "letters": (124800, 20800), "digits": (240000, 40000), "mnist": (60000, 10000)}  # fmt: skip
    chosen = sizes.get(attrs.get("split"))  # type: ignore[arg-type]
    train = attrs.get("train", True)
    return chosen[0 if train else 1] if chosen is not None and isinstance(train, bool) else None


_MNIST = by_train(60000, 10000)
_CIFAR = by_train(50000, 10000)
_MORE = "train=True, transform=None, target_transform=None, download=False"
_SMALL: tuple[tuple[str, str, int | None, Length], ...] = (
    ("MNIST", BY_TRAIN, 10, _MNIST),
    ("FashionMNIST", BY_TRAIN, 10, _MNIST),
    ("KMNIST", BY_TRAIN, 10, _MNIST),
    ("QMNIST", f"root, what=None, compat=True, {_MORE}", 10, _qmnist_length),
    ("EMNIST", f"root, split, {_MORE}", None, _emnist_length),
)
for _name, _init, _classes, _length in _SMALL:
    _parents = () if _name == "MNIST" else (f"{D}.MNIST",)
    image_dataset(f"{_name}({_init})", *_parents, size=(28, 28), mode="L", classes=_classes, length=_length)
    array_attributes(f"{D}.{_name}", "torch", 28, 28, length=_length)
for _name, _classes in (("CIFAR10", 10), ("CIFAR100", 100)):
    _parents = () if _name == "CIFAR10" else (f"{D}.CIFAR10",)
    image_dataset(f"{_name}({BY_TRAIN})", *_parents, size=(32, 32), classes=_classes, length=_CIFAR)
    array_attributes(f"{D}.{_name}", "numpy", 32, 32, 3, length=_CIFAR)

_SVHN = by_split(train=73257, test=26032, extra=531131)
image_dataset(f"SVHN({BY_SPLIT})", size=(32, 32), classes=None, length=_SVHN)
array_attributes(f"{D}.SVHN", "numpy", 3, 32, 32, length=_SVHN, targets="labels")
_STL10 = by_split(train=5000, test=8000, unlabeled=100000, **{"train+unlabeled": 105000})
image_dataset("STL10(root, split='train', folds=None, transform=None, target_transform=None, download=False)", size=(96, 96),
              length=lambda attrs: None if attrs.get("folds") is not None else _STL10(attrs))  # fmt: skip
array_attributes(f"{D}.STL10", "numpy", 3, 96, 96, length=_STL10, targets="labels")
image_dataset(f"USPS({BY_TRAIN})", size=(16, 16), mode="L", classes=None, length=by_train(7291, 2007))
image_dataset("SEMEION(root, transform=None, target_transform=None, download=True)", size=(16, 16), mode="L",
              length=lambda attrs: 1593)  # fmt: skip
image_dataset("Omniglot(root, background=True, transform=None, target_transform=None, download=False, loader=None)",
              size=(105, 105), mode="L")  # fmt: skip
image_dataset("FER2013(root, split='train', transform=None, target_transform=None)", size=(48, 48), mode="L")
image_dataset("PCAM(root, split='train', transform=None, target_transform=None, download=False)", size=(96, 96),
              length=by_split(train=262144, test=32768, val=32768))  # fmt: skip

# --- photographs ------------------------------------------------------------------------------------------------------

for _name in ("Country211", "DTD", "Flowers102", "Food101", "FGVCAircraft", "RenderedSST2", "StanfordCars",
              "CLEVRClassification", "GTSRB", "Imagenette", "LSUN", "Places365"):  # fmt: skip
    _init = {
        "DTD": "root, split='train', partition=1, transform=None, target_transform=None, download=False, loader=None",
        "FGVCAircraft": "root, split='trainval', annotation_level='variant', transform=None, target_transform=None, "
        "download=False, loader=None",
        "Imagenette": "root, split='train', size='full', download=False, transform=None, target_transform=None, loader=None",
        "LSUN": "root, classes='train', transform=None, target_transform=None",
        "Places365": "root, split='train-standard', small=False, download=False, transform=None, target_transform=None, "
        "loader=None",
    }.get(_name, BY_SPLIT)
    image_dataset(f"{_name}({_init})")
for _name in ("EuroSAT", "SUN397"):
    image_dataset(f"{_name}({BY_ROOT})", size=(64, 64) if _name == "EuroSAT" else None)


def by_type(argument: str, **kinds: Any) -> Any:
    """A target chosen by an argument, or a tuple of several."""

    def one(cx: Context, kind: Any) -> Any:
        make = kinds.get(kind) if isinstance(kind, str) else None
        return Unknown("a target of unknown kind") if make is None else make(cx)

    def target(cx: Context, self: Instance) -> Any:
        wanted = self.attrs.get(argument)
        if isinstance(wanted, str):
            return one(cx, wanted)
        several = cx.items(wanted) if isinstance(wanted, (tuple, ListV)) else None
        if several is None:
            return Unknown("a target of unknown kind")
        found = tuple(one(cx, kind) for kind in several)
        return found[0] if len(found) == 1 else found

    return target


def _number(cx: Context) -> Any:
    return label(None)


def _ints(*sizes: int) -> Any:
    return lambda cx: Tensor(Shape.of(*sizes), "int")


_CELEBA = by_type("target_type", attr=_ints(40), identity=_ints(), bbox=_ints(4), landmarks=_ints(10))
image_dataset("CelebA(root, split='train', target_type='attr', transform=None, target_transform=None, download=False)",
              size=(218, 178), target=_CELEBA, length=by_split(train=162770, valid=19867, test=19962, all=202599))  # fmt: skip
image_dataset(
    "OxfordIIITPet(root, split='trainval', target_types='category', transforms=None, transform=None, target_transform=None, "
    "download=False)",
    target=by_type(
        "target_types", category=_number, segmentation=lambda cx: unknown_image(cx, "L"), **{"binary-category": _number}
    ),
)
image_dataset("Caltech101(root, target_type='category', transform=None, target_transform=None, download=False)",
              mode=None, target=by_type("target_type", category=_number))  # fmt: skip
image_dataset("Caltech256(root, transform=None, target_transform=None, download=False)", mode=None)
image_dataset("INaturalist(root, version='2021_train', target_type='full', transform=None, target_transform=None, "
              "download=False, loader=None)", mode=None, target=lambda cx, self: Unknown("a target of unknown kind"))  # fmt: skip
for _name in ("LFWPeople", "LFWPairs"):
    declare_class(f"{D}.{_name}", VISION)


def _dict(cx: Context, self: Instance) -> Any:
    return Unknown("annotations")


_VOC = "root, year='2012', image_set='train', download=False, transform=None, target_transform=None, transforms=None"
image_dataset(f"VOCDetection({_VOC})", target=_dict)
image_dataset(f"VOCSegmentation({_VOC})", target=lambda cx, self: unknown_image(cx, "P"))
for _name in ("CocoDetection", "CocoCaptions"):
    image_dataset(f"{_name}(root, annFile, transform=None, target_transform=None, transforms=None)", target=_dict)
image_dataset("Cityscapes(root, split='train', mode='fine', target_type='instance', transform=None, target_transform=None, "
              "transforms=None)", target=_dict)  # fmt: skip

# --- folders ----------------------------------------------------------------------------------------------------------

_FOLDER = Signature.parse("self, index")


def _from_folder(cx: Context, self: Any, index: Any) -> Any:
    """The default loader opens RGB images; another one is the user's function."""
    loader = self.attrs.get("loader")
    picture = unknown_image(cx, "RGB") if loader is None else cx.call(loader, (Unknown("a path", data=True),))
    return item(cx, self, picture, label(None))


for _path, _init in (
    ("DatasetFolder", "root, loader=None, extensions=None, transform=None, target_transform=None, is_valid_file=None, "
     "allow_empty=False"),
    ("ImageFolder", "root, transform=None, target_transform=None, loader=None, is_valid_file=None, allow_empty=False"),
    ("ImageNet", "root, split='train', transform=None, target_transform=None, loader=None, is_valid_file=None"),
):  # fmt: skip
    _parent = {"DatasetFolder": VISION, "ImageFolder": f"{D}.DatasetFolder"}.get(_path, f"{D}.ImageFolder")
    declare_class(f"{D}.{_path}", _parent, init=_init)
add_function(f"{D}.DatasetFolder.__getitem__", _from_folder, _FOLDER, counts=False)


def _unknown_length(cx: Context, self: Any) -> Any:
    return Unknown("the length of a data set", data=True)


add_function(f"{D}.DatasetFolder.__len__", _unknown_length, Signature.parse("self"), counts=False)

# --- made up ----------------------------------------------------------------------------------------------------------

declare_class(f"{D}.FakeData", VISION,
              init="size=1000, image_size=(3, 224, 224), num_classes=10, transform=None, target_transform=None, "
              "random_offset=0")  # fmt: skip


def _fake(cx: Context, self: Any, index: Any) -> Any:
    from convlint.frameworks.torchvision.tensor_transforms import function_to_pil_image

    sizes = cx.items(self.attrs["image_size"])
    picture = (
        Unknown("an image of unknown size")
        if sizes is None
        else function_to_pil_image(cx, Tensor(Shape.of(*sizes), "float"))
    )
    return item(cx, self, picture, label(None))


add_function(f"{D}.FakeData.__getitem__", _fake, _FOLDER, counts=False)
add_function(f"{D}.FakeData.__len__", lambda cx, self: self.attrs["size"], Signature.parse("self"), counts=False)
