"""Results that are written into tensors, and joined with what may be empty."""

from __future__ import annotations

from support.linting import finds, silent


def test_several_results_are_written() -> None:
    source = """
        values, places = torch.Tensor(), torch.LongTensor()
        torch.topk(torch.zeros(4, 9), k=2, out=(values, places))
        values[:, :1] + torch.zeros(4, 1)
        places[:, 0] + torch.zeros(4)
        """
    silent(source)
    finds(f"{source}values + torch.zeros(3, 2)\n", "CL105 values + torch.zeros(3, 2)")


def test_an_unknown_tensor_may_add_nothing_to_the_joined_dim() -> None:
    silent(
        """
        class Light(nn.Module):
            def __init__(self, kernel=1):
                super().__init__()
                self.weight = nn.Parameter(torch.zeros(4, kernel))

            def forward(self, x, state=None):
                b, t, c = x.size()
                kept = state.get("kept") if state is not None else x.new()
                if kept is None:
                    kept = x.new()
                wide = torch.cat([kept, x.unsqueeze(3)], dim=3)
                return torch.bmm(wide.view(b * t, c, -1), self.weight[:1, -wide.size(3):].view(1, -1, 1).expand(b * t, -1, 1))
        """
    )
