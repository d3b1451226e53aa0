"""What happens around a Keras model: outputs by name, losses of the model's own, outputs of layers."""

from __future__ import annotations

from tests.support.linting import finds, silent

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
