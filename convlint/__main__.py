"""`python -m convlint`."""

import os
import sys

try:
    here = os.getcwd()
except OSError:  # it was removed
    here = ""
# Python looks for modules in the current folder first, and what is linted there must not be imported.
if sys.path[:1] == [here] != [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]:
    del sys.path[0]

from convlint.cli import run

if __name__ == "__main__":
    run()
