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
)
