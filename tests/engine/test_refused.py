"""Options that a model refuses are told only where the program certainly gets to the `raise`."""

from __future__ import annotations

import pytest
from support.linting import lint, silent

MODEL = """
class Model(nn.Module):
    def __init__(self, kinds=("a", "b"), rate=2):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3)
        self.flag, self.none = False, None
{body}

Model()
"""
CERTAIN = {
    "a text": 'if kinds[1] != "a": raise ValueError(rate)',
    "a loop": 'for kind in kinds:\n    if kind == "b": raise ValueError(kind)',
    "after a loop that may end early": """for kind in kinds:
    if torch.cuda.device_count() > len(kind): break
if rate > 1: raise ValueError(rate)""",
    "an assertion": 'assert rate in (0, 1), "one of both"',
}
OPEN = {
    "after a return that is open": """if torch.cuda.is_available(): return
if rate > 1: raise ValueError(rate)""",
    "in a loop that may have ended": """for kind in kinds:
    if torch.cuda.device_count() > len(kind): break
    if kind == "b": raise ValueError(kind)""",
    "under an open condition": "if torch.cuda.is_available() or input() == kinds[0]:\n    if rate > 1: raise ValueError(rate)",
    "a flag": "if not self.flag: raise ValueError(rate)",
    "None": "if self.none is None: raise RuntimeError(rate)",
    "not an error of values": "if rate > 1: raise SystemExit(rate)",
    "caught": "try:\n    if rate > 1: raise ValueError(rate)\nexcept ValueError: pass",
}


def program(body: str) -> str:
    return MODEL.format(body="\n".join(f"        {line}" for line in body.splitlines()))


@pytest.mark.parametrize("body", CERTAIN.values(), ids=list(CERTAIN))
def test_what_is_certainly_refused_is_found(body: str) -> None:
    assert [found.split()[0] for found in lint(program(body))] == ["CL118"]


@pytest.mark.parametrize("body", OPEN.values(), ids=list(OPEN))
def test_what_may_not_be_reached_is_not(body: str) -> None:
    silent(program(body))


def test_a_script_may_refuse_its_own_options() -> None:
    silent("""
    def main(mode, workers=0):
        if workers not in (1, 2):
            raise ValueError(workers)

    main("train")
    """)


def test_a_list_of_tensors_that_an_annotation_alone_tells_of() -> None:
    """Working code is wrong about it, and gets a tensor."""
    silent(
        """
        def sizes(scores: list[Tensor]):
            return scores.shape[0], scores[:, 0]
        """
    )
