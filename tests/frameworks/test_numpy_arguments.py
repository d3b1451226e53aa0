"""What is calculated with an argument and a float may be an array."""

from __future__ import annotations

from support.linting import silent


def test_a_float_taken_from_an_argument() -> None:
    silent("""
        import numpy as np

        def distance(left, right, mean=0.0):
            difference = np.subtract(left - 0.0, right / 2.0)
            return np.sum(np.square(difference), 1)
    """)
