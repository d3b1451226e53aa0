"""`torchvision`: data sets and transforms, as far as the shapes of images go."""

from convlint.frameworks.torchvision import (  # noqa: F401  (they register what they declare)
    colour_transforms,
    datasets,
    functional,
    labelled_datasets,
    models,
    ops,
    others,
    size_transforms,
    tensor_transforms,
    transform_lists,
)
