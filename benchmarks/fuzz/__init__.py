"""Fuzzing: inputs that nobody would write, none of which may break convlint."""
