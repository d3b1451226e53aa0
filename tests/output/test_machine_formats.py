"""The formats for machines, each read as its consumer reads it; nothing in a name or a message can break out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from convlint.finding import Finding
from convlint.formats import FORMATS as NAMES
from convlint.output import FORMATS, Page

from .hostile import AT, FINDINGS, HOSTILE, IN_CELL, PLAIN, line, raw_row

PAGE = Page(line, files=3, raw_row=raw_row)
SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"


def read(name: str, findings: list[Finding] = FINDINGS, page: Page = PAGE) -> Any:
    return json.loads(FORMATS[name](findings, page))


def test_every_format_can_be_chosen() -> None:
    assert tuple(FORMATS) == NAMES


@pytest.mark.parametrize("findings", [[], FINDINGS], ids=["none", "some"])
def test_sarif_fits_the_official_schema(findings: list[Finding]) -> None:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema (in the test extra)")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    document = read("sarif", findings, Page(line, raw_row=raw_row, problems=("no/such: no such file",)))
    jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker()).validate(document)


def test_sarif_has_what_github_wants() -> None:
    (run,) = read("sarif")["runs"]
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}")
        assert rule["properties"]["problem.severity"] in ("error", "warning")
    hostile, _, in_cell = run["results"]
    assert [result["ruleId"] for result in run["results"]] == [finding.code for finding in FINDINGS]
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    place = hostile["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 5, "endColumn": 9}
    assert hostile["relatedLocations"][0]["message"]["text"].startswith("step ")
    assert len(hostile["codeFlows"][0]["threadFlows"][0]["locations"]) == 2
    assert hostile["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "16"}
    assert in_cell["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "notes/a%20b.ipynb", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 42},
    }
    assert in_cell["message"]["text"] == "cell 3, line 2: changes the batch."


def test_sarif_uris_are_uris() -> None:
    (run,) = read("sarif")["runs"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert all(re.fullmatch(r"[A-Za-z0-9_.~/%-]+", uri) for uri in uris)
    absolute = Finding("CL102", "m", "/else/where.py", AT)
    place = read("sarif", [absolute])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "file:///else/where.py"}


def test_sarif_tells_what_could_not_be_done() -> None:
    (run,) = read("sarif", [], Page(problems=("x: no such file",)))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"] == "x: no such file"
    assert read("sarif", [PLAIN])["runs"][0]["invocations"] == [{"executionSuccessful": True}]


def test_fingerprints_tell_like_findings_apart_and_survive_a_move() -> None:
    (run,) = read("sarif", [PLAIN, PLAIN])["runs"]
    one, other = (each["partialFingerprints"]["convlint/v1"] for each in run["results"])
    assert one != other
    lower = Page(lambda *where: f"   {line(*where)}")
    assert read("sarif", [PLAIN], lower)["runs"][0]["results"][0]["partialFingerprints"]["convlint/v1"] == one


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """As the runner of GitHub reads a log: a line that begins with two colons is a command."""
    found = []
    for shown in text.splitlines():
        assert "##[" not in shown
        match = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", shown.lstrip())
        if match:
            pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
            decoded = {key: unescape(value.replace("%3A", ":").replace("%2C", ",")) for key, value in pairs.items()}
            found.append((match[1], decoded, unescape(match[3])))
    return found


def unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def test_github_commands_are_one_per_finding() -> None:
    shown = FORMATS["github"](FINDINGS, PAGE)
    read_back = commands(shown)
    assert len(read_back) == len(shown.splitlines()) == 3
    kind, properties, message = read_back[0]
    assert kind == "error"
    assert properties["title"] == "CL102 feature-mismatch"
    assert (properties["line"], properties["col"], properties["endColumn"]) == ("2", "5", "9")
    assert "\x1b" not in message
    assert "\\x1b[2J\\n::error::x" in message
    assert read_back[1][1]["file"] == "src/é,net.py"
    assert read_back[2][0] == "warning"
    assert (read_back[2][1]["line"], "col" in read_back[2][1]) == ("42", False)


def test_github_says_how_many_it_does_not_show() -> None:
    shown = FORMATS["github"]([PLAIN] * 11, PAGE).splitlines()
    assert shown[-1] == "Found 11 errors in 3 files. GitHub shows 10 errors and 10 warnings of a step."
    assert len(FORMATS["github"]([PLAIN] * 10, PAGE).splitlines()) == 10


@pytest.mark.parametrize("name", ["text", "concise"])
def test_text_holds_no_command_of_a_ci_server(name: str) -> None:
    shown = FORMATS[name](FINDINGS, PAGE)
    assert commands(shown) == []
    assert not any(row.lstrip().startswith("::") for row in shown.splitlines())
    assert not re.search(r"##\w*\[", shown)


def test_gitlab_reports_have_what_gitlab_wants() -> None:
    issues = read("gitlab", [*FINDINGS, PLAIN])
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("./", "/"))
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == 4
    assert issues[2]["location"]["lines"]["begin"] == 42
    assert issues[2]["description"] == "CL301: cell 3, line 2: changes the batch"
    assert read("gitlab", []) == []


def test_junit_is_xml_with_a_failure_per_finding() -> None:
    root = ElementTree.fromstring(FORMATS["junit"](FINDINGS, PAGE).encode())
    assert (root.tag, root.get("tests"), root.get("failures")) == ("testsuites", "3", "3")
    cases = root.findall("./testsuite/testcase")
    assert [case.get("name", "")[:5] for case in cases] == ["CL102", "CL103", "CL301"]
    failure = cases[0].find("failure")
    assert failure is not None
    assert failure.get("message", "").startswith("message \\x1b[2J\\n::error::x")
    assert "step " in (failure.text or "")
    assert cases[2].get("name") == "CL301 unused-suppression at cell 3:2:5"


def test_junit_of_a_clean_run_has_one_case_that_passes() -> None:
    root = ElementTree.fromstring(FORMATS["junit"]([], PAGE))
    assert [(case.tag, len(case)) for case in root.findall("./testsuite/testcase")] == [("testcase", 0)]


def test_rdjson_counts_bytes() -> None:
    document = read("rdjson", [PLAIN, IN_CELL, HOSTILE])
    assert document["severity"] == "ERROR"
    assert document["source"]["name"] == "convlint"
    plain, in_cell, hostile = document["diagnostics"]
    assert plain["location"]["range"] == {"start": {"line": 2, "column": 7}, "end": {"line": 2, "column": 11}}
    assert (plain["severity"], plain["code"]["value"]) == ("ERROR", "CL103")
    assert "suggestions" not in plain
    assert in_cell["location"]["range"] == {"start": {"line": 42}}
    assert hostile["suggestions"][0]["text"] == "16"


def test_json_lines_are_objects() -> None:
    lines = FORMATS["json-lines"](FINDINGS, PAGE).splitlines()
    assert [json.loads(each) for each in lines] == read("json")


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"text", "concise", "github", "junit"}))
def test_json_survives_any_terminal(name: str) -> None:
    assert FORMATS[name](FINDINGS, PAGE).isascii()
