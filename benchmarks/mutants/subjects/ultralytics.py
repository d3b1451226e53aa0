"""Blocks of ultralytics."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject


def program(name: str, lines: str) -> Subject:
    """A module, and what calls it."""
    return Subject(f"ultralytics.nn.modules.{name}", f"import torch\n{lines}")


SUBJECTS = (
    program(
        "block",
        "x = torch.randn(1, 16, 16, 16)\n"
        "C2f(16, 16, 2, True)(x)\n"
        "SPPF(16, 16)(x)\n"
        "C3(16, 24)(x)\n"
        "DFL(4)(torch.randn(2, 16, 10))\n"
        "Proto(16, 8, 4)(x)\n"
        "C2fAttn(16, 16, ec=16, nh=2, gc=12)(x, torch.randn(1, 5, 12)) if False else None\n"
        "SCDown(16, 24, 3, 2)(x)\n"
        "C2PSA(128, 128)(torch.randn(1, 128, 8, 8))\n"
        "BottleneckCSP(16, 16)(x)\n"
        "GhostBottleneck(16, 16)(x)",
    ),
    program(
        "conv",
        "x = torch.randn(1, 16, 16, 16)\n"
        "Conv(16, 24, 3, 2)(x)\n"
        "Focus(16, 8)(x)\n"
        "GhostConv(16, 8)(x)\n"
        "RepConv(16, 16)(x)\n"
        "CBAM(16)(x)\n"
        "ConvTranspose(16, 8)(x)\n"
        "Concat()([x, x])\n"
        "LightConv(16, 8)(x)",
    ),
    program(
        "head",
        "model = Detect(5, ch=(8, 16))\n"
        "model.stride = torch.tensor([8.0, 16.0])\n"
        "model.eval()\n"
        "model([torch.randn(1, 8, 16, 16), torch.randn(1, 16, 8, 8)])\n"
        "Classify(16, 5)(torch.randn(2, 16, 4, 4))\n"
        "Segment(5, 4, 8, ch=(8, 16)).train()([torch.randn(1, 8, 16, 16), torch.randn(1, 16, 8, 8)])",
    ),
)
