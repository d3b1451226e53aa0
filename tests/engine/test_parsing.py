"""Texts in the program that hold its settings."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

NET = """
settings = {read}
net = nn.Sequential(nn.Linear(settings["widths"][0], 8), nn.Linear(settings["widths"][1], 1))
net(torch.zeros(2, settings["widths"][0]))
"""
YAML = '"widths: [4, 16]\\nrates: {first: 1e-3}\\n"'


@pytest.mark.parametrize(
    "read",
    [
        "__import__('json').loads('{\"widths\": [4, 16]}')",
        "ast.literal_eval('{\"widths\": [4, 16]}')",
        f"yaml.safe_load({YAML})",
        f"yaml.load({YAML}, Loader=yaml.SafeLoader)",
    ],
)
def test_a_text_that_is_known(read: str) -> None:
    read = read.replace("__import__('json')", "json")
    finds(
        f"import ast\nimport json\nimport yaml\n{NET.format(read=read)}",
        'CL102 net(torch.zeros(2, settings["widths"][0]))',
    )


ALIASES = "\\n".join(f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]" for last, name in zip("abcdefgh", "bcdefghi"))


@pytest.mark.parametrize(
    "text",
    [
        "widths: [4, 16",  # no YAML
        "when: 2020-01-01\\nwidths: [4, 16]",  # a date is no constant here
        "a: &a [*a]",
        f"a: &a [x]\\n{ALIASES}",
        "a: !!python/object/apply:os.system [exit]",
        "x" * 30_000,
        "[" * 3_000,
    ],
)
def test_a_text_that_is_not_read(text: str) -> None:
    silent(f"import yaml\n{NET.format(read=f'yaml.safe_load({chr(34)}{text}{chr(34)})')}")
