"""Networks of diffusers, small ones."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject


def program(name: str, lines: str) -> Subject:
    """A module, and what calls it."""
    return Subject(f"diffusers.models.{name}", f"import torch\n{lines}")


SUBJECTS = (
    program(
        "unets.unet_2d_condition",
        "model = UNet2DConditionModel(sample_size=16, block_out_channels=(8, 16), layers_per_block=1, "
        "norm_num_groups=4, down_block_types=('CrossAttnDownBlock2D', 'DownBlock2D'), "
        "up_block_types=('UpBlock2D', 'CrossAttnUpBlock2D'), cross_attention_dim=12, attention_head_dim=4)\n"
        "model(torch.randn(2, 4, 16, 16), torch.tensor([3, 4]), torch.randn(2, 7, 12))",
    ),
    program(
        "unets.unet_2d",
        "model = UNet2DModel(sample_size=16, in_channels=3, out_channels=3, block_out_channels=(8, 16), "
        "layers_per_block=1, norm_num_groups=4, attention_head_dim=4, down_block_types=('DownBlock2D', "
        "'AttnDownBlock2D'), up_block_types=('AttnUpBlock2D', 'UpBlock2D'))\n"
        "model(torch.randn(2, 3, 16, 16), torch.tensor([3, 4]))",
    ),
    program(
        "unets.unet_1d",
        "model = UNet1DModel(sample_size=256, in_channels=2, out_channels=2, extra_in_channels=64, "
        "block_out_channels=(32, 32, 64))\n"
        "model(torch.randn(1, 2, 256), torch.tensor([3]))",
    ),
    program(
        "autoencoders.autoencoder_kl",
        "model = AutoencoderKL(block_out_channels=(8, 16), down_block_types=('DownEncoderBlock2D',) * 2, "
        "up_block_types=('UpDecoderBlock2D',) * 2, norm_num_groups=4)\n"
        "model(torch.randn(1, 3, 16, 16))",
    ),
    program(
        "autoencoders.autoencoder_tiny",
        "model = AutoencoderTiny(encoder_block_out_channels=(8, 8), decoder_block_out_channels=(8, 8), "
        "num_encoder_blocks=(1, 2), num_decoder_blocks=(2, 1))\n"
        "model(torch.randn(1, 3, 16, 16))",
    ),
    program(
        "autoencoders.vq_model",
        "model = VQModel(block_out_channels=(8, 16), down_block_types=('DownEncoderBlock2D',) * 2, "
        "up_block_types=('UpDecoderBlock2D',) * 2, norm_num_groups=4, num_vq_embeddings=16)\n"
        "model(torch.randn(1, 3, 16, 16))",
    ),
    program(
        "autoencoders.vae",
        "model = Encoder(3, 4, ('DownEncoderBlock2D', 'DownEncoderBlock2D'), (8, 16), norm_num_groups=4)\n"
        "z = model(torch.randn(1, 3, 16, 16))\n"
        "decoder = Decoder(8, 3, ('UpDecoderBlock2D', 'UpDecoderBlock2D'), (8, 16), norm_num_groups=4)\n"
        "decoder(z)",
    ),
    program(
        "transformers.dit_transformer_2d",
        "model = DiTTransformer2DModel(num_attention_heads=2, attention_head_dim=8, in_channels=4, "
        "out_channels=8, num_layers=1, sample_size=8, norm_num_groups=4, num_embeds_ada_norm=10)\n"
        "model(torch.randn(2, 4, 8, 8), torch.tensor([3, 4]), torch.tensor([1, 2]))",
    ),
    program(
        "transformers.transformer_2d",
        "model = Transformer2DModel(num_attention_heads=2, attention_head_dim=8, in_channels=16, "
        "norm_num_groups=4, cross_attention_dim=12)\n"
        "model(torch.randn(2, 16, 8, 8), torch.randn(2, 7, 12))",
    ),
    program(
        "transformers.transformer_sd3",
        "model = SD3Transformer2DModel(sample_size=16, patch_size=2, in_channels=4, num_layers=2, "
        "attention_head_dim=8, num_attention_heads=2, joint_attention_dim=12, caption_projection_dim=16, "
        "pooled_projection_dim=10, out_channels=4, pos_embed_max_size=12)\n"
        "model(torch.randn(2, 4, 16, 16), torch.randn(2, 7, 12), torch.randn(2, 10), torch.tensor([3, 4]))",
    ),
    program(
        "transformers.prior_transformer",
        "model = PriorTransformer(num_attention_heads=2, attention_head_dim=8, num_layers=1, "
        "embedding_dim=12, num_embeddings=7, additional_embeddings=4)\n"
        "model(torch.randn(2, 12), torch.tensor(3), torch.randn(2, 12), torch.randn(2, 7, 12))",
    ),
    program(
        "transformers.transformer_flux",
        "model = FluxTransformer2DModel(in_channels=4, num_layers=1, num_single_layers=1, "
        "attention_head_dim=16, num_attention_heads=2, joint_attention_dim=12, pooled_projection_dim=10, "
        "axes_dims_rope=(4, 4, 8))\n"
        "model(torch.randn(1, 16, 4), torch.randn(1, 7, 12), torch.randn(1, 10), torch.tensor([1.0]), "
        "torch.zeros(16, 3), torch.zeros(7, 3))",
    ),
    program(
        "resnet",
        "block = ResnetBlock2D(in_channels=8, out_channels=16, temb_channels=12, groups=4)\n"
        "block(torch.randn(2, 8, 16, 16), torch.randn(2, 12))\n"
        "Downsample2D(8, use_conv=True)(torch.randn(2, 8, 16, 16))\n"
        "Upsample2D(8, use_conv=True)(torch.randn(2, 8, 16, 16))",
    ),
    program(
        "attention",
        "block = BasicTransformerBlock(16, 2, 8, cross_attention_dim=12)\n"
        "block(torch.randn(2, 9, 16), encoder_hidden_states=torch.randn(2, 7, 12))\n"
        "FeedForward(16, 24)(torch.randn(2, 9, 16))",
    ),
    program(
        "embeddings",
        "TimestepEmbedding(8, 16)(get_timestep_embedding(torch.tensor([3, 4]), 8))\n"
        "PatchEmbed(16, 16, 4, 3, 12)(torch.randn(2, 3, 16, 16))",
    ),
    program(
        "controlnets.controlnet",
        "model = ControlNetModel(block_out_channels=(8, 16), layers_per_block=1, norm_num_groups=4, "
        "down_block_types=('CrossAttnDownBlock2D', 'DownBlock2D'), cross_attention_dim=12, "
        "attention_head_dim=4, conditioning_embedding_out_channels=(8, 8))\n"
        "model(torch.randn(2, 4, 16, 16), torch.tensor([3, 4]), torch.randn(2, 7, 12), torch.randn(2, 3, 32, "
        "32))",
    ),
    program(
        "adapter",
        "model = T2IAdapter(in_channels=3, channels=[8, 16, 16, 16], num_res_blocks=1, downscale_factor=8)\n"
        "model(torch.randn(1, 3, 64, 64))",
    ),
    program(
        "unets.uvit_2d",
        "model = UVit2DModel(hidden_size=16, cond_embed_dim=12, micro_cond_encode_dim=4, "
        "micro_cond_embed_dim=20, encoder_hidden_size=16, vocab_size=20, codebook_size=12, in_channels=16, "
        "block_out_channels=16, num_res_blocks=1, block_num_heads=2, num_hidden_layers=1, "
        "num_attention_heads=2, sample_size=8, intermediate_size=24)\n"
        "model(torch.randint(0, 12, (2, 8, 8)), torch.randn(2, 7, 16), torch.randn(2, 12), torch.randn(2, 5))",
    ),
    program(
        "unets.unet_3d_condition",
        "model = UNet3DConditionModel(sample_size=16, block_out_channels=(8, 16), layers_per_block=1, "
        "norm_num_groups=4, down_block_types=('CrossAttnDownBlock3D', 'DownBlock3D'), "
        "up_block_types=('UpBlock3D', 'CrossAttnUpBlock3D'), cross_attention_dim=12, attention_head_dim=4)\n"
        "model(torch.randn(1, 4, 3, 16, 16), torch.tensor([3]), torch.randn(1, 7, 12))",
    ),
)
