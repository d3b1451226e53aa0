"""The rest of torchvision: what is known to change nothing and to say nothing."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.inert import inert_functions, unknown_functions
from convlint.frameworks.common.registry import op
from convlint.symbolic import Shape
from convlint.values import Context, Tensor

inert_functions("torchvision.utils.save_image", "torchvision.disable_beta_transforms_warning",
                "torchvision.set_image_backend", "torchvision.io.write_png", "torchvision.io.write_jpeg")  # fmt: skip
unknown_functions(
    *(
        f"torchvision.utils.{name}"
        for name in "make_grid draw_bounding_boxes draw_segmentation_masks draw_keypoints".split()
    ),
)


@op("torchvision.io.read_image", "torchvision.io.decode_image", "torchvision.io.image.read_image", counts=False)
def read_image(cx: Context, path: Any, *args: Any, **kwargs: Any) -> Tensor:
    """(C, H, W) of bytes."""
    return Tensor(Shape.of(cx.fresh("channels", 1), cx.fresh("height", 1), cx.fresh("width", 1)), "int")
