"""The side that runs programs under the real framework: jobs on standard input, answers on standard output, one JSON a line.

Frameworks are imported once; every job runs in a forked child of its own, with a time and a memory limit, in the place of the
module whose text it mutates: its relative imports work, and what registers itself may do so again.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import importlib.util
import json
import linecache
import os
import resource
import select
import signal
import sys
import traceback
import types
from collections.abc import Iterator
from typing import Any

MEMORY = 12 << 30
FILE = "<subject>"


def main() -> None:
    """Answer jobs until there are no more."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    _declare_native_ops()
    for line in sys.stdin:
        job = json.loads(line)
        for name in (job["module"].partition(".")[0], job["module"], *_imported(job)):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        answer = _where(job) if job["kind"] == "where" else _in_child(job)
        answers.write(json.dumps(answer) + "\n")


def _imported(job: dict[str, Any]) -> Iterator[str]:
    """The modules that a program imports: once for all its mutants."""
    if job["module"] == "__main__":
        for node in ast.parse(job["source"]).body:
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                yield node.module


def _declare_native_ops() -> None:
    """Let a torchvision be imported whose native library does not load (built for CUDA, beside a torch for the CPU).

    No model's shapes need those operators; the package only wants to see them declared.
    """
    with contextlib.suppress(ImportError):
        torch: Any = importlib.import_module("torch")
        try:
            importlib.import_module("torchvision")
        except RuntimeError:
            global NATIVE
            NATIVE = torch.library.Library("torchvision", "FRAGMENT")
            for name in ("nms", "qnms"):
                NATIVE.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")


NATIVE: Any = None


def _where(job: dict[str, Any]) -> dict[str, Any]:
    """The file of a module, and the folder that its package lies in."""
    try:
        spec = importlib.util.find_spec(job["module"])
        package = importlib.import_module(job["module"].partition(".")[0])
    except Exception:  # not installed, or not fit for this environment
        return {}
    return {"file": spec.origin if spec else None, "package": os.path.dirname(str(package.__file__))}


def _in_child(job: dict[str, Any]) -> dict[str, Any]:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w") as pipe:
            pipe.write(json.dumps(_run(job)))
            pipe.flush()
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        ready, _, _ = select.select([pipe], [], [], job["timeout"])
        text = pipe.read() if ready else ""
    if not text:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    answer: dict[str, Any] = json.loads(text) if text else {"error": "Timeout" if not ready else "Died"}
    return answer


def _run(job: dict[str, Any]) -> dict[str, Any]:
    """What running a program gives: the rows it executed, if asked for, and the error that it raised."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        _settle(job)
        rows: set[int] = set()
        answer: dict[str, Any] = {}
        name = _file_name(job)
        try:
            code = _prepared(job, name)
            if job["kind"] == "trace":
                sys.settrace(_tracer(rows, name))
            exec(code, sys.modules[job["module"]].__dict__)
        except BaseException as error:
            sys.settrace(None)
            answer = {"error": type(error).__name__, "message": str(error)[:400], "rows": _rows(error, name)}
            answer["origin"] = _rows(_first(error), name)[:1]
            answer["within"] = _innermost(error)
        sys.settrace(None)
        return answer | ({"executed": sorted(rows)} if job["kind"] == "trace" else {})


def _rows(error: BaseException, name: str) -> list[int]:
    """The rows of the subject in a traceback, innermost first."""
    return [frame.lineno or 0 for frame in traceback.extract_tb(error.__traceback__) if frame.filename == name][::-1]


def _first(error: BaseException) -> BaseException:
    """The error behind those that were raised while it was handled, as Python prints it first."""
    while before := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        error = before
    return error


def _innermost(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{os.path.basename(frames[-1].filename)}:{frames[-1].name}" if frames else ""


def _settle(job: dict[str, Any]) -> None:
    """One thread and fixed seeds; registries that refuse a name twice are emptied."""
    torch: Any = importlib.import_module("torch")
    torch.set_num_threads(1)
    torch.manual_seed(0)
    exec(job.get("before", ""), {})


def _file_name(job: dict[str, Any]) -> str:
    """What the program is called in tracebacks: its path, which some packages look at, spelt unlike the original's."""
    spec = None if job["module"] == "__main__" else importlib.util.find_spec(job["module"])
    return f"/.{spec.origin}" if spec and spec.origin else FILE


def _prepared(job: dict[str, Any], name: str) -> types.CodeType:
    """The program's code; a fresh module stands in the place of the one that it mutates."""
    module = types.ModuleType(job["module"])
    spec = None if job["module"] == "__main__" else importlib.util.find_spec(job["module"])
    module.__package__ = job["module"].rpartition(".")[0]
    module.__spec__ = spec
    module.__file__ = spec.origin if spec else None
    sys.modules[job["module"]] = module
    linecache.cache[name] = (len(job["source"]), None, job["source"].splitlines(keepends=True), name)
    return compile(job["source"], name, "exec", dont_inherit=True)


def _tracer(rows: set[int], name: str) -> Any:
    def trace(frame: types.FrameType, event: str, argument: Any) -> Any:
        if frame.f_code.co_filename != name:
            return None
        rows.add(frame.f_lineno)
        return trace

    return trace


if __name__ == "__main__":
    main()
