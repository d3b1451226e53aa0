"""The command line. Everything that is slow to import is imported by the command that needs it."""

from convlint.cli.main import main
from convlint.cli.root import cli

__all__ = ["cli", "main"]
