"""CL009: convlint itself failed."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL009",
    name="internal-error",
    summary="convlint failed on this file",
    why="""
A mistake in convlint, not in the file. Every other file is still linted, and the exit status is 2. Please report it
with the smallest piece of code that shows it.
""",
)
