"""Our declarations against what the real frameworks did: no false alarm, no wrong shape, no miss without a listed reason."""

from __future__ import annotations

import json

import pytest

from tests.truth import store
from tests.truth.families import FAMILIES
from tests.truth.model import encode_record
from tests.truth.replay import BAD, UNDECLARED, WRONG, can_blur, judge_blurred, judge_opened
from tests.truth.table import PAGE, page, records, takes_all, totals_of, twins, verdicts

RECORDED = [(framework, family) for framework in FAMILIES for family in store.families(framework)]
LEAST_RECORDS = 100
LEAST_OPS = {"torch": 60, "keras": 300, "einops": 10, "torchvision": 150}
EVERY = 3  # a sample is enough, and quick
EVERY_OF_TWINS = 18
SHOWN = 20


@pytest.mark.parametrize(("framework", "family"), RECORDED)
def test_records_replay(framework: str, family: str) -> None:
    """Known sizes: the same shapes as the framework, or the same failure."""
    bad = [
        f"{verdict.kind}: {op} {json.dumps(encode_record(record))}: {verdict.said}"
        for op, judged in verdicts(framework, family).items()
        for record, verdict in zip(records(framework, family)[op], judged)
        if verdict.kind in BAD
    ]
    assert not bad, f"{len(bad)} disagree:\n" + "\n".join(bad[:SHOWN])


@pytest.mark.parametrize(("framework", "family"), RECORDED)
def test_less_known_is_no_error(framework: str, family: str) -> None:
    """Calls that work, some of whose sizes and ranks are unknown: no alarm, and nothing that contradicts the real shapes."""
    bad = []
    others = twins(framework, family)
    for number, (op, rows) in enumerate(records(framework, family).items()):
        every = EVERY_OF_TWINS if op in others else EVERY
        for i, record in enumerate(rows):
            if (i + number) % every == 0 and can_blur(record):
                verdict = judge_blurred(record, f"{op} {i}")
                if verdict.kind == WRONG:
                    bad.append(f"{op} {json.dumps(encode_record(record))}: {verdict.said}")
    assert not bad, f"{len(bad)} disagree:\n" + "\n".join(bad[:SHOWN])


@pytest.mark.parametrize("family", store.families("keras"))
def test_open_sizes_are_no_error(family: str) -> None:
    """Layers of Keras whose inputs have None in their shapes, as those of a model have."""
    bad = []
    for number, (op, rows) in enumerate(records("keras", family).items()):
        for i, record in enumerate(rows):
            if (i + number) % EVERY == 1 and record.case.init is not None and can_blur(record):
                verdict = judge_opened(record, f"{op} {i}")
                if verdict.kind == WRONG:
                    bad.append(f"{op} {json.dumps(encode_record(record))}: {verdict.said}")
    assert not bad, f"{len(bad)} disagree:\n" + "\n".join(bad[:SHOWN])


@pytest.mark.parametrize("framework", FAMILIES)
def test_every_family_is_recorded(framework: str) -> None:
    """The stored ops are those that the families draw."""
    assert store.families(framework) == sorted(family.name for family in FAMILIES[framework])
    for family in FAMILIES[framework]:
        stored = records(framework, family.name)
        assert sorted(stored) == sorted(" ".join(drawn.key for drawn in family.draws).split())


@pytest.mark.parametrize("framework", FAMILIES)
def test_every_op_has_enough_records(framework: str) -> None:
    """At least 100 calls of each op, a third of them failing ones; but for those that take whatever they get."""
    totals = totals_of(framework)
    assert {op: total for op, (total, _) in totals.items() if total < LEAST_RECORDS} == {}
    few = {op for op, (total, failing) in totals.items() if 3 * failing < total}
    assert few - takes_all(framework) == set()


@pytest.mark.parametrize("framework", FAMILIES)
def test_enough_is_modelled(framework: str) -> None:
    """Records of what is not declared prove nothing."""
    judged = [kinds for family in store.families(framework) for kinds in verdicts(framework, family).values()]
    assert sum(kinds[0].kind != UNDECLARED for kinds in judged) >= LEAST_OPS[framework]


def test_the_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python -m tests.truth.table`"
