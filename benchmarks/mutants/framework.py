"""The real framework, asked what becomes of a program."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.mutants.subjects import Subject

NO_SHAPE_MATTER = frozenset(
    "TypeError NameError UnboundLocalError AttributeError ImportError "
    " ModuleNotFoundError KeyError SyntaxError RecursionError".split()
)
UNCLEAR = frozenset("Timeout Died MemoryError NotImplementedError KeyboardInterrupt SystemExit".split())
NAMES = ("names should be unique", "unexpected keyword", "already registered")
GRAPHS = ("does not require grad", "A KerasTensor is symbolic", "KerasTensor cannot be used")
TYPES = ("should be tensors. Got", "Could not interpret")
MEMORY = ("can't allocate memory", "not enough memory", "Unable to allocate", "numel: integer multiplication overflow")


@dataclass(frozen=True)
class Answer:
    """What the real framework did with a program."""

    error: str = ""  # the exception's class, empty where the program ran
    message: str = ""
    rows: tuple[int, ...] = ()  # of the traceback, those in the subject's file, innermost first
    within: str = ""  # the function that raised
    origin: tuple[int, ...] = ()  # the innermost row of the error that was handled when this one was raised
    executed: tuple[int, ...] = ()

    @property
    def verdict(self) -> str:
        """`runs`, `fails` (as shapes and sizes do), `other` (a name, an attribute, a graph) or `unclear` (time, memory)."""
        if not self.error:
            return "runs"
        if self.error in UNCLEAR or any(text in self.message for text in MEMORY) or not self.rows:
            return "unclear"
        named = any(text in self.message for text in (*NAMES, *GRAPHS, *TYPES))
        return "other" if named or self.error in NO_SHAPE_MATTER else "fails"


class Framework:
    """A process in which the frameworks are imported once; answers are kept in a file for the next time."""

    def __init__(self, python: str, answers: Path | None, timeout: float) -> None:
        self.python, self.answers, self.timeout = python, answers, timeout
        self.process: subprocess.Popen[str] | None = None
        self.known: dict[str, dict[str, Any]] = {}
        if answers is not None and answers.exists():
            for line in answers.read_text(encoding="utf-8").splitlines():
                kept = json.loads(line)
                self.known[kept["key"]] = kept["answer"]

    def where(self, subject: Subject) -> tuple[Path, Path] | None:
        """The file of a subject's module, and the folder of its package; None where it is not installed."""
        found = self._ask(subject, "where", "", "")
        if not found.get("file"):
            return None
        return Path(found["file"]), Path(found["package"])

    def run(self, subject: Subject, source: str, key: str, trace: bool = False) -> Answer:
        """Run a program in the place of a subject's module."""
        found = self._ask(subject, "trace" if trace else "run", source, key)
        return Answer(
            found.get("error", ""),
            found.get("message", ""),
            tuple(found.get("rows", ())),
            found.get("within", ""),
            tuple(found.get("origin", ())),
            tuple(found.get("executed", ())),
        )

    def close(self) -> None:
        """End the process."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            self.process.wait(timeout=60)

    def _ask(self, subject: Subject, kind: str, source: str, key: str) -> dict[str, Any]:
        text = f" {crc32(source.encode())}" if subject.file else ""  # programs change between runs
        key = f"{subject.name} {subject.lines} {kind} {key}{text}"
        if key in self.known:
            return self.known[key]
        job = {"kind": kind, "module": subject.module, "source": source, "before": subject.before}
        process = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(job | {"timeout": self.timeout}) + "\n")
        process.stdin.flush()
        answer: dict[str, Any] = json.loads(process.stdout.readline())
        self.known[key] = answer
        if self.answers is not None:
            self.answers.parent.mkdir(parents=True, exist_ok=True)
            with self.answers.open("a", encoding="utf-8") as file:
                file.write(json.dumps({"key": key, "answer": answer}) + "\n")
        return answer

    def _started(self) -> subprocess.Popen[str]:
        if self.process is None:
            command = [self.python, "-m", "benchmarks.mutants.worker"]
            environment = dict(os.environ, KERAS_BACKEND="torch", PYTHONHASHSEED="0")
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=environment,
            )
        return self.process
