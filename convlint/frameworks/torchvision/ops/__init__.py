"""`torchvision.ops`: blocks, boxes, regions, pyramids and deformable convolutions."""

from convlint.frameworks.common.registry import renamed

for _file in """misc boxes roi_align roi_pool ps_roi_align ps_roi_pool poolers feature_pyramid_network deform_conv
stochastic_depth drop_block focal_loss giou_loss diou_loss ciou_loss""".split():
    renamed(f"torchvision.ops.{_file}.", "torchvision.ops.")

from convlint.frameworks.torchvision.ops import (  # noqa: E402, F401  (they register what they declare)
    blocks,
    boxes,
    deformable,
    dropping,
    pyramid,
    regions,
)
