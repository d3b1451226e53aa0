"""The networks of torchvision: their features as torchvision 0.28 gives them, their layers by name, their heads replaced."""

from __future__ import annotations

import pytest
from support.linting import finds, silent

SIZES = (64, 75, 97, 128, 135, 224)
FEATURES = {
    "mobilenet_v2": (1280, (2, 3, 4, 4, 5, 7)),
    "mobilenet_v3_large": (960, (2, 3, 4, 4, 5, 7)),
    "mobilenet_v3_small": (576, (2, 3, 4, 4, 5, 7)),
    "densenet121": (1024, (2, 2, 3, 4, 4, 7)),
    "densenet161": (2208, (2, 2, 3, 4, 4, 7)),
    "densenet169": (1664, (2, 2, 3, 4, 4, 7)),
    "densenet201": (1920, (2, 2, 3, 4, 4, 7)),
    "efficientnet_b0": (1280, (2, 3, 4, 4, 5, 7)),
    "efficientnet_b3": (1536, (2, 3, 4, 4, 5, 7)),
    "efficientnet_v2_s": (1280, (2, 3, 4, 4, 5, 7)),
    "convnext_tiny": (768, (2, 2, 3, 4, 4, 7)),
    "convnext_base": (1024, (2, 2, 3, 4, 4, 7)),
    "squeezenet1_0": (512, (3, 4, 5, 7, 8, 13)),
    "squeezenet1_1": (512, (3, 4, 6, 7, 8, 13)),
}
"""Name -> channels of the features, and their size for each of SIZES."""
MODELS = "from torchvision import models\n"


@pytest.mark.parametrize("name", FEATURES)
def test_features_have_the_sizes_of_the_real_ones(name: str) -> None:
    channels, sizes = FEATURES[name]
    source = f"{MODELS}net = models.{name}(weights=None)\n" + "".join(
        f"net.features(torch.zeros(2, 3, {size}, {size})).view(2, {channels}, {made * made})\n"
        for size, made in zip(SIZES, sizes)
    )
    silent(source)
    line = f"net.features(torch.zeros(2, 3, 64, 64)).view(2, {channels + 1}, {sizes[0] ** 2})"
    finds(source + line, f"CL104 {line}")


HEADS = {
    "resnet18": ("fc", 512),
    "resnet34": ("fc", 512),
    "resnet50": ("fc", 2048),
    "resnext50_32x4d": ("fc", 2048),
    "wide_resnet50_2": ("fc", 2048),
    "vgg11": ("classifier[6]", 4096),
    "vgg16_bn": ("classifier[6]", 4096),
    "alexnet": ("classifier[6]", 4096),
    "densenet121": ("classifier", 1024),
    "mobilenet_v2": ("classifier[1]", 1280),
    "mobilenet_v3_small": ("classifier[3]", 1024),
    "efficientnet_b0": ("classifier[1]", 1280),
    "convnext_tiny": ("classifier[2]", 768),
}


@pytest.mark.parametrize("name", HEADS)
def test_a_head_is_replaced(name: str) -> None:
    head, width = HEADS[name]
    source = f"{MODELS}net = models.{name}()\nnet.{head} = nn.Linear(WIDTH, 7)\ny = net(torch.zeros(4, 3, 64, 64)).view(28)\n"
    silent(source.replace("WIDTH", f"net.{head}.in_features"))
    silent(source.replace("WIDTH", str(width)))
    finds(source.replace("WIDTH", str(width + 1)), "CL102 y = net(torch.zeros(4, 3, 64, 64)).view(28)")


def test_a_network_takes_three_channels() -> None:
    finds(
        MODELS + "y = models.resnet18(pretrained=True)(torch.zeros(8, 1, 64, 64))\n",
        "CL103 y = models.resnet18(pretrained=True)(torch.zeros(8, 1, 64, 64))",
    )


def test_a_first_layer_is_replaced() -> None:
    silent(
        MODELS
        + """
        net = models.resnet18()
        net.conv1 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        net(torch.zeros(8, 1, 64, 64))
        net = models.mobilenet_v2()
        net.features[0][0] = nn.Conv2d(1, 32, 3, 2, 1, bias=False)
        net(torch.zeros(8, 1, 64, 64))
        net = models.densenet121()
        net.features.conv0 = nn.Conv2d(1, 64, 7, 2, 3, bias=False)
        net(torch.zeros(8, 1, 64, 64))
        """.replace("\n        ", "\n")
    )


def test_a_trunk_of_children() -> None:
    finds(
        MODELS
        + """
net = models.resnet50()
trunk = nn.Sequential(*list(net.children())[:-1])
nn.Linear(net.fc.in_features, 2)(trunk(torch.zeros(2, 3, 64, 64)).flatten(1))
nn.Linear(512, 2)(trunk(torch.zeros(2, 3, 64, 64)).flatten(1))
""",
        "CL102 nn.Linear(512, 2)(trunk(torch.zeros(2, 3, 64, 64)).flatten(1))",
    )


def test_stages_by_name() -> None:
    finds(
        MODELS
        + """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        base = models.resnet34()
        self.stem = nn.Sequential(base.conv1, base.bn1, base.relu, base.maxpool)
        self.layer1, self.layer2 = base.layer1, base.layer2
        self.up = nn.Conv2d(64, 64, 1)

    def forward(self, x):
        a = self.layer1(self.stem(x))
        b = self.layer2(a)
        return self.up(b)
""",
        "CL103 return self.up(b)",
    )


def test_a_network_of_own_depths() -> None:
    finds(
        MODELS
        + """
from torchvision.models.resnet import BasicBlock, ResNet

class Own(ResNet):
    def __init__(self):
        super().__init__(BasicBlock, [1, 1, 1, 1], num_classes=6)

Own()(torch.zeros(1, 3, 64, 64)).view(6)
Own()(torch.zeros(1, 3, 64, 64)).view(7)
""",
        "CL104 Own()(torch.zeros(1, 3, 64, 64)).view(7)",
    )


def test_a_variant_is_open() -> None:
    silent(MODELS + "models.resnet50(replace_stride_with_dilation=[0, 1, 1])(torch.zeros(1, 4, 64, 64))\n")


def test_some_weights_are_for_larger_images() -> None:
    weights = "models.ViT_B_16_Weights.IMAGENET1K_"
    line = "models.vit_b_16(weights={})(torch.zeros(1, 3, 384, 384))\n"
    silent(MODELS + line.format(f"{weights}SWAG_E2E_V1") + line.format('"IMAGENET1K_SWAG_E2E_V1"'))
    silent(MODELS + line.format("WEIGHTS[1]") + line.format('"DEFAULT"').replace("b_16", "h_14").replace("384", "518"))
    for usual in (f"{weights}V1", f"{weights}SWAG_LINEAR_V1", '"DEFAULT"', "None"):
        finds(MODELS + line.format(usual), f"CL117 {line.format(usual)[:-1]}")
