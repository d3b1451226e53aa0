"""Callbacks of the program: `fit` gives them the model and calls them around its first epoch."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import ANYTHING, nothing
from convlint.frameworks.common.registry import add_function, declare_class, prop
from convlint.values import BoundMethod, Context, DictV, Instance, LibraryClass, LibraryFunction, Unknown

CALLBACK = "keras.callbacks.Callback"
BEFORE = ("on_train_begin", "on_epoch_begin")
AFTER = ("on_epoch_end", "on_train_end")
OTHERS = """set_model set_params on_batch_begin on_batch_end on_train_batch_begin on_train_batch_end on_test_begin on_test_end
on_test_batch_begin on_test_batch_end on_predict_begin on_predict_end on_predict_batch_begin on_predict_batch_end"""
_HOOKS = ", ".join(f"{name}=None" for name in (*BEFORE, *AFTER))
declare_class(CALLBACK)
declare_class("keras.callbacks.LambdaCallback", CALLBACK, init=f"{_HOOKS}, **kwargs")
for _name in (*BEFORE, *AFTER, *OTHERS.split()):
    add_function(f"{CALLBACK}.{_name}", nothing, ANYTHING, counts=False)


@prop(*(f"{CALLBACK}.{name}" for name in ("model", "params", "validation_data")))
def given_by_fit(cx: Context, self: Any) -> Any:
    """Not known before `fit`."""
    return Unknown("what `fit` gives to a callback")


def run(cx: Context, model: Instance, callbacks: Any, names: tuple[str, ...], epoch: Any) -> None:
    """Call these methods of the program's callbacks.

    What they change is not known any more: other epochs change it as well.
    """
    for each in _those_of_program(cx, callbacks):
        if each.attrs.get("model") is not model:
            cx.touch(each)
            each.attrs["model"] = model
        for name in names:
            method = cx.find_attribute(each, name)
            if isinstance(method, BoundMethod) and isinstance(method.function, LibraryFunction):
                continue
            if method is None or isinstance(method, Unknown):
                continue
            logs = DictV(open=True)
            cx.call(method, (epoch, logs) if "epoch" in name else (logs,))
            cx.hand_over((method,))


def _those_of_program(cx: Context, callbacks: Any) -> list[Instance]:
    given = [callbacks] if isinstance(callbacks, Instance) else cx.items(callbacks) if callbacks is not None else None
    return [
        each
        for each in given or ()
        if isinstance(each, Instance)
        and not each.opaque
        and (not isinstance(each.cls, LibraryClass) or each.cls.path.endswith(".LambdaCallback"))
    ]
