"""The text formats: what a person sees."""

from __future__ import annotations

import pytest

from convlint.finding import Finding, Fix, Location, Span, TraceStep
from convlint.output import FORMATS, Page
from convlint.output.cells import plain, width
from convlint.output.frame import CUT, ROOM, frame

SOURCE = """\
class Net(nn.Module):
    def __init__(self):
        self.fc1 = nn.Linear(16 * 4 * 4, 120)

    def forward(self, x):
        x = x.flatten(1)
        return self.fc1(x)
""".splitlines()


def span(row: int, start: int, end: int, end_row: int | None = None) -> Span:
    return Span(Location(row, start), Location(end_row or row, end))


MISMATCH = Finding(
    code="CL102",
    message="`fc1` takes 256 features but gets 400 (16 * 5 * 5)",
    filename="src/net.py",
    span=span(7, 16, 27),
    trace=(
        TraceStep("src/net.py", span(3, 20, 46), "declared here: Linear(256 → 120)"),
        TraceStep("src/net.py", span(6, 13, 25), "x: (4, 400)"),
        TraceStep("src/net.py", span(7, 16, 27), "called here"),
    ),
    fix=Fix("change in_features to 400"),
)


def line(filename: str, row: int, cell: int | None = None) -> str | None:
    return SOURCE[row - 1] if filename == "src/net.py" else None


def test_text_shows_the_line_the_way_to_it_and_the_remedy() -> None:
    assert FORMATS["text"]([MISMATCH], Page(line, files=3)) == (
        "CL102 feature-mismatch: `fc1` takes 256 features but gets 400 (16 * 5 * 5)\n"
        " --> src/net.py:7:16\n"
        "  |\n"
        "7 |         return self.fc1(x)\n"
        "  |                ^^^^^^^^^^^\n"
        "  = note: src/net.py:3: declared here: Linear(256 → 120)\n"
        "  |     self.fc1 = nn.Linear(16 * 4 * 4, 120)\n"
        "  = note: src/net.py:6: x: (4, 400)\n"
        "  |     x = x.flatten(1)\n"
        "  = note: src/net.py:7: called here\n"
        "  = help: change in_features to 400\n"
        "\n"
        "Found 1 error in 3 files.\n"
    )


def test_text_without_source_shows_the_place() -> None:
    assert FORMATS["text"]([Finding("CL002", "permission denied", "a.py", span(1, 1, 2))], Page(quiet=True)) == (
        "CL002 unreadable-file: permission denied\n --> a.py:1:1\n"
    )


def test_concise_is_one_line_each() -> None:
    in_cell = Finding("CL201", "changes the batch", "a.ipynb", span(2, 5, 9), severity="warning", cell=3)
    assert FORMATS["concise"]([MISMATCH, in_cell], Page(line, files=1)) == (
        "src/net.py:7:16: CL102 `fc1` takes 256 features but gets 400 (16 * 5 * 5)\n"
        "a.ipynb:cell 3:2:5: CL201 changes the batch\n"
        "Found 1 error and 1 warning in 1 file.\n"
    )


@pytest.mark.parametrize("name", ["text", "concise"])
def test_no_findings(name: str) -> None:
    assert FORMATS[name]([], Page(files=2)) == "Found no shape errors in 2 files.\n"
    assert FORMATS[name]([], Page(files=2, quiet=True)) == ""


@pytest.mark.parametrize("name", ["text", "concise"])
def test_colour_only_where_it_is_wanted(name: str) -> None:
    assert "\x1b" not in FORMATS[name]([MISMATCH], Page(line))
    assert "\x1b[1;31mCL102\x1b[0m" in FORMATS[name]([MISMATCH], Page(line, color=True))


@pytest.mark.parametrize("name", ["text", "concise"])
def test_codes_are_links_where_the_terminal_knows_them(name: str) -> None:
    link = "\x1b]8;;https://convlint.readthedocs.io/rules/feature-mismatch/\x1b\\CL102\x1b]8;;\x1b\\"
    assert link in FORMATS[name]([MISMATCH], Page(line, links=True))
    assert "\x1b]8" not in FORMATS[name]([MISMATCH], Page(line, color=True))


@pytest.mark.parametrize("name", ["text", "concise"])
def test_nothing_foreign_reaches_the_terminal(name: str) -> None:
    evil = "\x1b[2J\x07\u202e\udcff\n"
    finding = Finding("CL102", f"m{evil}", f"f{evil}.py", span(1, 1, 4), trace=(TraceStep(evil, span(1, 1, 2), evil),))
    shown = FORMATS[name]([finding], Page(lambda *where: f"x = '{evil}'"))
    assert not set(evil.strip("\n")) & set(shown) - set("[2J")
    assert "\\x1b[2J" in shown
    assert "\\udcff" in shown


def test_the_carets_stand_below_wide_characters_and_tabs() -> None:
    shown = frame("\t名 = net(x)", span(1, 6, 12))
    assert shown.line == "    名 = net(x)"
    assert (shown.indent, shown.length) == (9, 6)


def test_a_combining_character_takes_no_room() -> None:
    assert width("e\u0301") == 1
    assert plain("e\u0301") == "e\u0301"


def test_a_span_of_several_lines_is_underlined_to_the_end_of_the_first() -> None:
    shown = frame("y = net(  ", span(1, 5, 2, end_row=3))
    assert (shown.indent, shown.length) == (4, 4)


@pytest.mark.parametrize("start", [1, 100, 400, 990])
def test_a_long_line_is_cut_around_the_span(start: int) -> None:
    source = "".join(f"{number:<10}" for number in range(100))
    shown = frame(source, span(1, start, start + 10))
    assert width(shown.line) <= ROOM + 1
    assert shown.length == 10
    assert shown.line[shown.indent :].startswith(source[start - 1 : start + 9].rstrip())
    assert CUT in shown.line


def test_a_span_longer_than_the_room_is_cut() -> None:
    shown = frame("x" * 500, span(1, 11, 400))
    assert shown.line.endswith(CUT)
    assert shown.indent + shown.length <= ROOM


def test_a_place_beyond_the_line_still_gets_its_caret() -> None:
    assert frame("ab", span(1, 9, 10)).length == 1
