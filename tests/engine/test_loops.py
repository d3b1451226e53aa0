"""Loops over what is not known: the first turn is as it would be, later ones are summed up."""

from __future__ import annotations

from tests.support.linting import finds, silent


def test_what_the_first_turn_makes() -> None:
    silent(
        """
        def collect(batches):
            rows = torch.zeros(0)
            for i, batch in enumerate(batches):
                made = torch.zeros(4, 3)
                if i == 0:
                    rows = made
                else:
                    rows = torch.cat([rows, made])
            return rows
        """
    )


def test_layers_made_in_a_loop_keep_their_sizes() -> None:
    finds(
        """
        def build(names):
            layers = []
            for name in names:
                layers.append(nn.Linear(8, 16))
            for layer in layers:
                layer(torch.zeros(2, 4))
        """,
        "CL102 layer(torch.zeros(2, 4))",
    )


def test_lists_that_grow_after_they_were_made_anew() -> None:
    silent(
        """
        def batches(rows):
            batch = []
            for row in rows:
                if len(batch) + len(row) > 128:
                    yield torch.zeros(len(batch), 3)
                    batch = []
                batch.extend(row)
            if batch:
                yield torch.zeros(len(batch), 3)

        def first(rows):
            return next(batches(rows))[0]
        """
    )


def test_a_name_with_another_value_below() -> None:
    silent(
        """
        classes = 2
        labels = torch.zeros(5, classes)

        def check():
            return labels + torch.zeros(5, classes)

        classes = 10
        """
    )
