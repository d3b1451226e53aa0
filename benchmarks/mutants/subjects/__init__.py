"""Working model files of installed packages, each with the lines that build and call one of its models; and programs of one's own.

Sizes are small, so that a run takes a second or two, but as the models want them: what counts is the code of the file.
"""

from __future__ import annotations

from benchmarks.mutants.subjects import (
    diffusers,
    keras,
    keras_hub,
    monai,
    segmentation_models,
    timm,
    torchaudio,
    torchvision,
    transformers,
    ultralytics,
)
from benchmarks.mutants.subjects.subject import Subject

PACKAGES = (
    torchvision,
    timm,
    monai,
    segmentation_models,
    transformers,
    diffusers,
    torchaudio,
    ultralytics,
    keras,
    keras_hub,
)
SUBJECTS: tuple[Subject, ...] = tuple(subject for package in PACKAGES for subject in package.SUBJECTS)

__all__ = ["SUBJECTS", "Subject"]
