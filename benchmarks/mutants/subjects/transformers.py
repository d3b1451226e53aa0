"""Networks of transformers, with small configurations."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject

SMALL = "hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48"
TOKENS = "model(torch.randint(0, 60, (2, 12)))"


def program(name: str, lines: str) -> Subject:
    """The modelling file of a network."""
    return Subject(f"transformers.models.{name}.modeling_{name}", f"import torch\n{lines}")


SUBJECTS = (
    program("bert", f"model = BertForSequenceClassification(BertConfig(vocab_size=64, {SMALL}))\n{TOKENS}"),
    program("gpt2", f"model = GPT2LMHeadModel(GPT2Config(vocab_size=64, n_embd=32, n_layer=2, n_head=4))\n{TOKENS}"),
    program(
        "vit",
        f"model = ViTForImageClassification(ViTConfig(image_size=32, patch_size=8, {SMALL}))\nmodel(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "clip",
        f"model = CLIPVisionModel(CLIPVisionConfig(image_size=32, patch_size=8, {SMALL}))\nmodel(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "t5",
        "model = T5EncoderModel(T5Config(vocab_size=64, d_model=32, d_kv=8, d_ff=48, num_layers=2, num_heads=4))\n"
        f"{TOKENS}",
    ),
    program(
        "distilbert",
        f"model = DistilBertModel(DistilBertConfig(vocab_size=64, dim=32, n_layers=2, n_heads=4, hidden_dim=48))\n{TOKENS}",
    ),
    program("llama", f"model = LlamaForCausalLM(LlamaConfig(vocab_size=64, {SMALL}))\n{TOKENS}"),
    program(
        "convnext",
        "model = ConvNextModel(ConvNextConfig(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 2, 1]))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "resnet",
        "model = ResNetModel(ResNetConfig(embedding_size=8, hidden_sizes=[16, 24], depths=[1, 1]))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "segformer",
        "model = SegformerModel(SegformerConfig(hidden_sizes=[8, 16, 24, 32], decoder_hidden_size=16))\n"
        "model(torch.randn(1, 3, 64, 64))",
    ),
    program(
        "albert",
        "model = AlbertModel(AlbertConfig(vocab_size=64, embedding_size=16, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "roberta",
        "model = RobertaForTokenClassification(RobertaConfig(vocab_size=64, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "electra",
        "model = ElectraForPreTraining(ElectraConfig(vocab_size=64, embedding_size=16, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "deberta",
        "model = DebertaModel(DebertaConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "mobilebert",
        "model = MobileBertModel(MobileBertConfig(vocab_size=64, embedding_size=16, "
        "intra_bottleneck_size=16, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, "
        "intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "squeezebert",
        "model = SqueezeBertModel(SqueezeBertConfig(vocab_size=64, embedding_size=32, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "fnet",
        "model = FNetModel(FNetConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "opt",
        "model = OPTForCausalLM(OPTConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4, ffn_dim=48, word_embed_proj_dim=16))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "gpt_neox",
        "model = GPTNeoXForCausalLM(GPTNeoXConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "mistral",
        "model = MistralForCausalLM(MistralConfig(vocab_size=64, num_key_value_heads=2, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "qwen2",
        "model = Qwen2ForCausalLM(Qwen2Config(vocab_size=64, num_key_value_heads=2, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "gemma",
        "model = GemmaForCausalLM(GemmaConfig(vocab_size=64, num_key_value_heads=2, head_dim=8, "
        "hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "mixtral",
        "model = MixtralForCausalLM(MixtralConfig(vocab_size=64, num_key_value_heads=2, num_local_experts=4, "
        "hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "bart",
        "model = BartModel(BartConfig(vocab_size=64, d_model=32, encoder_layers=1, decoder_layers=1, "
        "encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "whisper",
        "model = WhisperModel(WhisperConfig(vocab_size=64, d_model=32, encoder_layers=1, decoder_layers=1, "
        "encoder_attention_heads=4, decoder_attention_heads=4, encoder_ffn_dim=48, decoder_ffn_dim=48, "
        "num_mel_bins=8, max_source_positions=20, pad_token_id=0, decoder_start_token_id=1))\n"
        "model(torch.randn(2, 8, 40), decoder_input_ids=torch.randint(0, 60, (2, 6)))",
    ),
    program(
        "wav2vec2",
        "model = Wav2Vec2Model(Wav2Vec2Config(vocab_size=64, conv_dim=(16, 16), conv_stride=(5, 2), "
        "conv_kernel=(10, 3), num_conv_pos_embeddings=16, num_conv_pos_embedding_groups=4, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 2000))",
    ),
    program(
        "deit",
        "model = DeiTForImageClassification(DeiTConfig(image_size=32, patch_size=8, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "beit",
        "model = BeitModel(BeitConfig(image_size=32, patch_size=8, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "swin",
        "model = SwinForImageClassification(SwinConfig(image_size=32, patch_size=4, embed_dim=16, depths=[1, "
        "1], num_heads=[2, 4], window_size=4))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "swinv2",
        "model = Swinv2Model(Swinv2Config(image_size=32, patch_size=4, embed_dim=16, depths=[1, 1], "
        "num_heads=[2, 4], window_size=4))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "dinov2",
        "model = Dinov2Model(Dinov2Config(image_size=32, patch_size=8, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "vit_mae",
        "model = ViTMAEForPreTraining(ViTMAEConfig(image_size=32, patch_size=8, decoder_hidden_size=16, "
        "decoder_num_hidden_layers=1, decoder_num_attention_heads=2, decoder_intermediate_size=24, "
        "hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "mobilevit",
        "model = MobileViTModel(MobileViTConfig(image_size=64, hidden_sizes=[16, 24, 32], "
        "neck_hidden_sizes=[8, 8, 16, 16, 24, 24, 48]))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "mobilenet_v2",
        "model = MobileNetV2ForImageClassification(MobileNetV2Config(depth_multiplier=0.35))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "efficientnet",
        "model = EfficientNetModel(EfficientNetConfig(width_coefficient=0.5, depth_coefficient=0.5, "
        "hidden_dim=640))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "regnet",
        "model = RegNetForImageClassification(RegNetConfig(embedding_size=8, hidden_sizes=[8, 16], "
        "depths=[1, 1], groups_width=4))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "poolformer",
        "model = PoolFormerModel(PoolFormerConfig(hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1]))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "pvt",
        "model = PvtModel(PvtConfig(image_size=64, hidden_sizes=[8, 16, 24, 32], depths=[1, 1, 1, 1], "
        "num_attention_heads=[1, 2, 3, 4]))\n"
        "model(torch.randn(2, 3, 64, 64))",
    ),
    program(
        "dpt",
        "model = DPTForDepthEstimation(DPTConfig(image_size=32, patch_size=8, is_hybrid=False, "
        "backbone_out_indices=[0, 1, 2, 3], neck_hidden_sizes=[8, 8, 16, 16], fusion_hidden_size=16, "
        "hidden_size=32, num_hidden_layers=4, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "yolos",
        "model = YolosForObjectDetection(YolosConfig(image_size=[32, 32], patch_size=8, "
        "num_detection_tokens=5, hidden_size=32, num_hidden_layers=2, num_attention_heads=4, "
        "intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "blip",
        "model = BlipVisionModel(BlipVisionConfig(image_size=32, patch_size=8, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "siglip",
        "model = SiglipVisionModel(SiglipVisionConfig(image_size=32, patch_size=8, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 3, 32, 32))",
    ),
    program(
        "vilt",
        "model = ViltModel(ViltConfig(vocab_size=64, image_size=32, patch_size=8, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)), pixel_values=torch.randn(2, 3, 32, 32))",
    ),
    program(
        "patchtst",
        "model = PatchTSTForPrediction(PatchTSTConfig(num_input_channels=3, context_length=32, "
        "prediction_length=8, patch_length=8, patch_stride=4, d_model=16, num_hidden_layers=1, "
        "num_attention_heads=2, ffn_dim=24))\n"
        "model(torch.randn(2, 32, 3))",
    ),
    program(
        "mamba",
        "model = MambaModel(MambaConfig(vocab_size=64, hidden_size=32, state_size=4, num_hidden_layers=1))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "timesformer",
        "model = TimesformerModel(TimesformerConfig(image_size=32, patch_size=8, num_frames=2, "
        "hidden_size=32, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 2, 3, 32, 32))",
    ),
    program(
        "videomae",
        "model = VideoMAEModel(VideoMAEConfig(image_size=32, patch_size=8, num_frames=4, hidden_size=32, "
        "num_hidden_layers=2, num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randn(2, 4, 3, 32, 32))",
    ),
    program(
        "xlnet",
        "model = XLNetModel(XLNetConfig(vocab_size=64, d_model=32, n_layer=1, n_head=4, d_inner=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "bloom",
        "model = BloomForCausalLM(BloomConfig(vocab_size=64, hidden_size=32, n_layer=2, n_head=4))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "falcon",
        "model = FalconForCausalLM(FalconConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "phi",
        "model = PhiForCausalLM(PhiConfig(vocab_size=64, hidden_size=32, num_hidden_layers=2, "
        "num_attention_heads=4, intermediate_size=48))\n"
        "model(torch.randint(0, 60, (2, 12)))",
    ),
    program(
        "superpoint",
        "model = SuperPointForKeypointDetection(SuperPointConfig(encoder_hidden_sizes=[8, 8, 16, 16], "
        "decoder_hidden_size=32, descriptor_decoder_dim=32))\n"
        "model(torch.randn(1, 3, 64, 64))",
    ),
    program(
        "swin2sr",
        "model = Swin2SRForImageSuperResolution(Swin2SRConfig(image_size=16, patch_size=1, embed_dim=12, "
        "depths=[1, 1], num_heads=[2, 2], window_size=4))\n"
        "model(torch.randn(1, 3, 16, 16))",
    ),
)
