"""docs/configuration.md is what the declarations say, and its example holds."""

from __future__ import annotations

import re

from support.process import ROOT, run_python

from convlint.config import nearest


def test_the_page_is_fresh() -> None:
    run = run_python("tools/settings_page.py", "--check")
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_example_of_the_page_is_valid(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    examples = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text("utf-8"), re.DOTALL)
    assert len(examples) > 10
    for example in examples:
        (folder / "pyproject.toml").write_text(example)
        found = nearest(folder)
        assert found is not None
        assert found.values
