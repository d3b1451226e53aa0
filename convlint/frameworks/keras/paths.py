"""The many paths that lead to the same class: `tf.keras.layers.Dense`, `keras.src.layers.core.dense.Dense`, and so on."""

from __future__ import annotations

from convlint.frameworks.common.registry import alias, renamed

ROOTS = """tensorflow.keras tensorflow.python.keras tensorflow.compat.v1.keras tensorflow.compat.v2.keras tensorflow._api.v2.keras
tf_keras keras.api._v2.keras keras.api._v1.keras keras._tf_keras.keras keras.api tf_keras.src keras.src""".split()
FAMILIES = """activations activation attention convolutional core merging merge normalization pooling preprocessing regularization
reshaping rnn recurrent recurrent_v2 advanced_activations convolutional_recurrent cudnn_recurrent dense_attention einsum_dense
embeddings local locally_connected noise wrappers experimental normalization_v2 image_preprocessing""".split()
MODULES = """activation elu leaky_relu prelu relu softmax additive_attention grouped_query_attention multi_head_attention base_conv
base_conv_transpose base_depthwise_conv base_separable_conv conv1d conv1d_transpose conv2d conv2d_transpose conv3d conv3d_transpose
depthwise_conv1d depthwise_conv2d separable_conv1d separable_conv2d dense embedding identity input_layer lambda_layer masking
reversible_embedding wrapper add average base_merge concatenate dot maximum minimum multiply subtract batch_normalization
group_normalization layer_normalization rms_normalization spectral_normalization unit_normalization base_global_pooling
base_pooling category_encoding discretization hashing index_lookup integer_lookup rescaling string_lookup text_vectorization
activity_regularization alpha_dropout dropout gaussian_dropout gaussian_noise spatial_dropout spatial_dropout1d spatial_dropout2d
spatial_dropout3d cropping1d cropping2d cropping3d flatten permute repeat_vector reshape up_sampling1d up_sampling2d up_sampling3d
zero_padding1d zero_padding2d zero_padding3d bidirectional conv_lstm conv_lstm1d conv_lstm2d conv_lstm3d gru lstm simple_rnn
stacked_rnn_cells time_distributed base_wrapper base_rnn layer input_spec data_layer center_crop resizing random_crop
random_flip""".split()
for _kind in ("max", "average", "global_max", "global_average", "adaptive_max", "adaptive_average"):
    MODULES += [f"{_kind}_pooling{_count}d" for _count in (1, 2, 3)]

for _root in ROOTS:
    alias(_root, "keras")
    renamed(f"{_root}.", "keras.")
for _name in (*FAMILIES, *MODULES):
    renamed(f"keras.layers.{_name}.", "keras.layers.")
for _prefix, _target in {
    "keras.models.sequential.": "keras.models.",
    "keras.models.functional.": "keras.models.",
    "keras.models.model.": "keras.models.",
    "keras.engine.sequential.": "keras.models.",
    "keras.engine.functional.": "keras.models.",
    "keras.engine.training.": "keras.models.",
    "keras.engine.topology.": "keras.layers.",
    "keras.engine.base_layer.": "keras.layers.",
    "keras.engine.input_layer.": "keras.layers.",
    "keras.engine.": "keras.layers.",
    "keras.utils.np_utils.": "keras.utils.",
    "keras.utils.numerical_utils.": "keras.utils.",
    "keras.utils.sequence_utils.": "keras.utils.",
    "keras.utils.generic_utils.": "keras.utils.",
    "keras.utils.image_dataset_utils.": "keras.utils.",
    "keras.preprocessing.sequence.": "keras.utils.",
    "keras.preprocessing.image_dataset.": "keras.utils.",
    "keras.backend.common.": "keras.backend.",
}.items():
    renamed(_prefix, _target)

alias("keras.layers.Input", "keras.Input")
alias("keras.layers.Layer", "keras.Layer")
alias("keras.layers.InputSpec", "keras.InputSpec")
alias("keras.models.Sequential", "keras.Sequential")
alias("keras.models.Model", "keras.Model")
alias("keras.models.Functional", "keras.Model")
alias("keras.Functional", "keras.Model")
alias("keras.layers.Model", "keras.Model")
alias("keras.layers.Sequential", "keras.Sequential")
alias("keras.models.Input", "keras.Input")
alias("keras.preprocessing.image_dataset_from_directory", "keras.utils.image_dataset_from_directory")

for _old, _new in {
    "AvgPool": "AveragePooling",
    "MaxPool": "MaxPooling",
    "GlobalAvgPool": "GlobalAveragePooling",
    "GlobalMaxPool": "GlobalMaxPooling",
    "Convolution": "Conv",
    "SeparableConvolution": "SeparableConv",
}.items():
    for _count in (1, 2, 3):
        alias(f"keras.layers.{_old}{_count}D", f"keras.layers.{_new}{_count}D")
for _count in (1, 2, 3):
    alias(f"keras.layers.Convolution{_count}DTranspose", f"keras.layers.Conv{_count}DTranspose")
for _old, _new in {
    "CuDNNLSTM": "LSTM",
    "CuDNNGRU": "GRU",
    "SyncBatchNormalization": "BatchNormalization",
    "Deconv2D": "Conv2DTranspose",
    "Deconvolution2D": "Conv2DTranspose",
    "Deconvolution3D": "Conv3DTranspose",
    "GroupedQueryAttention": "GroupQueryAttention",
}.items():
    alias(f"keras.layers.{_old}", f"keras.layers.{_new}")
