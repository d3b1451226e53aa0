"""Writing a result to a file: wholly or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress


def write_whole(filename: str, text: str, newline: str | None = None) -> None:
    """Replaces a file at once; a device or a pipe is written to. OSError where that cannot be done."""
    target = os.path.realpath(filename)
    mode = _mode(target)
    if mode is not None and not stat.S_ISREG(mode):
        with open(target, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return
    try:
        handle, draft = tempfile.mkstemp(prefix=".convlint-", dir=os.path.dirname(target))
    except FileNotFoundError as error:
        raise FileNotFoundError(error.errno, error.strerror, filename) from None
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline=newline) as file:
            file.write(text)
        os.chmod(draft, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(draft, target)
    except OSError as error:
        _remove(draft)
        raise OSError(error.errno, error.strerror, filename) from None
    except BaseException:
        _remove(draft)
        raise


def _mode(path: str) -> int | None:
    try:
        return os.stat(path).st_mode
    except FileNotFoundError:
        return None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _remove(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)
