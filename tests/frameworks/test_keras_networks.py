"""`keras.applications`: layers within networks, odd sizes, labels of the data sets."""

from __future__ import annotations

import pytest

from tests.support.linting import finds, silent

VGG = """
import keras
from keras import layers

base = keras.applications.VGG16(weights=None, include_top={top}, input_shape=({size}, {size}, 3))
"""


@pytest.mark.parametrize("skip", ["block4_conv3", "block4_pool"])
def test_a_skip_connection_out_of_a_network(skip: str) -> None:
    code = (
        VGG.format(top=False, size=128)
        + f"""
up = layers.UpSampling2D()(base.get_layer("block5_conv3").output)
both = layers.Concatenate()([up, base.get_layer("{skip}").output])
model = keras.Model(base.input, both)
"""
    )
    if skip == "block4_conv3":
        silent(code)
    else:
        finds(code, f'CL106 both = layers.Concatenate()([up, base.get_layer("{skip}").output])')


def test_layers_of_a_network_whose_order_is_known() -> None:
    head = VGG.format(top=True, size=224)
    silent(head + "layers.Dense(3)(base.layers[-2].output)\nlayers.Conv2D(3, 1)(base.layers[-5].output)")
    finds(head + "layers.Conv2D(3, 1)(base.layers[-2].output)", "CL101 layers.Conv2D(3, 1)(base.layers[-2].output)")


def test_a_part_of_a_network_applied_to_images() -> None:
    code = """
    import keras
    import numpy as np
    from keras import layers

    base = keras.applications.ResNet50(weights="imagenet", include_top=False)
    part = keras.Model(base.input, [base.get_layer(n).output for n in ("conv3_block4_out", "conv4_block6_out")])
    c3, c4 = part(keras.Input((96, 96, 3)))
    layers.Add()([layers.Conv2D(8, 1)(c3), layers.UpSampling2D(TIMES)(layers.Conv2D(8, 1)(c4))])
    """
    silent(code.replace("TIMES", "2"))
    line = "layers.Add()([layers.Conv2D(8, 1)(c3), layers.UpSampling2D(4)(layers.Conv2D(8, 1)(c4))])"
    finds(code.replace("TIMES", "4"), f"CL105 {line}")


@pytest.mark.parametrize("side", [4, 5])
def test_what_is_left_of_an_odd_size(side: int) -> None:
    line = f"layers.Reshape(({side} * {side}, 512))(base.output)"
    code = VGG.format(top=False, size=150) + line
    if side == 4:
        silent(code)
    else:
        finds(code, f"CL104 {line}")


def test_a_network_within_a_model_by_its_name() -> None:
    code = (
        VGG.format(top=False, size=96)
        + """
inputs = keras.Input((96, 96, 3))
model = keras.Model(inputs, layers.Flatten()(base(inputs)))
inner = model.get_layer("vgg16").get_layer("block3_pool").output
"""
    )
    silent(code + "layers.Reshape((144, 256))(inner)")
    finds(code + "layers.Reshape((100, 256))(inner)", "CL104 layers.Reshape((100, 256))(inner)")


def test_labels_of_a_data_set() -> None:
    code = """
    import keras
    from keras import layers

    (x, y), _ = keras.datasets.fashion_mnist.load_data()
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten(), layers.Dense(UNITS, activation="softmax")])
    model.compile("adam", "categorical_crossentropy")
    model.fit(x / 255, keras.utils.to_categorical(y))
    """
    silent(code.replace("UNITS", "10"))
    finds(code.replace("UNITS", "9"), "CL112 model.fit(x / 255, keras.utils.to_categorical(y))")
