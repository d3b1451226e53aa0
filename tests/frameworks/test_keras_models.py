"""What happens around a Keras model: outputs by name, losses of the model's own, outputs of layers."""

from __future__ import annotations

import pytest

from tests.support.linting import finds, lint, silent

HEADS = """
import keras
import numpy as np
from keras import layers

inputs = keras.Input((48, 48, 1))
x = layers.GlobalAveragePooling2D()(inputs)
age = layers.Dense(1, name="age")(x)
kind = layers.Dense({units}, activation="softmax", name="kind")(x)
model = keras.Model(inputs, [age, kind])
model.compile("adam", loss={{"age": "mse", "kind": "categorical_crossentropy"}})
model.fit(np.zeros((6, 48, 48, 1)), {{"age": np.zeros((6, 1)), "kind": np.zeros((6, 2))}})
"""
OWN_LOSS = """
import keras
import numpy as np
from keras import layers, ops

class Coder(keras.Model):
    def __init__(self, features):
        super().__init__()
        self.code, self.back = layers.Dense(4), layers.Dense(features)

    def call(self, x):
        return self.back(self.code(x))

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        return ops.mean(ops.square(x - y_pred))

model = Coder({features})
model.compile("adam")
model.fit(np.zeros((40, 12)), np.zeros((40, 12)))
"""


def test_labels_and_losses_by_name() -> None:
    silent(HEADS.format(units=2))
    line = 'model.fit(np.zeros((6, 48, 48, 1)), {"age": np.zeros((6, 1)), "kind": np.zeros((6, 2))})'
    finds(HEADS.format(units=3), f"CL112 {line}")


def test_a_loss_of_the_models_own() -> None:
    silent(OWN_LOSS.format(features=12))
    finds(OWN_LOSS.format(features=11), "CL105 return ops.mean(ops.square(x - y_pred))")


def test_the_output_of_a_layer_is_that_of_its_first_call() -> None:
    finds(
        """
        import keras
        from keras import layers

        full = keras.Sequential([keras.Input((64, 64, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(9)])
        full.pop()
        layers.Conv2D(8, 1)(full.layers[-1].output)
        """,
        "CL101 layers.Conv2D(8, 1)(full.layers[-1].output)",
    )


def test_numbers_made_of_open_sizes() -> None:
    silent(
        """
        import keras
        from keras import ops

        scores = keras.Input((4, None, None))
        steps = ops.shape(scores)[-1]
        ops.add(scores, ops.arange(1 - steps, 1, dtype="float32"))
        """
    )


GRAPH = """
import keras
import numpy as np
from keras import layers, ops

one, other = keras.Input((5, 8)), keras.Input((5, 4))
{code}
model = keras.Model([one, other], outputs)
"""
USE = "result = model([np.ones((2, 5, 8)), np.ones((2, 5, 4))])\n"


@pytest.mark.parametrize(
    "code",
    [
        "outputs = ops.einsum('b...d,b...d->b...', one, other)",
        "outputs = layers.GRU(6)(one, initial_state=other[:, 0])",
        "outputs, _, _ = layers.LSTM(6, return_state=True)(one, initial_state=[other[:, 0], other[:, 1]])",
        "outputs = layers.MultiHeadAttention(1, 4)(one, other[:, :, None])",
        "outputs = layers.Attention()([one, other])",
        "again = layers.GRU(6)\noutputs = again(one) + again(other)",
        "again = layers.LayerNormalization()\noutputs = again(one)[:, :, :4] + again(other)",
    ],
)
def test_what_keras_does_not_look_at_without_data_fails_with_data(code: str) -> None:
    graph = GRAPH.format(code=code)
    silent(graph)
    assert [line.split(" ", 1)[1] for line in lint(graph + USE)] == [USE.strip()]


def test_a_graph_that_cannot_be_built_is_told_once() -> None:
    code = "outputs = layers.Add()([one, other])"
    finds(GRAPH.format(code=code) + USE, f"CL105 {code}")


def test_a_chain_that_cannot_be_built_is_told_once() -> None:
    text = "import keras\nimport numpy as np\nfrom keras import layers\n"
    line = "model = keras.Sequential([keras.Input((3, 4)), layers.Cropping1D(2), layers.Dense(3)])"
    finds(f"{text}{line}\nmodel(np.ones((2, 3, 4)))\n", f"CL108 {line}")


SQUEEZED = """
import keras
from keras import ops

def f(names):
    x = ops.squeeze(keras.random.normal(({size}, 5)), axis=0)
    return {result}
"""


@pytest.mark.parametrize("size", ["4", "len(names)"])
def test_data_keep_a_dim_that_is_not_squeezed(size: str) -> None:
    silent(SQUEEZED.format(size=size, result="ops.reshape(x, (-1, 5))"))
    silent(SQUEEZED.format(size=size, result="ops.matmul(x, ops.ones((5, 2)))"))


def test_what_follows_sees_the_dim_that_data_keep() -> None:
    finds(SQUEEZED.format(size=4, result="x + ops.ones((3, 5))"), "CL105 return x + ops.ones((3, 5))")
    silent(SQUEEZED.format(size="len(names)", result="x + ops.ones((3, 5))"))


FIT = """
import keras
import numpy as np
from keras import layers

inputs = keras.Input((16, 16, 1))
model = keras.Model(inputs, layers.Conv2D(5, 1)(inputs))
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
"""


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((9, 16, 16)))", "CL112"),
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((9, 16, 16)), validation_split=0.25)", ""),
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((9, 16, 16)), 4, 1, 0, None, 0.25)", ""),
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((7, 16, 16)), validation_split=0.25)", "CL112"),
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((8, 16, 16, 1)))", ""),
        ("model.fit(np.zeros((8, 16, 16, 1)), np.zeros((8, 17, 16, 1)))", "CL112"),
    ],
)
def test_labels_of_pixels(call: str, code: str) -> None:
    """Held out, a part is cut from all arrays as from the first; each was run."""
    finds(FIT + call, f"{code} {call}") if code else silent(FIT + call)


def test_outputs_in_a_dict_go_by_their_names() -> None:
    source = """
        import keras
        import numpy as np
        from keras import layers

        x = keras.Input((8,))
        outputs = {"priority": layers.Dense(1)(x), "department": layers.Dense(4)(x)}
        model = keras.Model(x, outputs)
        model.compile("adam", {"priority": "binary_crossentropy", "department": "categorical_crossentropy"})
        model.fit(np.zeros((6, 8)), {"priority": np.zeros((6, 1)), "department": np.zeros((6, NUMBER))})
    """
    silent(source.replace("NUMBER", "4"))
    finds(
        source.replace("NUMBER", "3"),
        'CL112 model.fit(np.zeros((6, 8)), {"priority": np.zeros((6, 1)), "department": np.zeros((6, 3))})',
    )


def test_another_width_of_a_known_network_with_its_head() -> None:
    source = """
        import keras
        base = keras.applications.MobileNetV2(weights=None, input_shape=(96, 96, 3), include_top=TOP, alpha=0.35)
        keras.layers.GlobalAveragePooling2D()(base(keras.Input((96, 96, 3))))
    """
    silent(source.replace("TOP", "False"))
    finds(source.replace("TOP", "True"), "CL101 keras.layers.GlobalAveragePooling2D()(base(keras.Input((96, 96, 3))))")
