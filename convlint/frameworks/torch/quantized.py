"""`FloatFunctional`: additions, products and joins as a module, for what is to be quantised; the stubs at a model's ends."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import alias, declare_class, find_function, op
from convlint.frameworks.common.spec import same_shape_layer
from convlint.values import Context, LibraryFunction, Unknown

FLOAT = "torch.ao.nn.quantized.FloatFunctional"
PLACES = ("torch.nn.quantized", "torch.ao.nn.quantized.modules.functional_modules")
SAME = {"add": "add", "add_scalar": "add", "add_relu": "add", "mul": "mul", "mul_scalar": "mul", "matmul": "matmul"}
STUBS = ("QuantStub", "DeQuantStub")

declare_class(FLOAT, "torch.nn.Module", init="")
for _place in PLACES:
    alias(f"{_place}.FloatFunctional", FLOAT)
same_shape_layer(*(f"torch.ao.quantization.{name}(qconfig=None)" for name in STUBS))
for _name in STUBS:
    for _place in ("torch.quantization", "torch.ao.quantization.stubs"):
        alias(f"{_place}.{_name}", f"torch.ao.quantization.{_name}")


def _plainly(cx: Context, path: str, *args: Any) -> Any:
    """What the function itself gives."""
    entry = find_function(path)
    return Unknown(f"`{path}`") if entry is None else cx.call(LibraryFunction(path, entry), args)


def _declare(name: str, function: str) -> None:
    @op(f"{FLOAT}.{name}", counts=False)
    def handler(cx: Context, self: Any, x: Any, y: Any) -> Any:
        return _plainly(cx, f"torch.{function}", x, y)


for _name, _function in SAME.items():
    _declare(_name, _function)


@op(f"{FLOAT}.cat", counts=False)
def cat(cx: Context, self: Any, x: Any, dim: Any = 0) -> Any:
    """Tensors in a list, joined."""
    return _plainly(cx, "torch.cat", x, dim)
