"""The page of a rule, in Markdown: what `convlint explain` prints and what stands under docs/rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from convlint.rules.rule import Rule

GENERATED = "<!-- Written from convlint/rules by tools/rule_pages.py -->"


def rule_page(rule: Rule) -> str:
    """Code and name, what it says and why, then what is wrong, what is right and what the framework answers."""
    return "\n\n".join(_sections(rule)) + "\n"


def index_page(rules: Iterable[Rule]) -> str:
    """The page of all rules."""
    return f"{GENERATED}\n\n# Rules\n\n{index_table(rules)}\n"


def index_table(rules: Iterable[Rule]) -> str:
    """A table of rules, each linked to its page."""
    rows = [f"| [{rule.code}]({rule.name}.md) | {rule.name} | {rule.severity} | {rule.summary} |" for rule in rules]
    return "\n".join(["| Code | Name | Severity | What it says |", "| --- | --- | --- | --- |", *rows])


def _sections(rule: Rule) -> Iterator[str]:
    yield f"# {rule.code} {rule.name}"
    yield f"**{rule.severity}**: {rule.summary}"
    yield f"## Why\n\n{rule.why.strip()}"
    if rule.bad:
        yield f"## Wrong\n\n{_code(rule.bad)}"
    if rule.good:
        yield f"## Right\n\n{_code(rule.good)}"
    if rule.says:
        yield "## What the framework answers\n\n" + "\n".join(f"- `{text}`" for text in rule.says)


def _code(source: str) -> str:
    return f"```python\n{source.strip()}\n```"
