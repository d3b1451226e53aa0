"""Runs the test suite on a built wheel, in a copy of the project whose package is that of the wheel.

python tools/test_wheel.py dist/convlint-*.whl [arguments of pytest]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ["--ignore=tests/test_coverage_table.py"]
"""Tests of what is made from the source alone: that table knows handlers by their Python names."""
LEFT = shutil.ignore_patterns(".*cache", ".git", ".venv", "__pycache__", "build", "dist", "*.so", "*.pyd")


def main() -> int:
    wheel, *arguments = sys.argv[1:]
    with TemporaryDirectory(prefix="convlint-") as folder:
        copy = Path(folder).resolve() / "convlint"
        shutil.copytree(ROOT, copy, ignore=LEFT)
        shutil.rmtree(copy / "convlint")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(copy)
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        return subprocess.run(
            [sys.executable, "-m", "pytest", *BESIDE, *arguments], cwd=copy, env=environment, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main())
