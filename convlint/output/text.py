"""For people: a block for each finding, and a closing line. What shows a block is imported when there is something to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from convlint.output.page import Page
from convlint.output.summary import summary

if TYPE_CHECKING:
    from convlint.finding import Finding


def text(findings: Sequence[Finding], page: Page) -> str:
    blocks = [_block(finding, page) for finding in findings]
    if page.files and not page.quiet:
        blocks.append(summary(findings, page.files))
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _block(finding: Finding, page: Page) -> str:
    from convlint.output.blocks import block

    return "\n".join(block(finding, page))
