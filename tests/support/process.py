"""Runs Python in a process of its own, with the convlint under test."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import convlint

ROOT = Path(__file__).resolve().parents[2]
_SHELL = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
HANGS = 120
_CACHE = tempfile.mkdtemp(prefix="convlint-tests-")
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)
ENVIRONMENT = {**_SHELL, "XDG_CACHE_HOME": _CACHE, "PYTHONPATH": str(Path(convlint.__file__).resolve().parents[1])}


def run_python(*args: str, cwd: Path = ROOT, env: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """The finished process, whatever its status. One that hangs is ended."""
    everything = {**ENVIRONMENT, **env}
    command = [sys.executable, *args]
    return subprocess.run(command, cwd=cwd, env=everything, capture_output=True, text=True, check=False, timeout=HANGS)
