"""Writes docs/command-line.md from the commands and their options; with --check, only tells if it is stale."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "command-line.md"
sys.path.insert(0, str(ROOT))

from convlint.cli.options import COMMANDS  # noqa: E402
from convlint.cli.root import command_of  # noqa: E402

HEAD = """<!-- Written from convlint/cli by tools/command_page.py -->

# The command line

`convlint PATH...` lints files, folders and notebooks; `-` is the standard input. `check` may be left out. What options do not say
comes from the [configuration](configuration.md), then from the defaults. The exit status is described in [ci.md](ci.md).
"""

TAIL = """## Examples

```sh
convlint src/ train.py notes.ipynb             # folders, files and notebooks
convlint - --stdin-filename src/net.py < draft # what an editor has not saved yet
convlint src/ -o sarif:out.sarif -o github     # one run, two formats
convlint src/ --select CL1 --ignore CL112      # the rules for must-fail errors but one
convlint src/ --input 'net.Net:x=(N, 3, 224, 224)'
convlint src/ --config 'extend-exclude = ["old/"]'
convlint src/ --changed-since origin/main      # only what a branch can have broken
convlint src/ --add-ignore --reason 'ticket 17'
```

## Environment

| variable | what it does |
| --- | --- |
| `NO_COLOR` | no colours, if it is not empty |
| `FORCE_COLOR` | colours even where no terminal reads along, if it is not empty and `NO_COLOR` is |
| `TERM` | `dumb`: no colours and no links |
| `CONVLINT_OUTPUT_FORMAT` | formats, separated by spaces, in the place of `--output-format` |
| `CONVLINT_CACHE_DIR` | in the place of `--cache-dir` |
| `XDG_CACHE_HOME` (Linux), `LOCALAPPDATA` (Windows) | the folder in which the cache folder lies |
| `CONVLINT_DEBUG` | print where an internal error (CL009) happened |

## Files

`convlint.toml`, `.convlint.toml`, `pyproject.toml` ([which one holds](configuration.md#which-file-holds)); the `.gitignore` files
of the repository; a cache folder, which may be removed at any time.
"""


def section(name: str, command: click.Command) -> Iterator[str]:
    given = [each for each in command.params if isinstance(each, click.Argument)]
    arguments = " ".join(each.metavar or str(each.name).upper() for each in given)
    yield f"## `{f'convlint {name} {arguments}'.strip()}`"
    yield " ".join((command.help or "").partition("\b")[0].split())
    rows = [row(each) for each in command.params if isinstance(each, click.Option)]
    if rows:
        yield "\n".join(["| option | what it does |", "| --- | --- |", *rows])


def row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = option.metavar or ("|".join(option.type.choices) if isinstance(option.type, click.Choice) else "")
    more = " May be given several times." if option.multiple and "several times" not in (option.help or "") else ""
    told = f"{names} {value.replace('|', ' or ')}".strip()
    return f"| {told} | {option.help or 'How things are printed.'}{more} |"


def main() -> int:
    shown = {name: command for name, command in zip(COMMANDS, map(command_of, COMMANDS)) if not command.hidden}
    parts = [part for name, command in shown.items() for part in section(name, command)]
    new = "\n\n".join([HEAD.strip(), *parts, TAIL.strip()]) + "\n"
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    if "--check" in sys.argv[1:]:
        if new != old:
            print("stale: docs/command-line.md (run `python tools/command_page.py`)")
        return int(new != old)
    PAGE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
