"""`timm.create_model`: the recorded networks, their heads and their features."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.backbones.block import applied
from convlint.frameworks.backbones.catalogue import lines, network
from convlint.frameworks.backbones.tree import NETWORK, Builder, check_image, forward
from convlint.frameworks.common.registry import add_function, declare_class, op
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import library_class
from convlint.symbolic import Dim, Shape
from convlint.values import Context, Instance, ListV, Tensor, Undetermined

PACKAGE = "timm"
MODEL, PYRAMID, INFO = "timm.Network", "timm.Pyramid", "timm.FeatureInfo"
declare_class(MODEL, NETWORK, layer=True)
declare_class(PYRAMID, "torch.nn.Module", layer=True)
declare_class(INFO)
POOLS = (None, "avg", "max", "avgmax")
HARMLESS = frozenset(
    """pretrained pretrained_cfg pretrained_cfg_overlay checkpoint_path cache_dir scriptable exportable no_jit drop_rate
    drop_path_rate drop_block_rate act_layer norm_layer proj_drop_rate attn_drop_rate pretrained_strict""".split()
)
"""Arguments that say nothing of shapes."""


@op("timm.models.create_model", counts=False)
def create_model(
    cx: Context,
    model_name: str,
    *args: Any,
    num_classes: Any = 1000,
    in_chans: Any = 3,
    features_only: Any = False,
    out_indices: Any = None,
    global_pool: Any = None,
    **others: Any,
) -> Any:
    """A network by its name, `resnet50` or `resnet50.a1_in1k`."""
    name = model_name.removeprefix("timm/").partition(".")[0]
    if name not in lines(PACKAGE) or not others.keys() <= HARMLESS or not isinstance(features_only, bool):
        raise Undetermined("a network that is not recorded")
    data = network(PACKAGE, name)
    if features_only:
        return _pyramid(cx, data, in_chans, out_indices)
    classes = 1000 if num_classes is None else num_classes
    if not isinstance(classes, (int, Dim)) or global_pool not in (*POOLS, ""):
        raise Undetermined("a variant of the network")
    return _model(cx, data, classes, in_chans, global_pool)


def _model(cx: Context, data: dict[str, Any], classes: Any, channels: Any, pool: Any) -> Instance:
    if pool == "" and classes != 0:
        raise Undetermined("a head without a pool")
    made = Instance(library_class(MODEL))
    Builder(cx, data, classes, channels).fill(made)
    made.attrs["num_features"], made.attrs["head_hidden_size"] = data["features"], data["hidden"]
    made.attrs["num_classes"] = classes
    if pool == "":
        made.hidden["unpooled"] = True
    return made


def _named(name: str) -> Any:
    def make(cx: Context, pretrained: Any = False, **kwargs: Any) -> Any:
        return create_model(cx, name, **kwargs)

    return make


@op(f"{MODEL}.forward")
def run(cx: Context, self: Any, x: Tensor) -> Any:
    """(N, in_chans, H, W) -> (N, classes), or the features where nothing pools them."""
    return features(cx, self, x) if self.hidden.get("unpooled") else forward(cx, self, x)


@op(f"{MODEL}.forward_features")
def features(cx: Context, self: Any, x: Tensor) -> Tensor:
    """What the head gets, before a pool."""
    data = self.hidden["network"]
    check_image(cx, data, self.hidden["channels"], x)
    if data.get("trunk"):
        return applied(cx, x, (self.hidden["channels"], *data["trunk"]))
    if not data.get("fixed") or not data.get("last"):
        raise Undetermined("what the features are is not recorded")
    dims = cx.dims(x)
    return x.like(Shape((dims[0] if dims else cx.fresh("N"), *data["last"])))


# --- the head ---------------------------------------------------------------------------------------------------------


def _path(self: Instance) -> list[str]:
    path = self.hidden["network"].get("classifier")
    if not path:
        raise Undetermined("where the classifier is, is not recorded")
    return str(path).split(".")


@op(f"{MODEL}.get_classifier", counts=False)
def get_classifier(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """The last layer."""
    found = self
    for name in _path(self):
        found = cx.attribute(found, name)
    return found


@op(f"{MODEL}.reset_classifier", counts=False)
def reset_classifier(cx: Context, self: Any, num_classes: Any, global_pool: Any = None, *others: Any) -> Any:
    """Another last layer, or none at all."""
    if global_pool not in POOLS or not isinstance(num_classes, (int, Dim)):
        cx.forget(self)
        return
    *owners, last = _path(self)
    owner = self
    for name in owners:
        owner = cx.attribute(owner, name)
    layer, args = ("Identity", ()) if num_classes == 0 else ("Linear", (self.attrs["head_hidden_size"], num_classes))
    cx.set_attribute(owner, last, cx.call(library_class(f"torch.nn.{layer}"), args))
    cx.touch(self)
    self.attrs["num_classes"] = num_classes


@op(f"{MODEL}.forward_head")
def forward_head(cx: Context, self: Any, x: Tensor, pre_logits: bool = False) -> Any:
    """From features to classes, or with `pre_logits` to what the last layer gets."""
    dims = cx.dims(x)
    pooled = x.like(Shape.of(dims[0] if dims else cx.fresh("N"), self.attrs["head_hidden_size"]))
    return pooled if pre_logits else cx.call(get_classifier(cx, self), (pooled,))


# --- features of several stages ---------------------------------------------------------------------------------------


def _pyramid(cx: Context, data: dict[str, Any], channels: Any, indices: Any) -> Instance:
    recorded = data.get("pyramid")
    if not recorded:
        raise Undetermined("features that are not recorded")
    wanted = list(range(len(recorded))) if indices is None else cx.items(indices)
    if wanted is None or not all(isinstance(i, int) and -len(recorded) <= i < len(recorded) for i in wanted):
        raise Undetermined("which features is not known")
    made, info = Instance(library_class(PYRAMID)), Instance(library_class(INFO))
    made.hidden["stages"] = info.hidden["stages"] = [recorded[i] for i in wanted]
    made.hidden["channels"] = channels
    made.attrs["feature_info"] = info
    return made


@op(f"{PYRAMID}.forward")
def pyramid(cx: Context, self: Any, x: Tensor) -> Any:
    """A list of the features of each stage."""
    return ListV([applied(cx, x, (self.hidden["channels"], *effect)) for effect, _ in self.hidden["stages"]])


@op(f"{INFO}.channels", counts=False)
def channels(cx: Context, self: Any, idx: Any = None) -> Any:
    """Of every stage, or of some."""
    return _told(cx, [effect[3] for effect, _ in self.hidden["stages"]], idx)


@op(f"{INFO}.reduction", counts=False)
def reduction(cx: Context, self: Any, idx: Any = None) -> Any:
    """How much smaller each stage is than the image."""
    return _told(cx, [stride for _, stride in self.hidden["stages"]], idx)


def _told(cx: Context, values: list[int], idx: Any) -> Any:
    if idx is None:
        return ListV(list(values))
    if isinstance(idx, int):
        return values[idx] if -len(values) <= idx < len(values) else cx.fresh("channels")
    raise Undetermined("some of the stages")


for _name in lines(PACKAGE):
    add_function(f"timm.models.{_name}", _named(_name), Signature.parse("pretrained=False, **kwargs"), counts=False)
