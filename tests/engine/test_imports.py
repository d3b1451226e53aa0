"""Several files: absolute and relative imports, packages, re-exports, cycles, stars."""

from __future__ import annotations

from pathlib import Path

from support.linting import HEAD, finds, silent

from convlint.discovery import discover
from convlint.engine import analyse

BLOCK = """
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc = nn.Linear(width, 2 * width)

    def forward(self, x):
        return self.fc(x)
"""


def test_a_module_beside() -> None:
    finds(
        {"blocks.py": BLOCK, "main.py": "from blocks import Block\n\ny = Block(4)(torch.zeros(1, 4)).view(7)\n"},
        "CL104 y = Block(4)(torch.zeros(1, 4)).view(7)",
    )


def test_the_finding_stands_where_it_raises() -> None:
    finds(
        {"blocks.py": BLOCK, "main.py": "import blocks as b\n\ny = b.Block(4)(torch.zeros(1, 5))\n"},
        "CL102 return self.fc(x)",
    )


def test_a_package_with_relative_imports() -> None:
    finds(
        {
            "net/__init__.py": "from .model import Model\n",
            "net/layers/__init__.py": "from .blocks import *\n",
            "net/layers/blocks.py": BLOCK,
            "net/config.py": "WIDTH = 8\n",
            "net/model.py": """
                from . import config
                from .layers import Block
                from .config import WIDTH as W

                class Model(nn.Module):
                    def __init__(self):
                        super().__init__()
                        self.block = Block(config.WIDTH)
                        self.head = nn.Linear(W, 1)

                    def forward(self, x):
                        return self.head(self.block(x))
                """,
            "main.py": "from net import Model\n\nModel()(torch.zeros(1, 8))\n",
        },
        "CL102 return self.head(self.block(x))",
    )


def test_an_import_from_the_package_above() -> None:
    finds(
        {
            "app/__init__.py": "",
            "app/common.py": "WIDTH = 16\n",
            "app/sub/__init__.py": "",
            "app/sub/run.py": "from ..common import WIDTH\n\ny = nn.Linear(WIDTH, 1)(torch.zeros(2, 8))\n",
        },
        "CL102 y = nn.Linear(WIDTH, 1)(torch.zeros(2, 8))",
    )


def test_an_absolute_path_of_modules() -> None:
    finds(
        {
            "app/__init__.py": "",
            "app/parts/__init__.py": "",
            "app/parts/blocks.py": BLOCK,
            "main.py": "import app.parts.blocks\n\ny = app.parts.blocks.Block(3)(torch.zeros(1, 3)).view(5)\n",
        },
        "CL104 y = app.parts.blocks.Block(3)(torch.zeros(1, 3)).view(5)",
    )


def test_a_star_import_with_a_list() -> None:
    finds(
        {
            "sizes.py": '__all__ = ["WIDTH"]\nWIDTH = 4\nHEIGHT = 8\n',
            "main.py": "from sizes import *\n\ny = nn.Linear(WIDTH, 1)(torch.zeros(1, 5))\n",
        },
        "CL102 y = nn.Linear(WIDTH, 1)(torch.zeros(1, 5))",
    )


def test_modules_that_import_each_other() -> None:
    finds(
        {
            "a.py": """
                import b

                WIDTH = 4

                def build():
                    return nn.Linear(WIDTH, b.OUT)
                """,
            "b.py": """
                import a

                OUT = 2

                def check():
                    return a.build()(torch.zeros(1, 5))
                """,
            "main.py": "import a\nimport b\n\nb.check()\n",
        },
        "CL102 return a.build()(torch.zeros(1, 5))",
    )


def test_an_import_within_a_function() -> None:
    finds(
        {
            "sizes.py": "WIDTH = 4\n",
            "main.py": """
                def run():
                    from sizes import WIDTH
                    return nn.Linear(WIDTH, 1)(torch.zeros(1, 5))

                run()
                """,
        },
        "CL102 return nn.Linear(WIDTH, 1)(torch.zeros(1, 5))",
    )


def test_an_import_that_may_fail() -> None:
    silent(
        {
            "main.py": """
                try:
                    from fast_kernels import WIDTH
                except ImportError:
                    WIDTH = 4

                nn.Linear(WIDTH, 1)(torch.zeros(1, 5))
                """
        }
    )


def test_what_is_imported_from_elsewhere_is_unknown() -> None:
    silent("from elsewhere import Block\n\nnn.Linear(4, 1)(Block(3)(torch.zeros(1, 3)))\n")


def test_a_class_that_inherits_across_files() -> None:
    finds(
        {
            "blocks.py": BLOCK,
            "main.py": """
                from blocks import Block

                class Twice(Block):
                    def forward(self, x):
                        return super().forward(super().forward(x))

                Twice(4)(torch.zeros(1, 4))
                """,
        },
        "CL102 return self.fc(x)",
    )


def test_a_project_own_name_for_a_layer() -> None:
    silent(
        {
            "layers.py": """
                class Linear(nn.Module):
                    def __init__(self, n_out, n_in):
                        super().__init__()
                        self.fc = nn.Linear(n_in, n_out)

                    def forward(self, x):
                        return self.fc(x)
                """,
            "main.py": "from layers import Linear\n\nLinear(2, 4)(torch.zeros(1, 4))\n",
        }
    )


def test_a_call_into_a_file_that_is_not_linted(tmp_path: Path) -> None:
    """The finding stands at the call; what the other file would only try is no business of this one."""
    (tmp_path / "blocks.py").write_text(HEAD + BLOCK + "\n\nclass Wrong(Block):\n    def forward(self, x):\n"
                                        "        return self.fc(self.fc(x))\n")  # fmt: skip
    main = tmp_path / "main.py"
    main.write_text(
        HEAD + "from blocks import Block, Wrong\n\nBlock(4)(torch.zeros(1, 4))\nBlock(4)(torch.zeros(1, 5))\n"
    )
    findings = analyse(discover([str(main)]).project).findings
    assert [(finding.code, finding.span.start.row) for finding in findings] == [("CL102", 7)]
    assert [step.message for step in findings[0].trace][-1] == "fails here"


def test_a_submodule_whose_package_never_names_it(tmp_path: Path) -> None:
    package = tmp_path / "pack"
    package.mkdir()
    (package / "__init__.py").write_text("from pack.other import *\n")
    (package / "blocks.py").write_text(HEAD + BLOCK)
    (package / "other.py").write_text("blocks = None\n")
    main = tmp_path / "main.py"
    main.write_text(HEAD + "from pack import blocks\n\nblocks.Block(4)(torch.zeros(1, 5))\n")
    assert analyse(discover([str(main)]).project).findings == []
    (package / "__init__.py").write_text("import sys\n")
    findings = analyse(discover([str(main)]).project).findings
    assert [(finding.code, finding.span.start.row) for finding in findings] == [("CL102", 6)]


def test_a_part_of_the_source_of_a_declared_library(tmp_path: Path) -> None:
    """Its own modules stand for what is declared of them, so that they need not be read."""
    source = tmp_path / "keras" / "src"
    for name in ("", "layers", "applications"):
        (source / name).mkdir(parents=True, exist_ok=True)
        (source / name / "__init__.py").write_text("")
    (tmp_path / "keras" / "__init__.py").write_text("")
    (source / "api_export.py").write_text("keras_export = registry.export\n")
    model = source / "applications" / "mini.py"
    model.write_text(
        "import numpy as np\nfrom keras.src import layers\nfrom keras.src.api_export import keras_export\n"
        "from keras.src.models import Functional\n\n\n@keras_export('keras.applications.Mini')\ndef mini(features):\n"
        "    inputs = layers.Input((4,))\n    x = layers.Dense(features)(inputs)\n    return Functional(inputs, x)\n\n\n"
        "mini(2)(np.zeros((1, 4)))\nmini(2)(np.zeros((1, 3)))\n"
    )
    findings = analyse(discover([str(model)]).project).findings
    assert [finding.span.start.row for finding in findings] == [15]


def test_an_optional_import_by_a_function() -> None:
    finds(
        """
        from importlib import import_module

        def optional(module, name):
            try:
                home = import_module(module)
                found = getattr(home, name)
            except Exception:
                pass
            else:
                return found, True
            return None, False

        rearrange, has_einops = optional("einops", "rearrange")
        if has_einops:
            x = rearrange(torch.zeros(2, 12, 5), "b (h c) n -> b h n c", h=4)
            nn.Linear(4, 1)(x)
        """,
        "CL102 nn.Linear(4, 1)(x)",
    )


def test_a_name_that_a_package_has_only_after_the_module_that_imports_it() -> None:
    finds(
        {
            "pkg/__init__.py": "from .mixer import Mixer\nfrom .zeros import Zeros\n",
            "pkg/mixer.py": """
            from torch import nn
            from pkg import Zeros

            class Mixer(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.zeros = Zeros(12)
                    self.head = nn.Linear(10, 1)

                def forward(self, x):
                    return self.head(self.zeros(x))
            """,
            "pkg/zeros.py": """
            import torch
            from torch import nn

            class Zeros(nn.Module):
                def __init__(self, features):
                    super().__init__()
                    self.features = features

                def forward(self, x):
                    return torch.zeros(x.shape[0], self.features)
            """,
        },
        "CL102 return self.head(self.zeros(x))",
    )
