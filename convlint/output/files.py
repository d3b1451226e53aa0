"""Writing a result to a file: wholly or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress


def write_whole(filename: str, text: str, newline: str | None = None) -> None:
    """Replaces a file at once; a device or a pipe is written to. OSError, with the name as given, where that cannot be done."""
    try:
        _write(filename, text, newline)
    except OSError as error:
        raise OSError(error.errno, error.strerror, filename) from None


def check_place(filename: str) -> None:
    """Raises OSError where it is plain before any work that a file cannot be written."""
    mode = _mode(filename)
    folder = os.path.dirname(os.path.realpath(filename))
    if mode is not None and stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), filename)
    if mode is not None and not stat.S_ISREG(mode):
        return
    if not os.path.isdir(folder):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), filename)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), filename)


def _write(filename: str, text: str, newline: str | None) -> None:
    mode = _mode(filename)
    if mode is not None and not stat.S_ISREG(mode):
        with open(filename, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        return
    target = os.path.realpath(filename)
    handle, draft = tempfile.mkstemp(prefix=".convlint-", dir=os.path.dirname(target))
    try:
        with open(handle, "w", encoding="utf-8", errors="backslashreplace", newline=newline) as file:
            file.write(text)
        os.chmod(draft, stat.S_IMODE(mode) if mode is not None else 0o666 & ~_umask())
        os.replace(draft, target)
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
