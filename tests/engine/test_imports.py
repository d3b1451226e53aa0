"""Several files: absolute and relative imports, packages, re-exports, cycles, stars."""

from __future__ import annotations

from support.linting import finds, silent

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
