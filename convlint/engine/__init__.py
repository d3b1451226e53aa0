"""The abstract interpreter: from the files of a project to findings."""

from __future__ import annotations

from convlint.engine.analysis import Analysis, analyse, reveal
from convlint.engine.statistics import Statistics

__all__ = ["Analysis", "Statistics", "analyse", "reveal"]
