"""Draws programs and runs them, in a process that has the framework; one line of JSON for each."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import sys
import traceback
import warnings
from types import ModuleType
from typing import Any

from benchmarks.differential.draft import Draft, grow

NAME = "program.py"


def drawn(framework: str, seed: int) -> str:
    """The program of a seed."""
    rng = random.Random(seed)
    steps = _steps(framework)
    env: dict[str, Any] = {}
    exec(steps.HEAD, env)
    draft = Draft(rng, env)
    steps.start(draft)
    grow(draft, steps.DRAWERS, rng.randint(3, 40), keep=rng.choice([0.0, 0.15, 0.5]))
    text: str = steps.written(draft, steps.HEAD, draft.style or rng.choice(steps.STYLES))
    return text


def _steps(framework: str) -> Any:
    if framework == "keras":
        os.environ.setdefault("KERAS_BACKEND", "torch")
        from benchmarks.differential import keras_steps

        return keras_steps
    from benchmarks.differential import torch_steps

    return torch_steps


def _forget() -> None:
    """Drop what Keras keeps of the programs before."""
    import keras

    keras.backend.clear_session()


def outcome(text: str) -> tuple[list[int], str]:
    """The rows of the program in the traceback, outermost first, and what was raised; empty where it runs."""
    module = ModuleType("__main__")
    sink = io.StringIO()
    try:
        with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
            exec(compile(text, NAME, "exec"), module.__dict__)
    except Exception as error:
        return _rows(error), f"{type(error).__name__}: {error}"[:300]
    return [], ""


def _rows(error: BaseException) -> list[int]:
    """Those of the error, and of the one that it reports in other words (Keras cannot build a model, because …)."""
    rows = [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == NAME]
    if error.__context__ is not None and "automatically build" in str(error):
        rows += _rows(error.__context__)
    return rows


def main(framework: str, first: int, count: int) -> None:
    """Write the programs of the seeds from `first` on."""
    import torch

    torch.set_num_threads(1)
    warnings.simplefilter("ignore")
    for seed in range(first, first + count):
        torch.manual_seed(seed)
        if framework == "keras" and seed % 100 == 0:  # takes as long as a program
            _forget()
        text = drawn(framework, seed)
        rows, error = outcome(text)
        sys.stdout.write(json.dumps({"seed": seed, "text": text, "rows": rows, "error": error}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
