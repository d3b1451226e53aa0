"""What findings look like: one module per format, each a function from findings to text."""

from convlint.output.page import Page
from convlint.output.registry import FORMATS

__all__ = ["FORMATS", "Page"]
