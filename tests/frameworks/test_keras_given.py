"""What a model is given: random numbers, loaders, batches of stateful layers, what a training step gets."""

from __future__ import annotations

import pytest

from tests.support.linting import lint

HEAD = """
import keras
import numpy as np
import torch
from keras import layers
from torch.utils.data import DataLoader, TensorDataset

def tokens(most, count=64):
    return np.random.randint(0, most, (count, 12))

class Own(keras.Model):
    def __init__(self, parts):
        super().__init__()
        self.dense = layers.Dense(1)
        self.parts = parts
        self.built = True

    def call(self, x):
        return self.dense(x[0] if isinstance(x, (list, tuple)) else x)

    def train_step(self, data):
        if self.parts == 0:
            a, b = data[0]
        elif self.parts == 1:
            x, = data
        elif self.parts == 2:
            x, y = data
        else:
            x, y, w = data
        return {}

def own(parts):
    model = Own(parts)
    model.compile("sgd")
    return model

text = keras.Sequential([keras.Input((12,)), layers.Embedding(50, 4), layers.GlobalAveragePooling1D(), layers.Dense(3)])
text.compile("sgd", "sparse_categorical_crossentropy")
y3, y6 = np.random.randint(0, 3, (64,)), np.random.randint(6, size=64)
X, Y = np.zeros((10, 12, 2)), np.zeros((10, 1))
state = keras.Sequential([keras.Input(batch_shape=(5, 12, 2)), layers.LSTM(4, stateful=True), layers.Dense(1)])
rows = keras.Sequential([keras.Input((2,)), layers.Dense(1)])
rows.compile("sgd", "mse")
attend, Q = layers.MultiHeadAttention(2, 4), np.zeros((2, 5, 8), "float32")
gray = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2D(4, 3), layers.Flatten()])

class Unbuilt(Own):
    def call(self, x):
        return (x, x, x)[self.parts]

def unbuilt(part):
    model = Unbuilt(part)
    model.built = False
    model.compile("sgd")
    model.parts, model.built = part, False
    return model

def head(classes, sequences):
    model = keras.Sequential([keras.Input((4, 3)), layers.LSTM(5, return_sequences=sequences), layers.Dense(classes)])
    model.compile("sgd", "categorical_crossentropy")
    return model

S, y9 = np.zeros((600, 4, 3)), np.array([int(c) for c in "013201230"])

j = keras.Input((2,))
fork = keras.Model(j, layers.Add()([layers.Dense(3, name="a")(j), layers.Dense(3, name="b")(j)]))

def make(function, shape):
    i = keras.Input((5, 8))
    return keras.Model(i, layers.Dense(2)(layers.Lambda(function, output_shape=shape)(i)))

class Pick(keras.Model):
    def __init__(self, place):
        super().__init__()
        self.place = place

    def call(self, x):
        return ((x, x), (x, x))[self.place][0]

def lists(place):
    return Pick(place)

class Cell(layers.Layer):
    state_size = output_size = 4

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], 4))

    def call(self, x, states):
        y = keras.ops.matmul(x, self.kernel) + states[0]
        return y, [y]

def cubes(loss):
    i = keras.Input((2,))
    model = keras.Model(i, layers.Reshape((2, 3))(layers.Dense(6)(i)))
    model.compile("sgd", loss)
    model.fit(np.zeros((10, 2)), np.zeros((10, 2, 4, 5)), verbose=0)

pairs = TensorDataset(torch.zeros(10, 2), torch.zeros(10, 1))
"""


def test_steps_behind_a_generator() -> None:
    """Keras 2 takes the number of steps where `fit` takes labels."""
    source = f"{HEAD}def batches():\n    while True:\n        yield X[:, 0], Y\nrows.fit_generator(batches(), 20)\n"
    assert lint(source) == []


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("text.fit(tokens(50), y3)", ""),
        ("text.fit(tokens(60), y3)", "CL110"),
        ("text.fit(tokens(60)[:40], y3[:40])", "CL110"),
        ("text.fit(tokens(60), y3, steps_per_epoch=1, batch_size=1)", ""),  # chance decides
        ("text.fit(tokens(50), y6)", "CL110"),
        ("text.fit(tokens(50), y6.astype('float32').reshape(-1, 1))", "CL110"),
        ("text.evaluate(tokens(50), np.random.choice(6, 64))", "CL110"),
        ("text.predict(tokens(60))", "CL110"),
        ("text.predict(np.clip(tokens(60), 0, 49))", ""),
        ("t = tokens(60); t[t > 49] = 0; text.predict(t)", ""),
        ("t = tokens(60); flat = t.reshape(-1); flat %= 50; text.predict(t)", ""),
        ("t = tokens(60); t.T[t.T > 49] = 0; text.predict(t)", ""),
        ("t = tokens(60)\nfor row in t:\n    row[row > 49] = 0\ntext.predict(t)", ""),
        ("t = tokens(60); a, b = np.split(t, 2); a %= 50; b %= 50; text.predict(t)", ""),
        ("text(tokens(60))", "CL110"),
        ("text(tokens(51, 4))", ""),  # as here
        ("keras.utils.to_categorical(y6, 6)", ""),
        ("keras.utils.to_categorical(y6, 4)", "CL110"),
        ("layers.CategoryEncoding(4, output_mode='one_hot')(y6)", "CL110"),
        ("layers.Embedding(9, 4, weights=[np.zeros((9, 4))])", ""),
        ("layers.Embedding(9, 4, weights=np.zeros((9, 4)))", ""),
        ("layers.Embedding(9, 4, weights=[np.zeros((10, 4))])", "CL113"),
        ("state.predict(X, batch_size=5)", ""),
        ("state.predict(X[:5])", ""),
        ("state.predict(X[:2])", "CL113"),
        ("state.predict(X)", "CL113"),
        ("layers.LSTM(4, stateful=True)(keras.Input((12, 2)))", "CL116"),
        ("m = keras.Sequential([layers.GRU(4, stateful=True), layers.Dense(1)]); m.predict(X, batch_size=5)", ""),
        ("rows.fit(DataLoader(pairs, batch_size=4))", ""),
        ("rows.fit(DataLoader(pairs, batch_size=None))", "CL101"),
        ("rows.fit(DataLoader(TensorDataset(torch.zeros(10, 3), torch.zeros(10, 1)), batch_size=4))", "CL102"),
        ("own(0).fit((X, X))", ""),
        ("own(1).fit((X, X))", ""),
        ("own(2).fit((X, X))", "CL114"),
        ("own(2).fit(X, Y)", ""),
        ("own(3).fit(X, Y)", "CL114"),
        ("own(3).fit(X, Y, sample_weight=np.ones(10))", ""),
        ("own(2).fit(X, Y, sample_weight=np.ones(10))", "CL114"),
        ("own(3).train_on_batch(X, Y, np.ones(10))", ""),
        ("unbuilt(2).fit(X, Y)", ""),
        ("unbuilt(5).fit(X, Y)", "CL110"),
        ("rows.fit(X[10:, 0], Y[10:])", "CL108"),
        ("rows.predict(X[10:, 0])", "CL108"),
        ("rows.fit(X[:, 0], 3)", "CL111"),
        ("keras.utils.to_categorical(10, y3)", "CL111"),
        ("keras.utils.pad_sequences([[1, 2], [1], [1, 2, 3]]).reshape(3, 3)", ""),
        ("keras.utils.pad_sequences([[1, 2], [1], [1, 2, 3]]).reshape(3, 4)", "CL104"),
        ("attend(Q, Q, attention_mask=np.ones((2, 5, 5)))", ""),
        ("attend(Q, Q, attention_mask=np.ones((5, 5)))", ""),
        ("attend(Q, Q, attention_mask=np.ones((2, 1, 5)))", ""),
        ("attend(Q, Q, attention_mask=np.ones((2, 1, 5, 5)))", ""),
        ("attend(Q, Q, attention_mask=np.ones((2, 5, 4)))", "CL105"),
        ("attend(Q, Q, attention_mask=np.ones((3, 5, 5)))", "CL105"),
        ("attend(Q, Q, attention_mask=np.ones((2, 3, 5, 5)))", "CL105"),
        ("attend(Q, Q, attention_mask=np.ones((4, 4)))", "CL105"),
        ("attend(Q, Q, attention_mask=np.ones((5,)))", "CL101"),
        ("s = keras.Input((5, 8)); attend(s, s, attention_mask=np.ones((1, 4, 4)))", ""),
        ("layers.GroupQueryAttention(4, 2, 2)(Q, Q, attention_mask=np.ones((1, 4, 4)))", "CL105"),
        ("layers.TimeDistributed(gray)(keras.Input((3, 8, 8, 3)))", ""),
        ("layers.TimeDistributed(gray)(np.zeros((2, 3, 8, 8, 3)))", "CL103"),
        ("layers.TimeDistributed(gray)(keras.Input((3, 9, 9, 1)))", "CL117"),
        ("cubes(lambda t, p: keras.ops.mean(t[..., 0] - p[..., 0]))", "CL105"),
        ("cubes(lambda t, p: keras.ops.mean(t[..., :3, :1] - p[..., None]))", ""),
        ("layers.RNN(Cell())(keras.Input((12, 2)))", ""),
        ("layers.RNN(Cell())(keras.Input((2,)))", "CL116"),
        ("head(6, False).fit(S, keras.utils.to_categorical(np.random.randint(1, 7, (600, 1)) - 1))", ""),
        ("head(5, False).fit(S, keras.utils.to_categorical(np.random.randint(1, 7, (600, 1)) - 1))", "CL112"),
        ("head(1, False).fit(S[:60], keras.utils.to_categorical(np.random.randint(0, 6, 60)))", "CL112"),
        ("y = keras.utils.to_categorical(y9); head(y.shape[1], False).fit(S[:9], y)", ""),
        ("y = keras.utils.to_categorical(y9); head(y.shape[1], True).fit(S[:9], y)", "CL112"),
        ("make(lambda t: keras.ops.mean(t, 1), lambda s: (s[0], s[2]))", ""),
        ("make(lambda t: keras.ops.mean(t, 5), lambda s: (s[0], s[2]))", ""),
        ("make(lambda t: keras.ops.mean(t, 5), lambda s: (s[0], s[2]))(np.zeros((3, 5, 8)))", "CL109"),
        ("make(lambda t: keras.ops.mean(t, 2), lambda s: (s[0], s[2]))(np.zeros((3, 5, 8)))", "CL102"),
        ("make(lambda t: t, lambda s: (s[0], s[3]))", "CL110"),
        ("rows.fit(X[:, 0], Y, validation_data=(X[10:, 0], Y[10:]))", ""),
        ("keras.Model(fork.input, fork.get_layer('b').output)(np.zeros((3, 2)))", ""),
        ("keras.Model(fork.input, fork.get_layer('b').output)(np.zeros((3, 4)))", "CL102"),
        ("keras.Model(fork.get_layer('b').output, fork.input)", "CL111"),
        ("fork.get_layer('b').set_weights([np.zeros((2, 3)), np.zeros(3)])", ""),
        ("fork.get_layer('b').set_weights([np.zeros((2, 4)), np.zeros(3)])", "CL113"),
        ("keras.Model(keras.Input((2,)), np.zeros((3, 2)))", "CL111"),
        ("keras.Input(([8, 8], 3))", "CL117"),
        ("lists(0)(X[:, 0])", ""),
        ("lists(2)(X[:, 0])", "CL110"),
        ("np.reshape(X, (-2, 24)).reshape(-7)", ""),
        ("np.reshape(X, (-2, -1))", "CL104"),
        ("norm = layers.BatchNormalization(); norm(keras.Input((3,))); norm(keras.Input((None,)))", ""),
        ("norm = layers.BatchNormalization(); norm(keras.Input((None,)))", "CL116"),
        ("conv = layers.Conv1D(4, 3); conv(keras.Input((9, 3))); conv(keras.Input((9, None)))", ""),
        ("a = keras.Input((4,)); ops = keras.ops; ops.stack([a @ a, ops.pad(a, ((0, 0), (1, 1))) @ a])", ""),
        ("a = keras.Input((4,)); keras.ops.stack([a @ a, a @ np.zeros((4, 5))])", "CL106"),
    ],
)
def test_what_a_model_is_given(line: str, code: str) -> None:
    found = [each.split()[0] for each in lint(f"{HEAD}{line}\n")]
    assert found == ([code] if code else [])
