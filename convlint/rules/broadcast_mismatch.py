"""CL105: operands that do not broadcast."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL105",
    name="broadcast-mismatch",
    summary="the shapes of the operands cannot be broadcast together",
    why="""
Elementwise operators align shapes from the right; two sizes fit if they are equal or one of them is 1. The same holds
for `expand`, which only stretches sizes of 1. Typical causes are a skip connection around a layer that changes the
size, and a per-channel scale without its trailing dimensions.
""",
    bad="""
import torch

image = torch.randn(3, 32, 48)
mean = torch.tensor([0.485, 0.456, 0.406])
print(image - mean)
""",
    good="""
import torch

image = torch.randn(3, 32, 48)
mean = torch.tensor([0.485, 0.456, 0.406])
print(image - mean[:, None, None])
""",
    says=("The size of tensor a (48) must match the size of tensor b (3) at non-singleton dimension 2",),
)
