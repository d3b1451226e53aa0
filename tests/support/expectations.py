"""What a fixture expects, as it stands in the comments of its lines.

    x = self.fc(x)  # error: CL102
    x = self.fc(x)  # error: CL102 takes 256 features
    x = x.view(-1, 10)  # warning: CL201
    x = x.flatten(1)  # shape: (N, 400)
    # run: Net()(torch.randn(1, 3, 32, 32))

`run` is for the real framework: the linter never sees it, the second command executes it after the file.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from convlint.finding import Finding

_NOTE = re.compile(r"#\s*(error|warning|shape|run):\s*([^#]*)")


@dataclass(frozen=True)
class Note:
    """One expectation: its kind (error, warning, shape or run), its row and its text."""

    kind: str
    row: int
    text: str

    @property
    def code(self) -> str:
        return self.text.partition(" ")[0]

    def expects(self, finding: Finding) -> bool:
        """Whether a finding is the one that this note asks for."""
        part = self.text.partition(" ")[2].strip()
        wanted = (self.kind, self.row, self.code)
        return wanted == (finding.severity, finding.span.start.row, finding.code) and part in finding.message


def read_notes(path: Path) -> list[Note]:
    """Every note of a file, in order; one in a string is none."""
    with tokenize.open(path) as file:
        tokens = list(tokenize.generate_tokens(file.readline))
    comments = (token for token in tokens if token.type == tokenize.COMMENT)
    return [
        Note(kind, comment.start[0], text.strip())
        for comment in comments
        for kind, text in _NOTE.findall(comment.string)
    ]


def differences(notes: list[Note], findings: list[Finding]) -> Iterator[str]:
    """Each finding that no note expects and each note that no finding meets, a finding meeting one note only."""
    open_notes = [note for note in notes if note.kind in ("error", "warning")]
    for finding in findings:
        met = next((note for note in open_notes if note.expects(finding)), None)
        if met is None:
            yield f"line {finding.span.start.row}: unexpected {finding.severity}: {finding.code} {finding.message}"
        else:
            open_notes.remove(met)
    yield from (f"line {note.row}: missing {note.kind}: {note.text}" for note in open_notes)
