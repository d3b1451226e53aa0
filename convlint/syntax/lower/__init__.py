"""LibCST's tree to the intermediate representation: a table from node class to a small function."""

from __future__ import annotations

from convlint.syntax.lower import compound, expressions, literals, operators, patterns, statements

__all__ = ["compound", "expressions", "literals", "operators", "patterns", "statements"]
