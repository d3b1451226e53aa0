"""What is put into `sys.modules[__name__]` is not evaluated; another mapping of that name is a mapping."""

from __future__ import annotations

from support.linting import finds, silent

STAND_IN = """
import sys

class Registry:
    modules = dict()

{}.modules[__name__] = nn.Linear(3, 4)(torch.zeros(2, 5))
"""


def test_a_stand_in_for_the_module_itself() -> None:
    silent(STAND_IN.format("sys"))


def test_a_mapping_of_the_program() -> None:
    finds(STAND_IN.format("Registry"), "CL102 Registry.modules[__name__] = nn.Linear(3, 4)(torch.zeros(2, 5))")
