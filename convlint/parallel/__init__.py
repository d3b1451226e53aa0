"""Many files in groups of a bounded size, each analysed for itself, by one process or several."""

from convlint.parallel.part import Part, unreadable
from convlint.parallel.sharing import analyse_all, processes

__all__ = ["Part", "analyse_all", "processes", "unreadable"]
