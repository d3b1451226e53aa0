"""LibCST's tree to the intermediate representation: a table from node class to a small function.

For text that only a newer Python than the running one can parse; `abstract` reads all else.
"""

from __future__ import annotations

from convlint.syntax.concrete import compound, expressions, literals, operators, patterns, statements
from convlint.syntax.concrete.reading import read, spans

__all__ = ["compound", "expressions", "literals", "operators", "patterns", "read", "spans", "statements"]
