"""Where results are kept: JSON files in a folder, each written at once. Whatever goes wrong there is as if nothing were kept."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = "convlint"
TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n# Results kept by convlint; this folder may be removed at any time.\n"
)
LARGEST = 200_000_000
MOST_FILES = 200
_BROKEN = (OSError, ValueError, RecursionError, MemoryError)


def default_folder() -> Path | None:
    """The cache folder of the platform; None where there is no home."""
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        given = os.environ.get("XDG_CACHE_HOME", "")
        base = given if os.path.isabs(given) else os.path.join(home, ".cache")
    return Path(base, FOLDER) if os.path.isabs(base) else None


class Store:
    """A folder of values by keys; a key is the name of a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, key: str) -> Any:
        """The value, or None."""
        with suppress(*_BROKEN), open(self._path(key), "rb") as file:
            data = file.read(LARGEST + 1)
            return json.loads(data) if len(data) <= LARGEST else None
        return None

    def has(self, key: str) -> bool:
        """Whether something is kept under a key."""
        return os.path.exists(self._path(key))

    def write(self, key: str, value: Any) -> None:
        """Keep a value, in the place of what was there."""
        with suppress(*_BROKEN):
            self._prepare()
            draft = self.folder / f".draft-{os.urandom(8).hex()}"
            try:
                with open(draft, "x", encoding="ascii", opener=_for_the_user_alone) as file:
                    json.dump(value, file, separators=(",", ":"))
                os.replace(draft, self._path(key))
            except BaseException:
                with suppress(OSError):
                    os.unlink(draft)
                raise
            self._prune()

    def shelf(self, key: str) -> Shelf:
        """The place of one value."""
        return Shelf(self, key)

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"

    def _prepare(self) -> None:
        """Make the folder, marked so that neither git nor backups take it."""
        if self.folder.is_dir():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", "ascii")
        (self.folder / "CACHEDIR.TAG").write_text(TAG, "ascii")

    def _prune(self) -> None:
        """The oldest files go when there are many."""
        kept = [entry for entry in os.scandir(self.folder) if _is_ours(entry.name)]
        if len(kept) > MOST_FILES:
            kept.sort(key=lambda entry: entry.stat().st_mtime)
            for entry in kept[: len(kept) - MOST_FILES]:
                os.unlink(entry.path)


class Shelf(NamedTuple):
    """The place of one value in a store."""

    store: Store
    key: str

    @property
    def is_empty(self) -> bool:
        return not self.store.has(self.key)

    def read(self) -> Any:
        """The value, or None."""
        return self.store.read(self.key)

    def write(self, value: Any) -> None:
        """Keep a value here."""
        self.store.write(self.key, value)


def _is_ours(name: str) -> bool:
    """Nothing else is ever removed: the folder may be one that holds other things."""
    stem, _, kind = name.partition(".")
    return kind == "json" and len(stem) == 32 and not stem.strip("0123456789abcdef")


def _for_the_user_alone(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
