"""Results of earlier runs. A cache only ever: in any doubt the work is done again, and nothing fails because of it."""

from convlint.cache.results import Results

__all__ = ["Results"]
