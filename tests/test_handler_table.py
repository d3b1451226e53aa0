"""The compiled wheel's table of handlers says what the handlers themselves say."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from convlint.frameworks.common import compiled_handlers, registry, signature

ROOT = Path(__file__).parents[1]
PATHS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("python", "torch")
    for path in (ROOT / "convlint" / "frameworks" / folder).glob("*.py")
)
TABLE: dict[str, dict[str, Any]] = runpy.run_path(str(ROOT / "tools" / "handler_table.py"))["table"](ROOT, PATHS)


def compiled_name(handler: Any) -> str:
    """The name that mypyc gives to a function, or to the class of a function within others."""
    names = [name for name in handler.__qualname__.split(".") if name != "<locals>"][::-1]
    return "_".join((*names, "obj")) if len(names) > 1 else names[0]


def handlers() -> list[Any]:
    for library in ("torch.x", "builtins.x"):
        registry.load(library)
    entries = list(registry.all_functions().values())
    entries += [method for cls in registry.all_classes().values() for method in cls.methods.values()]
    found = {id(entry.signature._handler): entry.signature._handler for entry in entries}
    return [each for each in found.values() if getattr(each, "__module__", "") in TABLE]


def test_the_table_says_what_the_handlers_say(monkeypatch: Any) -> None:
    monkeypatch.setattr(compiled_handlers, "_table", lambda: TABLE)
    known = [each for each in handlers() if hasattr(each, "__code__")]
    assert len(known) > 500 or not hasattr(signature.to_tensor, "__code__")
    for handler in known:
        told = TABLE[handler.__module__][compiled_name(handler)]
        own = signature._from_handler(handler)
        assert [(name.rstrip("_"), kind) for name, kind, *_ in told[1]] == [(p.name, p.kind) for p in own], handler
        kinds = [str(handler.__annotations__.get(name, "")) for name, *_ in told[1]]
        assert [kind for _, _, kind, *_ in told[1]] == kinds, handler
        assert told[0] == handler.__annotations__.get("return", "")
