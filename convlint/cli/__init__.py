"""The command line. Everything that is slow to import is imported by the command that needs it."""

import gc

# Imports and runs make many objects and little garbage; looking for some so often takes a tenth of a run.
gc.set_threshold(1_000_000, *gc.get_threshold()[1:])

from convlint.cli.main import main, run  # noqa: E402

__all__ = ["main", "run"]
