"""Bytes on the disk to text."""

from __future__ import annotations

import codecs
import io
import tokenize
from pathlib import Path

from convlint.syntax.errors import SourceError
from convlint.syntax.text import normalised


def read_source(path: str | Path) -> str:
    """The text of a Python file, decoded as Python does (byte order mark, PEP 263 cookie, else UTF-8).

    Newlines become `\\n`; no other character is changed, so rows and columns are those of an editor.

    Raises:
        OSError: the file cannot be read.
        SourceError: its bytes are no text in its encoding, or hold a null.
    """
    return decoded(Path(path).read_bytes())


def decoded(data: bytes) -> str:
    """The text of the bytes of a Python file."""
    encoding = _encoding(data)
    try:
        text = normalised(data.decode(encoding))
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"cannot be decoded as {encoding}", row) from None
    if "\0" in text:
        before = text[: text.index("\0")]
        raise SourceError("null byte", before.count("\n") + 1, len(before) - before.rfind("\n"))
    return text


def _encoding(data: bytes) -> str:
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        raise SourceError(error.msg or "unknown encoding") from None
    if not codecs.lookup(encoding)._is_text_encoding:
        raise SourceError(f"unknown encoding: {encoding}")
    return encoding
