"""Keras's layers, family by family."""

from convlint.frameworks.keras.layers import attention as attention
from convlint.frameworks.keras.layers import augmentation as augmentation
from convlint.frameworks.keras.layers import cells as cells
from convlint.frameworks.keras.layers import conv as conv
from convlint.frameworks.keras.layers import conv_lstm as conv_lstm
from convlint.frameworks.keras.layers import conv_transpose as conv_transpose
from convlint.frameworks.keras.layers import core as core
from convlint.frameworks.keras.layers import depthwise as depthwise
from convlint.frameworks.keras.layers import einsum_dense as einsum_dense
from convlint.frameworks.keras.layers import encoding as encoding
from convlint.frameworks.keras.layers import keeping as keeping
from convlint.frameworks.keras.layers import lookup as lookup
from convlint.frameworks.keras.layers import merging as merging
from convlint.frameworks.keras.layers import normalization as normalization
from convlint.frameworks.keras.layers import pool as pool
from convlint.frameworks.keras.layers import preprocessing as preprocessing
from convlint.frameworks.keras.layers import recurrent as recurrent
from convlint.frameworks.keras.layers import reshaping as reshaping
from convlint.frameworks.keras.layers import resizing as resizing
from convlint.frameworks.keras.layers import wrappers as wrappers
