"""Backbones and layers of keras_hub, small ones."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject

SMALL = "num_layers=2, num_heads=4, hidden_dim=32, intermediate_dim=48"
TEXT = f"vocabulary_size=64, {SMALL}, max_sequence_length=16"
TOKENS = '"token_ids": np.ones((2, 12), "int32"), "padding_mask": np.ones((2, 12), "int32")'
SEGMENTS = f'{TOKENS}, "segment_ids": np.zeros((2, 12), "int32")'
BOTH = ", ".join(
    f'"{side}_{name}": np.ones((2, {length}), "int32")'
    for side, length in (("encoder", 12), ("decoder", 9))
    for name in ("token_ids", "padding_mask")
)
IMAGE = 'np.ones((1, 64, 64, 3), "float32")'
STEPS = 'np.ones((2, 12, 32), "float32")'
EFFICIENT = """stackwise_kernel_sizes=[3, 3], stackwise_num_repeats=[1, 2], stackwise_input_filters=[8, 8],
    stackwise_output_filters=[8, 16], stackwise_expansion_ratios=[1, 4], stackwise_strides=[1, 2],
    stackwise_squeeze_and_excite_ratios=[0.25, 0.25], stackwise_block_types=["v1", "v1"], width_coefficient=1.0,
    depth_coefficient=1.0, stackwise_width_coefficients=[1.0] * 2, stackwise_depth_coefficients=[1.0] * 2"""


def _subject(module: str, make: str, *given: str) -> Subject:
    lines = f"import numpy as np\nmodel = {make}\nmodel({', '.join(given)})"
    return Subject(f"keras_hub.src.{module}", lines, "keras")


def _network(module: str, make: str, *given: str) -> Subject:
    return _subject(f"models.{module}", make, *given)


SUBJECTS = (
    _network("bert.bert_backbone", f"BertBackbone({TEXT})", f"{{{SEGMENTS}}}"),
    _network("gpt2.gpt2_backbone", f"GPT2Backbone({TEXT})", f"{{{TOKENS}}}"),
    _network("albert.albert_backbone", f"AlbertBackbone(embedding_dim=16, {TEXT})", f"{{{SEGMENTS}}}"),
    _network("t5.t5_backbone", f"T5Backbone(vocabulary_size=64, {SMALL})", f"{{{BOTH}}}"),
    _network("bart.bart_backbone", f"BartBackbone({TEXT})", f"{{{BOTH}}}"),
    _network("vgg.vgg_backbone", "VGGBackbone([2, 2], [8, 16], image_shape=(64, 64, 3))", IMAGE),
    _network(
        "densenet.densenet_backbone",
        "DenseNetBackbone(stackwise_num_repeats=[2, 2], growth_rate=8, image_shape=(64, 64, 3))",
        IMAGE,
    ),
    _network(
        "efficientnet.efficientnet_backbone", f"EfficientNetBackbone({EFFICIENT}, image_shape=(64, 64, 3))", IMAGE
    ),
    _network(
        "vit.vit_backbone",
        "ViTBackbone(image_shape=(64, 64, 3), patch_size=8, num_layers=2, num_heads=4, hidden_dim=32, mlp_dim=48)",
        IMAGE,
    ),
    _network(
        "vit.vit_layers",
        "ViTEncoder(num_layers=2, num_heads=4, hidden_dim=32, mlp_dim=48)",
        "ViTPatchingAndEmbedding((64, 64), (8, 8), 32)(np.ones((1, 64, 64, 3), 'float32'))",
    ),
    _network("llama.llama_attention", "LlamaAttention(num_query_heads=4, num_key_value_heads=2)", STEPS),
    _network("mistral.mistral_attention", "CachedMistralAttention(4, 2)", STEPS),
    _network("gemma.gemma_attention", "CachedGemmaAttention(head_dim=8, num_query_heads=4, num_key_value_heads=1)", STEPS,
             "np.ones((2, 12, 12), 'bool')"),
    _network("t5.t5_multi_head_attention", "T5MultiHeadAttention(False, 32, 8, 4, 0.1, True)", STEPS),
    _network("t5.t5_transformer_layer", "T5TransformerLayer(False, 32, 48, 8, 0.1, 'relu', 1e-6, 4)", STEPS),
    _network("clip.clip_layers", "CLIPEncoderLayer(32, 4, 48)", STEPS),
    _network(
        "deberta_v3.disentangled_self_attention",
        "DisentangledSelfAttention(4, 32, 16, 8, 0.1)",
        f"{STEPS}, np.ones((1, 16, 32), 'float32')",
    ),
    _subject("layers.modeling.transformer_encoder", "TransformerEncoder(48, 4)", STEPS),
    _subject("layers.modeling.transformer_decoder", "TransformerDecoder(48, 4)", STEPS, STEPS),
    _subject(
        "layers.modeling.token_and_position_embedding",
        "TokenAndPositionEmbedding(64, 16, 32)",
        "np.ones((2, 12), 'int32')",
    ),
    _subject("layers.modeling.rotary_embedding", "RotaryEmbedding()", "np.ones((2, 12, 4, 8), 'float32')"),
    _subject("layers.modeling.f_net_encoder", "FNetEncoder(48)", STEPS),
    _subject("layers.modeling.masked_lm_head", "MaskedLMHead(64)", STEPS, "np.ones((2, 3), 'int32')"),
    _subject("layers.modeling.sine_position_encoding", "SinePositionEncoding()", STEPS),
)  # fmt: skip
