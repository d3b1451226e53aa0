"""Writes docs/rules from the catalogue; with --check, only tells which pages are stale."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "rules"
sys.path.insert(0, str(ROOT))

from convlint.rules import RULES  # noqa: E402
from convlint.rules.page import GENERATED, index_page, rule_page  # noqa: E402


def wanted_pages() -> dict[Path, str]:
    pages = {PAGES / f"{rule.name}.md": f"{GENERATED}\n\n{rule_page(rule)}" for rule in RULES.values()}
    return {PAGES / "index.md": index_page(RULES.values()), **pages}


def stale_pages(pages: dict[Path, str]) -> list[Path]:
    changed = [path for path, text in pages.items() if not path.is_file() or path.read_text("utf-8") != text]
    return changed + [path for path in PAGES.glob("*.md") if path not in pages]


def main() -> int:
    pages = wanted_pages()
    stale = stale_pages(pages)
    if "--check" in sys.argv[1:]:
        for path in stale:
            print(f"stale: {path.relative_to(ROOT)} (run `python tools/rule_pages.py`)")
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for path in stale:
        if path in pages:
            path.write_text(pages[path], "utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
