"""Finds the tensor shape errors that must fail in PyTorch and Keras source, without importing or running it."""

__version__ = "0.1.0"
