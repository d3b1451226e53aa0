"""Writes suppressions into source, through LibCST: nothing but the ends of the lines concerned is touched."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from convlint.syntax.errors import SourceError

_OURS = re.compile(r"#\s*convlint:\s*ignore\[(?P<codes>[^\[\]]*)\]")


def with_ignores(text: str, wanted: Mapping[int, Iterable[str]], reason: str = "") -> tuple[str, int]:
    """The text with `# convlint: ignore[codes]` at the statement of each row, and for how many rows that was possible.

    Raises SourceError for a text that LibCST does not read.
    """
    import libcst as cst
    from libcst.metadata import MetadataWrapper, WhitespaceInclusivePositionProvider

    by_end: dict[int, set[str]] = {}
    ends = _ends(text)
    rows: dict[int, list[int]] = {}
    for row, codes in wanted.items():
        by_end.setdefault(ends.get(row, row), set()).update(codes)
        rows.setdefault(ends.get(row, row), []).append(row)
    try:
        wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    except (cst.ParserSyntaxError, RecursionError) as error:
        raise SourceError(str(error).splitlines()[0]) from None
    places = wrapper.resolve(WhitespaceInclusivePositionProvider)
    done: set[int] = set()

    class Writer(cst.CSTTransformer):
        def leave_TrailingWhitespace(
            self, original_node: cst.TrailingWhitespace, updated_node: cst.TrailingWhitespace
        ) -> cst.TrailingWhitespace:
            row = places[original_node].start.line
            if row not in by_end or row in done:
                return updated_node
            done.add(row)
            old = updated_node.comment.value if updated_node.comment else ""
            space = updated_node.whitespace if updated_node.comment else cst.SimpleWhitespace("  ")
            return updated_node.with_changes(
                whitespace=space, comment=cst.Comment(_with_codes(old, by_end[row], reason))
            )

    changed = wrapper.module.visit(Writer())
    return changed.code, sum(len(rows[row]) for row in done)


def _with_codes(comment: str, codes: Iterable[str], reason: str) -> str:
    """A comment with the codes in it: into the suppression that is there, else behind what is there."""
    there = _OURS.search(comment)
    if there is not None:
        named = [code.strip() for code in there["codes"].split(",") if code.strip()]
        every = ", ".join([*named, *sorted(set(codes) - set(named))])
        return f"{comment[: there.start('codes')]}{every}{comment[there.end('codes') :]}"
    ours = f"# convlint: ignore[{', '.join(sorted(codes))}]{f' {reason}' if reason else ''}"
    return f"{comment}  {ours}" if comment else ours


def _ends(text: str) -> dict[int, int]:
    """Row -> the last row of its statement, or of the header of its block, for statements of several rows."""
    import io
    import tokenize

    ends: dict[int, int] = {}
    start = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.NEWLINE:
                ends.update(dict.fromkeys(range(start, token.start[0] + 1), token.start[0]))
                start = 0
            elif not start and token.type not in (tokenize.NL, tokenize.COMMENT, tokenize.INDENT, tokenize.DEDENT):
                start = token.start[0]
    except (tokenize.TokenError, SyntaxError):
        return ends
    return ends
