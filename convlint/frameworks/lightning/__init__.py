"""PyTorch Lightning: modules whose steps the trainer calls with the batches of its loaders."""

from __future__ import annotations

from typing import Any

import convlint.frameworks.torch as torch_declarations  # the module derives from `torch.nn.Module`
from convlint.frameworks.common.inert import inert_class, nothing, something
from convlint.frameworks.common.registry import add_function, declare_class, op, prop, renamed
from convlint.frameworks.common.signature import Signature
from convlint.values import BoundMethod, Context, Instance, Unknown
from convlint.values.context import HANDED_OVER

MODULE, TRAINER, DATA = "lightning.LightningModule", "lightning.Trainer", "lightning.LightningDataModule"
assert torch_declarations
for _spelled in (
    "pytorch_lightning.",
    "lightning.pytorch.",
    "lightning.core.",
    "lightning.core.module.",
    "lightning.trainer.",
):
    renamed(_spelled, "lightning.")

_ANY = Signature.parse("self, *args, **kwargs")
SILENT = """log log_dict print save_hyperparameters manual_backward toggle_optimizer untoggle_optimizer clip_gradients freeze
unfreeze configure_callbacks lr_scheduler_step optimizer_step""".split()
SPEAKING = "optimizers lr_schedulers all_gather to_torchscript to_onnx".split()
STATE = """device dtype current_epoch global_step global_rank local_rank trainer logger loggers hparams hparams_initial
example_input_array automatic_optimization on_gpu fabric""".split()

declare_class(MODULE, "torch.nn.Module", driven=("forward",))
inert_class(DATA, silent="save_hyperparameters prepare_data setup teardown", speaking="hparams trainer")
for _name in SILENT:
    add_function(f"{MODULE}.{_name}", nothing, _ANY, counts=False)
for _name in SPEAKING:
    add_function(f"{MODULE}.{_name}", something, _ANY, counts=False)


@prop(*(f"{MODULE}.{name}" for name in STATE))
def state(cx: Context, self: Any) -> Any:
    """What the trainer knows."""
    return Unknown("state of a training run")


@op("lightning.seed_everything", counts=False)
def seed_everything(cx: Context, *args: Any, **kwargs: Any) -> Any:
    """Matters to no shape."""
    return Unknown("a seed", data=True)


# --- the trainer ------------------------------------------------------------------------------------------------------


inert_class(TRAINER, silent="save_checkpoint", speaking="callback_metrics")


@op(f"{TRAINER}.fit", counts=False)
def fit(
    cx: Context,
    self: Any,
    model: Any,
    train_dataloaders: Any = None,
    val_dataloaders: Any = None,
    datamodule: Any = None,
    ckpt_path: Any = None,
) -> None:
    """Trains and validates."""
    source = _prepared(cx, model, datamodule, "fit")
    _steps(cx, model, "training_step", train_dataloaders, source, "train_dataloader")
    _steps(cx, model, "validation_step", val_dataloaders, source, "val_dataloader")


def _declare_run(name: str, step: str, loader: str) -> None:
    @op(f"{TRAINER}.{name}", counts=False)
    def handler(cx: Context, self: Any, model: Any = None, dataloaders: Any = None, *more: Any, **kwargs: Any) -> Any:
        source = _prepared(cx, model, kwargs.get("datamodule"), name)
        _steps(cx, model, step, dataloaders, source, loader)
        return Unknown("results of a run", data=True)


for _name, _step, _loader in (
    ("validate", "validation_step", "val_dataloader"),
    ("test", "test_step", "test_dataloader"),
    ("predict", "predict_step", "predict_dataloader"),
):
    _declare_run(_name, _step, _loader)


def _prepared(cx: Context, model: Any, datamodule: Any, stage: str) -> Any:
    """Where loaders come from if they are not given: the data module, made ready, or the model itself."""
    cx.notes[HANDED_OVER] = True  # the trainer sets the modes
    if not isinstance(datamodule, Instance):
        return model
    _ask(cx, datamodule, "prepare_data")
    _ask(cx, datamodule, "setup", stage)
    return datamodule


def _ask(cx: Context, owner: Any, name: str, *args: Any) -> Any:
    """What a method of the program gives; None where there is none."""
    found = cx.find_attribute(owner, name) if isinstance(owner, Instance) else None
    return cx.call(found, args) if isinstance(found, BoundMethod) else None


def _steps(cx: Context, model: Any, step: str, given: Any, source: Any, loader: str) -> None:
    """One step with a batch like any that the loader gives."""
    batches = _ask(cx, source, loader) if given is None else given
    if isinstance(batches, Instance) and isinstance(model, Instance):
        _ask(cx, model, step, cx.element(batches), cx.fresh("batch_idx"))
