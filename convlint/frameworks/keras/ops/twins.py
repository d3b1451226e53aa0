"""Functions of Keras that do what NumPy's do: declared by their own parameters and the name of NumPy's function."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.graph import declare
from convlint.frameworks.keras.help import natural
from convlint.frameworks.keras.lifting import Lifted
from convlint.values import Context, Tensor, Undetermined

DROPPED = ("name", "sparse", "ragged")


def apply_numpy(cx: Context, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """What NumPy's function gives for the same arguments, as tensors of Keras; nothing is learnt of open sizes."""
    entry = find_function(f"numpy.{name}")
    if entry is None:
        raise Undetermined(f"numpy.{name} is not declared")
    lifted = Lifted(cx)
    given = tuple(lifted.all(each, "numpy") for each in args)
    named = {key: lifted.all(value, "numpy") for key, value in kwargs.items()}
    positional, keyword = entry.signature.bind(cx, given, named)
    made = lifted.back(entry.handler(cx, *positional, **keyword))
    return natural(cx, made) if isinstance(made, Tensor) else made


def twin(declaration: str, numpy: str, *paths: str, count: int = 1, renamed: dict[str, str] | None = None) -> None:
    """Declare functions with the parameters of `declaration`, the first `count` of which NumPy's function takes by position.

    renamed: a parameter's name -> NumPy's.
    """
    signature = Signature.parse(declaration, returns="Tensor")
    names = renamed or {}

    def handler(cx: Context, *args: Any) -> Any:
        given = dict(zip([p.name for p in signature.parameters], args))
        rest = {names.get(name, name): value for name, value in list(given.items())[count:] if name not in DROPPED}
        return apply_numpy(cx, numpy, args[:count], rest)

    declare(paths, handler, signature)


def everywhere(*names: str, tensorflow: str = "", backend: str = "") -> tuple[str, ...]:
    """The paths of functions of `keras.ops`, those of TensorFlow (in `tf` and `tf.math`) and of `keras.backend`."""
    paths = [
        f"{module}.{name}"
        for name in names
        for module in ("keras.ops", "keras.ops.numpy", "keras.ops.nn", "keras.ops.core")
    ]
    paths += [
        f"{module}.{name}"
        for name in tensorflow.split()
        for module in ("tensorflow", "tensorflow.math", "tensorflow.nn")
    ]
    paths += [f"keras.backend.{name}" for name in backend.split()]
    return tuple(paths)
