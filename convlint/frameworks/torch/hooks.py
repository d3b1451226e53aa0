"""Hooks of a module: those around `forward` are run, since they may change what goes in and comes out."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import declare_class, op
from convlint.frameworks.torch.children import library_class
from convlint.values import Context, DictV, Instance, ListV, Unknown

HANDLE = "torch.utils.hooks.RemovableHandle"
declare_class(HANDLE, init="hooks_dict, extra_dict=None")
Hook = tuple[Any, bool]  # the function, and whether it gets the keyword arguments too


def _handle(hooks: ListV | None = None, hook: Any = None) -> Instance:
    made = Instance(library_class(HANDLE))
    if hooks is not None:
        made.hidden.update(hooks=hooks, hook=hook)
    return made


def _register(cx: Context, self: Any, kind: str, hook: Any, prepend: Any, with_kwargs: Any) -> Instance:
    if not isinstance(self, Instance):
        cx.hand_over((hook,))
        return _handle()
    hooks = self.hidden.get(kind)
    if not isinstance(hooks, ListV):
        cx.touch(self)
        hooks = self.hidden[kind] = ListV([])
    cx.touch(hooks)
    if hooks.items is not None:
        hooks.items.insert(0 if prepend is True else len(hooks.items), (hook, with_kwargs))
    return _handle(hooks, hook)


@op("torch.nn.Module.register_forward_hook", counts=False)
def register_forward_hook(
    cx: Context, self: Any, hook: Any, *, prepend: Any = False, with_kwargs: Any = False, always_call: Any = False
) -> Any:
    """`hook(module, args, output)` is run after `forward`; what it returns, unless None, is the result."""
    return _register(cx, self, "hooks", hook, prepend, with_kwargs)


@op("torch.nn.Module.register_forward_pre_hook", counts=False)
def register_forward_pre_hook(
    cx: Context, self: Any, hook: Any, *, prepend: Any = False, with_kwargs: Any = False
) -> Any:
    """`hook(module, args)` is run before `forward`; what it returns, unless None, are the arguments."""
    return _register(cx, self, "pre_hooks", hook, prepend, with_kwargs)


@op(
    "torch.nn.Module.register_full_backward_hook",
    "torch.nn.Module.register_full_backward_pre_hook",
    "torch.nn.Module.register_backward_hook",
    counts=False,
)
def register_backward_hook(cx: Context, self: Any, hook: Any, prepend: Any = False) -> Any:
    """Changes nothing on the way forward; it is called on the way back."""
    cx.hand_over((hook,))
    return _handle()


@op(
    *(f"torch.nn.register_module_{when}_hook" for when in ("forward", "forward_pre")),
    *(f"torch.nn.register_module_{what}_registration_hook" for what in ("module", "buffer", "parameter")),
    counts=False,
)
def register_global_hook(cx: Context, hook: Any, *, with_kwargs: Any = False, always_call: Any = False) -> Any:
    """From here on no module is what it was."""
    cx.set_attribute(library_class("torch.nn.Module"), "__call__", hook)
    return _handle()


@op(f"{HANDLE}.remove", counts=False)
def remove(cx: Context, self: Any) -> Any:
    """Takes the hook away again."""
    hooks = self.hidden.get("hooks")
    if isinstance(hooks, ListV) and hooks.items is not None:
        cx.touch(hooks)
        hooks.items = [each for each in hooks.items if each[0] is not self.hidden.get("hook")]


def run_pre_hooks(
    cx: Context, self: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[tuple[Any, ...] | None, dict[str, Any]]:
    """The arguments after the hooks; None where they are not known."""
    for hook, with_kwargs in _hooks(self, "pre_hooks"):
        if with_kwargs is True and "**" not in kwargs:
            changed = cx.call(hook, (self, args, DictV(dict(kwargs))))
            if changed is None:
                continue
            given, kwargs = _both(changed)
            if given is None:
                return None, kwargs
            args = given
            continue
        if with_kwargs is not False:
            return None, kwargs
        result = cx.call(hook, (self, args))
        if isinstance(result, Unknown):
            return None, kwargs
        if result is not None:
            args = result if isinstance(result, tuple) else (result,)
    return args, kwargs


def _both(changed: Any) -> tuple[tuple[Any, ...] | None, dict[str, Any]]:
    """The arguments and keyword arguments that a hook gives; None where they are not known."""
    if isinstance(changed, tuple) and len(changed) == 2:
        args, kwargs = changed
        if isinstance(args, tuple) and isinstance(kwargs, DictV) and not kwargs.open:
            return args, {str(name): value for name, value in kwargs.items.items()}
    return None, {}


def run_hooks(cx: Context, self: Any, args: tuple[Any, ...], kwargs: dict[str, Any], result: Any) -> Any:
    """The result after the hooks."""
    for hook, with_kwargs in _hooks(self, "hooks"):
        if with_kwargs is True and "**" not in kwargs:
            changed = cx.call(hook, (self, args, DictV(dict(kwargs)), result))
        elif with_kwargs is False:
            changed = cx.call(hook, (self, args, result))
        else:
            return Unknown("a hook may change the result")
        if changed is not None:
            result = changed
    return result


def _hooks(self: Any, kind: str) -> list[Hook]:
    hooks = self.hidden.get(kind) if isinstance(self, Instance) else None
    if hooks is None:
        return []
    if not isinstance(hooks, ListV) or hooks.items is None:
        return [(Unknown("hooks that are not known"), True)]
    return [(each[0], each[1]) if isinstance(each, tuple) else (each, True) for each in hooks.items]
