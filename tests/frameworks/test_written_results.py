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
            def __init__(self, size, kernel=1, heads=1):
                super().__init__()
                self.size, self.kernel, self.heads = size, kernel, heads
                self.weight = nn.Parameter(torch.zeros(heads, 1, kernel))

            def forward(self, x, state=None):
                t, b, c = x.size()
                weight = self.weight.view(self.heads, self.kernel)
                kept = self.kept(state)
                if kept is None:
                    kept = x.new()
                wide = torch.cat([kept, x.unsqueeze(3)], dim=3)
                wide = wide.view(t * b * self.heads, c // self.heads, -1)
                weight = weight[:, -wide.size(2):]
                k = weight.size(1)
                weight = weight.view(1, self.heads, k).expand(t * b, self.heads, k).contiguous().view(t * b * self.heads, k, 1)
                return torch.bmm(wide, weight)

            def kept(self, state):
                return lookup(self, state)
        """
    )
