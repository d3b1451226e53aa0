"""`torch.optim`: optimizers and learning rate schedules change numbers, never shapes."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_class
from convlint.frameworks.common.registry import op, renamed
from convlint.values import Context, Unknown

OPTIMIZER = "torch.optim.Optimizer"
OPTIMIZERS = (
    "ASGD Adadelta Adafactor Adagrad Adam AdamW Adamax LBFGS Muon NAdam RAdam RMSprop Rprop SGD SparseAdam".split()
)
SCHEDULE = "torch.optim.lr_scheduler.LRScheduler"
SCHEDULES = """ChainedScheduler ConstantLR CosineAnnealingLR CosineAnnealingWarmRestarts CyclicLR ExponentialLR LambdaLR LinearLR
MultiStepLR MultiplicativeLR OneCycleLR PolynomialLR ReduceLROnPlateau SequentialLR StepLR _LRScheduler""".split()

inert_class(
    OPTIMIZER,
    silent="zero_grad load_state_dict add_param_group register_step_post_hook register_step_pre_hook share_memory",
    speaking="state_dict",
)
inert_class(SCHEDULE, silent="step load_state_dict", speaking="state_dict get_last_lr get_lr")
inert_class("torch.optim.swa_utils.SWALR", SCHEDULE)
for _name in OPTIMIZERS:
    inert_class(f"torch.optim.{_name}", OPTIMIZER)
    renamed(f"torch.optim.{_name.lower()}.", "torch.optim.")
for _name in SCHEDULES:
    inert_class(f"torch.optim.lr_scheduler.{_name}", SCHEDULE)
renamed("torch.optim.optimizer.", "torch.optim.")


@op(f"{OPTIMIZER}.step", counts=False)
def step(cx: Context, self: Any, closure: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Calls the closure, which runs the model again."""
    return None if closure is None or isinstance(closure, Unknown) else cx.call(closure)
