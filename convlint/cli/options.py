"""The commands, and the options of `check`: one row each, in the order in which `--help` shows them.

`choices.py` makes click's options of them, `plain.py` reads simple command lines by them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.formats import FORMATS

COMMANDS = {
    "check": "check",
    "rules": "catalogue",
    "rule": "catalogue",
    "explain": "catalogue",
    "config": "configuration",
    "completion": "completion",
}
"""Command -> the module that holds it, which is imported when somebody asks for the command."""


class Row(NamedTuple):
    """An option. With a `metavar` it takes a value; `off` are the spellings that deny it, then it is None where nothing is said.

    name: what the command calls it, if not by its spelling. completes: the function of `completing.py` that offers values.
    """

    spelled: str
    help: str
    metavar: str = ""
    name: str = ""
    many: bool = False
    off: str = ""
    default: Any = None
    envvar: str = ""
    completes: str = ""
    choices: tuple[str, ...] = ()
    is_count: bool = False

    @property
    def key(self) -> str:
        """What the command calls it."""
        return self.name or self.spelled.split()[-1].lstrip("-").replace("-", "_")

    @property
    def takes_value(self) -> bool:
        """Whether it is no flag."""
        return bool(self.metavar or self.choices)

    @property
    def unsaid(self) -> Any:
        """Its value where the command line says nothing."""
        return () if self.many else self.default if self.takes_value or self.off else False


ROWS = (
    Row("-o --output-format", f"{', '.join(FORMATS)}; with a file, it goes there. May be given several times.",
        "FORMAT[:FILE]", "outputs", many=True, envvar="CONVLINT_OUTPUT_FORMAT", completes="format_names"),
    Row("--output-file", "Write the findings to FILE, at once or not at all.", "FILE", completes="file_names"),
    Row("--select", "Report these rules only: codes, prefixes or names.", "RULES", many=True, completes="rule_codes"),
    Row("--extend-select", "Report these rules, too.", "RULES", many=True, completes="rule_codes"),
    Row("--ignore", "Do not report these rules.", "RULES", many=True, completes="rule_codes"),
    Row("--per-file-ignores", "Do not report these rules in files that the pattern fits.", "PATTERN:RULES", many=True),
    Row("--exclude", "Leave these out of folders, not the usual ones.", "PATTERN", many=True),
    Row("--extend-exclude", "Leave these out of folders as well.", "PATTERN", many=True),
    Row("--force-exclude", "Leave them out even if they are named.", off="--no-force-exclude"),
    Row("--respect-gitignore", "Leave out what git ignores (default).", off="--no-respect-gitignore"),
    Row("--src", "Resolve imports from here as well.", "FOLDER", many=True, completes="folder_names"),
    Row("--input", "The shape of a model's input: net.Net:x=(N,3,224,224).", "MODEL:NAME=SHAPE", "inputs", many=True),
    Row("--framework-version", "What torch.__version__ and its like are: torch=2.9.1.", "LIBRARY=VERSION", "versions", many=True),
    Row("--config", "A configuration file, or a setting as TOML has it.", "FILE|KEY=VALUE", "configs", many=True,
        completes="file_names"),
    Row("--isolated", "Read no configuration file."),
    Row("--baseline", "Report only what is not in this file of known findings.", "FILE", completes="file_names"),
    Row("--write-baseline", "Write what is found to such a file.", "FILE", completes="file_names"),
    Row("--add-ignore", "Write `# convlint: ignore[...]` to the line of each finding."),
    Row("--reason", "What --add-ignore writes behind it.", "TEXT", default=""),
    Row("--changed-since", "Report only what changes since this git revision (or, as REV..., since leaving it) can have broken.",
        "REV"),
    Row("--stdin-filename", "The name of what `-` reads.", "NAME", completes="file_names"),
    Row("--statistics", "Count the findings by rule and tell how much was understood."),
    Row("--show-files", "Print the files that would be linted, and end."),
    Row("--show-settings", "Print the settings and where they come from, and end."),
    Row("-e --exit-zero", "Exit with 0 even if there are errors."),
    Row("--error-on-warning", "Exit with 1 for warnings, too.", off="--no-error-on-warning"),
    Row("-j --jobs", "How many processes share the work; 0, as usual, for one for each processor.", "N", is_count=True),
    Row("--cache", "Keep results between runs (default).", off="-n --no-cache"),
    Row("--cache-dir", "Where results are kept.", "FOLDER", envvar="CONVLINT_CACHE_DIR", completes="folder_names"),
    Row("--color", "Whether to use colours; `auto` asks NO_COLOR, FORCE_COLOR and the terminal.", default="auto",
        choices=("auto", "always", "never")),
    Row("--progress", "Show a bar on a terminal when it takes long (default).", off="--no-progress"),
    Row("-q --quiet", "Print findings only, no closing line."),
)  # fmt: skip
