"""`torchvision.models`: the networks that people start from, with the names of their layers as far as they are used."""

from convlint.frameworks.torchvision.models import (  # noqa: F401  (they register what they declare)
    getter,
    plain,
    recorded,
    resnet,
)
