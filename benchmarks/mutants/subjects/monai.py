"""Networks of monai."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject, torch_model


def model(module: str, make: str, size: str) -> Subject:
    """A network."""
    return torch_model(f"monai.networks.nets.{module}", make, size)


def part(module: str, lines: str) -> Subject:
    """A block, or a network that takes more than one tensor."""
    return Subject(f"monai.networks.{module}", f"import torch\n{lines}")


SUBJECTS = (
    model("unet", "UNet(2, 1, 3, (8, 16, 32), (2, 2), num_res_units=2)", "1, 1, 32, 32"),
    model("basic_unet", "BasicUNet(2, 1, 2, features=(8, 8, 16, 32, 64, 8))", "1, 1, 32, 32"),
    model("attentionunet", "AttentionUnet(2, 1, 2, (8, 16, 32), (2, 2))", "1, 1, 32, 32"),
    model("autoencoder", "AutoEncoder(2, 1, 1, (4, 8, 16), (2, 2, 2), num_res_units=1)", "1, 1, 32, 32"),
    model("densenet", "DenseNet(2, 1, 3, init_features=8, growth_rate=4, block_config=(2, 2))", "1, 1, 32, 32"),
    model("segresnet", "SegResNet(2, 8, 1, 2)", "1, 1, 32, 32"),
    model("senet", "SEResNet50(spatial_dims=2, in_channels=3, num_classes=4)", "2, 3, 64, 64"),
    model("vnet", "VNet(2, 1, 2)", "1, 1, 32, 32"),
    model("unetr", "UNETR(1, 2, (32, 32), 8, 48, 64, 4, spatial_dims=2)", "1, 1, 32, 32"),
    model("vit", "ViT(1, (32, 32), (8, 8), 48, 64, 2, 4, classification=True, spatial_dims=2)", "1, 1, 32, 32"),
    model("highresnet", "HighResNet(2, 1, 2)", "1, 1, 32, 32"),
    model("generator", "Generator((16,), (8, 4, 4), (8, 4, 1), (2, 2, 1))", "2, 16"),
    model("regressor", "Regressor((1, 16, 16), (2, 3), (4, 8), (2, 2))", "2, 1, 16, 16"),
    model("efficientnet", "EfficientNetBN('efficientnet-b0', pretrained=False)", "1, 3, 64, 64"),
    model("ahnet", "AHNet(spatial_dims=2, out_channels=2, psp_block_num=0)", "1, 1, 64, 64"),
    model("basic_unetplusplus", "BasicUNetPlusPlus(2, 1, 2, features=(8, 8, 16, 32, 64, 8))", "1, 1, 32, 32"),
    model(
        "dynunet",
        "DynUNet(2, 1, 2, [3, 3, 3], [1, 2, 2], [2, 2], filters=[8, 16, 32], deep_supervision=True, deep_supr_num=1)",
        "1, 1, 32, 32",
    ),
    model("fullyconnectednet", "FullyConnectedNet(10, 3, [8, 16])", "2, 10"),
    model("hovernet", "HoVerNet(mode='fast', in_channels=3, out_classes=2)", "1, 3, 256, 256"),
    model("mednext", "MedNeXt(2, init_filters=8, in_channels=1, out_channels=2)", "1, 1, 64, 64"),
    model("milmodel", "MILModel(2, mil_mode='att_trans', pretrained=False)", "1, 2, 3, 64, 64"),
    model("quicknat", "Quicknat(num_classes=3, num_channels=1, num_filters=8)", "1, 1, 32, 32"),
    model("regunet", "RegUNet(2, 1, 8, 2, out_channels=2, extract_levels=(0, 1, 2))", "1, 1, 32, 32"),
    model("resnet", "resnet10(spatial_dims=2, n_input_channels=1, num_classes=3)", "1, 1, 64, 64"),
    model("restormer", "Restormer(2, 1, 1, dim=8, num_blocks=(1, 1, 1), heads=(1, 2, 4))", "1, 1, 32, 32"),
    model("segresnet_ds", "SegResNetDS(2, 8, 1, 2, blocks_down=(1, 2), dsdepth=1)", "1, 1, 32, 32"),
    model("swin_unetr", "SwinUNETR(1, 2, feature_size=12, spatial_dims=2)", "1, 1, 64, 64"),
    Subject(
        "monai.networks.nets.transformer",
        "model = DecoderOnlyTransformer(num_tokens=10, max_seq_len=16, attn_layers_dim=16, attn_layers_depth=2, "
        "attn_layers_heads=4)\nmodel(torch.randint(0, 10, (2, 12)))",
    ),
    model("varautoencoder", "VarAutoEncoder(2, (1, 32, 32), 1, 4, (4, 8), (2, 2))", "1, 1, 32, 32"),
    model(
        "vitautoenc",
        "ViTAutoEnc(1, (32, 32), (4, 4), hidden_size=48, num_heads=4, mlp_dim=64, num_layers=2, spatial_dims=2)",
        "1, 1, 32, 32",
    ),
    Subject(
        "monai.networks.nets.voxelmorph",
        "model = VoxelMorphUNet(2, 2, 3, (8, 8, 8, 8, 8, 8), 8, 8, (2, 2))\nmodel(torch.randn(1, 2, 64, 64))\n"
        "import torch\n",
    ),
    model("classifier", "Discriminator((1, 16, 16), (2, 3), (2, 2))", "2, 1, 16, 16"),
    Subject(
        "monai.networks.nets.diffusion_model_unet",
        "model = DiffusionModelUNet(2, 1, 1, channels=(8, 16), attention_levels=(False, True), num_res_blocks=1, "
        "num_head_channels=8, norm_num_groups=4)\nmodel(torch.randn(1, 1, 16, 16), torch.tensor([3]))",
    ),
    model(
        "autoencoderkl",
        "AutoencoderKL(2, 1, 1, num_res_blocks=(1, 1), channels=(8, 16), attention_levels=(False, True), norm_num_groups=4)",
        "1, 1, 16, 16",
    ),
    model(
        "vqvae",
        "VQVAE(2, 1, 1, channels=(8, 8), num_res_channels=(8, 8), num_embeddings=8, embedding_dim=8)",
        "1, 1, 32, 32",
    ),
    model("patchgan_discriminator", "PatchDiscriminator(2, 8, 1, num_layers_d=2)", "1, 1, 32, 32"),
    Subject(
        "monai.networks.nets.spade_network",
        "model = SPADENet(2, 1, 1, 3, [16, 16], channels=[8, 16], z_dim=8)\n"
        "model(torch.randn(1, 3, 16, 16), torch.randn(1, 1, 16, 16))",
    ),
    model(
        "masked_autoencoder_vit",
        "MaskedAutoEncoderViT(1, (32, 32), (8, 8), 48, 64, 2, 4, decoder_hidden_size=48, "
        "decoder_mlp_dim=64, decoder_num_layers=1, decoder_num_heads=4, spatial_dims=2)",
        "1, 1, 32, 32",
    ),
    model("flexible_unet", "FlexibleUNet(3, 2, 'efficientnet-b0', spatial_dims=2)", "1, 3, 64, 64"),
    part(
        "nets.controlnet",
        "model = ControlNet(2, 1, channels=(8, 16), attention_levels=(False, True), num_res_blocks=1, "
        "num_head_channels=8, norm_num_groups=4, conditioning_embedding_num_channels=(8, 8), "
        "conditioning_embedding_in_channels=1)\n"
        "model(torch.randn(1, 1, 16, 16), torch.tensor([3]), torch.randn(1, 1, 32, 32))",
    ),
    part(
        "nets.daf3d",
        "model = DAF3D(1, 2, visual_output=False)\nmodel(torch.randn(1, 1, 32, 32, 32))",
    ),
    part(
        "nets.spade_autoencoderkl",
        "model = SPADEAutoencoderKL(2, 3, 1, 1, num_res_blocks=(1, 1), channels=(8, 16), "
        "attention_levels=(False, True), norm_num_groups=4, spade_intermediate_channels=8)\n"
        "model(torch.randn(1, 1, 16, 16), torch.randn(1, 3, 16, 16))",
    ),
    part(
        "nets.spade_diffusion_model_unet",
        "model = SPADEDiffusionModelUNet(2, 1, 1, label_nc=3, channels=(8, 16), attention_levels=(False, "
        "True), num_res_blocks=1, num_head_channels=8, norm_num_groups=4, spade_intermediate_channels=8)\n"
        "model(torch.randn(1, 1, 16, 16), torch.tensor([3]), torch.randn(1, 3, 16, 16))",
    ),
    part(
        "blocks.aspp",
        "SimpleASPP(2, 8, 4)(torch.randn(1, 8, 16, 16))",
    ),
    part(
        "blocks.convolutions",
        "Convolution(2, 3, 8, strides=2)(torch.randn(1, 3, 16, 16))\n"
        "ResidualUnit(2, 3, 8, strides=2)(torch.randn(1, 3, 16, 16))",
    ),
    part(
        "blocks.crossattention",
        "CrossAttentionBlock(16, 4, sequence_length=9)(torch.randn(2, 9, 16), torch.randn(2, 9, 16))",
    ),
    part(
        "blocks.dynunet_block",
        "UnetUpBlock(2, 16, 8, 3, 1, 2, 'instance')(torch.randn(1, 16, 8, 8), torch.randn(1, 8, 16, 16))\n"
        "UnetResBlock(2, 4, 8, 3, 2, 'instance')(torch.randn(1, 4, 8, 8))",
    ),
    part(
        "blocks.patchembedding",
        "PatchEmbeddingBlock(3, (32, 32), (8, 8), 48, 4, spatial_dims=2)(torch.randn(2, 3, 32, 32))\n"
        "PatchEmbed(4, 3, 12, spatial_dims=2)(torch.randn(2, 3, 32, 32))",
    ),
    part(
        "blocks.selfattention",
        "SABlock(16, 4)(torch.randn(2, 9, 16))",
    ),
    part(
        "blocks.spatialattention",
        "SpatialAttentionBlock(2, 16, num_head_channels=8, norm_num_groups=4)(torch.randn(2, 16, 8, 8))",
    ),
    part(
        "blocks.unetr_block",
        "UnetrPrUpBlock(2, 16, 8, 1, 3, 1, 2, 'instance')(torch.randn(1, 16, 4, 4))\n"
        "UnetrUpBlock(2, 16, 8, 3, 2, 'instance')(torch.randn(1, 16, 4, 4), torch.randn(1, 8, 8, 8))",
    ),
    part(
        "blocks.upsample",
        "UpSample(2, 8, 4, 2)(torch.randn(1, 8, 4, 4))\nSubpixelUpsample(2, 8, 4, 2)(torch.randn(1, 8, 4, 4))",
    ),
    part(
        "blocks.regunet_block",
        "get_conv_block(2, 4, 8)(torch.randn(1, 4, 8, 8))\n"
        "RegistrationResidualConvBlock(2, 4, 4)(torch.randn(1, 4, 8, 8))\n"
        "RegistrationDownSampleBlock(2, 4, True)(torch.randn(1, 4, 8, 8))",
    ),
    part(
        "blocks.mednext_block",
        "MedNeXtBlock(8, 8, 2, 3, True, dim='2d')(torch.randn(1, 8, 8, 8))\n"
        "MedNeXtDownBlock(8, 16, 2, 3, True, dim='2d')(torch.randn(1, 8, 8, 8))\n"
        "MedNeXtUpBlock(16, 8, 2, 3, True, dim='2d')(torch.randn(1, 16, 8, 8))",
    ),
    part(
        "blocks.cablock",
        "CABlock(2, 16, 4, False)(torch.randn(1, 16, 8, 8))\nFeedForward(2, 8, 2.0, False)(torch.randn(1, 8, 8, 8))",
    ),
    part(
        "blocks.transformerblock",
        "TransformerBlock(16, 24, 4)(torch.randn(2, 9, 16))",
    ),
    part(
        "blocks.warp",
        "Warp()(torch.randn(1, 2, 8, 8), torch.randn(1, 2, 8, 8))\nDVF2DDF()(torch.randn(1, 2, 8, 8))",
    ),
)
