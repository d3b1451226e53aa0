"""Measurements of convlint, each a command: `python -m benchmarks.<name>`. Nothing here runs in the tests."""
