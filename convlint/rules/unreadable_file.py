"""CL002: the file cannot be read or decoded."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL002",
    name="unreadable-file",
    summary="the file cannot be read or decoded",
    why="""
The file vanished, may not be read, or holds bytes that are not in its encoding (UTF-8, unless its first lines declare
another). Every other file is still linted, and the exit status is 2.
""",
)
