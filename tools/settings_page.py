"""Writes the list of settings in docs/configuration.md from their declarations; with --check, only tells if it is stale."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "configuration.md"
MARK = "<!-- Written from convlint/config/options.py by tools/settings_page.py -->"
sys.path.insert(0, str(ROOT))

from convlint.config import OPTIONS, Option  # noqa: E402


def section(option: Option) -> Iterator[str]:
    yield f"### `{option.name}`"
    yield option.help
    default = "none" if option.default is None else f"`{json.dumps(option.default)}`"
    yield f"Type: {option.type}. Default: {default}."
    yield f"```toml\n[tool.convlint]\n{option.example}\n```"


def main() -> int:
    old = PAGE.read_text("utf-8")
    parts = [part for option in OPTIONS.values() for part in section(option)]
    new = old[: old.index(MARK)] + "\n\n".join([MARK, *parts]) + "\n"
    if "--check" in sys.argv[1:]:
        if new != old:
            print("stale: docs/configuration.md (run `python tools/settings_page.py`)")
        return int(new != old)
    PAGE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
