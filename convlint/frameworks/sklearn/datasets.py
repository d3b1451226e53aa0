"""`sklearn.datasets`: the shapes of made up and of small real data sets."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class, op
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.numpy.arrays import array_of
from convlint.symbolic import Dim, Int
from convlint.values import Context, Instance, LibraryClass, ListV, Tensor, Undetermined, Unknown

LOADED: dict[str, tuple[tuple[int, ...], str]] = {
    "load_iris": ((150, 4), "int"), "load_wine": ((178, 13), "int"), "load_breast_cancer": ((569, 30), "int"),
    "load_diabetes": ((442, 10), "float"), "load_digits": ((1797, 64), "int"), "load_linnerud": ((20, 3), "float"),
    "fetch_california_housing": ((20640, 8), "float"), "fetch_olivetti_faces": ((400, 4096), "int"),
    "fetch_covtype": ((581012, 54), "int"),
}  # fmt: skip
IMAGES = {"load_digits": (8, 8), "fetch_olivetti_faces": (64, 64)}
PLANAR = {"make_moons": (100, 2), "make_circles": (100, 2), "make_swiss_roll": (100, 3), "make_s_curve": (100, 3)}
BUNCH = declare_class("sklearn.utils.Bunch")


@op("sklearn.utils.Bunch.__getitem__", counts=False)
def item(cx: Context, self: Any, key: Any) -> Any:
    """An entry of the bunch."""
    return self.attrs.get(key, Unknown("an entry that is not known")) if isinstance(key, str) else Unknown("an entry")


def _loader(name: str) -> Any:
    (count, *features), dtype = LOADED[name]

    def handler(cx: Context, *args: Any, return_X_y: Any = False, as_frame: Any = False, **more: Any) -> Any:
        if (
            as_frame is not False
            or more.keys() - {"data_home", "download_if_missing", "shuffle", "random_state"}
            or args
        ):
            raise Undetermined("another form of the data set")
        data = array_of(count, *features)
        target = array_of(count, *((3,) if name == "load_linnerud" else ()), dtype=dtype)
        if return_X_y is True:
            return (data, target)
        if return_X_y is not False:
            raise Undetermined("which form is not known")
        bunch = Instance(LibraryClass("sklearn.utils.Bunch", BUNCH), {"data": data, "target": target})
        if name in IMAGES:
            bunch.attrs["images"] = array_of(count, *IMAGES[name])
        return bunch

    return handler


_LOAD = Signature.parse("*args, return_X_y=False, as_frame=False, **more")
for _name in LOADED:
    add_function(f"sklearn.datasets.{_name}", _loader(_name), _LOAD, counts=False)


# --- made up ----------------------------------------------------------------------------------------------------------


def _count(cx: Context, n_samples: Any) -> Int:
    """How many samples: a number, or one for each class."""
    if isinstance(n_samples, (tuple, ListV)):
        total: Int = 0
        for part in cx.items(n_samples) or [Unknown("")]:
            if not isinstance(part, (int, Dim)):
                raise Undetermined("`n_samples` is not known")
            total = total + part
        return total
    return to_int(cx, n_samples, "n_samples")


@op("sklearn.datasets.make_classification", counts=False)
def make_classification(cx: Context, n_samples: Any = 100, n_features: Any = 20, **more: Any) -> Any:
    """(n_samples, n_features) and a class for each."""
    if more.get("return_X_y", True) is not True:
        raise Undetermined("a bunch")
    count = to_int(cx, n_samples, "n_samples")
    return (array_of(count, to_int(cx, n_features, "n_features")), array_of(count, dtype="int"))


@op("sklearn.datasets.make_regression", counts=False)
def make_regression(
    cx: Context, n_samples: Any = 100, n_features: Any = 100, *, n_targets: Any = 1, coef: Any = False, **more: Any
) -> Any:
    """(n_samples, n_features) and a number (or several) for each."""
    if coef is not False or not isinstance(n_targets, int):
        raise Undetermined("another form")
    count = to_int(cx, n_samples, "n_samples")
    targets = (count,) if n_targets == 1 else (count, n_targets)
    return (array_of(count, to_int(cx, n_features, "n_features")), array_of(*targets))


@op("sklearn.datasets.make_blobs", counts=False)
def make_blobs(cx: Context, n_samples: Any = 100, n_features: Any = 2, *, centers: Any = None, **more: Any) -> Any:
    """(n_samples, n_features) and a class for each; given centers decide the number of features."""
    if more.get("return_centers", False) is not False or isinstance(centers, Unknown):
        raise Undetermined("another form")
    count = _count(cx, n_samples)
    features = (
        to_int(cx, n_features, "n_features")
        if centers is None or isinstance(centers, (int, Dim))
        else cx.fresh("features", 1)
    )
    return (array_of(count, features), array_of(count, dtype="int"))


def _planar(size: int, features: int, dtype: str) -> Any:
    def handler(cx: Context, n_samples: Any, **more: Any) -> tuple[Tensor, Tensor]:
        count = _count(cx, n_samples)
        return (array_of(count, features), array_of(count, dtype=dtype))

    return handler


for _name, (_size, _features) in PLANAR.items():
    add_function(
        f"sklearn.datasets.{_name}",
        _planar(_size, _features, "int" if _features == 2 else "float"),
        Signature.parse(f"n_samples={_size}, **more"),
        counts=False,
    )
