"""What older versions of a package take, read from their wheels."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tools.older_arguments import Wheel, merged

SOURCE = """
class Base:
    def __init__(self, degrees, resample=False, *, fill=0):
        ...

    def forward(self, img): ...


class Rotation(Base): ...


def rotate(img, angle, resample=0): ...


def anything(*images): ...
"""


def test_a_wheel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "vision-0.1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("vision/transforms/transforms.py", SOURCE)
    wheel = Wheel(path)
    assert wheel.parameters("vision.transforms.Rotation") == "degrees, resample=, *, fill="
    assert wheel.parameters("vision.transforms.Rotation.forward") == "self, img"
    assert wheel.parameters("vision.transforms.transforms.rotate") == "img, angle, resample="
    assert wheel.parameters("vision.transforms.anything") is None
    assert wheel.parameters("vision.transforms.nothing") is None


def test_versions_are_merged() -> None:
    both = merged("degrees, interpolation=, expand=, *, fill=", ["degrees=, resample=, expand=, fill=", None])
    assert both == "degrees=, interpolation/resample=, expand=, fill="
    assert merged("size", []) == "size"
