"""`IntermediateLayerGetter`: a model's children one after the other, and what some of them give."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import named_children
from convlint.frameworks.torchvision.models.building import MODELS
from convlint.values import Context, DictV, Instance, Tensor, Undetermined

GETTER = f"{MODELS}._utils.IntermediateLayerGetter"
declare_class(GETTER, "torch.nn.Module", layer=True)


@op(f"{GETTER}.__init__", counts=False)
def construct(cx: Context, self: Any, model: Any, return_layers: Any) -> Any:
    """Keeps the children up to the last one that is asked for."""
    children = named_children(cx, model) if isinstance(model, Instance) else None
    asked = return_layers.items if isinstance(return_layers, DictV) and not return_layers.open else None
    if children is None or not asked or not asked.keys() <= children.keys():
        cx.forget(self)
        return
    last = max(list(children).index(name) for name in asked)
    cx.touch(self)
    self.attrs.update(list(children.items())[: last + 1])
    self.attrs["return_layers"] = return_layers
    self.hidden["names"] = tuple(children)[: last + 1]


@op(f"{GETTER}.forward")
def forward(cx: Context, self: Any, x: Any) -> Any:
    """A dict of what the layers that are asked for give."""
    names = self.hidden.get("names")
    asked = self.attrs.get("return_layers")
    if names is None or not isinstance(asked, DictV) or asked.open:
        raise Undetermined("the layers are not known")
    found = {}
    for name in names:
        x = cx.call(cx.attribute(self, name), (x,))
        if name in asked.items:
            found[asked.items[name]] = x if isinstance(x, Tensor) else cx.unknown_tensor("features")
    return DictV(found, path="collections.OrderedDict")
