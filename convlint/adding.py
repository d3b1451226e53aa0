"""`--add-ignore`: writes a suppression to the line of each finding."""

from __future__ import annotations

from collections.abc import Iterable

from convlint.finding import Finding
from convlint.output.files import write_whole
from convlint.project import Project
from convlint.rules import about_the_run
from convlint.syntax import SourceError

MOST_REASON = 200
ABOUT_COMMENTS = ("CL301", "CL302")
"""What is wrong with a comment is mended there, not silenced by another."""


def add_ignores(findings: Iterable[Finding], project: Project, reason: str) -> tuple[int, int, list[str]]:
    """Changes the files; returns how many findings were silenced, in how many files, and what could not be done."""
    by_file: dict[str, dict[int, set[str]]] = {}
    problems: list[str] = []
    for finding in findings:
        if not about_the_run(finding.code) and finding.code not in ABOUT_COMMENTS:
            by_file.setdefault(finding.filename, {}).setdefault(finding.span.start.row, set()).add(finding.code)
    silenced = files = 0
    for name, wanted in by_file.items():
        if name.endswith(".ipynb"):
            problems.append(f"{name}: --add-ignore does not change notebooks")
            continue
        count, problem = _write(name, wanted, project, " ".join(reason.split())[:MOST_REASON])
        silenced, files = silenced + count, files + bool(count)
        problems += [problem] if problem else []
    return silenced, files, problems


def _write(name: str, wanted: dict[int, set[str]], project: Project, reason: str) -> tuple[int, str]:
    from convlint.syntax.ignores import with_ignores

    file = project.named(name)
    if file is None:
        return 0, f"{name}: not among the files that were given"
    try:
        data = file.data()
        text = data.decode("utf-8")
        changed, count = with_ignores(text, wanted, reason)
        if count < len(wanted):
            return 0, f"{name}: has findings on lines that take no comment; left as it is"
        write_whole(name, changed, newline="")
    except (OSError, UnicodeDecodeError):
        return 0, f"{name}: cannot be changed (only files in UTF-8 that may be written)"
    except SourceError as error:
        return 0, f"{name}: {error.message}"
    return sum(map(len, wanted.values())), ""
