"""The catalogue: every rule is well declared and can be named in each of its ways."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import convlint.rules
from convlint.rules import NAMES, RULES, UnknownRule, find_rule, select_codes
from convlint.rules.page import rule_page
from convlint.rules.rule import Rule

MODULES = {path.stem for path in Path(convlint.rules.__file__).parent.glob("*.py")}
each_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))


@each_rule
def test_a_rule_is_the_module_of_its_name(rule: Rule) -> None:
    assert rule.name.replace("-", "_") in MODULES
    assert NAMES[rule.code] == rule.name


def test_every_module_of_a_rule_has_its_row() -> None:
    declaring = {name for name in MODULES - {"__init__"} if hasattr(import_module(f"convlint.rules.{name}"), "RULE")}
    assert {name.replace("-", "_") for name in NAMES.values()} == declaring
    assert list(NAMES) == sorted(NAMES)


@each_rule
def test_a_rule_is_fully_declared(rule: Rule) -> None:
    assert re.fullmatch(r"CL[0-3]\d\d", rule.code)
    assert rule.summary
    assert rule.why.strip()
    assert rule.severity == ("warning" if rule.code >= "CL2" else "error")
    assert rule.about_the_run or (rule.bad and rule.good and rule.bad != rule.good)


@each_rule
def test_the_page_shows_all_that_is_declared(rule: Rule) -> None:
    page = rule_page(rule)
    assert page.startswith(f"# {rule.code} {rule.name}\n")
    for part in (rule.summary, rule.why.strip(), rule.bad.strip(), rule.good.strip(), *rule.says):
        assert part in page


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)


def test_a_rule_is_found_by_code_and_name_in_any_case() -> None:
    assert find_rule("cl102") is find_rule("CL102") is find_rule("Feature-Mismatch") is RULES["CL102"]


def test_a_prefix_selects_a_family() -> None:
    assert select_codes(["CL0"]) == {"CL001", "CL002", "CL009"}
    assert select_codes(["CL102", "channel-mismatch"]) == {"CL102", "CL103"}


@pytest.mark.parametrize(("wanted", "meant"), [("CL1022", "CL102"), ("feature-mismach", "feature-mismatch")])
def test_a_slip_is_answered_with_what_may_be_meant(wanted: str, meant: str) -> None:
    with pytest.raises(UnknownRule, match=f"did you mean {meant}\\?"):
        select_codes([wanted])


def test_something_else_is_answered_with_where_to_look() -> None:
    with pytest.raises(UnknownRule, match="`convlint rules` lists them"):
        find_rule("xyzzy")
