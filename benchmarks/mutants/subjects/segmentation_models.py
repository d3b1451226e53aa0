"""Decoders and networks of segmentation_models_pytorch."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject


def program(module: str, lines: str) -> Subject:
    """A module and what calls it."""
    return Subject(f"segmentation_models_pytorch.{module}", f"import torch\n{lines}")


PYRAMID = (
    "sizes = ((3, 256), (8, 128), (16, 64), (32, 32), (64, 16), (128, 8))\n"
    "features = [torch.randn(2, channels, size, size) for channels, size in sizes]\n"
)
CHANNELS = "(3, 8, 16, 32, 64, 128)"


def decoder(name: str, make: str) -> Subject:
    """A decoder of the features of an encoder."""
    return program(f"decoders.{name}.decoder", f"{PYRAMID}decoder = {make}\ndecoder(features)")


SUBJECTS = (
    program(
        "decoders.unet.decoder",
        "decoder = UnetDecoder((3, 16, 32, 64), (64, 32, 16), n_blocks=3, attention_type='scse')\n"
        "decoder([torch.randn(2, 3, 64, 64), torch.randn(2, 16, 32, 32), torch.randn(2, 32, 16, 16), torch.randn(2, 64, 8, 8)])",
    ),
    program(
        "decoders.fpn.decoder",
        "decoder = FPNDecoder((3, 8, 16, 32, 64, 128), pyramid_channels=16, segmentation_channels=32)\n"
        "sizes = ((3, 128), (8, 64), (16, 32), (32, 16), (64, 8), (128, 4))\n"
        "decoder([torch.randn(2, channels, size, size) for channels, size in sizes])",
    ),
    program("decoders.pspnet.decoder", "decoder = PSPDecoder((3, 8, 16))\ndecoder([torch.randn(2, 16, 16, 16)])"),
    decoder("unetplusplus", f"UnetPlusPlusDecoder({CHANNELS}, (32, 16, 8, 8, 4))"),
    decoder("linknet", f"LinknetDecoder({CHANNELS}, prefinal_channels=8)"),
    decoder("manet", f"MAnetDecoder({CHANNELS}, (32, 16, 16, 16, 16), reduction=4, pab_channels=8)"),
    decoder("pan", f"PANDecoder({CHANNELS}, encoder_depth=5, decoder_channels=8)"),
    decoder("upernet", f"UPerNetDecoder({CHANNELS}, decoder_channels=16)"),
    decoder("segformer", f"SegformerDecoder({CHANNELS}, segmentation_channels=16)"),
    program("decoders.unet.model", "model = Unet('resnet18', encoder_weights=None)\nmodel(torch.randn(2, 3, 64, 64))"),
)
