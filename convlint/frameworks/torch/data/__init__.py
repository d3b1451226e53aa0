"""`torch.utils.data`: data sets, loaders, and how samples become batches."""

from convlint.frameworks.torch.data import datasets, loader, samplers, splitting  # noqa: F401  (they register themselves)
