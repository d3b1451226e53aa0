"""Calls that no version of Keras takes: an argument that there is not, one too many, or none where one is needed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

from convlint.frameworks.common.registry import add_function
from convlint.frameworks.common.signature import Signature
from convlint.frameworks.keras.versions import before_3
from convlint.values import Context, Remedy, Unbindable, Undetermined

LAYERS = "keras.layers."
CHECKED = ("keras.ops.", "keras.random.", "keras.activations.", "keras.losses.")


class Taken(NamedTuple):
    """least, most: how many arguments must come, and may come by position. names: None where any keyword is taken."""

    least: int
    most: int
    required: tuple[str, ...]
    names: frozenset[str] | None


@functools.cache
def taken() -> dict[str, Taken]:
    """Path -> what a function or a constructor takes. Read when a call is first checked."""
    from convlint.frameworks.keras.signature_data import LAYERS as COMMON
    from convlint.frameworks.keras.signature_data import SIGNATURES

    common = frozenset(COMMON.split())
    found: dict[str, Taken] = {}
    for row in SIGNATURES.replace("\n  ", " ").splitlines():
        paths, _, rest = row.partition(":")
        (least, most), required, others = (part.split() for part in rest.split(";"))
        names = frozenset((*required, *others))
        for path in paths.split():
            mine = names | common if path.startswith("layers.") else names
            found[f"keras.{path}"] = Taken(int(least), int(most), tuple(required), None if "**" in others else mine)
    return found


@functools.cache
def old_names() -> frozenset[str]:
    """What Keras 2 turned into other arguments."""
    from convlint.frameworks.keras.signature_data import OLD

    return frozenset(OLD.split())


def refuse(cx: Context, path: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """Mismatch (`invalid-argument`) for a call that no version of Keras binds."""
    known = taken().get(path)
    if known is None:
        return
    wrong = _wrong(known, args, kwargs)
    laid_out = any(name.endswith("_layout") for name in kwargs)  # DTensor's, of the Keras in TensorFlow
    if wrong is None or laid_out or before_3(cx):
        return
    old = path.startswith(LAYERS) and any(name in old_names() and name not in (known.names or ()) for name in kwargs)
    if not old:
        raise wrong


def _wrong(known: Taken, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Unbindable | None:
    if len(args) > known.most:
        counted = "no argument" if not known.most else f"at most {known.most} argument{'s' * (known.most > 1)}"
        return Unbindable("invalid-argument", f"`{{it}}` takes {counted} by position but gets {len(args)}")
    for name in kwargs if known.names is not None else ():
        if name not in known.names:  # type: ignore[operator]
            return Unbindable("invalid-argument", f"`{{it}}` has no argument `{name}`", _meant(name, known.names))
    missing = [name for name in known.required if name not in kwargs][len(args) :]
    if missing:
        return Unbindable("invalid-argument", f"`{{it}}` needs the argument `{missing[0]}`")
    if len(args) + len(kwargs) < known.least:
        given = len(args) + len(kwargs)
        return Unbindable("invalid-argument", f"`{{it}}` needs {known.least} arguments at least but gets {given}")
    return None


def _meant(name: str, names: frozenset[str] | None) -> Remedy | None:
    import difflib

    close = difflib.get_close_matches(name, sorted(names or ()), 1)
    return Remedy(f"write `{close[0]}`") if close else None


class Strict(Signature):
    """A signature that refuses what Keras refuses."""

    __slots__ = ("path",)
    path: str

    @classmethod
    def at(cls, path: str, signature: Signature) -> Signature:
        """The signature of what is declared at a path; a strict one where Keras's own is known."""
        if not path.startswith((LAYERS, *CHECKED)) or path.count(".") > (3 if ".image." in path else 2):
            return signature
        made = cls(signature._handler, signature._text)
        made.returns = signature.returns
        made.path = path
        return made

    def bind(self, cx: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """As a signature does. Mismatch for a call that Keras refuses."""
        refuse(cx, self.path, args, kwargs)
        return super().bind(cx, args, kwargs)

    def bind_names(self, cx: Context, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """As a signature does. Mismatch for a call that Keras refuses."""
        try:
            bound = super().bind_names(cx, args, kwargs)
        except Undetermined:
            refuse(cx, self.path, args, kwargs)
            raise
        if bound.get("more"):
            refuse(cx, self.path, args, kwargs)
        return bound


def strict(*paths: str, counts: bool = True) -> Callable[[Any], Any]:
    """Declare a function under paths, each with Keras's own signature."""

    def register(handler: Any) -> Any:
        for path in paths:
            add_function(path, handler, Strict.at(path, Signature.of(handler)), counts)
        return handler

    return register
