"""How transforms are declared: a class with the constructor's arguments, and what it does to one image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from convlint.frameworks.common.registry import add_function, declare_class
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.pillow.picture import is_image
from convlint.symbolic import Dim
from convlint.values import Context, Instance, Tensor, Undetermined

T = "torchvision.transforms"
V2 = "torchvision.transforms.v2"
MODULE = "torch.nn.Module"
Transform = Callable[[Context, Instance, Any], Any]
Check = Callable[[Context, Instance], None]
_CALL = Signature.parse("self, *inputs, **named")


def transform(
    *declarations: str, module: bool = True, space: str = T, check: Check | None = None
) -> Callable[[Transform], Transform]:
    """Declare transforms, each as `Name(constructor parameters)`; the function is called as f(cx, self, image) -> image.

    module: it is an `nn.Module`, called through `forward`. check: what its constructor refuses. With several inputs, as the
    transforms of version 2 take them, the first one is the image, and labels pass through.
    """

    def register(function: Transform) -> Transform:
        def handler(cx: Context, self: Any, *inputs: Any, **named: Any) -> Any:
            given = [*inputs, *named.values()]
            if not given or self.opaque:
                raise Undetermined("nothing to transform")
            result = function(cx, self, given[0])
            return result if len(given) == 1 else (result, *(_label(value) for value in given[1:]))

        for declaration in declarations:
            name, _, parameters = declaration.removesuffix(")").partition("(")
            path = f"{space}.{name}"
            declare_class(path, *((MODULE,) if module else ()), init=parameters, check=check)
            for method in ("forward",) if module else ("__call__", "forward"):
                add_function(f"{path}.{method}", handler, _CALL, counts=False)
        return function

    return register


def _label(value: Any) -> Any:
    if value is None or (isinstance(value, (int, float, str, Dim, Tensor)) and not is_image(value)):
        return value
    raise Undetermined("an input that may be transformed as well")
