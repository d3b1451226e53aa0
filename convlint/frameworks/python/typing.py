"""`typing`, `abc`, `enum` and `types`: bases, markers, and decorators that leave a thing as it is.

What is not declared (`List`, `Optional`) stays a name of the library: inert.
"""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.common.signature import REQUIRED
from convlint.frameworks.python.classes import CLOSED, identity
from convlint.frameworks.python.collections import record_class
from convlint.frameworks.python.dicts import look_up
from convlint.frameworks.python.support import declare, is_constant, unsure, verdict, whole
from convlint.symbolic import Truth
from convlint.values import AttributesV, AutoV, Context, Instance, Undetermined, Unknown

TYPING = ("typing", "typing_extensions")

for _module in TYPING:
    constant(f"{_module}.TYPE_CHECKING", False)
    for _name in ("Generic", "Protocol"):
        declare_class(f"{_module}.{_name}")
    declare_class(f"{_module}.TypedDict", "builtins.dict")
    declare_class(f"{_module}.NamedTuple", "collections.tuple_object")
for _name in ("Enum", "Flag"):
    declare_class(f"enum.{_name}")
declare_class("enum.IntEnum", "enum.Enum", "builtins.int")
declare_class("enum.StrEnum", "enum.Enum", "builtins.str")
declare_class("enum.IntFlag", "enum.Flag", "builtins.int")
declare_class("abc.ABC")


@declare(*(f"{module}.cast" for module in TYPING))
def cast(cx: Context, typ: Any, val: Any) -> Any:
    return val


@declare(*(f"{module}.{name}" for module in TYPING for name in ("assert_type",)))
def assert_type(cx: Context, val: Any, typ: Any) -> Any:
    return val


@declare(
    *(
        f"{module}.{name}"
        for module in TYPING
        for name in ("overload", "final", "runtime_checkable", "no_type_check", "override")
    ),
    *(f"{module}.reveal_type" for module in TYPING),
    *(f"abc.{name}" for name in ("abstractmethod",)),
    "enum.unique",
    "enum.member",
)
def unchanged(cx: Context, value: Any) -> Any:
    return value


@declare(*(f"{module}.deprecated" for module in TYPING), "warnings.deprecated")
def deprecated(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return identity("typing.deprecated")


@declare(*(f"{module}.NewType" for module in TYPING))
def new_type(cx: Context, name: Any, tp: Any) -> Any:
    return identity("typing.NewType")


@declare(
    *(f"{module}.{name}" for module in TYPING for name in ("TypeVar", "ParamSpec", "TypeVarTuple", "TypeAliasType"))
)
def type_variable(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return Unknown("a type variable")


@declare(*(f"{module}.NamedTuple.__new__" for module in TYPING))
def named_tuple(cx: Context, cls: Any, typename: Any, fields: Any = ()) -> Any:
    names = [whole(cx, pair)[0] for pair in whole(cx, fields)]
    if not all(isinstance(name, str) for name in names):
        raise Undetermined("the fields are not known")
    return record_class(str(typename), names, [REQUIRED] * len(names))


@declare("enum.auto")
def auto(cx: Context) -> AutoV:
    return AutoV()


# --- plain namespaces -------------------------------------------------------------------------------------------------

NAMESPACES = ("types.SimpleNamespace", "argparse.Namespace")
for _name in NAMESPACES:
    declare_class(_name)


@declare(*(f"{name}.__init__" for name in NAMESPACES))
def namespace_init(cx: Context, self: Any, *args: Any, **kwargs: Any) -> None:
    if isinstance(self, Instance):
        cx.touch(self)
        self.hidden[CLOSED] = not args and "**" not in kwargs
        self.attrs.update({name: value for name, value in kwargs.items() if name != "**"})


@declare(*(f"{name}.__contains__" for name in NAMESPACES))
def namespace_contains(cx: Context, self: Any, key: Any) -> Any:
    if not isinstance(self, Instance):
        raise Undetermined("no namespace")
    there: Truth = look_up(cx, AttributesV(self, open=self.hidden.get(CLOSED) is not True), key)[0]
    return verdict(there, "is it in?", Unknown() if is_constant(key) else key)


@declare("types.MethodType", "types.FunctionType", "types.CodeType", "types.new_class")
def made_by_hand(cx: Context, *args: Any, **kwargs: Any) -> Any:
    return unsure("made by hand", Unknown())
