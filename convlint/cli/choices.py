"""The options of `check`, in the groups in which `--help` shows them, and what they mean as settings."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from convlint.cli.completing import file_names, folder_names, format_names, rule_codes
from convlint.cli.version import version_option
from convlint.formats import FORMATS
from convlint.problem import Problem

if TYPE_CHECKING:
    from convlint.config.kinds import Kind

Command = TypeVar("Command", bound=Callable[..., Any])

_OPTIONS = (
    click.option("-o", "--output-format", "outputs", metavar="FORMAT[:FILE]", multiple=True, envvar="CONVLINT_OUTPUT_FORMAT",
                 shell_complete=format_names,
                 help=f"{', '.join(FORMATS)}; with a file, it goes there. May be given several times."),
    click.option("--output-file", metavar="FILE", shell_complete=file_names,
                 help="Write the findings to FILE, at once or not at all."),
    click.option("--select", metavar="RULES", multiple=True, shell_complete=rule_codes,
                 help="Report these rules only: codes, prefixes or names."),
    click.option("--extend-select", metavar="RULES", multiple=True, shell_complete=rule_codes, help="Report these rules, too."),
    click.option("--ignore", metavar="RULES", multiple=True, shell_complete=rule_codes, help="Do not report these rules."),
    click.option("--per-file-ignores", metavar="PATTERN:RULES", multiple=True,
                 help="Do not report these rules in files that the pattern fits."),
    click.option("--exclude", metavar="PATTERN", multiple=True, help="Leave these out of folders, not the usual ones."),
    click.option("--extend-exclude", metavar="PATTERN", multiple=True, help="Leave these out of folders as well."),
    click.option("--force-exclude/--no-force-exclude", default=None, help="Leave them out even if they are named."),
    click.option("--respect-gitignore/--no-respect-gitignore", default=None, help="Leave out what git ignores (default)."),
    click.option("--src", metavar="FOLDER", multiple=True, shell_complete=folder_names, help="Resolve imports from here as well."),
    click.option("--input", "inputs", metavar="MODEL:NAME=SHAPE", multiple=True,
                 help="The shape of a model's input: net.Net:x=(N,3,224,224)."),
    click.option("--framework-version", "versions", metavar="LIBRARY=VERSION", multiple=True,
                 help="What torch.__version__ and its like are: torch=2.9.1."),
    click.option("--config", "configs", metavar="FILE|KEY=VALUE", multiple=True, shell_complete=file_names,
                 help="A configuration file, or a setting as TOML has it."),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
    click.option("--baseline", metavar="FILE", shell_complete=file_names,
                 help="Report only what is not in this file of known findings."),
    click.option("--write-baseline", metavar="FILE", shell_complete=file_names, help="Write what is found to such a file."),
    click.option("--add-ignore", is_flag=True, help="Write `# convlint: ignore[...]` to the line of each finding."),
    click.option("--reason", metavar="TEXT", default="", help="What --add-ignore writes behind it."),
    click.option("--changed-since", metavar="REV",
                 help="Report only what changes since this git revision (or, as REV..., since leaving it) can have broken."),
    click.option("--stdin-filename", metavar="NAME", shell_complete=file_names, help="The name of what `-` reads.", default=None),
    click.option("--statistics", is_flag=True, help="Count the findings by rule and tell how much was understood."),
    click.option("--show-files", is_flag=True, help="Print the files that would be linted, and end."),
    click.option("--show-settings", is_flag=True, help="Print the settings and where they come from, and end."),
    click.option("-e", "--exit-zero", is_flag=True, help="Exit with 0 even if there are errors."),
    click.option("--error-on-warning/--no-error-on-warning", default=None, help="Exit with 1 for warnings, too."),
    click.option("-j", "--jobs", type=click.IntRange(0), metavar="N", default=None,
                 help="How many processes share the work; 0, as usual, for one for each processor."),
    click.option("--cache/--no-cache", " /-n", default=None, help="Keep results between runs (default)."),
    click.option("--cache-dir", metavar="FOLDER", envvar="CONVLINT_CACHE_DIR",
                 shell_complete=folder_names, help="Where results are kept."),
    click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True,
                 help="Whether to use colours; `auto` asks NO_COLOR, FORCE_COLOR and the terminal."),
    click.option("--progress/--no-progress", default=None, help="Show a bar on a terminal when it takes long (default)."),
    click.option("-q", "--quiet", is_flag=True, help="Print findings only, no closing line."),
    version_option,
)  # fmt: skip


_SPELLED = {"inputs": "input", "framework-versions": "framework-version"}
"""Settings whose option, which takes one at a time, has another name."""


def options(command: Command) -> Command:
    """Gives a command all options of `check`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def is_setting(text: str) -> bool:
    """Whether a `--config` is a setting, not a file."""
    return "=" in text and not os.path.isfile(text)


def settings_given(chosen: dict[str, Any]) -> dict[str, Any]:
    """What the command line says, by the names of the settings. Raises Problem."""
    from convlint.config import OPTIONS
    from convlint.config.files import parse_setting

    given: dict[str, Any] = {}
    for text in filter(is_setting, chosen["configs"]):
        given |= parse_setting(text)
    raw = {
        "select": _rules(chosen["select"]),
        "extend-select": _rules(chosen["extend_select"]),
        "ignore": _rules(chosen["ignore"]),
        "per-file-ignores": _per_file(chosen["per_file_ignores"]),
        "exclude": list(chosen["exclude"]),
        "extend-exclude": list(chosen["extend_exclude"]),
        "src": list(chosen["src"]),
        "inputs": _inputs(chosen["inputs"]),
        "framework-versions": _versions(chosen["versions"]),
    }
    raw = {name: value for name, value in raw.items() if value}
    changes = ("extend-exclude",) if "select" in raw else ("extend-exclude", "extend-select", "ignore")
    adding = {f"+{name}": raw.pop(name) for name in changes if name in raw}
    for name in ("force-exclude", "respect-gitignore", "error-on-warning", "jobs", "cache", "baseline", "cache-dir"):
        if chosen[name.replace("-", "_")] is not None:
            raw[name] = chosen[name.replace("-", "_")]
    return given | {
        name: _of_kind(name, OPTIONS[name.removeprefix("+")].kind, value) for name, value in (raw | adding).items()
    }


def _of_kind(name: str, kind: Kind, value: Any) -> Any:
    try:
        return kind(value)
    except Problem as error:
        raise Problem(f"--{_SPELLED.get(name, name.removeprefix('+'))}: {error}") from None


def _rules(values: tuple[str, ...]) -> list[str]:
    return [code.strip() for value in values for code in value.split(",") if code.strip()]


def _per_file(values: tuple[str, ...]) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for value in values:
        pattern, colon, codes = value.rpartition(":")
        if not colon or not pattern:
            raise Problem(f"--per-file-ignores: expected PATTERN:RULES, got {value!r}")
        table.setdefault(pattern, []).extend(_rules((codes,)))
    return table


def _inputs(values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for value in values:
        model, colon, shape = value.partition(":")
        name, equals, dims = shape.partition("=")
        if not colon or not equals:
            raise Problem(f"--input: expected MODEL:NAME=SHAPE, got {value!r}")
        table.setdefault(model, {})[name.strip()] = dims
    return table


def _versions(values: tuple[str, ...]) -> dict[str, str]:
    table = {}
    for value in values:
        library, equals, version = value.partition("=")
        if not equals:
            raise Problem(f"--framework-version: expected LIBRARY=VERSION, got {value!r}")
        table[library.strip()] = version.strip()
    return table
