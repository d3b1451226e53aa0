"""Which Keras a file was written for, where that changes what must fail: what only Keras 3 refuses is no finding in older code."""

from __future__ import annotations

from convlint.values import Context

_MODULES = """advanced_activations convolutional core embeddings local merge noise normalization pooling recurrent
convolutional_recurrent wrappers""".split()
_ROWS_AND_COLUMNS = r"|\bConvolution[23]D\(\s*[^,()\n]+,\s*\w+,\s*\w+\s*[,)]"
_ON_KERAS_2 = (
    "tensorflow_probability tensorflow_addons tf_keras keras_contrib keras_applications keras_preprocessing".split()
)
"""Libraries whose layers and models are those of Keras 2."""
_OLD = (
    r"\b(nb_epoch|nb_filter|nb_row|border_mode|dim_ordering|image_dim_ordering|samples_per_epoch|fit_generator"
    r"|evaluate_generator|predict_generator|predict_classes|np_utils|keras\.engine|keras\.wrappers|tensorflow\.python\.keras"
    rf"|keras\.layers\.({'|'.join(_MODULES)})|tensorflow\.contrib|tf\.(contrib|placeholder|Session|ConfigProto)"
    r"|CuDNN(LSTM|GRU)|set_session|get_session|tensorflow\.compat\.v1|tf\.compat\.v1"
    rf"|keras\.(layers\.)?experimental|(import|from) ({'|'.join(_ON_KERAS_2)}))\b"
    r"|\b(Adam|SGD|RMSprop|Adadelta|Adagrad|Nadam)\([^)\n]*\b(lr|decay)=|from keras\.layers import [^\n]*\bmerge\b"
    r"|(?<!tensorflow\.)(?<!tf\.)\bkeras\.preprocessing\.(text|image import ImageDataGenerator)" + _ROWS_AND_COLUMNS
)
_FIRST = (
    r"\b(nb_epoch|nb_filter|nb_row|border_mode|dim_ordering|image_dim_ordering|samples_per_epoch)\b"
    r"|from keras\.layers import [^\n]*\bmerge\b" + _ROWS_AND_COLUMNS
)


_THROUGH_TENSORFLOW = r"\b(tensorflow\.keras|tf\.keras|from tensorflow import [^\n]*\bkeras)\b"
_ONLY_3 = (
    r"\bKERAS_BACKEND\b|\bkeras\.(ops|random|saving|distribution|src)\b|\bfrom keras import [^\n]*\b(ops|random)\b"
)


def before_2(cx: Context) -> bool:
    """Whether the file was written for Keras 1, which many set to channels first outside of their programs."""
    return cx.mentions(_FIRST)


def before_3(cx: Context) -> bool:
    """Whether the file uses what Keras 3 does not have, so that it was written for Keras 1 or 2."""
    return cx.mentions(_OLD)


def may_be_2(cx: Context) -> bool:
    """Whether the Keras may be version 2: that of TensorFlow was, up to 2.15, and its users' files look the same."""
    return before_3(cx) or (cx.mentions(_THROUGH_TENSORFLOW) and not cx.mentions(_ONLY_3))
