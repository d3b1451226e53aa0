"""What the documents say holds: links lead somewhere, options and settings that they name are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.process import ROOT, run_python

from convlint.cli.options import COMMANDS
from convlint.cli.root import command_of
from convlint.config import OPTIONS
from convlint.rules import RULES

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/rules/*.md")])
OF_OTHERS = {"--no-verify", "--quiet", "--disable-pip-version-check", "--table", "--runs", "--check", "--all-files"}
each_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (page.parent / target).exists()]
    assert missing == []


@each_page
def test_options_are_there(page: Path) -> None:
    known = {
        name
        for command in map(command_of, COMMANDS)
        for each in command.params
        for name in (*each.opts, *each.secondary_opts)
    }
    lines = [line for line in page.read_text("utf-8").splitlines() if "convlint" in line and "pip " not in line]
    named = {option for line in lines for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line)}
    assert named - known - OF_OTHERS - {"--help", "--version"} == set()


@each_page
def test_rules_are_there(page: Path) -> None:
    assert set(re.findall(r"\bCL\d{3}\b", page.read_text("utf-8"))) <= set(RULES)


def test_the_page_of_the_command_line_is_fresh() -> None:
    run = run_python("tools/command_page.py", "--check")
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_setting_can_be_given_on_the_command_line() -> None:
    options = {name for param in command_of("check").params for name in (*param.opts, *param.secondary_opts)}
    spelled = {"inputs": "input", "framework-versions": "framework-version"}
    assert {f"--{spelled.get(name, name)}" for name in OPTIONS} <= options
