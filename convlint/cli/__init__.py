"""The command line. Everything that is slow to import is imported by the command that needs it."""

import gc

# Imports and runs make many objects and little garbage; to look for some often, old objects too, takes a tenth of a run.
gc.set_threshold(100_000, 50, 10)

from convlint.cli.main import main  # noqa: E402
from convlint.cli.root import cli  # noqa: E402

__all__ = ["cli", "main"]
