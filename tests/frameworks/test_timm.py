"""What is declared of timm."""

from __future__ import annotations

from support.linting import finds


def test_small_layers_and_helpers() -> None:
    finds(
        """
        from timm.models.layers import DropPath, make_divisible, to_2tuple, trunc_normal_

        patch = to_2tuple(4)
        x = DropPath(0.1)(nn.Conv2d(3, 5, patch, patch)(torch.zeros(2, 3, 8, 8)))
        nn.Linear(to_2tuple((2, 3))[0], 1)(x)
        token = nn.Parameter(torch.zeros(1, 3))
        trunc_normal_(token, std=0.02)
        nn.Linear(3, make_divisible(37 * 1.2))(token)
        nn.Linear(make_divisible(37 * 1.2), 4)(torch.zeros(3, 9))
        """,
        "CL102 nn.Linear(make_divisible(37 * 1.2), 4)(torch.zeros(3, 9))",
    )
