"""What cannot be done, told in one line."""

from __future__ import annotations


class Problem(Exception):
    """One line that says what cannot be done, and why."""
