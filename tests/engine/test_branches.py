"""Branches: what a condition teaches, what an open flag ties together, what stays open."""

from __future__ import annotations

from support.linting import finds, silent


def test_a_flag_ties_the_constructor_to_the_forward() -> None:
    silent(
        """
        class Block(nn.Module):
            def __init__(self, c, down):
                super().__init__()
                self.down = down
                self.conv = nn.Conv2d(c, 2 * c if down else c, 3, padding=1)
                if down:
                    self.skip = nn.Conv2d(c, 2 * c, 1)

            def forward(self, x):
                y = self.conv(x)
                if self.down:
                    x = self.skip(x)
                return x + y
        """
    )


def test_a_failure_in_every_world() -> None:
    finds(
        """
        class Block(nn.Module):
            def __init__(self, c: int, down):
                super().__init__()
                self.down = down
                self.conv = nn.Conv2d(c, 4 * c if down else 3 * c, 3, padding=1)
                self.skip = nn.Conv2d(c, 2 * c, 1)
                self.head = nn.Conv2d(2 * c, 8, 1)

            def forward(self, x):
                return self.head(self.conv(x))
        """,
        "CL103 return self.head(self.conv(x))",
    )


def test_a_failure_in_one_world_only() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self, wide):
                super().__init__()
                self.fc = nn.Linear(8, 32 if wide else 16)
                self.head = nn.Linear(16, 2)

            def forward(self, x):
                return self.head(self.fc(x))
        """
    )


def test_a_flag_that_the_program_sets() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, wide):
                super().__init__()
                self.fc = nn.Linear(8, 32 if wide else 16)
                self.head = nn.Linear(16, 2)

            def forward(self, x):
                return self.head(self.fc(x))

        Net(wide=False)(torch.zeros(1, 8))
        Net(wide=True)(torch.zeros(1, 8))
        """,
        "CL102 return self.head(self.fc(x))",
    )


def test_a_layer_that_may_be_none() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self, c_in, c_out, stride=1):
                super().__init__()
                self.conv = nn.Conv2d(c_in, c_out, 3, stride, 1)
                self.skip = None
                if stride != 1 or c_in != c_out:
                    self.skip = nn.Conv2d(c_in, c_out, 1, stride)

            def forward(self, x):
                skip = x if self.skip is None else self.skip(x)
                return self.conv(x) + skip
        """
    )


def test_a_guard_teaches_a_size() -> None:
    finds(
        """
        def head(x: Tensor):
            if x.shape[-1] != 16:
                raise ValueError("16 features, please")
            return nn.Linear(8, 2)(x)
        """,
        "CL102 return nn.Linear(8, 2)(x)",
    )


def test_an_assertion_teaches_a_size() -> None:
    finds(
        """
        def head(x: Tensor):
            batch, length, dim = x.shape
            assert dim == 16 and length == 4
            return nn.Linear(32, 2)(x.flatten(1))
        """,
        "CL102 return nn.Linear(32, 2)(x.flatten(1))",
    )


def test_what_a_branch_teaches_leaves_with_it() -> None:
    silent(
        """
        def head(x: Tensor):
            if x.shape[-1] == 16:
                x = nn.Linear(16, 8)(x)
            return nn.Linear(8, 2)(x)
        """
    )


def test_a_rank_is_asked_for() -> None:
    silent(
        """
        def head(x: Tensor):
            if x.dim() == 3:
                x = x.unsqueeze(0)
            return nn.Conv2d(3, 8, 3)(x).flatten(1)

        head(torch.zeros(3, 8, 8))
        head(torch.zeros(2, 3, 8, 8))
        """
    )


def test_a_kind_is_asked_for() -> None:
    finds(
        """
        def pair(size):
            return size if isinstance(size, tuple) else (size, size)

        def patches(image, patch):
            (h, w), (p, q) = pair(image), pair(patch)
            return (h // p) * (w // q)

        nn.Linear(patches(32, (4, 8)), 1)(torch.zeros(1, 32))
        nn.Linear(patches((32, 16), 4), 1)(torch.zeros(1, 64))
        """,
        "CL102 nn.Linear(patches((32, 16), 4), 1)(torch.zeros(1, 64))",
    )


def test_a_default_of_none() -> None:
    finds(
        """
        def mlp(dim, hidden=None, out=None):
            hidden = hidden or 4 * dim
            out = dim if out is None else out
            return nn.Sequential(nn.Linear(dim, hidden), nn.Linear(hidden, out))

        mlp(8)(torch.zeros(1, 8)).view(8)
        mlp(8, out=3)(torch.zeros(1, 8)).view(8)
        """,
        "CL104 mlp(8, out=3)(torch.zeros(1, 8)).view(8)",
    )


def test_both_branches_agree() -> None:
    finds(
        """
        import random

        if random.random() < 0.5:
            x = torch.zeros(2, 8) + 1
        else:
            x = torch.ones(2, 8)
        nn.Linear(4, 1)(x)
        """,
        "CL102 nn.Linear(4, 1)(x)",
    )


def test_branches_that_differ_stay_open() -> None:
    silent(
        """
        import random

        if random.random() < 0.5:
            x = torch.zeros(2, 8)
        else:
            x = torch.ones(2, 4)
        nn.Linear(4, 1)(x)
        """
    )


def test_a_failure_within_an_open_branch() -> None:
    finds(
        """
        import random

        if random.random() < 0.5:
            nn.Linear(4, 1)(torch.zeros(2, 8))
        """,
        "CL102 nn.Linear(4, 1)(torch.zeros(2, 8))",
    )


def test_a_branch_that_is_never_taken() -> None:
    silent(
        """
        DEBUG = False
        if DEBUG:
            nn.Linear(4, 1)(torch.zeros(2, 8))
        """
    )


def test_modes_of_a_module() -> None:
    silent(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc, self.aux = nn.Linear(8, 4), nn.Linear(8, 6)

            def forward(self, x):
                if self.training:
                    return self.fc(x), self.aux(x)
                return self.fc(x)

        net = Net().eval()
        nn.Linear(4, 1)(net(torch.zeros(1, 8)))
        """
    )


def test_a_choice_by_name() -> None:
    finds(
        """
        def pool(kind):
            if kind == "avg":
                return nn.AdaptiveAvgPool2d(1)
            elif kind == "max":
                return nn.MaxPool2d(2)
            raise ValueError(kind)

        class Net(nn.Module):
            def __init__(self, kind="avg"):
                super().__init__()
                self.pool, self.fc = pool(kind), nn.Linear(8, 2)

            def forward(self, x):
                return self.fc(self.pool(x).flatten(1))

        Net()(torch.zeros(1, 8, 4, 4))
        Net("max")(torch.zeros(1, 8, 4, 4))
        """,
        "CL102 return self.fc(self.pool(x).flatten(1))",
    )


def test_a_conflict_of_two_uses() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.a, self.b = nn.Conv2d(3, 8, 1), nn.Conv2d(4, 8, 1)

            def forward(self, x):
                return self.a(x) + self.b(x)
        """,
        "CL103 return self.a(x) + self.b(x)",
    )


def test_broadcasting_stays_open() -> None:
    silent(
        """
        def scale(x: Tensor, y: Tensor):
            return x.view(-1, 4, 1) * y.view(1, -1, 5)
        """
    )


def test_a_shape_and_a_tuple_of_something_unknown() -> None:
    silent(
        """
        import numpy as np

        betas = np.load("betas.npy")
        kept = np.append(1.0, np.cumprod(betas)[:-1])
        assert kept.shape == (betas.shape[0],)
        assert torch.zeros(3, 4).shape == (3, int(betas.shape[0]))
        nn.Linear(5, 1)(torch.zeros(2, 5))
        """
    )


def test_a_class_picked_by_an_argument_that_is_left_open() -> None:
    finds(
        """
        def conv_of(dim):
            return (nn.Conv1d, nn.Conv2d, nn.Conv3d)[dim - 1]

        NORMS = {1: nn.BatchNorm1d, 2: nn.BatchNorm2d, 3: nn.BatchNorm3d}

        class Block(nn.Module):
            def __init__(self, dim, channels):
                super().__init__()
                self.conv = conv_of(dim)(channels, 8, 3)
                self.norm = NORMS[dim](8)
                self.wrong = conv_of(dim)(9, 8, 3)
                self.flat = nn.BatchNorm2d(8)

            def forward(self, x):
                x = self.norm(self.conv(x))
                if x.shape[0] > 5:
                    return self.flat(x)
                return self.wrong(x)
        """,
        "CL103 return self.wrong(x)",
    )


def test_a_numpy_scalar_is_no_array() -> None:
    silent(
        """
        import numpy as np
        total = np.zeros((2, 3)).sum()
        if isinstance(total, np.ndarray):
            list(total)
            total.reshape(7)
        """
    )


def test_a_branch_that_a_function_takes_for_other_arguments() -> None:
    silent(
        """
        def predict(model, x, y):
            out = model(x)
            if len(torch.unique(y)) > 2:
                return torch.softmax(out, dim=1).view(-1, 3)
            return torch.sigmoid(out)

        labels = torch.tensor([int(word) for word in input().split()])
        predict(nn.Linear(2, 1), torch.zeros(101, 2), labels)
        predict(nn.Linear(2, 3), torch.zeros(101, 2), labels)
        """
    )


def test_a_branch_that_fails_whatever_the_arguments() -> None:
    finds(
        """
        def predict(model, x, y):
            out = model(x)
            if torch.rand(1) > 0.5:
                return out.view(-1, 3).softmax(dim=1).argmax(dim=1)
            return torch.sigmoid(out)

        def train(model, batches):
            for x in batches:
                model(x)

        labels = torch.tensor([int(word) for word in input().split()])
        predict(nn.Linear(2, 1), torch.zeros(101, 2), labels)
        train(nn.Linear(2, 1), [torch.zeros(4, 2) for _ in labels])
        train(nn.Linear(3, 1), [torch.zeros(4, 2) for _ in labels])
        """,
        "CL104 return out.view(-1, 3).softmax(dim=1).argmax(dim=1)",
        "CL102 model(x)",
    )


def test_a_branch_that_asks_for_what_the_arguments_are() -> None:
    source = """
        def is_latent(t):
            return t.dtype == torch.float

        def encode(x, steps=[]):
            if {}:
                x = x.permute(0, 2, 1)
            return x

        encode(torch.randint(0, 9, (2, 100)))
        """
    silent(source.format("is_latent(x)"))
    finds(source.format("torch.rand(1) > 0.5"), "CL109 x = x.permute(0, 2, 1)")


def test_what_follows_an_early_return_may_not_have_been_done() -> None:
    finds(
        """
        from settings import fast

        class Buffer:
            def fill(self):
                self.data = torch.zeros(3)
                if fast():
                    return
                self.data = torch.zeros(5)

        buffer = Buffer()
        buffer.fill()
        buffer.data + torch.zeros(3)
        buffer.data + torch.zeros(5)

        def fill():
            global kept
            kept = [torch.zeros(3)]
            if fast():
                return
            kept.append(torch.zeros(3))
            torch.cat(kept) + torch.zeros(5)

        fill()
        torch.cat(kept) + torch.zeros(3)
        """,
        "CL105 torch.cat(kept) + torch.zeros(5)",
    )


def test_what_follows_an_early_end_of_a_turn_may_not_have_been_done() -> None:
    silent(
        """
        from settings import fast

        class Buffer:
            def __init__(self):
                self.data = torch.zeros(3)

        def broken(buffer):
            for i in range(3):
                buffer.data = torch.zeros(3 + i)
                if fast():
                    break

        def skipped(buffer):
            for i in range(1):
                if fast():
                    continue
                buffer.data = torch.zeros(5)

        def returned(buffer):
            for i in range(3):
                with torch.no_grad():
                    buffer.data = torch.zeros(3 + i)
                    if fast():
                        return

        for change in (broken, skipped, returned):
            buffer = Buffer()
            change(buffer)
            buffer.data + torch.zeros(3)
            buffer.data + torch.zeros(5)
        """
    )


def test_what_is_known_behind_an_early_return_is_known_there_alone() -> None:
    finds(
        """
        def some(least):
            found = torch.unique(torch.randint(9, (9,)))
            if len(found) >= least:
                return found
            torch.topk(found, 2)
            return found

        def some_of_three(least):
            for _ in range(3):
                found = torch.unique(torch.randint(9, (9,)))
                if len(found) >= least:
                    break
            return found

        torch.topk(some(1), 1)
        torch.topk(some_of_three(1), 1)
        """,
        "CL110 torch.topk(found, 2)",
    )


def test_an_object_made_behind_an_early_return() -> None:
    """What a branch does to it is taken back like all else."""
    finds(
        """
        from settings import fast

        def make():
            with torch.no_grad():
                if fast():
                    return None
                net = nn.Sequential(nn.Linear(4, 3))
            if fast():
                net.append(nn.Linear(3, 5))
            net(torch.zeros(2, 4)) + torch.zeros(3)
            net(torch.zeros(2, 7))
            return net

        make()
        """,
        "CL102 net(torch.zeros(2, 7))",
    )


def test_layers_of_two_branches_that_are_set_behind_something_else() -> None:
    finds(
        """
        class Net(nn.Module):
            def __init__(self, gated):
                super().__init__()
                if gated:
                    self.gated = True
                    self.out = nn.Linear(4, 8)
                else:
                    self.gated = False
                    self.out = nn.Linear(4, 8, bias=False)

        def run(gated):
            return Net(bool(gated.sum() > 0)).out(torch.zeros(2, 5))
        """,
        "CL102 return Net(bool(gated.sum() > 0)).out(torch.zeros(2, 5))",
    )
