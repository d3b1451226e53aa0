"""Each format for machines against what its reader demands, and by a reader where one can be installed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.process import ENVIRONMENT, ROOT

from convlint.finding import Finding
from convlint.output import FORMATS, Page

from .consumers import JUNIT, SCHEMAS
from .hostile import FINDINGS, PLAIN, line, raw_row

PAGE = Page(line, files=3, raw_row=raw_row)
CASES = pytest.mark.parametrize("findings", [[], FINDINGS, [PLAIN] * 3], ids=["none", "some", "alike"])


def violations(name: str, text: str) -> list[str]:
    jsonschema = pytest.importorskip("jsonschema", reason="needs jsonschema (in the test extra)")
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(text))]


@CASES
@pytest.mark.parametrize("name", SCHEMAS)
def test_json_fits_the_schema_of_its_reader(name: str, findings: list[Finding]) -> None:
    assert violations(name, FORMATS[name](findings, PAGE)) == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [("gitlab", '[{"description": "x"}]'), ("gitlab", "{}"), ("rdjson", '{"diagnostics": [{"message": "x"}]}'),
     ("rdjson", '{"diagnostics": [], "findings": []}')],
)  # fmt: skip
def test_the_schemas_tell_right_from_wrong(name: str, broken: str) -> None:
    assert violations(name, broken)


@pytest.mark.parametrize("folder", ["unused-suppression", "channel-mismatch"])
def test_a_real_run_fits_them_all(tmp_path: Path, folder: str) -> None:
    """From the command line, over fixtures with many findings."""
    names = [*SCHEMAS, "junit"]
    outputs = [part for name in names for part in ("-o", f"{name}:{tmp_path / name}")]
    command = [sys.executable, "-m", "convlint", f"fixtures/{folder}", "--isolated", "--no-cache", *outputs]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    for name in SCHEMAS:
        assert violations(name, (tmp_path / name).read_text()) == []
    assert list(misfits(ElementTree.parse(tmp_path / "junit").getroot())) == []


def misfits(element: ElementTree.Element) -> list[str]:
    """What an element and those in it have that the schema does not, and the other way round."""
    required, optional, inner = JUNIT[element.tag]
    given = set(element.attrib)
    wrong = [f"{element.tag}: {name}" for name in sorted((required - given) | (given - required - optional))]
    for child in element:
        wrong += misfits(child) if child.tag in inner else [f"{element.tag}: {child.tag}"]
    return wrong


@CASES
def test_junit_fits_the_schema_of_jenkins(findings: list[Finding]) -> None:
    root = ElementTree.fromstring(FORMATS["junit"](findings, PAGE))
    assert misfits(root) == []
    for suite in root:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
    assert int(root.attrib["tests"]) == sum(int(suite.attrib["tests"]) for suite in root)


@CASES
def test_junit_is_read_by_a_reader_of_junit(findings: list[Finding]) -> None:
    junitparser = pytest.importorskip("junitparser", reason="needs junitparser (in the test extra)")
    report = junitparser.JUnitXml.fromstring(FORMATS["junit"](findings, PAGE).encode())
    cases = [case for suite in report for case in suite]
    assert (report.tests, report.failures) == (max(len(findings), 1), len(findings))
    assert [case.is_failure for case in cases] == [True] * len(findings) or [False]
    assert [case.name[:5] for case in cases if case.is_failure] == [finding.code for finding in findings]
