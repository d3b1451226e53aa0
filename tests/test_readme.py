"""The README shows what the tool prints."""

from __future__ import annotations

import re
import shlex

from support.process import ROOT, run_python


def test_the_picture_is_what_the_tool_prints() -> None:
    picture = re.search(r"```text\n\$ (convlint .*?)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert picture is not None
    command, shown = picture.groups()
    assert run_python("-m", *shlex.split(command), cwd=ROOT).stdout == shown
