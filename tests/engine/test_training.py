"""Training as it is written: data sets, loaders, steps, losses."""

from __future__ import annotations

from textwrap import dedent

from support.linting import finds, silent

DATA = """
from torch.utils.data import DataLoader, Dataset, TensorDataset, random_split

class Pairs(Dataset):
    def __init__(self, n=50):
        self.x = torch.randn(n, 3, 8, 8)
        self.y = torch.randint(0, 10, (n,))

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]
"""


def with_data(text: str) -> str:
    return DATA + dedent(text)


def test_a_loop_over_a_loader() -> None:
    finds(
        with_data("""
        net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, 10))
        loader = DataLoader(Pairs(), batch_size=16, shuffle=True)
        loss_of = nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
        for epoch in range(2):
            for i, (x, y) in enumerate(loader):
                optimizer.zero_grad()
                loss = loss_of(net(x), y)
                loss.backward()
                optimizer.step()
        wrong = nn.Linear(64, 10)
        for x, y in loader:
            wrong(x.flatten(1))
        """),
        "CL102 wrong(x.flatten(1))",
    )


def test_a_batch_is_one_thing_until_it_is_taken_apart() -> None:
    finds(
        with_data("""
        def step(net, batch):
            x, y = batch
            return F.cross_entropy(net(x), y)

        net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(4 * 36, 10))
        for batch in DataLoader(Pairs(), batch_size=4):
            step(net, batch)
        """),
        "CL103 return F.cross_entropy(net(x), y)",
    )


def test_the_first_batch() -> None:
    finds(
        with_data("""
        x, y = next(iter(DataLoader(Pairs(), batch_size=8)))
        nn.Conv2d(3, 4, 3)(x)
        nn.Linear(4, 10)(x)
        """),
        "CL102 nn.Linear(4, 10)(x)",
    )


def test_parts_of_a_data_set() -> None:
    finds(
        with_data("""
        train, test = random_split(Pairs(50), [40, 10])
        for x, y in DataLoader(train, 8):
            nn.Linear(9, 1)(x)
        """),
        "CL102 nn.Linear(9, 1)(x)",
    )


def test_a_batch_may_be_smaller_than_it_should() -> None:
    silent(
        with_data("""
        for x, y in DataLoader(Pairs(2), batch_size=16):
            x.view(2, 3, 8, 8)
        for x, y in DataLoader(Pairs(48), batch_size=16):
            torch.zeros(16, 3) + x[:, :, 0, 0]
        """)
    )


def test_the_batch_where_the_last_is_dropped() -> None:
    finds(
        with_data("""
        for x, y in DataLoader(Pairs(50), batch_size=16, drop_last=True):
            torch.zeros(16, 3) + x[:, :, 0, 0]
            torch.zeros(15, 3) + x[:, :, 0, 0]
        """),
        "CL105 torch.zeros(15, 3) + x[:, :, 0, 0]",
    )


def test_a_collate_function() -> None:
    finds(
        with_data("""
        def collate(batch):
            xs, ys = zip(*batch)
            return torch.stack(xs).flatten(2), torch.stack(ys)

        for x, y in DataLoader(Pairs(), batch_size=4, collate_fn=collate):
            nn.Conv1d(3, 6, 3)(x)
            nn.Conv2d(3, 6, 3)(nn.Linear(64, 1)(x).squeeze(-1))
        """),
        "CL101 nn.Conv2d(3, 6, 3)(nn.Linear(64, 1)(x).squeeze(-1))",
    )


def test_items_that_are_dicts() -> None:
    finds(
        """
        from torch.utils.data import DataLoader, Dataset

        class Texts(Dataset):
            def __len__(self):
                return 10

            def __getitem__(self, i):
                return {"ids": torch.zeros(12, dtype=torch.long), "label": torch.tensor(1), "name": "text"}

        embed, head = nn.Embedding(100, 16), nn.Linear(16 * 12, 2)
        for batch in DataLoader(Texts(), batch_size=5):
            head(embed(batch["ids"]).flatten(1))
            head(embed(batch["ids"]))
        """,
        'CL102 head(embed(batch["ids"]))',
    )


def test_arrays_become_batches() -> None:
    finds(
        """
        import numpy as np
        from torch.utils.data import DataLoader, TensorDataset

        x = np.random.rand(100, 28, 28).astype(np.float32)[:, None]
        y = np.eye(10)[np.random.randint(0, 10, size=100)]
        data = TensorDataset(torch.from_numpy(x), torch.tensor(y))
        for a, b in DataLoader(data, batch_size=20):
            nn.Conv2d(1, 8, 3)(a)
            nn.Linear(8, 10)(b)
        """,
        "CL102 nn.Linear(8, 10)(b)",
    )


def test_a_loss_of_one_batch() -> None:
    finds(
        """
        logits = nn.Linear(4, 3)(torch.zeros(8, 4))
        F.cross_entropy(logits, torch.zeros(8, dtype=torch.long))
        F.cross_entropy(logits, torch.zeros(6, dtype=torch.long))
        """,
        "CL112 F.cross_entropy(logits, torch.zeros(6, dtype=torch.long))",
    )


def test_a_state_that_goes_round() -> None:
    finds(
        """
        cell, head = nn.GRUCell(4, 8), nn.Linear(4, 1)
        h = torch.zeros(2, 8)
        for x in torch.zeros(10, 2, 4):
            h = cell(x, h)
        head(h)
        """,
        "CL102 head(h)",
    )


def test_steps_until_a_reward() -> None:
    finds(
        """
        import random

        policy = nn.Linear(4, 2)
        state, done = torch.zeros(4), False
        while not done:
            action = policy(state).argmax()
            state, done = torch.randn(4), random.random() < 0.1
        policy(torch.cat([state, state]))
        """,
        "CL102 policy(torch.cat([state, state]))",
    )


def test_outputs_are_gathered() -> None:
    finds(
        with_data("""
        net, outputs = nn.Linear(8, 5), []
        for x, y in DataLoader(Pairs(50), batch_size=16):
            outputs.append(net(x))
        everything = torch.cat(outputs)
        nn.Linear(8, 1)(everything)
        """),
        "CL102 nn.Linear(8, 1)(everything)",
    )


def test_a_generator_with_weights_of_samples() -> None:
    finds(
        """
        import numpy as np
        from tensorflow import keras

        def batches():
            while True:
                yield np.zeros((4, 5)), np.zeros((4, 3)), np.zeros(4)

        model = keras.Sequential([keras.layers.Dense(3)])
        model.compile(loss="mse")
        model.fit(batches())
        model.predict(batches())
        keras.layers.Dense(3)(np.zeros((4, 5))) + np.zeros((4, 2))
        """,
        "CL105 keras.layers.Dense(3)(np.zeros((4, 5))) + np.zeros((4, 2))",
    )


def test_several_samples_of_a_part() -> None:
    silent(
        with_data(
            """
            train, valid = random_split(Pairs(), [40, 10])
            x, y = train[:]
            x[:, :, :, 0].flatten(1) @ torch.zeros(24, 2)
            """
        )
    )
    finds(
        with_data(
            """
            train, valid = random_split(Pairs(), [40, 10])
            x, y = train[0]
            x[:, :, :, 0]
            """
        ),
        "CL110 x[:, :, :, 0]",
    )
