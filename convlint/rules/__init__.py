"""The catalogue of rules: a rule is one module of this package that declares `RULE`, and one row of `names.py`."""

from convlint.rules.catalogue import RULES, find_rule
from convlint.rules.names import NAMES
from convlint.rules.selectors import UnknownRule, about_the_run, changed_codes, chosen_codes, select_codes

__all__ = [
    "NAMES",
    "RULES",
    "UnknownRule",
    "about_the_run",
    "changed_codes",
    "chosen_codes",
    "find_rule",
    "select_codes",
]
