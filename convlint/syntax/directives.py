"""Comments that speak to convlint: `# convlint: ignore[CL102]`, `# noqa: CL102`, `# convlint: input x=(N, 3)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from convlint.hints import Dims, HintError, parse_dims
from convlint.syntax.comments import Comment, read_comments

_OURS = re.compile(r"#\s*convlint:\s*(?P<verb>[\w-]*)\s*(?P<rest>[^#]*)")
_NOQA = re.compile(r"#\s*noqa:\s*(?P<codes>[A-Z]{1,6}\d{1,6}(?:[,\s]\s*[A-Z]{1,6}\d{1,6})*)", re.IGNORECASE)
_CODES = re.compile(r"\[(?P<codes>[^\[\]]*)\]")
_BARE_CODE = re.compile(r":?\s*CL\d")
_INPUT = re.compile(r"\s*,?\s*(?P<name>[^\W\d]\w*)\s*=\s*(?P<dims>\([^()]*\)|\[[^\[\]]*\])")

Kind = Literal["ignore", "ignore-file", "input", "invalid"]


@dataclass(frozen=True)
class Directive:
    """What a comment says. `wanted` are the rules that it names; none of them: all (of a file)."""

    kind: Kind
    comment: Comment
    column: int
    length: int
    wanted: tuple[str, ...] = ()
    inputs: tuple[tuple[str, Dims], ...] = ()
    problem: str = ""


def has_directives(text: str) -> bool:
    """Whether it pays to look: quick, and true too often rather than too seldom."""
    return "convlint:" in text or (("noqa" in text or "NOQA" in text) and "CL" in text)


def read_directives(text: str) -> list[Directive]:
    """What the comments of a module say to convlint, in order."""
    if not has_directives(text):
        return []
    return [directive for comment in read_comments(text) for directive in _said(comment)]


def _said(comment: Comment) -> Iterator[Directive]:
    for found in _OURS.finditer(comment.text):
        yield _ours(comment, found)
    noqa = _NOQA.search(comment.text)
    codes = tuple(re.findall(r"CL\d+", noqa["codes"].upper())) if noqa else ()
    if noqa and codes:
        yield Directive("ignore", comment, comment.column + noqa.start(), len(noqa.group()), codes)


def _ours(comment: Comment, found: re.Match[str]) -> Directive:
    verb, rest = found["verb"], found["rest"].strip()
    place = (comment, comment.column + found.start(), len(found.group().rstrip()))
    codes = _CODES.match(rest)
    wanted = tuple(code.strip() for code in codes["codes"].split(",") if code.strip()) if codes else ()
    if verb == "ignore" and wanted:
        return Directive("ignore", *place, wanted)
    if verb == "ignore":
        return Directive("invalid", *place, problem="`ignore` needs the rules that it is about: `ignore[CL102]`")
    if verb == "ignore-file" and not codes and _BARE_CODE.match(rest):
        return Directive("invalid", *place, problem="rules stand in brackets: `ignore-file[CL102]`")
    if verb == "ignore-file":
        return Directive("ignore-file", *place, wanted)
    if verb == "input":
        return _input(place, rest)
    return Directive("invalid", *place, problem=f"`{verb}` is none of `ignore[...]`, `ignore-file`, `input`")


def _input(place: tuple[Comment, int, int], rest: str) -> Directive:
    inputs: list[tuple[str, Dims]] = []
    at = 0
    try:
        while at < len(rest):
            found = _INPUT.match(rest, at)
            if found is None:
                raise HintError("an input looks like `x=(N, 3, 32, 32)`")
            inputs.append((found["name"], parse_dims(found["dims"])))
            at = found.end()
    except HintError as error:
        return Directive("invalid", *place, problem=str(error))
    if not inputs:
        return Directive("invalid", *place, problem="`input` needs a shape: `input x=(N, 3, 32, 32)`")
    return Directive("input", *place, inputs=tuple(inputs))
