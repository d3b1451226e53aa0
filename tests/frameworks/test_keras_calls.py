"""What Keras refuses whatever the sizes: arguments that are no tensors, graphs that do not hang together, half a model."""

from __future__ import annotations

import pytest

from tests.support.linting import finds, silent

HEAD = """
import keras
import numpy as np
from keras import Model, layers, ops
a, b = keras.Input((8, 3)), keras.Input((8, 3), name="other")
h = layers.Dense(4)(a)
both = layers.concatenate([h, b])
"""


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('layers.Dense(4)("units")', "CL111"),
        ('layers.Activation("relu")(["a", "b"])', "CL111"),
        ("layers.Dense(4)(np.mean)", "CL111"),
        ("layers.Dense(4)(layers.Dense(2))", "CL111"),
        ("layers.BatchNormalization()((8, 3))", "CL111"),
        ("layers.Dense(4)(5)", "CL111"),
        ("layers.Dropout(0.1)(a, 'same')", "CL111"),
        ("layers.Dense(4)([a, b])", "CL111"),
        ("layers.GRU(4)((a, b))", "CL111"),
        ("layers.GRU(4)(layers.GRU(4, return_sequences=True, return_state=True)(a))", "CL111"),
        ("layers.Flatten()([a, b])", "CL111"),
        ("layers.concatenate([a, None])", "CL111"),
        ("layers.Add()([None, a])", "CL111"),
        ("layers.Concatenate()([a, a.shape])", "CL111"),
        ("layers.add([a, 3])", "CL111"),
        ('ops.einsum(ops.ones((2, 3)), "ij,jk->ik", ops.ones((3, 4)))', "CL111"),
        ("layers.Dense(4, name=(8, 3))", "CL111"),
        ("layers.Dense(4, name=5)", "CL111"),
        ("Model(h, a)", "CL111"),
        ("Model(a, both)", "CL111"),
        ("Model([a], [h, both])", "CL111"),
        ("Model(np.mean, h)", "CL111"),
        ("Model(a, 'relu')", "CL111"),
        ("Model(a, [h, 5])", "CL111"),
        ("Model(a, None)", "CL111"),
        ("layers.Dense(np.zeros((3, 4)))", "CL111"),
        ("layers.Dense('64')", "CL111"),
        ("layers.Conv2D(4, (3, h))", "CL111"),
        ("layers.MaxPooling2D((2, np.zeros((2, 2))))", "CL111"),
        ("layers.Conv1D((4, 4), 3)", "CL111"),
        ("layers.Dense(layers.Flatten())", "CL111"),
        ("layers.Lambda(lambda t: t)(layers.Flatten())", "CL111"),
        ("Model(inputs=a)", "CL111"),
        ("Model(outputs=h)", "CL111"),
        ("np.random.randint(10, 0, size=(4,))", "CL111"),
        ("np.random.randint((2, 4), 10)", ""),
        ("np.random.randint((20, 4), 100, 8)", "CL105"),
        ("np.random.randint(5, 5, (0, 3))", ""),
        ("layers.Dropout(0.1)([a, b])", ""),
        ("layers.Activation('relu')([a, b])", ""),
        ("layers.Dropout(0.1)(a, None)", ""),
        ("layers.Dense(4)(np.zeros((2, 3)))", ""),
        ("layers.Dense(4)(a, training=True)", ""),
        ("layers.Embedding(9, 4)(a, training=False)", ""),
        ("Model(h, layers.Dense(2)(h))", ""),
        ("Model([a, b], both)", ""),
        ("Model({'x': a, 'other': b}, [both, h])", ""),
        ("Model([h, b], both)", ""),
        ("Model(a, layers.Dense(2)(h), name='half')", ""),
    ],
)
def test_what_keras_takes(line: str, code: str) -> None:
    """Each was run under Keras 3 on torch."""
    source = f"{HEAD}{line}\n"
    finds(source, f"{code} {line}") if code else silent(source)


def test_a_model_of_ones_own_with_half_a_graph() -> None:
    source = """
        import keras

        class Net(keras.Model):
            def __init__(self, width, **kwargs):
                inputs = keras.Input((8,))
                super().__init__(GIVEN, **kwargs)
                self.width = width

        Net(4)
    """
    silent(source.replace("GIVEN", "inputs=inputs, outputs=keras.layers.Dense(width)(inputs)"))
    silent(source.replace("GIVEN", "name='net'"))
    line = "super().__init__(outputs=keras.layers.Dense(width)(inputs), **kwargs)"
    finds(source.replace("GIVEN, **kwargs", line[17:-1]), f"CL111 {line}")


def test_the_mode_of_an_embedding_is_no_secret() -> None:
    finds(
        """
        import keras
        import numpy as np

        class Text(keras.Model):
            def __init__(self):
                super().__init__()
                self.embedding = keras.layers.Embedding(40, 16)
                self.gru = keras.layers.GRU(8, return_sequences=True)
                self.dense = keras.layers.Dense(40)

            def call(self, x, training=False):
                x = self.embedding(x, training=training)
                x, states = self.gru(x, training=training)
                return self.dense(x)

        Text()(np.zeros((5, 20)))
        """,
        "CL114 x, states = self.gru(x, training=training)",
    )


def test_an_argument_may_be_a_list_of_inputs() -> None:
    """Which nobody calls with: three inputs may well come in one argument."""
    source = """
        import keras
        from keras import layers
        first, second = keras.Input((4,)), keras.Input((4,))
        pair = keras.Model([first, second], layers.add([first, second]))

        class Siamese(keras.Model):
            def __init__(self, network):
                super().__init__()
                self.network = network

            def call(self, inputs):
                return self.network(inputs)

        siamese = Siamese(pair)
    """
    silent(source)
    finds(source + "    siamese(keras.ops.ones((2, 4)))\n", "CL111 return self.network(inputs)")


RATES = """
import keras
import numpy as np
from keras import layers, ops

class Drop(layers.Layer):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def call(self, x, training=None):
        if training:
            shape = (ops.shape(x)[0],) + (1,) * (len(ops.shape(x)) - 1)
            return x * ops.floor(1 - self.rate + keras.random.uniform(shape, 0, 1))
        return x

def block(x, rate, width):
    layer = Drop(rate) if rate else layers.Activation("linear")
    return x + layer(layers.Dense(width)(x))

x = keras.Input((16, 8))
for rate in [float(each) for each in LINSPACE(0.0, 0.2, 3)]:
    x = block(x, rate, WIDTH)
"""


@pytest.mark.parametrize("linspace", ["ops.linspace", "np.linspace"])
def test_rates_that_rise_are_known(linspace: str) -> None:
    source = RATES.replace("LINSPACE", linspace)
    silent(source.replace("WIDTH", "8"))
    finds(source.replace("WIDTH", "4"), "CL105 return x + layer(layers.Dense(width)(x))")


def test_a_layer_is_built_for_what_it_would_refuse_with_data() -> None:
    silent("""
        from keras import layers

        layer = layers.EinsumDense("ab,b->a", (1, 3, 4))
        layer.build((2, 1, 2))
    """)


def test_a_layer_may_allow_what_is_no_tensor() -> None:
    silent("""
        from keras import layers

        class Words(layers.Layer):
            def __init__(self):
                super().__init__()
                self._allow_non_tensor_positional_args = True

            def call(self, words):
                return len(words)

        Words()(["one", "two"])
    """)


def test_widths_of_something_else_are_open() -> None:
    silent("""
        import keras
        from somewhere import configs

        class Words(keras.layers.Layer):
            def build(self, input_shape):
                self.words = keras.layers.Embedding(4, configs.WIDTH)
                self.words.build([1, 4])
                self.last = keras.layers.Dense(configs.WIDTH)
                self.last.build([1, 4])

            def call(self, x):
                return self.last(self.words(x))

        Words()(keras.ops.zeros((2, 3)))
    """)
