"""Bytes on the disk to text."""

from __future__ import annotations

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
        SourceError: its bytes are no text in its encoding.
    """
    return decoded(Path(path).read_bytes())


def decoded(data: bytes) -> str:
    """The text of the bytes of a Python file."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"cannot be decoded as {error.encoding}", row) from None
    except (SyntaxError, LookupError, UnicodeError) as error:
        raise SourceError(str(error)) from None
    return normalised(text)
