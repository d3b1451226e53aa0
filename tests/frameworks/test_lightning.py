"""PyTorch Lightning: what the trainer calls, and with which batches."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

PROGRAM = """
import {library} as pl
from torch.utils.data import DataLoader, TensorDataset

class Autoencoder(pl.LightningModule):
    def __init__(self, inputs=784, latent=16):
        super().__init__()
        self.save_hyperparameters()
        self.encoder = nn.Linear(inputs, latent)
        self.decoder = nn.Linear(latent, inputs)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        x = x.flatten(1)
        loss = F.mse_loss(self.decoder(self.encoder(x)), x)
        self.log("loss", loss, prog_bar=True)
        return loss

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log("score", self.encoder(x.flatten(1)) @ torch.ones({rows}))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)

class Data(pl.LightningDataModule):
    def setup(self, stage=None):
        self.data = TensorDataset(torch.rand(32, 1, {side}, {side}), torch.zeros(32))

    def train_dataloader(self):
        return DataLoader(self.data, batch_size=8, shuffle=True)

    val_dataloader = train_dataloader
"""


@pytest.mark.parametrize("library", ["lightning", "lightning.pytorch", "pytorch_lightning"])
def test_batches_of_a_data_module(library: str) -> None:
    run = "pl.Trainer(max_epochs=1).fit(Autoencoder(), datamodule=Data())\n"
    silent(program(library, rows=16, side=28) + run)
    finds(
        program(library, rows=15, side=28) + run, 'CL107 self.log("score", self.encoder(x.flatten(1)) @ torch.ones(15))'
    )


def test_a_loader_that_is_given() -> None:
    run = "pl.Trainer().test(Autoencoder(), DataLoader(TensorDataset(torch.rand(4, 3), torch.rand(4))))\n"
    silent(program("lightning", rows=16, side=28) + run)
    run = run.replace(".test(", ".fit(")
    line = "loss = F.mse_loss(self.decoder(self.encoder(x)), x)"
    finds(program("lightning", rows=16, side=28) + run, f"CL102 {line}")


def test_a_step_that_nothing_calls() -> None:
    finds(
        program("lightning", rows=15, side=28),
        'CL107 self.log("score", self.encoder(x.flatten(1)) @ torch.ones(15))',
    )


def program(library: str, rows: int, side: int) -> str:
    return PROGRAM.format(library=library, rows=rows, side=side)
