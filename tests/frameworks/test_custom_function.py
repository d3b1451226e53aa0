"""`torch.autograd.Function`: its `apply` runs the project's `forward`."""

from __future__ import annotations

from support.linting import finds, silent

FUNCTIONS = """
class Product(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, w):
        ctx.save_for_backward(x, w)
        ctx.rows = x.shape[0]
        return x @ w, x.sum()

    @staticmethod
    def backward(ctx, grad, _):
        x, w = ctx.saved_tensors
        return grad @ w.t(), x.t() @ grad

class Repeat(torch.autograd.Function):
    @staticmethod
    def forward(x, times):
        return x.repeat(1, times)

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.times = inputs[1]

    @staticmethod
    def backward(ctx, grad):
        return grad.chunk(ctx.times, 1)[0], None

product = Product.apply
"""


def test_what_it_gives_has_a_shape() -> None:
    finds(
        FUNCTIONS
        + """
y, total = product(torch.zeros(3, 4), torch.zeros(4, 5))
nn.Linear(10, 2)(Repeat.apply(y, 2))
nn.Linear(5, 2)(Repeat.apply(y, 2))
""",
        "CL102 nn.Linear(5, 2)(Repeat.apply(y, 2))",
    )


def test_what_fails_in_it_is_found() -> None:
    finds(FUNCTIONS + "product(torch.zeros(3, 4), torch.zeros(3, 5))\n", "CL107 return x @ w, x.sum()")


def test_an_instance_of_the_old_kind_is_unknown() -> None:
    silent(FUNCTIONS + "nn.Linear(7, 2)(Product()(torch.zeros(3, 4), torch.zeros(4, 5))[0])\n")
