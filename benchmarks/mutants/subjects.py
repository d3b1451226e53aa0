"""Working model files of installed packages, each with the lines that build and call one of its models.

Sizes are small, so that a run takes a second or two, but as the models want them: what counts is the code of the file.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """A module of an installed package; `before` is run ahead of it, in the framework only."""

    module: str
    lines: str
    framework: str = "torch"
    before: str = ""

    @property
    def name(self) -> str:
        return self.module

    def program(self, source: str) -> str:
        """The module's text with the lines behind it; the rows of the module stay."""
        return f"{source}\n{self.lines}\n"


EMPTY_REGISTRY = "from torchvision.models import _api; _api.BUILTIN_MODELS.clear()"


def _torch(module: str, model: str, size: str, before: str = "") -> Subject:
    return Subject(module, f"import torch\nmodel = {model}\nx = torch.randn({size})\nmodel(x)", "torch", before)


def _torchvision(module: str, model: str, size: str) -> Subject:
    return _torch(f"torchvision.models.{module}", model, size, EMPTY_REGISTRY)


def _timm(module: str, model: str, size: str = "2, 3, 224, 224") -> Subject:
    return _torch(f"timm.models.{module}", model, size)


def _monai(module: str, model: str, size: str) -> Subject:
    return _torch(f"monai.networks.nets.{module}", model, size)


def _smp(module: str, lines: str) -> Subject:
    return Subject(f"segmentation_models_pytorch.{module}", f"import torch\n{lines}")


def _keras(module: str, model: str, size: str) -> Subject:
    lines = f"import numpy as np\nmodel = {model}\nx = np.random.rand({size}).astype('float32')\nmodel(x)"
    return Subject(f"keras.src.applications.{module}", lines, "keras")


SUBJECTS = (
    _torchvision("alexnet", "alexnet()", "2, 3, 224, 224"),
    _torchvision("vgg", "vgg11(num_classes=10)", "2, 3, 64, 64"),
    _torchvision("resnet", "resnet50()", "2, 3, 64, 64"),
    _torchvision("squeezenet", "squeezenet1_1()", "2, 3, 64, 64"),
    _torchvision("densenet", "densenet121()", "2, 3, 64, 64"),
    _torchvision("googlenet", "googlenet(init_weights=False)", "2, 3, 96, 96"),
    _torchvision("inception", "inception_v3(init_weights=False)", "2, 3, 299, 299"),
    _torchvision("mobilenetv2", "mobilenet_v2()", "2, 3, 64, 64"),
    _torchvision("mobilenetv3", "mobilenet_v3_small()", "2, 3, 64, 64"),
    _torchvision("mnasnet", "mnasnet0_5()", "2, 3, 64, 64"),
    _torchvision("shufflenetv2", "shufflenet_v2_x0_5()", "2, 3, 64, 64"),
    _torchvision("efficientnet", "efficientnet_b0()", "2, 3, 64, 64"),
    _torchvision("regnet", "regnet_x_400mf()", "2, 3, 64, 64"),
    _torchvision("convnext", "convnext_tiny()", "2, 3, 64, 64"),
    _torchvision(
        "vision_transformer",
        "VisionTransformer(image_size=32, patch_size=8, num_layers=2, num_heads=4, hidden_dim=64, mlp_dim=96)",
        "2, 3, 32, 32",
    ),
    _torchvision("swin_transformer", "swin_t()", "2, 3, 64, 64"),
    _torchvision("maxvit", "maxvit_t()", "2, 3, 224, 224"),
    _torchvision("segmentation.deeplabv3", "deeplabv3_mobilenet_v3_large(weights_backbone=None)", "2, 3, 64, 64"),
    _torchvision("segmentation.lraspp", "lraspp_mobilenet_v3_large(weights_backbone=None)", "2, 3, 64, 64"),
    _torchvision("video.resnet", "r3d_18()", "1, 3, 8, 32, 32"),
    Subject(
        "torchvision.models.optical_flow.raft",
        "import torch\nmodel = raft_small()\none = torch.randn(1, 3, 128, 128)\nmodel(one, one, num_flow_updates=2)",
        before=EMPTY_REGISTRY,
    ),
    _timm("resnet", "resnet18()", "2, 3, 64, 64"),
    _timm("vision_transformer", "vit_tiny_patch16_224()"),
    _timm("mlp_mixer", "mixer_s32_224()"),
    _timm("convmixer", "ConvMixer(64, 3, kernel_size=5, patch_size=8)", "2, 3, 64, 64"),
    _timm("ghostnet", "ghostnet_050()", "2, 3, 64, 64"),
    _timm("pit", "pit_ti_224()"),
    _timm("cait", "cait_xxs24_224(depth=2)"),
    _timm("mobilevit", "mobilevit_xxs()", "2, 3, 64, 64"),
    _timm("levit", "levit_128s()"),
    _timm("nest", "nest_tiny()"),
    _timm("xcit", "xcit_nano_12_p16_224()"),
    _timm("dla", "dla34()", "2, 3, 64, 64"),
    _timm("hrnet", "hrnet_w18_small()", "2, 3, 64, 64"),
    _timm("res2net", "res2net50_26w_4s()", "2, 3, 64, 64"),
    _timm("selecsls", "selecsls42b()", "2, 3, 64, 64"),
    _timm("vovnet", "ese_vovnet19b_slim()", "2, 3, 64, 64"),
    _timm("tnt", "tnt_s_legacy_patch16_224()"),
    _timm("metaformer", "poolformer_s12()", "2, 3, 64, 64"),
    _timm("convnext", "convnext_atto()", "2, 3, 64, 64"),
    _timm("starnet", "starnet_s1()", "2, 3, 64, 64"),
    _monai("unet", "UNet(2, 1, 3, (8, 16, 32), (2, 2), num_res_units=2)", "1, 1, 32, 32"),
    _monai("basic_unet", "BasicUNet(2, 1, 2, features=(8, 8, 16, 32, 64, 8))", "1, 1, 32, 32"),
    _monai("attentionunet", "AttentionUnet(2, 1, 2, (8, 16, 32), (2, 2))", "1, 1, 32, 32"),
    _monai("autoencoder", "AutoEncoder(2, 1, 1, (4, 8, 16), (2, 2, 2), num_res_units=1)", "1, 1, 32, 32"),
    _monai("densenet", "DenseNet(2, 1, 3, init_features=8, growth_rate=4, block_config=(2, 2))", "1, 1, 32, 32"),
    _monai("segresnet", "SegResNet(2, 8, 1, 2)", "1, 1, 32, 32"),
    _monai("senet", "SEResNet50(spatial_dims=2, in_channels=3, num_classes=4)", "2, 3, 64, 64"),
    _monai("vnet", "VNet(2, 1, 2)", "1, 1, 32, 32"),
    _monai("unetr", "UNETR(1, 2, (32, 32), 8, 48, 64, 4, spatial_dims=2)", "1, 1, 32, 32"),
    _monai("vit", "ViT(1, (32, 32), (8, 8), 48, 64, 2, 4, classification=True, spatial_dims=2)", "1, 1, 32, 32"),
    _monai("highresnet", "HighResNet(2, 1, 2)", "1, 1, 32, 32"),
    _monai("generator", "Generator((16,), (8, 4, 4), (8, 4, 1), (2, 2, 1))", "2, 16"),
    _monai("regressor", "Regressor((1, 16, 16), (2, 3), (4, 8), (2, 2))", "2, 1, 16, 16"),
    _monai("efficientnet", "EfficientNetBN('efficientnet-b0', pretrained=False)", "1, 3, 64, 64"),
    _smp(
        "decoders.unet.decoder",
        "decoder = UnetDecoder((3, 8, 16, 32), (16, 8, 4), n_blocks=3, attention_type='scse')\n"
        "decoder([torch.randn(2, 3, 64, 64), torch.randn(2, 8, 32, 32), torch.randn(2, 16, 16, 16), torch.randn(2, 32, 8, 8)])",
    ),
    _smp(
        "decoders.fpn.decoder",
        "decoder = FPNDecoder((3, 8, 16, 32, 64, 128), pyramid_channels=16, segmentation_channels=32)\n"
        "sizes = ((3, 128), (8, 64), (16, 32), (32, 16), (64, 8), (128, 4))\n"
        "decoder([torch.randn(2, channels, size, size) for channels, size in sizes])",
    ),
    _smp("decoders.pspnet.decoder", "decoder = PSPDecoder((3, 8, 16))\ndecoder([torch.randn(2, 16, 16, 16)])"),
    _keras("vgg16", "VGG16(weights=None, input_shape=(64, 64, 3), classes=10)", "1, 64, 64, 3"),
    _keras("resnet", "ResNet50(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("mobilenet", "MobileNet(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("mobilenet_v2", "MobileNetV2(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("mobilenet_v3", "MobileNetV3Small(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("densenet", "DenseNet121(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("xception", "Xception(weights=None, input_shape=(96, 96, 3))", "1, 96, 96, 3"),
    _keras("inception_v3", "InceptionV3(weights=None, input_shape=(96, 96, 3))", "1, 96, 96, 3"),
    _keras("efficientnet", "EfficientNetB0(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("convnext", "ConvNeXtTiny(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    _keras("nasnet", "NASNetMobile(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
)
