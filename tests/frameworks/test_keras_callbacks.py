"""What `fit` does besides training: callbacks of the program, the last batch of a stateful model; what its messages advise."""

from __future__ import annotations

import pytest

from convlint.api import lint_source
from tests.support.linting import finds, silent

MODEL = """
import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input((24,)), layers.Dense(4)])
model.compile("adam", "mse")
"""
MONITOR = """
class Monitor(keras.callbacks.Callback):
    def __init__(self, width):
        super().__init__()
        self.width, self.seen = width, []

    def on_epoch_end(self, epoch, logs=None):
        super().on_epoch_end(epoch, logs)
        self.seen.append(logs["loss"])
        if epoch % 5 == 0:
            self.model.predict(np.zeros((3, self.width)))

monitor = Monitor({width})
model.fit(np.zeros((8, 24)), np.zeros((8, 4)), epochs=4, callbacks=[monitor])
np.array(monitor.seen).reshape(2, 2)
"""
STATEFUL = """
import keras
import numpy as np
from keras import layers

model = keras.Sequential([keras.Input(batch_shape=(8, 5, 1)), layers.LSTM(10, stateful=True), layers.Dense(1)])
model.compile("adam", "mse")
model.predict(np.zeros(({samples}, 5, 1)), batch_size=8)
"""


def test_a_callback_gets_the_model_and_is_called_behind_the_first_epoch() -> None:
    """What it gathers is that of all epochs, of which only one was looked at."""
    silent(MODEL + MONITOR.format(width=24))
    finds(MODEL + MONITOR.format(width=100), "CL102 self.model.predict(np.zeros((3, self.width)))")


def test_a_function_as_a_callback() -> None:
    code = """
def show(epoch, logs):
    model.predict(np.zeros((3, {width})))

shown = keras.callbacks.LambdaCallback(on_epoch_end=show)
model.fit(np.zeros((8, 24)), np.zeros((8, 4)), callbacks=[shown])
"""
    silent(MODEL + code.format(width=24))
    finds(MODEL + code.format(width=2), "CL102 model.predict(np.zeros((3, 2)))")


def test_the_last_batch_of_a_model_that_keeps_states() -> None:
    silent(STATEFUL.format(samples=32))
    finds(STATEFUL.format(samples=30), "CL113 model.predict(np.zeros((30, 5, 1)), batch_size=8)")


@pytest.mark.parametrize(
    ("layers", "data", "advice"),
    [
        ("layers.LSTM(4, input_shape=(1, 8)), layers.Dense(1)", "(20, 8)", "x[:, None]"),
        ("layers.Dense(4, input_shape=(16,)), layers.Dense(1)", "(20, 2, 2, 4)", "x.reshape(-1, 16)"),
        ("layers.Dense(4, input_shape=(2, 8)), layers.Flatten(), layers.Dense(1)", "(20, 16)", "x.reshape(-1, 2, 8)"),
        ("layers.LSTM(4, input_shape=(5, 8)), layers.LSTM(4), layers.Dense(1)", "(20, 5, 8)", "return_sequences=True"),
        ("layers.LSTM(4, return_sequences=True, input_shape=(5, 8)), layers.RepeatVector(3)", "(20, 5, 8)", "=False"),
        ("layers.Dense(3, input_shape=(8,))", "(20, 8)", "let the model end in 2 values for each label"),
    ],
)
def test_what_is_advised(layers: str, data: str, advice: str) -> None:
    code = f"""
import keras
import numpy as np
from keras import layers

model = keras.Sequential([{layers}])
model.compile("adam", "categorical_crossentropy")
model.fit(np.zeros({data}), np.zeros((20, 2)))
"""
    (found,) = lint_source(code).findings
    assert found.fix is not None
    assert advice in found.fix.message
