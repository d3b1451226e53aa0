"""What NumPy makes of tensors of other libraries is theirs."""

from __future__ import annotations

import pytest
from support.linting import silent


@pytest.mark.parametrize("made", ["np.sqrt(q)", "q / np.sqrt(k.size(-1))", "np.add(q, 1)", "np.float64(2) * q"])
def test_what_numpy_makes_of_a_value_that_is_not_known_may_be_a_tensor(made: str) -> None:
    silent(
        f"""
        import numpy as np

        def attend(q, k, v):
            scores = {made}
            return (scores @ v).transpose(1, 2)
        """
    )
