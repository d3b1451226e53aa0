"""`convlint rules` and `convlint explain`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from convlint.cli.completing import rule_codes

if TYPE_CHECKING:
    from convlint.rules.rule import Rule

FORMATS = click.Choice(["text", "json", "markdown"])


@click.command()
@click.option("--output-format", "-o", type=FORMATS, default="text", show_default=True)
def rules(output_format: str) -> None:
    """List every rule."""
    from convlint.rules import RULES
    from convlint.rules.page import index_table

    if output_format == "json":
        print(_json([_as_json(rule) for rule in RULES.values()]))
    elif output_format == "markdown":
        print(index_table(RULES.values()))
    else:
        for rule in RULES.values():
            print(f"{rule.code}  {rule.name:<20}  {rule.severity:<7}  {rule.summary}")


@click.command()
@click.argument("rule", metavar="RULE", required=False, shell_complete=rule_codes)
@click.option("--all", "every", is_flag=True, help="Explain every rule.")
@click.option("--output-format", "-o", type=FORMATS, default="text", show_default=True)
def explain(rule: str | None, every: bool, output_format: str) -> None:
    """Tell what a rule means, by its code or its name."""
    from convlint.rules import RULES, UnknownRule, find_rule
    from convlint.rules.page import rule_page

    if every == (rule is not None):
        raise click.UsageError("explain takes a rule, or --all")
    try:
        wanted = list(RULES.values()) if rule is None else [find_rule(rule)]
    except UnknownRule as error:
        raise click.UsageError(str(error)) from None
    if output_format == "json":
        told = [_as_json(each) for each in wanted]
        print(_json(told if every else told[0]))
    else:
        print("\n".join(rule_page(each) for each in wanted), end="")


rule = click.Command("rule", params=explain.params, callback=explain.callback, hidden=True)
"""As ruff calls it."""


def _as_json(rule: Rule) -> dict[str, Any]:
    from dataclasses import asdict

    from convlint.rules.page import rule_page

    return {**asdict(rule), "url": rule.url, "explanation": rule_page(rule)}


def _json(value: Any) -> str:
    import json

    return json.dumps(value, indent=2)
