"""What the networks are built with: layers made and run, factories of the library's kind."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import add_function, renamed
from convlint.frameworks.common.reshaping import flattened
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.torch.children import library_class
from convlint.values import Context, Instance, Library, Mismatch, Tensor, Undetermined

MODELS = "torchvision.models"
HARMLESS = frozenset(
    "weights weights_backbone aux_logits progress pretrained zero_init_residual transform_input dropout init_weights".split()
)
"""Arguments of the factories that say nothing of shapes."""
LOADED = ("DEFAULT", "IMAGENET1K", "KINETICS400")
"""How the names of weights begin."""
SIZED = {"vit_b_16": ("IMAGENET1K_V", "DEFAULT"), "vit_l_16": ("IMAGENET1K_V", "DEFAULT"), "vit_h_14": ()}
"""Networks whose weights decide the size of their images: how the names of those begin that are for the usual size."""
_FACTORY = Signature.parse("*args, **kwargs")
Build = Callable[..., None]
"""Called with the context, the new network and its classes."""

for (
    _file
) in """alexnet convnext densenet efficientnet googlenet inception maxvit mnasnet mobilenetv2 mobilenetv3 regnet resnet
shufflenetv2 squeezenet swin_transformer vgg vision_transformer""".split():
    renamed(f"{MODELS}.{_file}.", f"{MODELS}.")


def make(cx: Context, name: str, *args: Any, **kwargs: Any) -> Any:
    """A layer of `torch.nn`, or one of the classes declared here by its whole path."""
    return cx.call(library_class(name if "." in name else f"torch.nn.{name}"), args, kwargs)


def run(cx: Context, self: Instance, x: Any, *names: str) -> Any:
    """`x` through the layers that the attributes of these names are now."""
    for name in names:
        x = cx.call(cx.attribute(self, name), (x,))
    return x


def flat(cx: Context, x: Any) -> Tensor:
    """`torch.flatten(x, 1)`."""
    if not isinstance(x, Tensor):
        raise Undetermined("no tensor any more")
    return flattened(cx, x, 1)


def _check_classes(others: dict[str, Any], classes: Any, trained: int) -> None:
    """Weights that are trained have their own number of classes, and torchvision refuses another."""
    weights = others.get("weights")
    loaded = others.get("pretrained") is True or (isinstance(weights, str) and weights.startswith(LOADED))
    if loaded and isinstance(classes, int) and classes != trained:
        raise Mismatch(
            "invalid-argument", f"`{{it}}` gets num_classes={classes}, but its weights are those of {trained} classes"
        )


def _check_size(name: str, weights: Any) -> None:
    """Raises Undetermined where the weights may be for images of another size."""
    if name not in SIZED or weights is None:
        return
    weight = weights.path.rpartition(".")[2] if isinstance(weights, Library) else weights
    if not isinstance(weight, str) or not weight.startswith((*SIZED[name], "IMAGENET1K_SWAG_LINEAR")):
        raise Undetermined("weights for images of another size")


def factory(name: str, path: str, build: Build, trained: int = 1000, options: frozenset[str] = frozenset()) -> None:
    """Declare `torchvision.models.<name>(*, weights=None, progress=True, num_classes=…)`.

    trained: the classes of the weights that come with it, which is the default. options: arguments that `build` takes.
    """

    def handler(cx: Context, *args: Any, num_classes: Any = trained, **others: Any) -> Any:
        if not others.keys() <= HARMLESS | options or len(args) > 2:
            raise Undetermined("a variant of the network")
        _check_classes(others, num_classes, trained)
        _check_size(name, others.get("weights"))
        made = Instance(library_class(path))
        build(cx, made, num_classes, **{option: others[option] for option in options & others.keys()})
        if others.get("aux_logits") is False:
            made.hidden["single"] = True
        return made

    add_function(f"{MODELS}.{name}", handler, _FACTORY, counts=False)
