"""The settings, one row each: what configuration files may say, and what docs/configuration.md shows."""

from __future__ import annotations

from typing import Any, NamedTuple

from convlint.config import kinds
from convlint.formats import FORMATS

EXCLUDED = (".*/", "__pycache__/", "node_modules/", "build/", "dist/", "*.egg-info/")


class Option(NamedTuple):
    """A setting: its name in TOML, the kind of its value, its default as TOML has it, and what it does."""

    name: str
    kind: kinds.Kind
    default: Any
    type: str
    help: str
    example: str

    @property
    def attribute(self) -> str:
        """Its name in Python."""
        return self.name.replace("-", "_")


_ROWS = (
    Option("select", kinds.selectors, ["ALL"], "list of rules",
           "Rules to report: codes, prefixes (`CL1`), names, or `ALL`. Where `select` and `ignore` both name a rule, "
           "the longer (more exact) selector wins, and `ignore` between equals. Rules about the run itself (`CL0`) "
           "cannot be silenced.", 'select = ["CL1"]'),
    Option("extend-select", kinds.selectors, [], "list of rules", "Rules to report beside those of `select`.",
           'extend-select = ["CL301"]'),
    Option("ignore", kinds.selectors, [], "list of rules", "Rules not to report.", 'ignore = ["CL301"]'),
    Option("per-file-ignores", kinds.per_file, {}, "table from patterns to lists of rules",
           "Rules not to report in the files that a pattern fits. Patterns are those of .gitignore, counted from the "
           "folder of the configuration file; one that begins with `!` means all other files.",
           'per-file-ignores = { "examples/" = ["CL1"], "legacy_*.py" = ["CL102"] }'),
    Option("exclude", kinds.strings, list(EXCLUDED), "list of patterns",
           "What is left out when folders are walked, as patterns of .gitignore counted from the folder of the "
           "configuration file. Virtual environments are always left out. Files that are named on the command line "
           "are linted all the same, unless `force-exclude` holds.", 'exclude = ["third_party/", "*_pb2.py"]'),
    Option("extend-exclude", kinds.strings, [], "list of patterns", "What is left out beside `exclude`.",
           'extend-exclude = ["notebooks/old/"]'),
    Option("force-exclude", kinds.flag, False, "true or false",
           "Leave out what `exclude` says even where it is named on the command line, as pre-commit does.",
           "force-exclude = true"),
    Option("respect-gitignore", kinds.flag, True, "true or false",
           "Leave out what the .gitignore files of the repository leave out.", "respect-gitignore = false"),
    Option("src", kinds.strings, [], "list of folders",
           "The folders from which imports are resolved, beside those where Python would look. They are counted from, "
           "and must lie in, the folder of the configuration file.", 'src = ["src", "libs/common"]'),
    Option("inputs", kinds.inputs, {}, "table from models to tables of shapes",
           "The shapes with which a class's `forward` or `call`, or a function, is called: numbers, names (one name is "
           "one size, within all parameters of the model), products and sums of them; `...` first stands for any number "
           "of sizes.", 'inputs = { "net.Net" = { x = ["N", 3, 224, 224] } }'),
    Option("framework-versions", kinds.versions, {}, "table from libraries to versions",
           "What `torch.__version__`, `keras.__version__` and the like are, so that code which asks for them is followed "
           "on the branch that will be taken.", 'framework-versions = { torch = "2.9.1" }'),
    Option("output-format", kinds.output_formats, ["text"], "a format or a list of formats",
           f"How findings are printed: {', '.join(f'`{name}`' for name in FORMATS)}.", 'output-format = "concise"'),
    Option("baseline", kinds.text, None, "path",
           "A file of known findings, written by `--write-baseline`; only others are reported. It is counted from, and "
           "must lie in, the folder of the configuration file.", 'baseline = "convlint-baseline.json"'),
    Option("error-on-warning", kinds.flag, False, "true or false", "Exit with 1 for warnings, too.",
           "error-on-warning = true"),
    Option("jobs", kinds.count, 0, "number",
           "How many processes share the work, where there is enough of it; 0 means one for each processor. Findings do "
           "not depend on it.", "jobs = 1"),
    Option("cache", kinds.flag, True, "true or false", "Keep results between runs.", "cache = false"),
    Option("cache-dir", kinds.text, None, "path",
           "Where results are kept: by default in the cache folder of the platform. In a configuration file it must lie "
           "in the folder of that file.", 'cache-dir = ".convlint_cache"'),
)  # fmt: skip

OPTIONS = {option.name: option for option in _ROWS}
