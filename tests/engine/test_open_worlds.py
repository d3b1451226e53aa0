"""Conditions on a rank that is open, worlds that are not understood, methods that nothing calls."""

from __future__ import annotations

from support.linting import finds, silent


def test_what_an_assertion_says_of_the_rank() -> None:
    finds(
        """
        def images(x: Tensor):
            assert x.dim() == 4
            return x.permute(0, 2, 1)

        def either(x: Tensor):
            if len(x.shape) not in (3, 4):
                raise ValueError
            return x.permute(0, 2, 1)

        def vectors(x: Tensor):
            if x.ndim > 1:
                raise ValueError
            return x.squeeze(-1) @ torch.zeros(3, 4).T

        def any(x: Tensor):
            if x.dim() == 3:
                x = x.unsqueeze(0)
            return x.permute(0, 2, 1)
        """,
        "CL109 return x.permute(0, 2, 1)",
    )


def test_a_batch_that_is_added_where_it_is_missing() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(16, 4)

            def forward(self, x):
                if x.dim() == 3:
                    x = x.unsqueeze(0)
                assert x.dim() == 4
                b, c, h, w = x.shape
                return self.fc(x.new_zeros(b, 8))
        """,
        "CL102 return self.fc(x.new_zeros(b, 8))",
    )


def test_a_world_in_which_a_value_is_not_known() -> None:
    silent(
        """
        from somewhere import prepare

        def rows(x: Tensor, y: Tensor):
            if x.dim() > 0:
                x = prepare(x)
            if y.ndim > 1:
                y = prepare(y)
            a, b = y
            return x.shape[0], x[0], x @ y, len(x), a
        """
    )


def test_methods_that_only_others_call() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, vocabulary=50, dim=16):
                super().__init__()
                self.embed = nn.Embedding(vocabulary, dim)
                self.head = nn.Linear(dim, vocabulary)

            def forward(self, ids):
                n, steps = ids.shape
                return self.head(self.embed(ids))

            @torch.no_grad()
            def generate(self, ids, count):
                for _ in range(count):
                    following = self(ids)[:, -1].argmax(-1)
                    ids = torch.cat([ids, following], dim=1)
                return ids

            def training_step(self, batch, index):
                ids, target = batch
                return F.cross_entropy(self.head(self.head(ids)), target)
        """,
        "CL106 ids = torch.cat([ids, following], dim=1)",
        "CL102 return F.cross_entropy(self.head(self.head(ids)), target)",
    )
