"""`torch.nn.Module`: calling, moving and asking for what is inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from convlint.frameworks.common.registry import add_function, op, prop, renamed
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.python.objects import reach
from convlint.frameworks.torch.children import BESIDE, is_module, named_children, walk
from convlint.frameworks.torch.hooks import run_hooks, run_pre_hooks
from convlint.frameworks.torch.overridden import tell
from convlint.symbolic import Truth
from convlint.values import OPEN_NAMES, Context, DictV, Instance, IteratorV, LibraryClass, StreamV, Tensor, Unknown
from convlint.values.context import AS_IT_STANDS, HANDED_OVER

SUBMODULES = """activation adaptive batchnorm channelshuffle container conv distance dropout flatten fold instancenorm lazy
linear loss module normalization padding pixelshuffle pooling rnn sparse transformer upsampling""".split()
for _name in SUBMODULES:
    renamed(f"torch.nn.modules.{_name}.", "torch.nn.")
renamed("torch.nn.modules.", "torch.nn.")

RETURN_SELF = ("requires_grad_",)
RETURN_NONE = """zero_grad compile set_extra_state register_state_dict_pre_hook register_state_dict_post_hook
_register_state_dict_hook""".split()
BATCH_NORMS = "torch.nn.BatchNorm"
_ANY = Signature.parse("self, *args, **kwargs")


def _itself(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    return self


def _nothing(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    return None


for _name in RETURN_SELF:
    add_function(f"torch.nn.Module.{_name}", _itself, _ANY, counts=False)
for _name in RETURN_NONE:
    add_function(f"torch.nn.Module.{_name}", _nothing, _ANY, counts=False)


@op("torch.nn.Module.__call__", counts=False)
def call(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
    """`forward` between the hooks."""
    if isinstance(self, Instance) and self.opaque:
        return Unknown("something that is not understood was done to this module")
    given, named = run_pre_hooks(cx, self, args, kwargs)
    if given is None:
        return Unknown("a hook may change the arguments")
    result = cx.call(cx.attribute(self, "forward"), given, named)
    return run_hooks(cx, self, given, named, result)


@op("torch.nn.Module.__setattr__", counts=False)
def set_attribute(cx: Context, self: Any, name: Any, value: Any) -> Any:
    """An attribute; a module becomes a child. Weights that depend on the attribute are made before it changes, as in torch."""
    if name == "training":
        _set_mode(cx, self, value)
        return
    weights = self.hidden.get("weights", ())
    if isinstance(weights, tuple) and weights and name in self.attrs and name not in weights:
        for weight in weights:
            cx.attribute(self, weight)
    cx.touch(self)
    self.attrs[name] = value
    if self.hidden:
        self.hidden.pop(f"{BESIDE}{name}", None)
    own = self.hidden.get("children")
    if isinstance(own, DictV):
        adopt(cx, own, name, value)


def adopt(cx: Context, children: DictV, name: str, value: Any) -> None:
    """What an assignment to an attribute means for the children of a container."""
    answer = is_module(cx, value)
    if answer is Truth.NO and value is not None and name not in children.items:
        return
    if value is None and name not in children.items:
        return
    cx.touch(children)
    if answer is Truth.OPEN and name not in children.items:
        children.open, children.rest = True, None
    else:
        children.items[name] = value


@op("torch.nn.Module.__delattr__", counts=False)
def delete_attribute(cx: Context, self: Any, name: Any) -> Any:
    """Also no child any more."""
    cx.touch(self)
    self.attrs.pop(name, None)
    own = self.hidden.get("children")
    if isinstance(own, DictV):
        cx.touch(own)
        own.items.pop(name, None)


@op("torch.nn.Module.add_module", "torch.nn.Module.register_module", counts=False)
def add_module(cx: Context, self: Any, name: Any, module: Any) -> Any:
    """As an assignment to the attribute."""
    _register(cx, self, name, module, lambda value: is_module(cx, value) is not Truth.NO)


@op("torch.nn.Module.register_buffer", counts=False)
def register_buffer(cx: Context, self: Any, name: Any, tensor: Any, persistent: Any = True) -> Any:
    """A tensor as an attribute."""
    _register(cx, self, name, tensor, lambda value: isinstance(value, Tensor))


@op("torch.nn.Module.register_parameter", counts=False)
def register_parameter(cx: Context, self: Any, name: Any, param: Any) -> Any:
    """A parameter, or None, as an attribute."""
    _register(cx, self, name, param, lambda value: isinstance(value, Tensor))


def _register(cx: Context, self: Any, name: Any, value: Any, is_alike: Callable[[Any], bool]) -> None:
    """Under a name that is not known only what is alike can be replaced: torch refuses the names of other attributes."""
    if isinstance(name, str):
        set_attribute(cx, self, name, value)
    elif isinstance(self, Instance) and _is_plain(cx, self):
        cx.touch(self)
        self.hidden[OPEN_NAMES] = True
        for known, old in self.attrs.items():
            if old is None or is_alike(old):
                self.attrs[known] = Unknown("registered under a computed name")
    else:
        cx.forget(self)


def _is_plain(cx: Context, module: Instance) -> bool:
    """Whether a module of the project has no weights and children but those that it assigns."""
    declared = [base for base in getattr(module.cls, "mro", ()) if isinstance(base, LibraryClass)]
    return "children" not in module.hidden and [base.path for base in declared] == ["torch.nn.Module"]


# --- training or evaluation -------------------------------------------------------------------------------------------


@op("torch.nn.Module.train", counts=False)
def train(cx: Context, self: Any, mode: Any = True) -> Any:
    """All modules below have the mode from here on."""
    for _, module in walk(cx, self) if isinstance(self, Instance) else ():
        if isinstance(module, Instance):
            _set_mode(cx, module, mode)
        elif mode is not True:
            cx.notes[HANDED_OVER] = True  # it may be any
    tell(cx, self, "train", mode)
    return self


@op("torch.nn.Module.eval", counts=False)
def evaluate(cx: Context, self: Any) -> Any:
    """`train(False)`, which a class may have changed."""
    return cx.call(cx.attribute(self, "train"), (False,))


def _set_mode(cx: Context, module: Instance, mode: Any) -> None:
    """Kept only where code of the program may ask for it, and of batch norms: no other layer of torch minds."""
    if not isinstance(module.cls, LibraryClass) or module.cls.path.startswith(BATCH_NORMS):
        cx.touch(module)
        module.hidden["training"] = mode


def is_training(cx: Context, module: Instance) -> bool:
    """Whether a module certainly trains: as the program said last, or as it was made where code runs as it stands."""
    if cx.notes.get(HANDED_OVER):
        return False
    mode = module.hidden.get("training", True if cx.notes.get(AS_IT_STANDS) else None)
    return mode is True


@prop("torch.nn.Module.training")
def training(cx: Context, self: Any) -> Any:
    """What the program has said; before that both branches are to be taken."""
    mode = self.hidden.get("training") if isinstance(self, Instance) else None
    return mode if isinstance(mode, bool) else Unknown("training mode", data=True)


# --- what is inside ---------------------------------------------------------------------------------------------------


@op("torch.nn.Module.children", counts=False)
def children(cx: Context, self: Any) -> Any:
    """The modules one level below."""
    found = named_children(cx, self) if isinstance(self, Instance) else None
    if found is None:
        return StreamV(Unknown("a child"))
    return IteratorV([], _later(lambda: [m for m in (named_children(cx, self) or found).values() if m is not None]))


def _later(make: Callable[[], list[Any]]) -> Iterator[Any]:
    """Items of what is there when the first of them is asked for."""
    yield from make()


@op("torch.nn.Module.named_children", counts=False)
def children_with_names(cx: Context, self: Any) -> Any:
    """Pairs (name, module)."""
    found = named_children(cx, self) if isinstance(self, Instance) else None
    if found is None:
        return StreamV((Unknown("name of a child"), Unknown("a child")))
    return IteratorV(
        [], _later(lambda: [pair for pair in (named_children(cx, self) or found).items() if pair[1] is not None])
    )


@op("torch.nn.Module.modules", counts=False)
def modules(cx: Context, self: Any) -> Any:
    """The module itself and all below it."""
    return (
        IteratorV([], _later(lambda: [module for _, module in walk(cx, self)]))
        if isinstance(self, Instance)
        else StreamV(Unknown("module"))
    )


@op("torch.nn.Module.named_modules", counts=False)
def named_modules(cx: Context, self: Any, memo: Any = None, prefix: Any = "", remove_duplicate: Any = True) -> Any:
    """Pairs (dotted name, module)."""
    if not isinstance(self, Instance) or not isinstance(prefix, str):
        return StreamV((Unknown("name of a module"), Unknown("module")))
    return IteratorV([], _later(lambda: list(walk(cx, self, prefix))))


@op("torch.nn.Module.apply", counts=False)
def apply(cx: Context, self: Any, fn: Any) -> Any:
    """`fn` on every module below, then on the module itself."""
    found = [module for _, module in walk(cx, self)] if isinstance(self, Instance) else [self]
    for module in found[::-1]:
        cx.call(fn, (module,))
    return self


@op("torch.nn.Module.get_submodule", "torch.nn.Module.get_parameter", "torch.nn.Module.get_buffer", counts=False)
def get_submodule(cx: Context, self: Any, target: Any) -> Any:
    """Follows a dotted path."""
    if not isinstance(target, str):
        if isinstance(self, Instance):
            reach(cx, self)
        return Unknown("a submodule")
    for name in filter(None, target.split(".")):
        self = cx.attribute(self, name)
    return self


@op("torch.nn.Module.set_submodule", counts=False)
def set_submodule(cx: Context, self: Any, target: Any, module: Any, strict: Any = False) -> Any:
    """Another module at the end of a dotted path."""
    if not isinstance(target, str):
        cx.forget(self)
        return
    *path, name = target.split(".")
    for each in path:
        self = cx.attribute(self, each)
    cx.set_attribute(self, name, module)


@op("torch.nn.Module.parameters", "torch.nn.Module.buffers", counts=False)
def parameters(cx: Context, self: Any, recurse: Any = True) -> Any:
    """Tensors of all kinds of shapes."""
    return StreamV(_parameter(cx, self))


@op("torch.nn.Module.named_parameters", "torch.nn.Module.named_buffers", counts=False)
def named_parameters(
    cx: Context, self: Any, prefix: Any = "", recurse: Any = True, remove_duplicate: Any = True
) -> Any:
    """Pairs (dotted name, tensor)."""
    return StreamV((Unknown("name of a parameter"), _parameter(cx, self)))


def _parameter(cx: Context, module: Any) -> Tensor:
    """One of a module: another shape of it is another module."""
    made = cx.unknown_tensor("parameter")
    if isinstance(module, Instance):
        made.owner = module
    return made


@op("torch.nn.Module._get_name", "torch.nn.Module.extra_repr", "torch.nn.Module.__repr__", counts=False)
def name_of(cx: Context, self: Any) -> Any:
    """A text."""
    return Unknown("name of a class")
