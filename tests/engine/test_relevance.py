"""Which files are read: those that name a library, and the scripts that run them."""

from __future__ import annotations

from pathlib import Path

from support.linting import finds, silent

from convlint.discovery import discover
from convlint.engine import analyse

NET = """from torch import nn, randn

class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, 2)

    def run(self):
        return self.fc(randn(2, 8))
"""


def findings(folder: Path, script: str) -> list[str]:
    (folder / "net.py").write_text(NET)
    (folder / "train.py").write_text(script)
    return [finding.code for finding in analyse(discover([str(folder)]).project).findings]


def test_a_script_that_imports_only_the_project(tmp_path: Path) -> None:
    assert findings(tmp_path, 'from net import Net\nif __name__ == "__main__":\n    Net(16).run()\n') == ["CL102"]


def test_a_script_without_a_guard(tmp_path: Path) -> None:
    assert findings(tmp_path, "import net\nmodel = net.Net(16)\nprint(model.run())\n") == ["CL102"]


def test_a_script_that_gives_it_what_fits(tmp_path: Path) -> None:
    assert findings(tmp_path, "from net import Net\nprint(Net(8).run())\n") == []


SQUEEZE = """
    {library}

    def squeeze(x):
        return x.reshape((0, -4, 2, -1, -2))

    class Squeeze:
        def run(self, x):
            return squeeze(x)
    """


def test_an_argument_asked_for_what_only_tensors_have() -> None:
    finds(SQUEEZE.format(library=""), "CL104 return x.reshape((0, -4, 2, -1, -2))")


def test_an_argument_that_may_be_another_library_s_array() -> None:
    """mxnet's `reshape` takes -2, -3 and -4."""
    silent(SQUEEZE.format(library="from mxnet import gluon"))
