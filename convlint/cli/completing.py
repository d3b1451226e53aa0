"""What a shell offers for arguments and values: rules, formats, settings, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Parameter = click.Parameter


def rule_codes(ctx: click.Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """The codes of rules; in a list, behind what it holds already."""
    from click.shell_completion import CompletionItem

    from convlint.rules import RULES

    before, comma, begun = incomplete.rpartition(",") if param.multiple else ("", "", incomplete)
    return [
        CompletionItem(f"{before}{comma}{rule.code}", help=f"{rule.name}: {rule.summary}")
        for rule in RULES.values()
        if rule.code.startswith(begun.upper()) or (begun and rule.name.startswith(begun))
    ]


def format_names(ctx: click.Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """The formats of findings."""
    from convlint.formats import FORMATS

    return _beginning(FORMATS, incomplete)


def setting_names(ctx: click.Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of settings."""
    from convlint.config import OPTIONS

    return _beginning(tuple(OPTIONS), incomplete)


def file_names(ctx: click.Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Files and folders, which the shell finds itself."""
    return _place(incomplete, "file")


def folder_names(ctx: click.Context, param: Parameter, incomplete: str) -> list[CompletionItem]:
    """Folders, which the shell finds itself."""
    return _place(incomplete, "dir")


def _beginning(names: tuple[str, ...], incomplete: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def _place(incomplete: str, kind: str) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type=kind)]
