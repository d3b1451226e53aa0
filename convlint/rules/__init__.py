"""The catalogue of rules. A rule is one module of this package that declares `RULE`; adding the file adds the rule."""

from convlint.rules.catalogue import RULES, UnknownRule, changed_codes, chosen_codes, find_rule, select_codes
from convlint.rules.page import rule_page
from convlint.rules.rule import Rule

__all__ = ["RULES", "Rule", "UnknownRule", "changed_codes", "chosen_codes", "find_rule", "rule_page", "select_codes"]
