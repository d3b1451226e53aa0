"""`re` on constant texts, as configurations written in strings need it (`"ir_r2_k3_s2"`).

Python's own engine answers, so a pattern that could take it long is refused: repetition within repetition, alternatives within it,
references back, or many repetitions over a long text.
"""

from __future__ import annotations

import re
from typing import Any

from convlint.frameworks.common.registry import constant, declare_class
from convlint.frameworks.python.arithmetic import native_call
from convlint.frameworks.python.classes import library_class
from convlint.frameworks.python.support import abstract, declare, is_constant, unsure
from convlint.values import Context, Instance, ListV, Raises, Undetermined, Unknown

MOST_WORK = 10_000_000
MOST_PATTERN = 500
TOKEN = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?P?[<=!:#a-zA-Z][^()|*+?{}]*|\{\d*,?\d*\}|.", re.DOTALL)
REPEATS = ("*", "+", "{")
FLAGS = ("IGNORECASE", "MULTILINE", "DOTALL", "VERBOSE", "ASCII", "UNICODE")

for _flag in FLAGS:
    for _spelling in (_flag, _flag[0] if _flag != "VERBOSE" else "X"):
        if _spelling != "D":
            constant(f"re.{_spelling}", int(getattr(re, _flag)))
constant("re.S", int(re.DOTALL))
declare_class("re.Pattern")
declare_class("re.Match")
declare_class("re.error", "builtins.Exception", init="*args")


def repetitions(pattern: str) -> int | None:
    """How many unbounded repetitions a pattern has; None where one holds another, or holds alternatives, or it refers back."""
    count = 0
    groups = [False]  # for each group that is open: whether it must not be repeated
    closed = False  # whether what stands before must not be repeated
    for token in TOKEN.findall(pattern):
        if re.match(r"\\[1-9]|\(\?P?=", token):
            return None
        if token.startswith("("):
            groups.append(False)
        elif token == ")" and len(groups) > 1:
            closed = groups.pop()
            groups[-1] |= closed
            continue
        elif token in ("|", "?"):
            groups[-1] = True
        elif token.startswith(REPEATS) and token != "{":
            if closed:
                return None
            count += 1
            groups[-1] = True
        closed = False
    return count


def _compiled(pattern: Any, flags: Any, *texts: str) -> re.Pattern[str]:
    """The pattern, if it is harmless on texts of such lengths. Raises Undetermined where it is not."""
    if isinstance(pattern, Instance):
        pattern, flags = pattern.hidden.get("pattern"), pattern.hidden.get("flags")
    if not isinstance(pattern, str) or not isinstance(flags, int) or len(pattern) > MOST_PATTERN:
        raise Undetermined("a pattern that is not known")
    count = repetitions(pattern)
    if count is None or flags & re.VERBOSE or any((len(text) + 1) ** (count + 1) > MOST_WORK for text in texts):
        raise Undetermined("a pattern that may take long")
    try:
        return re.compile(pattern, flags)
    except (re.error, OverflowError, RecursionError) as error:
        raise Raises("error", str(error)) from error


@declare("re.compile")
def compile_pattern(cx: Context, pattern: Any, flags: Any = 0) -> Any:
    if isinstance(pattern, Instance):
        return pattern
    made = Instance(library_class("re.Pattern"), {"pattern": pattern})
    made.hidden.update(pattern=pattern, flags=flags)
    return made


def _match_value(match: re.Match[str] | None) -> Any:
    if match is None:
        return None
    made = Instance(library_class("re.Match"), {"string": match.string, "lastindex": match.lastindex})
    made.hidden["groups"] = (match.group(), *match.groups())
    made.hidden["named"] = tuple(match.groupdict().items())
    made.hidden["spans"] = tuple(match.span(i) for i in range(len(match.groups()) + 1))
    return made


def _declare_search(name: str) -> None:
    @declare(f"re.{name}", f"re.Pattern.{name}")
    def handler(cx: Context, pattern: Any, string: Any, flags: Any = 0) -> Any:
        if not isinstance(string, str):
            return unsure("a search in something unknown", string)
        found = getattr(_compiled(pattern, flags, string), name)(string)
        if name == "finditer":
            return ListV([_match_value(match) for match in found])
        return abstract(found) if name == "findall" else _match_value(found)


for _name in ("match", "search", "fullmatch", "findall", "finditer"):
    _declare_search(_name)


@declare("re.split", "re.Pattern.split")
def split(cx: Context, pattern: Any, string: Any, maxsplit: Any = 0, flags: Any = 0) -> Any:
    if not isinstance(string, str) or not isinstance(maxsplit, int):
        return unsure("a split of something unknown", string, maxsplit)
    return abstract(_compiled(pattern, flags, string).split(string, maxsplit))


@declare("re.sub", "re.Pattern.sub")
def substitute(cx: Context, pattern: Any, repl: Any, string: Any, count: Any = 0, flags: Any = 0) -> Any:
    if not isinstance(string, str) or not isinstance(repl, str) or not isinstance(count, int):
        cx.forget(repl)
        return unsure("a replacement in something unknown", repl, string, count)
    if len(repl) * (len(string) + 1) > MOST_WORK:
        raise Undetermined("too large")
    return native_call(_compiled(pattern, flags, string).sub, repl, string, count=count)


@declare("re.escape")
def escape(cx: Context, pattern: Any) -> Any:
    return re.escape(pattern) if isinstance(pattern, str) else unsure("a pattern", pattern)


# --- matches ----------------------------------------------------------------------------------------------------------


def _noted(self: Any, note: str) -> Any:
    found = self.hidden.get(note) if isinstance(self, Instance) else None
    if not is_constant(found) or found is None:
        raise Undetermined("no match")
    return found


def _group(self: Any, key: Any) -> Any:
    if isinstance(key, str):
        return native_call(dict(_noted(self, "named")).__getitem__, key)
    return native_call(_noted(self, "groups").__getitem__, key) if isinstance(key, int) else Unknown("a group")


@declare("re.Match.group", "re.Match.__getitem__")
def group(cx: Context, self: Any, *keys: Any) -> Any:
    found = tuple(_group(self, key) for key in keys or (0,))
    return found[0] if len(found) == 1 else found


@declare("re.Match.groups")
def groups(cx: Context, self: Any, default: Any = None) -> Any:
    return tuple(default if each is None else each for each in _noted(self, "groups")[1:])


@declare("re.Match.groupdict")
def groupdict(cx: Context, self: Any, default: Any = None) -> Any:
    return abstract({name: default if each is None else each for name, each in _noted(self, "named")})


@declare("re.Match.span")
def span(cx: Context, self: Any, group: Any = 0) -> Any:
    return native_call(_noted(self, "spans").__getitem__, group) if isinstance(group, int) else Unknown("a group")


@declare("re.Match.start")
def start(cx: Context, self: Any, group: Any = 0) -> Any:
    return cx.getitem(span(cx, self, group), 0)


@declare("re.Match.end")
def end(cx: Context, self: Any, group: Any = 0) -> Any:
    return cx.getitem(span(cx, self, group), 1)
