"""`sklearn.preprocessing` and its kin: scalers keep the shape, encoders and PCA choose the number of columns."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import nothing, unknown_functions
from convlint.frameworks.common.registry import add_function, declare_class, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.numpy.arrays import array_of, to_array
from convlint.symbolic import Dim, Truth
from convlint.values import Context, Mismatch, Tensor, Undetermined

SCALERS = """StandardScaler MinMaxScaler MaxAbsScaler RobustScaler Normalizer QuantileTransformer PowerTransformer
Binarizer""".split()
P = "sklearn.preprocessing"
_ANY = Signature.parse("*args, **kwargs")
_ONE = Signature.parse("self, X, *args, **kwargs", returns="")


def _itself(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


def _same(cx: Context, self: Any, X: Any, *args: Any, **kwargs: Any) -> Any:
    array = table(cx, X)
    return Tensor(array.shape, "float", "numpy")


def table(cx: Context, X: Any) -> Tensor:
    """The two dims of samples and features; Mismatch for another number of dims."""
    if not isinstance(X, Tensor):
        raise Undetermined("no array")
    array = to_array(cx, X, "X")
    if cx.facts.limit_rank(array.shape, 2, 2) is Truth.NO:
        got = cx.describe(array.shape)
        raise Mismatch("rank-mismatch", f"`{{it}}` takes an array (samples, features) but gets {got}")
    return array


for _name in SCALERS:
    declare_class(f"{P}.{_name}")
    add_function(f"{P}.{_name}.__init__", nothing, _ANY, counts=False)
    add_function(f"{P}.{_name}.fit", _itself, _ANY, counts=False)
    add_function(f"{P}.{_name}.partial_fit", _itself, _ANY, counts=False)
    for _method in ("transform", "fit_transform", "inverse_transform"):
        add_function(f"{P}.{_name}.{_method}", _same, _ONE, counts=False)


@op(f"{P}.scale", f"{P}.normalize", f"{P}.minmax_scale", counts=False)
def scale(cx: Context, X: Any, *args: Any, **kwargs: Any) -> Any:
    """The same shape."""
    if not isinstance(X, Tensor):
        raise Undetermined("no array")
    return Tensor(X.shape, "float", "numpy")


def _labels(cx: Context, self: Any, y: Any, *args: Any, **kwargs: Any) -> Any:
    """A number for each label."""
    length = cx.length(y)
    if length is None:
        raise Undetermined("labels of unknown number")
    return array_of(length, dtype="int")


declare_class(f"{P}.LabelEncoder")
add_function(f"{P}.LabelEncoder.__init__", nothing, _ANY, counts=False)
add_function(f"{P}.LabelEncoder.fit", _itself, _ANY, counts=False)
for _method in ("transform", "fit_transform"):
    add_function(f"{P}.LabelEncoder.{_method}", _labels, Signature.parse("self, y, *args, **kwargs"), counts=False)

for _name in ("PCA", "TruncatedSVD", "FastICA"):
    declare_class(f"sklearn.decomposition.{_name}", init="n_components=None, *args, **kwargs")
    add_function(f"sklearn.decomposition.{_name}.fit", _itself, _ANY, counts=False)


def _components(cx: Context, self: Any, X: Any, *args: Any, **kwargs: Any) -> Any:
    """As many columns as components."""
    count = self.attrs.get("n_components")
    array = table(cx, X)
    dims = cx.facts.exact(array.shape, 2)
    if dims is None or not isinstance(count, (int, Dim)):
        raise Undetermined("the number of components is not known")
    return array_of(dims[0], count)


for _name in ("PCA", "TruncatedSVD", "FastICA"):
    for _method in ("transform", "fit_transform"):
        add_function(f"sklearn.decomposition.{_name}.{_method}", _components, _ONE, counts=False)

unknown_functions(*(f"sklearn.metrics.{name}" for name in """accuracy_score f1_score precision_score recall_score roc_auc_score
confusion_matrix classification_report mean_squared_error mean_absolute_error r2_score precision_recall_fscore_support
average_precision_score balanced_accuracy_score roc_curve auc cohen_kappa_score log_loss matthews_corrcoef""".split()))  # fmt: skip
