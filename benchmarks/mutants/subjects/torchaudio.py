"""Networks of torchaudio, small ones."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject


def program(name: str, lines: str) -> Subject:
    """A module, and what calls it."""
    return Subject(f"torchaudio.models.{name}", f"import torch\n{lines}")


SUBJECTS = (
    program(
        "conformer",
        "model = Conformer(16, 4, 24, 2, 3)\nmodel(torch.randn(2, 20, 16), torch.tensor([20, 15]))",
    ),
    program(
        "conv_tasnet",
        "model = ConvTasNet(enc_num_feats=16, msk_num_feats=8, msk_num_hidden_feats=16, msk_num_layers=2, "
        "msk_num_stacks=1)\n"
        "model(torch.randn(2, 1, 400))",
    ),
    program(
        "deepspeech",
        "model = DeepSpeech(16, n_hidden=24)\nmodel(torch.randn(2, 1, 10, 16))",
    ),
    program(
        "wav2letter",
        "model = Wav2Letter(num_classes=10, input_type='mfcc', num_features=13)\nmodel(torch.randn(2, 13, 100))",
    ),
    program(
        "wavernn",
        "model = WaveRNN(upsample_scales=[2, 2], n_classes=16, hop_length=4, n_res_block=1, n_rnn=16, "
        "n_fc=16, n_freq=8, n_hidden=8, n_output=8)\n"
        "model(torch.randn(2, 1, 24), torch.randn(2, 1, 8, 10))",
    ),
    program(
        "tacotron2",
        "model = Tacotron2(n_mels=8, symbol_embedding_dim=16, encoder_embedding_dim=16, decoder_rnn_dim=24, "
        "attention_rnn_dim=24, attention_hidden_dim=12, prenet_dim=12, postnet_embedding_dim=16)\n"
        "model(torch.randint(0, 100, (2, 9)), torch.tensor([9, 7]), torch.randn(2, 8, 12), torch.tensor([12, "
        "9]))",
    ),
    program(
        "emformer",
        "model = Emformer(16, 2, 24, 2, 4, right_context_length=1)\nmodel(torch.randn(2, 9, 16), torch.tensor([8, 8]))",
    ),
    program(
        "_hdemucs",
        "model = HDemucs(['a', 'b'], audio_channels=1, channels=8, nfft=256, depth=3, norm_starts=9, "
        "dconv_attn=9, dconv_lstm=9)\n"
        "model(torch.randn(1, 1, 2048))",
    ),
    program(
        "rnnt",
        "model = emformer_rnnt_model(input_dim=8, encoding_dim=16, num_symbols=12, segment_length=4, "
        "right_context_length=2, time_reduction_input_dim=8, time_reduction_stride=2, "
        "transformer_num_heads=2, transformer_ffn_dim=16, transformer_num_layers=1, transformer_dropout=0.1, "
        "transformer_activation='relu', transformer_left_context_length=2, transformer_max_memory_size=0, "
        "transformer_weight_init_scale_strategy='depthwise', transformer_tanh_on_mem=True, "
        "symbol_embedding_dim=8, num_lstm_layers=1, lstm_layer_norm=True, lstm_layer_norm_epsilon=1e-3, "
        "lstm_dropout=0.1)\n"
        "model(torch.randn(2, 10, 8), torch.tensor([8, 8], dtype=torch.int32), torch.randint(0, 10, (2, 5)), "
        "torch.tensor([5, 4], dtype=torch.int32))",
    ),
    program(
        "wav2vec2.components",
        "TransformerBlock = EncoderLayer(SelfAttention(16, 2), 0.1, True, FeedForward(16, 24, 0.1, 0.1))\n"
        "TransformerBlock(torch.randn(2, 9, 16))\n"
        "extractor = _get_feature_extractor('group_norm', [(8, 10, 5), (8, 3, 2)], False)\n"
        "extractor(torch.randn(2, 400), None)",
    ),
)
