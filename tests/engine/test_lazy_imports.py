"""Modules run when something of them is asked for; what they do to others is not missed."""

from __future__ import annotations

from pathlib import Path

from support.linting import HEAD, finds, silent

from convlint.discovery import discover
from convlint.engine import analyse

REGISTRY = """
MODELS = {}

def register(fn):
    if fn.__name__ in MODELS:
        raise ValueError(fn.__name__)
    MODELS[fn.__name__] = fn
    return fn

def build(name):
    if name not in MODELS:
        raise ValueError(name)
    return MODELS[name]()
"""


def package(**files: str) -> dict[str, str]:
    return {
        "zoo/__init__.py": "from .registry import build\nfrom . import small, large\n",
        "zoo/registry.py": REGISTRY,
        "zoo/small.py": "from .registry import register\n\n@register\ndef small():\n    return nn.Linear(4, 2)\n",
        "zoo/large.py": "from .registry import register\n\n@register\ndef large():\n    return nn.Linear(64, 2)\n",
        **files,
    }


def test_a_registry_gives_what_a_module_that_nothing_names_registers() -> None:
    finds(
        package(**{"main.py": 'from zoo import build\n\nbuild("large")(torch.zeros(1, 4))\n'}),
        'CL102 build("large")(torch.zeros(1, 4))',
    )


def test_a_registry_that_is_asked_within_a_function() -> None:
    finds(
        package(**{"main.py": 'from zoo import build\n\ndef run():\n    build("small")(torch.zeros(1, 5))\n\nrun()\n'}),
        'CL102 build("small")(torch.zeros(1, 5))',
    )


def test_what_nobody_registers_is_not_known() -> None:
    silent(package(**{"main.py": 'from zoo import build\n\nbuild("huge")(torch.zeros(1, 4)).view(7)\n'}))


def test_a_default_where_a_registry_has_no_such_name_yet() -> None:
    silent(
        package(
            **{
                "main.py": """
                from zoo.registry import MODELS
                import zoo

                def width(name):
                    return 64 if name in MODELS else 4

                nn.Linear(width("large"), 2)(torch.zeros(1, 64))
                """
            }
        )
    )


def test_an_object_that_registers() -> None:
    registry = """
        class Registry:
            def __init__(self):
                self._known = {}

            def register(self, cls):
                self._known[cls.__name__] = cls
                return cls

            def build(self, name, *args):
                return self._known[name](*args)

        HEADS = Registry()
        """
    head = """
        from .registry import HEADS

        @HEADS.register
        class Head(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.fc = nn.Linear(width, 2)

            def forward(self, x):
                return self.fc(x)
        """
    finds(
        {
            "kit/__init__.py": "from .heads import *\nfrom .registry import HEADS\n",
            "kit/heads.py": head,
            "kit/registry.py": registry,
            "main.py": 'from kit import HEADS\n\nHEADS.build("Head", 8)(torch.zeros(1, 4))\n',
        },
        "CL102 return self.fc(x)",
    )


def test_a_module_that_replaces_what_is_not_its_own_runs_at_once() -> None:
    patch = "from . import layers\n\ndef linear(n, m):\n    return nn.Linear(m, n)\n\nlayers.linear = linear\n"
    layers = "def linear(n, m):\n    return nn.Linear(n, m)\n"
    silent(
        {
            "lib/__init__.py": "from . import patch\n",
            "lib/layers.py": layers,
            "lib/patch.py": patch,
            "main.py": "import lib\nfrom lib.layers import linear\n\nlib.patch\nlinear(4, 2)(torch.zeros(1, 2))\n",
        }
    )
    quick = "nn.Linear = lambda n, m: nn.Identity()\n"
    silent({"quick.py": quick, "main.py": "import quick\n\nnn.Linear(4, 2)(torch.zeros(1, 3))\n"})


def test_the_last_star_wins_and_a_star_replaces_what_was_before_it() -> None:
    files = {"a.py": "WIDTH = 4\n", "b.py": "WIDTH = 8\n"}
    silent({**files, "main.py": "from a import *\nfrom b import *\n\nnn.Linear(WIDTH, 1)(torch.zeros(1, 8))\n"})
    silent({**files, "main.py": "WIDTH = 3\nfrom a import *\n\nnn.Linear(WIDTH, 1)(torch.zeros(1, 4))\n"})
    finds(
        {**files, "main.py": "from a import *\nWIDTH = 3\n\nnn.Linear(WIDTH, 1)(torch.zeros(1, 4))\n"},
        "CL102 nn.Linear(WIDTH, 1)(torch.zeros(1, 4))",
    )


def test_stars_through_packages() -> None:
    finds(
        {
            "net/__init__.py": "from .all import *\n",
            "net/all.py": "from .sizes import *\nfrom .other import *\n",
            "net/other.py": "_WIDTH = 9\nDEPTH = 2\n",
            "net/sizes.py": "_WIDTH = 8\nWIDTH = 4\n",
            "main.py": "from net import *\n\nnn.Linear(WIDTH, 1)(torch.zeros(1, 5))\nlen([DEPTH])\n",
        },
        "CL102 nn.Linear(WIDTH, 1)(torch.zeros(1, 5))",
    )


def test_a_package_that_imports_a_part_of_itself() -> None:
    finds(
        {
            "net/__init__.py": "from . import ops\n",
            "net/ops.py": "def head(width):\n    return nn.Linear(width, 2)\n",
            "main.py": "from net import ops\n\nops.head(3)(torch.zeros(1, 4))\n",
        },
        "CL102 ops.head(3)(torch.zeros(1, 4))",
    )


def test_what_is_not_asked_for_is_not_even_parsed(tmp_path: Path) -> None:
    files = {
        "pkg/__init__.py": "from .a import *\nfrom .b import B\nfrom . import c\n",
        "pkg/a.py": "from .d import D\n\nA = 4\n",
        "pkg/b.py": "B = 5\n",
        "pkg/c.py": "C = 6\n",
        "pkg/d.py": "D = 7\n",
        "main.py": "from pkg import A\n\nnn.Linear(A, 1)(torch.zeros(1, 4))\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEAD + text if name == "main.py" else text)
    project = discover([str(tmp_path / "main.py")]).project
    assert analyse(project).findings == []
    read = {file.path.name for file in (*project.files, *project.read_too) if "_reader" in file.__dict__}
    assert read == {"main.py", "__init__.py", "a.py"}


LAZY = """
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .small import build
else:
    sys.modules[__name__] = Lazy(__name__, {"small": ["build"]})
"""


def test_a_package_that_says_what_it_has_only_to_type_checkers() -> None:
    files = {"zoo/__init__.py": LAZY, "zoo/small.py": "def build():\n    return nn.Linear(4, 2)\n"}
    for use in ("from zoo import build\n\nbuild()", "import zoo\n\nzoo.build()"):
        finds({**files, "main.py": f"{use}(torch.zeros(1, 5))\n"}, f"CL102 {use.split()[-1]}(torch.zeros(1, 5))")
    silent({**files, "main.py": "from zoo import large\n\nlarge()(torch.zeros(1, 5)).view(7)\n"})
