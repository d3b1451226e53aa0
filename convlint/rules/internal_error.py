"""CL009: convlint itself failed."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL009",
    name="internal-error",
    summary="convlint failed on this file",
    why="""
A mistake in convlint, not in the file. Every other file is still linted, and the exit status is 2. Please report it as an
issue of convlint's repository, with the line that was printed, the output of `convlint --version` and `python --version`, and the
file, or the smallest part of it that shows the mistake. `CONVLINT_DEBUG=1 convlint FILE` prints where it happened. Until it is
mended, `exclude` leaves the file out.
""",
)
