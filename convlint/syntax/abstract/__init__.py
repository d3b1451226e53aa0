"""Python's own tree (`ast`) to the intermediate representation: a table from node class to a small function.

Some ten times faster than LibCST, whose tree keeps every space; `concrete` reads what this Python cannot parse.
"""

from __future__ import annotations

from convlint.syntax.abstract import compound, expressions, literals, operators, patterns, statements
from convlint.syntax.abstract.reading import read, spans
from convlint.syntax.abstract.table import body

__all__ = ["body", "compound", "expressions", "literals", "operators", "patterns", "read", "spans", "statements"]
