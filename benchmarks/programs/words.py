"""Counts the words of text files: nothing to do with tensors."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Book:
    """A text with its words."""

    path: Path
    words: Counter[str] = field(default_factory=Counter)
    lines: int = 0

    def read(self) -> Book:
        with open(self.path, encoding="utf-8", errors="replace") as file:
            for line in file:
                self.lines += 1
                self.words.update(word.lower() for word in WORD.findall(line))
        return self

    @property
    def total(self) -> int:
        return sum(self.words.values())

    def as_json(self) -> dict[str, object]:
        return {"path": str(self.path), "lines": self.lines, "words": self.total}


class Shelf:
    """Some books, and what they have in common."""

    def __init__(self, paths: list[Path]) -> None:
        self.books = [Book(path).read() for path in paths]

    def together(self) -> Counter[str]:
        whole: Counter[str] = Counter()
        for book in self.books:
            whole += book.words
        return whole

    def rare(self, most: int) -> list[str]:
        return sorted(word for word, count in self.together().items() if count <= most)

    def longest(self, count: int) -> list[str]:
        return sorted(self.together(), key=len, reverse=True)[:count]

    def shared(self) -> set[str]:
        if not self.books:
            return set()
        first, *others = self.books
        return set(first.words).intersection(*(book.words for book in others))


def table(rows: list[tuple[str, int]]) -> str:
    """Two columns, the second aligned to the right."""
    if not rows:
        return ""
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {count:>8}" for name, count in rows)


def files(folder: Path, suffix: str) -> list[Path]:
    return sorted(path for path in folder.rglob(f"*{suffix}") if path.is_file())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--suffix", default=".txt")
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    paths = []
    for path in chosen.paths:
        paths += files(path, chosen.suffix) if path.is_dir() else [path]
    shelf = Shelf(paths)
    if chosen.json:
        print(json.dumps([book.as_json() for book in shelf.books], indent=2))
        return 0
    print(table(shelf.together().most_common(chosen.count)))
    print()
    print("longest:", ", ".join(shelf.longest(chosen.count)))
    print("rare:", len(shelf.rare(1)))
    print("shared:", len(shelf.shared()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
