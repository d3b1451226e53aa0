"""What torch refuses before it computes: arguments that its functions do not have, and what is no tensor."""

from convlint.frameworks.common.registry import accept, strict

accept("convlint.frameworks.torch")
strict("torch.")
