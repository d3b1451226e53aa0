"""`argparse`: a parser is the defaults of its options, and `parse_args()` gives them."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.python.classes import CLOSED, library_class
from convlint.frameworks.python.dicts import put_all
from convlint.frameworks.python.support import declare, drain, text_of
from convlint.values import Context, DictV, Instance, ListV, Stops, Undetermined, Unknown
from convlint.values.context import MISSING

SUPPRESS = "==SUPPRESS=="
constant("argparse.SUPPRESS", SUPPRESS)
constant("argparse.REMAINDER", "...")
for _name in ("ArgumentDefaultsHelpFormatter", "RawTextHelpFormatter", "RawDescriptionHelpFormatter", "HelpFormatter"):
    declare_class(f"argparse.{_name}")
declare_class("argparse.Action")
declare_class("argparse.BooleanOptionalAction", "argparse.Action")
declare_class("argparse.ArgumentTypeError", "builtins.Exception", init="*args")
declare_class("argparse.ArgumentError", "builtins.Exception", init="*args")
declare_class("argparse.ArgumentParser")

GIVEN = "given on the command line"
DEFAULTS = {
    "store_true": False,
    "store_false": True,
    "store_const": None,
    "append": None,
    "append_const": None,
    "count": None,
}
SILENT = ("help", "version")


@declare("argparse.ArgumentParser.__init__")
def parser_init(cx: Context, self: Any, *args: Any, **options: Any) -> None:
    if not isinstance(self, Instance):
        raise Undetermined("no parser")
    cx.touch(self)
    self.hidden["options"], self.hidden["flags"] = made, flags = DictV(), DictV()
    parents = drain(cx, options.get("parents", ()))
    for parent in parents or ():
        made.items.update(_options(parent).items)
        flags.items.update(_flags(parent).items)
    made.open = parents is None or "**" in options


def _options(self: Any) -> DictV:
    """Destination -> default."""
    found = self.hidden.get("options") if isinstance(self, Instance) else None
    if not isinstance(found, DictV):
        raise Undetermined("no parser")
    return found


def _flags(self: Any) -> DictV:
    """`--flag` -> destination."""
    found = self.hidden.get("flags") if isinstance(self, Instance) else None
    if not isinstance(found, DictV):
        raise Undetermined("no parser")
    return found


# --- declaring --------------------------------------------------------------------------------------------------------


@declare("argparse.ArgumentParser.add_argument")
def add_argument(cx: Context, self: Any, *name_or_flags: Any, **options: Any) -> Any:
    known, flags = _options(self), _flags(self)
    cx.touch(known)
    cx.touch(flags)
    names = [name for name in name_or_flags if isinstance(name, str)]
    destination = options.get("dest") or _destination(names)
    if len(names) < len(name_or_flags) or "**" in options or not isinstance(destination, str):
        known.forget()
    elif options.get("action") not in SILENT:
        flags.items.update({name: destination for name in names if name.startswith("-")})
        default = _default(cx, names, options, known.items.get(destination, MISSING))
        if default is not MISSING:
            known.items[destination] = default
    return Unknown("an action of a parser", data=True)


def _destination(names: list[str]) -> str | None:
    """The attribute that an option fills."""
    long = [name for name in names if name.startswith("--")]
    if not names:
        return None
    chosen = (long or names)[0]
    return chosen.lstrip("-").replace("-", "_") if chosen.startswith("-") else chosen


def _default(cx: Context, names: list[str], options: dict[str, Any], before: Any) -> Any:
    """What an option is when it is not given; MISSING for no attribute at all."""
    default = options.get("default", MISSING)
    if default == SUPPRESS if isinstance(default, str) else False:
        return MISSING
    positional = not any(name.startswith("-") for name in names)
    nargs = options.get("nargs")
    if (positional and nargs not in ("?", "*")) or options.get("required") is True:
        return Unknown(GIVEN, data=True)
    if default is MISSING:
        if before is not MISSING:
            return before
        return ListV([]) if positional and nargs == "*" else _default_of_action(options.get("action"))
    convert = options.get("type")
    return cx.call(convert, (default,)) if isinstance(default, str) and convert is not None else default


def _default_of_action(action: Any) -> Any:
    return DEFAULTS.get(action) if isinstance(action, str) else None


@declare("argparse.ArgumentParser.set_defaults")
def set_defaults(cx: Context, self: Any, **values: Any) -> None:
    known = _options(self)
    cx.touch(known)
    put_all(cx, known, values)


@declare("argparse.ArgumentParser.get_default")
def get_default(cx: Context, self: Any, dest: Any) -> Any:
    known = _options(self)
    name = text_of(dest)
    return Unknown("a default") if known.open or name is None else known.items.get(name)


@declare("argparse.ArgumentParser.add_argument_group", "argparse.ArgumentParser.add_mutually_exclusive_group")
def group(cx: Context, self: Any, *args: Any, **options: Any) -> Any:
    return self


@declare("argparse.ArgumentParser.add_subparsers")
def subparsers(cx: Context, self: Any, *args: Any, **options: Any) -> Any:
    known = _options(self)
    cx.touch(known)
    known.open, known.rest = True, None
    return Unknown("subparsers")


@declare("argparse.ArgumentParser.register")
def register(cx: Context, self: Any, *args: Any, **options: Any) -> None:
    cx.touch(_options(self))
    _options(self).forget()


# --- parsing ----------------------------------------------------------------------------------------------------------


def _given(self: Any, args: list[Any] | None) -> set[str] | None:
    """The destinations that these words may fill; None for any."""
    if args is None or _flags(self).open:
        return None
    found: set[str] = set()
    for word in args:
        if not isinstance(word, str):
            return None
        if word.startswith("-"):
            head = word.partition("=")[0]
            meant = {
                dest for flag, dest in _flags(self).items.items() if flag.startswith(head) or head.startswith(flag)
            }
            if not meant:
                return None
            found |= meant
    return found


@declare("argparse.ArgumentParser.parse_args", "argparse.ArgumentParser.parse_intermixed_args")
def parse_args(cx: Context, self: Any, args: Any = None, namespace: Any = None) -> Any:
    known = _options(self)
    words = [] if args is None else drain(cx, args)
    given = _given(self, words)
    if namespace is not None:
        raise Undetermined("a namespace of its own")
    unknown = Unknown(GIVEN, data=True)
    filled = {name: unknown if given is None or name in given else value for name, value in known.items.items()}
    made = Instance(library_class("argparse.Namespace"), filled)
    made.hidden[CLOSED] = not known.open
    return made


@declare("argparse.ArgumentParser.parse_known_args", "argparse.ArgumentParser.parse_known_intermixed_args")
def parse_known_args(cx: Context, self: Any, args: Any = None, namespace: Any = None) -> Any:
    return (parse_args(cx, self, args, namespace), ListV(None, Unknown(GIVEN, data=True)))


@declare("argparse.ArgumentParser.print_help", "argparse.ArgumentParser.print_usage")
def print_help(cx: Context, self: Any, file: Any = None) -> None:
    return None


@declare("argparse.ArgumentParser.error", "argparse.ArgumentParser.exit")
def end(cx: Context, self: Any, *args: Any, **options: Any) -> Any:
    raise Stops


@declare("argparse.ArgumentParser.format_help", "argparse.ArgumentParser.format_usage")
def help_text(cx: Context, self: Any) -> Any:
    return Unknown("a help text", data=True)


@declare("argparse.FileType")
def file_type(cx: Context, *args: Any, **options: Any) -> Any:
    return Unknown("a file", data=True)
