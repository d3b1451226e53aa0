"""A bar on a terminal, for work that takes longer than a moment."""

from __future__ import annotations

import time
from typing import TextIO

PATIENCE, PAUSE, WIDTH = 1.0, 0.1, 30


class Bar:
    """Called with how many files of how many are done; draws at most ten times a second, and not in the first one."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._start = time.monotonic()
        self._drawn = 0.0

    def __call__(self, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self._start < PATIENCE or now - self._drawn < PAUSE or not whole:
            return
        self._drawn = now
        full = WIDTH * done // whole
        self._stream.write(f"\r{'█' * full}{'░' * (WIDTH - full)} {done}/{whole} files")
        self._stream.flush()

    def clear(self) -> None:
        """Leave no trace."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()
