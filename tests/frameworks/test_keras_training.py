"""Losses, labels and outputs that do not go together; statistics; layers around layers in graphs that are only drawn."""

from __future__ import annotations

import pytest

from tests.support.linting import finds, silent

HEAD = """
import keras
import numpy as np
from keras import layers, ops

X, Y3, Y2, W = np.zeros((5, 4)), np.zeros((5, 3)), np.zeros((5, 2)), np.zeros((5, 12, 4))
i = keras.Input((4,))
one = keras.Model(i, layers.Dense(3, name="a")(i))
two = keras.Model(i, [layers.Dense(3, name="a")(i), layers.Dense(2, name="b")(i)])
own = keras.Sequential([keras.Input((4,)), layers.Dense(3, kernel_regularizer="l2")])
line, wide = keras.Input((12, 4)), keras.Input((12, 5))
t = layers.TimeDistributed(layers.Dense(3))
b = layers.Bidirectional(layers.LSTM(3))
n = layers.Normalization()
t(line), b(line)
"""
PIXELS = "m = keras.Model(i, layers.Reshape((2, 2, 4))(layers.Dense(16)(i))); m.compile('sgd', 'mse')"
"""Labels (n, 4) for predictions (n, 2, 2, 4): they broadcast if n is 1 or 2."""


@pytest.mark.parametrize(
    ("before", "line", "code"),
    [
        ("two.compile('sgd', ['mse', 'mse'])", "two.fit(X, [Y3, Y2])", ""),
        ("two.compile('sgd', ['mse'])", "two.fit(X, [Y3, Y2])", ""),
        ("two.compile('sgd', ['mse', None])", "two.fit(X, [Y3])", ""),
        ("two.compile('sgd', ['mse', 'mse'])", "two.fit(X, [Y3, Y2, Y2])", "CL112"),
        ("two.compile('sgd', ['mse', 'mse', 'mse'])", "two.fit(X, [Y3, Y2])", "CL112"),
        ("two.compile('sgd', 'mse')", "two.fit(X, [Y3])", "CL112"),
        ("two.compile('sgd', ['mse', 'mse'], loss_weights=[1.0])", "two.fit(X, [Y3, Y2])", "CL112"),
        ("two.compile('sgd', {'a': 'mse', 'c': 'mse'})", "two.fit(X, {'a': Y3, 'c': Y2})", "CL112"),
        ("two.compile('sgd', 'mse')", "two.fit(X, {'a': Y3, 'c': Y2})", "CL112"),
        ("one.compile('sgd', ['mse', 'mse'])", "one.fit(X, Y3)", ""),
        ("one.compile('sgd', 'mse')", "one.fit(X, [Y3])", ""),
        ("one.compile('sgd', 'mse')", "one.fit(X, [Y3, Y3])", "CL112"),
        ("one.compile('sgd', {'z': 'mse'})", "one.fit(X, Y3)", "CL112"),
        ("one.compile('sgd')", "one.fit(X, Y3)", "CL112"),
        ("one.compile('sgd', metrics=['mse'])", "one.evaluate(X, Y3)", "CL112"),
        ("one.compile('sgd')", "one.predict(X)", ""),
        ("own.compile('sgd')", "own.fit(X, Y3)", ""),
        ("one.compile('sgd', 'mse')", "one.fit(X)", "CL112"),
        ("one.compile('sgd', 'mse')", "one.fit(X, Y3, sample_weight=np.zeros(5))", ""),
        ("one.compile('sgd', 'mse')", "one.fit(X, Y3, sample_weight=np.zeros(6))", "CL112"),
        ("one.compile('sgd', 'mse')", "one.fit(X, one)", "CL111"),
        ("one.compile('sgd', 'mse')", "one.predict(two)", "CL111"),
        (PIXELS, "m.fit(np.zeros((5, 4)), np.zeros((5, 4)), batch_size=3)", "CL112"),
        (PIXELS, "m.fit(np.zeros((5, 4)), np.zeros((5, 4)), batch_size=1)", ""),
        (PIXELS, "m.evaluate(np.zeros((5, 4)), np.zeros((5, 4)))", "CL112"),
        (PIXELS, "m.train_on_batch(np.zeros((2, 4)), np.zeros((2, 4)))", ""),
        ("m = keras.Model([i, line], [i])", "m.predict({'a': X, 'b': W})", "CL111"),
        ("t(wide)", "b(wide)", ""),
        ("m = keras.Model(wide, t(wide))", "m(np.zeros((2, 12, 5)))", "CL102"),
        ("m = keras.Model(wide, b(wide))", "m.predict(np.zeros((2, 12, 5)))", "CL102"),
        ("", "b(ops.zeros((2, 12, 5)))", "CL102"),
        ("", "layers.TimeDistributed(layers.MaxPooling1D(2))(line)", ""),
        ("n.adapt(X)", "n(np.zeros((2, 4)))", ""),
        ("n.adapt(X)", "n(np.zeros((2, 7, 4)))", ""),
        ("n.adapt(X)", "n(np.zeros((2, 3)))", "CL105"),
        ("n.adapt(X)", "n(keras.Input((3,)))", ""),
        ("n.adapt(np.zeros((5, 1)))", "n(np.zeros((2, 7)))", ""),
        ("", "p, q = ops.split(W, 3, axis=1)", "CL114"),
        ("", "p, q = ops.split(line, 3, axis=1)", "CL114"),
        ("", "p, q, r = ops.split(W, [3], axis=1)", "CL114"),
        ("", "p, q, r = ops.split(W, 3, axis=1)", ""),
        ("", "layers.EinsumDense('abc,cd->abe', output_shape=(None, 5))(W)", "CL111"),
        ("", "layers.EinsumDense('abc,cde->abde', output_shape=(None, 5))(W)", "CL111"),
        ("", "layers.EinsumDense('abc,cd->abd', output_shape=(None, 5), bias_axes='e')(W)", "CL111"),
        ("", "layers.EinsumDense('ab,bc->ac', output_shape=5)(W)", "CL101"),
        ("", "layers.EinsumDense('ab,bc->ac', output_shape=5)(line)", ""),
    ],
)
def test_what_goes_together(before: str, line: str, code: str) -> None:
    """Each was run under Keras 3 on torch."""
    source = f"{HEAD}{before}\n{line}\n"
    finds(source, f"{code} {line}") if code else silent(source)


def test_a_layer_that_adds_its_loss() -> None:
    silent(
        """
        import keras
        import numpy as np

        class Penalty(keras.layers.Layer):
            def call(self, x):
                self.add_loss(keras.ops.mean(x))
                return x

        i = keras.Input((4,))
        m = keras.Model(i, Penalty()(keras.layers.Dense(3)(i)))
        m.compile("sgd")
        m.fit(np.zeros((5, 4)))
        """
    )


SQUARE = """
import keras
import numpy as np
from keras import layers, ops

class Net(keras.Model):
    def call(self, x):
        return layers.add([ops.matmul(x, ops.transpose(x)), x])

net = Net()
"""


@pytest.mark.parametrize(
    ("call", "fails"),
    [
        ("net.predict(np.zeros((12, 12)))", False),
        ("net.predict(np.zeros((6, 12)))", True),
        ("net.predict(np.zeros((24, 12)), batch_size=12)", False),
        ("net.predict(np.zeros((6, 12)), 8).reshape(3, 24)", True),
    ],
)
def test_predictions_that_come_at_once(call: str, fails: bool) -> None:
    """Each was run."""
    line = "CL105 return layers.add([ops.matmul(x, ops.transpose(x)), x])"
    finds(SQUARE + call, line) if fails else silent(SQUARE + call)


def test_labels_as_a_list_of_numbers() -> None:
    """Keras 2 takes them for one array."""
    silent(
        """
        from tensorflow.keras.layers import Dense
        from tensorflow.keras.models import Sequential

        model = Sequential([Dense(1, input_dim=2)])
        model.compile("adam", "binary_crossentropy")
        model.fit([[0, 0], [0, 1], [1, 0], [1, 1]], [1, 0, 0, 1])
        """
    )


def test_what_is_done_with_arguments_that_are_not_understood_is_not_known() -> None:
    silent("""
        import keras
        import numpy as np
        from keras import layers

        model = keras.Sequential([keras.Input((28, 28)), layers.Flatten()])
        model.add(layers.Dense(1), activation="sigmoid")
        model.compile(loss="mse")
        model.fit(np.zeros((64, 28, 28)), np.zeros(64))
    """)


def test_vectors_of_labels_are_columns_to_keras_2() -> None:
    program = """
        import keras
        import numpy as np
        from keras import layers
        {old}
        model = keras.Sequential([keras.Input((6,)), layers.Dense(10)])
        model.compile(loss="mse")
        model.fit(np.zeros((64, 6)), np.zeros(64))
    """
    silent(program.format(old="from keras.utils import np_utils"))
    finds(program.format(old=""), "CL112 model.fit(np.zeros((64, 6)), np.zeros(64))")
