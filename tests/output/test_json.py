"""The JSON array: its keys are a promise."""

from __future__ import annotations

import json

from convlint.finding import Edit, Finding, Fix, Location, Span, TraceStep
from convlint.output import FORMATS, Page

AT = Span(Location(19, 20), Location(19, 31))


def test_every_key_of_a_finding() -> None:
    finding = Finding(
        "CL102",
        "`fc1` takes 256 features",
        "src/net.py",
        AT,
        trace=(TraceStep("src/layers.py", Span(Location(11, 9), Location(11, 40)), "declared here"),),
        fix=Fix("change in_features to 400", (Edit(AT, "16 * 5 * 5"),)),
    )
    start, end = {"row": 19, "column": 20}, {"row": 19, "column": 31}
    assert json.loads(FORMATS["json"]([finding], Page())) == [
        {
            "code": "CL102",
            "name": "feature-mismatch",
            "severity": "error",
            "message": "`fc1` takes 256 features",
            "filename": "src/net.py",
            "location": start,
            "end_location": end,
            "cell": None,
            "trace": [
                {
                    "filename": "src/layers.py",
                    "location": {"row": 11, "column": 9},
                    "cell": None,
                    "message": "declared here",
                }
            ],
            "fix": {
                "applicability": "unsafe",
                "message": "change in_features to 400",
                "edits": [{"content": "16 * 5 * 5", "location": start, "end_location": end, "cell": None}],
            },
            "url": "https://convlint.readthedocs.io/rules/feature-mismatch/",
        }
    ]


def test_no_findings_are_an_empty_array() -> None:
    assert json.loads(FORMATS["json"]([], Page())) == []


def test_any_name_survives_as_ascii() -> None:
    shown = FORMATS["json"]([Finding("CL102", "名", "\udcff\x1b.py", AT)], Page())
    assert shown.isascii()
    assert json.loads(shown)[0]["filename"] == "\udcff\x1b.py"
