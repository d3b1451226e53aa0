"""Programs for the Keras of TensorFlow, which was version 2 up to 2.15: what only Keras 3 refuses is no error in them."""

from __future__ import annotations

import pytest

from tests.support.linting import lint, silent

IMPORTS = {
    "tensorflow": "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import keras\nlayers = keras.layers\n",
    "keras": "import numpy as np\nimport keras\nfrom keras import layers\n",
}
ONLY_KERAS_3_REFUSES = {
    "a number as a shape": "keras.Input(shape=7)\n",
    "a text by position": """
class Tied(layers.Layer):
    def call(self, inputs, mode):
        return inputs

Tied()(np.ones((1, 3)), "linear")
""",
    "labels in a row": """
model = keras.Sequential([layers.Input((4,)), layers.Dense(10)])
model.compile("sgd", "mae")
model.fit(np.ones((8, 4)), np.ones(8))
""",
    "samples without their batch": """
flip = keras.Sequential([layers.Input((28, 28, 3)), layers.RandomFlip()])
flip(np.ones((28, 28, 1)))
""",
    "a graph for images of another size": """
image = keras.Input((32, 32, 3))
model = keras.Model(image, layers.Conv2D(4, 3)(image))
model(keras.Input((64, 64, 3)))
""",
}


@pytest.mark.parametrize("program", ONLY_KERAS_3_REFUSES.values(), ids=ONLY_KERAS_3_REFUSES)
def test_what_only_keras_3_refuses(program: str) -> None:
    assert len(lint(IMPORTS["keras"] + program)) == 1
    silent(IMPORTS["tensorflow"] + program)


def test_what_every_version_refuses() -> None:
    program = """
image = keras.Input((32, 32, 3))
model = keras.Model(image, layers.Conv2D(4, 3)(image))
model.predict(np.ones((8, 64, 64, 3)))
layers.Conv3D(4, (3, 3))
layers.Dense(3)([np.ones((2, 3)), np.ones((2, 3))])
"""
    assert len(lint(IMPORTS["tensorflow"] + program)) == 3


def test_what_tensorflow_takes() -> None:
    silent(
        IMPORTS["tensorflow"]
        + """
layers.Dense(3, kernel_layout=None)
tf.stack([])
image = keras.preprocessing.image.load_img("a.png", target_size=(200, 200, 3))
size, _ = image.size
assert size == 200
"""
    )


def test_layers_of_a_graph_that_is_known_in_part() -> None:
    silent(
        IMPORTS["tensorflow"]
        + """
from elsewhere import encoder
row = keras.Input((80,))
hidden = encoder(row)
model = keras.Model(row, layers.Dense(3)(hidden[:, 0, :]))
print(model.layers[2])
whole = keras.Model(row, hidden)
print(whole.layers[1])
"""
    )
    found = lint(
        IMPORTS["keras"]
        + """
row = keras.Input((80,))
model = keras.Model(row, layers.Dense(3)(row))
print(model.layers[2])
"""
    )
    assert len(found) == 1


def test_ranks_that_batch_dot_took_in_older_versions() -> None:
    program = """
from keras import backend as K
made = K.batch_dot(np.ones((2, 10, 7)), np.ones((2, 10, 7, 16)), [2, 2])
K.batch_dot(made, np.ones((2, 10, 7, 16)), [2, 3])
"""
    assert len(lint(IMPORTS["keras"] + program)) == 1
    silent(IMPORTS["keras"] + "from keras.layers.core import Dense\n" + program)


def test_the_batch_of_a_stateful_layer_that_branches_left_open() -> None:
    silent(
        IMPORTS["keras"]
        + """
import sys

def ask(layer, steps):
    for step in steps:
        if step:
            layer(np.ones((2, 5, 3)))
        else:
            layer(np.ones((3, 5, 3)))
    return layer(np.ones((3, 5, 3)))

ask(layers.GRU(4, stateful=True), sys.argv)
layer = layers.GRU(4, stateful=True)
if len(sys.argv) > 1:
    layer(np.ones((2, 5, 3)))
elif len(sys.argv) > 2:
    layer(np.ones((len(sys.argv[0]), 5, 3)))
layer(np.ones((3, 5, 3)))
"""
    )


def test_the_greatest_of_many_open_sizes() -> None:
    silent(
        """
import sys
import numpy as np

def count(places):
    counts = [0, 0, 0]
    for place in places:
        counts[place] += 1
    return np.max(counts), np.min([len(places), len(sys.argv), len(places[0])])

count(sys.argv)
print(np.max([len(sys.argv), len(sys.argv[0]), len(sys.argv[1])]))
"""
    )
