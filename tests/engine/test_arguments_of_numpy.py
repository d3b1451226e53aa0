"""Arguments of NumPy code that nothing calls: what is calculated with them may be a number or an array."""

from __future__ import annotations

import pytest
from support.linting import silent


@pytest.mark.parametrize(
    "code",
    [
        "np.concatenate((x * x, x))",
        "np.concatenate((x + 1, x))",
        "np.sum(x * y, axis=1)",
        "np.array([x * 2, x]).sum(1)",
        "np.expand_dims(x * y + 1, 3)",
        "[v for v in np.array(x * y).T]",
        "torch.as_tensor(x * y).sum(1)",
        "torch.tensor(x * y + 1).sum(1)",
        "np.matmul(np.ones((3, 4, 5)), np.ones((3, 4, 5)), axes=[(-2, -1), (-1, -2), (1, 2)])",
    ],
)
def test_numbers_that_may_be_arrays(code: str) -> None:
    silent(f"import numpy as np\ndef f(x, y):\n    return {code}\n")


def test_scalars_go_another_way() -> None:
    silent(
        """
        import numpy as np
        def mean(values):
            results = [np.asarray(values).sum() / n for n in range(3)]
            if np.isscalar(results[0]):
                return tuple(results)
            return [tuple(v) for v in np.array(results[0]).T]
        """
    )


@pytest.mark.parametrize(
    "name", ["assert_raises", "np.testing.assert_raises", "self.assertRaises", "raises_shape_error"]
)
def test_code_that_is_meant_to_fail_by_any_name(name: str) -> None:
    head = "import numpy as np\nfrom numpy.testing import *\nclass T:\n    def test(self):\n"
    silent(f"{head}        with {name}(ValueError):\n            np.ones((2, 3)).mean(axis=2)\n")
