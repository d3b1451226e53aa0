"""What the readers of a format demand of it, as JSON schemas and a table of our own: facts from their sources, not their text.

- gitlab: GitLab's `app/validators/json_schemas/codeclimate.json`; its parser stops at the first entry that is none, and entries
  of one fingerprint replace each other. Severities and `check_name` are from its documentation.
- rdjson: reviewdog's `proto/rdf/reviewdog.proto`, read by `protojson.Unmarshal`, which refuses a field that it does not know.
- junit: `junit-10.xsd` of Jenkins's xUnit plugin.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

TEXT: Json = {"type": "string", "minLength": 1}
LINE: Json = {"type": "integer", "minimum": 1, "maximum": 2**31 - 1}
RELATIVE: Json = {"type": "string", "pattern": r"^(?!\.?/)."}


def message(required: Json, **optional: Json) -> Json:
    """An object of these fields and no others."""
    properties = {**required, **optional}
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


GITLAB: Json = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": TEXT,
            "check_name": TEXT,
            "fingerprint": TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": RELATIVE,
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": LINE, "end": LINE}},
                },
            },
        },
    },
}

POSITION = message({"line": LINE}, column=LINE)
RANGE = message({"start": POSITION}, end=POSITION)
SOURCE = message({"name": TEXT}, url=TEXT)
SEVERITY: Json = {"enum": ["UNKNOWN_SEVERITY", "ERROR", "WARNING", "INFO"]}
DIAGNOSTIC = message(
    {"message": TEXT, "location": message({"path": TEXT}, range=RANGE)},
    severity=SEVERITY,
    source=SOURCE,
    code=message({"value": TEXT}, url=TEXT),
    suggestions={"type": "array", "items": message({"range": RANGE, "text": {"type": "string"}})},
    original_output={"type": "string"},
)
RDJSON = message({"diagnostics": {"type": "array", "items": DIAGNOSTIC}}, source=SOURCE, severity=SEVERITY)

SCHEMAS = {"gitlab": GITLAB, "rdjson": RDJSON}

COUNTS = {"name", "tests", "failures", "errors"}
PLACE = {"line", "column"}
"""No part of the schema of Jenkins, but of what pytest, ruff and others write; its JUnit step, GitLab and GitHub pass them over."""
JUNIT: dict[str, tuple[set[str], set[str], set[str]]] = {
    "testsuites": (set(), {*COUNTS, "time"}, {"testsuite"}),
    "testsuite": (COUNTS, {"skipped", "time", "timestamp", "hostname", "id", "package", "file"}, {"testcase"}),
    "testcase": ({"name"}, {"classname", "time", *PLACE}, {"failure", "error", "skipped"}),
    "failure": (set(), {"type", "message"}, set()),
}
"""Element -> the attributes that it must have, those that it may have, and the elements in it."""
