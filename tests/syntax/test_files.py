"""Bytes to text, as Python decodes them."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from convlint.syntax import SourceError, read_source


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        ("x = 'é'".encode(), "x = 'é'"),
        (codecs.BOM_UTF8 + b"x = 1\n", "x = 1\n"),
        ("# coding: latin-1\nx = 'é'".encode("latin-1"), "# coding: latin-1\nx = 'é'"),
        (
            "#!/bin/sh\n# -*- coding: cp1252 -*-\nx = '€'".encode("cp1252"),
            "#!/bin/sh\n# -*- coding: cp1252 -*-\nx = '€'",
        ),
        (b"a\r\nb\rc\n\x0cd", "a\nb\nc\n\x0cd"),
    ],
)
def test_decodes(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(data)
    assert read_source(path) == text
    assert read_source(str(path)) == text


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (b"x = 1\ny = 2\nz = '\xff'\n", 3),
        (b"\xff\xfe", 1),
        (b"# coding: no-such-encoding\n", 1),
        (b"# coding: hex\n00", 1),
        (b"# coding: ascii\nx = '\xe9'", 2),
        (codecs.BOM_UTF8 + b"# coding: latin-1\n", 1),
    ],
)
def test_refuses(tmp_path: Path, data: bytes, row: int) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(data)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    assert caught.value.row == row
    assert caught.value.message


def test_refuses_what_an_odd_encoding_refuses(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"# coding: punycode\n\xff")
    with pytest.raises(SourceError):
        read_source(path)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_source(tmp_path / "missing.py")
    with pytest.raises(OSError, match="directory"):
        read_source(tmp_path)
