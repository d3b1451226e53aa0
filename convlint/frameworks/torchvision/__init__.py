"""`torchvision`: data sets and transforms, as far as the shapes of images go."""

from convlint.frameworks.common.registry import accept, declare_also
from convlint.frameworks.torchvision import (  # noqa: F401  (they register what they declare)
    colour_transforms,
    colours,
    datasets,
    functional,
    labelled_datasets,
    models,
    ops,
    others,
    padding,
    size_transforms,
    tensor_transforms,
    transform_lists,
    warping,
)

declare_also("torchvision.transforms.", "torchvision.transforms.v2.", {"inpt": ("img", "tensor", "image", "pic")})
accept("convlint.frameworks.torchvision")
