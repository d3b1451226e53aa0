"""The records against the framework that is installed: `pytest -m framework`."""

from __future__ import annotations

import json

import pytest

from tests.truth import store
from tests.truth.families import FAMILIES
from tests.truth.live import FRAMEWORKS
from tests.truth.model import Raised, encode_record

EVERY = 7


@pytest.mark.framework
@pytest.mark.parametrize("framework", FAMILIES)
def test_records_still_hold(framework: str) -> None:
    """A sample of the calls, run again, has the outcomes that were recorded."""
    pytest.importorskip(framework)
    _, run = FRAMEWORKS[framework]()
    bad = []
    for family in store.families(framework):
        for op, records in store.read(framework, family).items():
            for record in records[::EVERY]:
                outcome = run(record.case)
                if outcome is NotImplemented:  # not here: operators that do not load
                    continue
                both_raise = isinstance(outcome, Raised) and isinstance(record.outcome, Raised)
                if not both_raise and outcome != record.outcome:
                    bad.append(f"{op} {json.dumps(encode_record(record))}: {outcome}")
    assert not bad, f"{len(bad)} differ:\n" + "\n".join(bad[:20])
