"""A functional network and a subclassed one, compiled and trained."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers, ops


def block(x, filters: int, stride: int = 1):
    shortcut = x
    x = layers.Conv2D(filters, 3, strides=stride, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if stride != 1 or shortcut.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(shortcut)
        shortcut = layers.BatchNormalization()(shortcut)
    return layers.Activation("relu")(layers.Add()([x, shortcut]))


def residual_network(shape=(32, 32, 3), classes: int = 10) -> keras.Model:
    inputs = keras.Input(shape=shape)
    x = layers.Rescaling(1.0 / 255)(inputs)
    x = layers.Conv2D(64, 3, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    x = layers.Activation("relu")(x)
    for filters, count in ((64, 2), (128, 2), (256, 2)):
        for number in range(count):
            x = block(x, filters, stride=2 if number == 0 and filters > 64 else 1)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(classes, activation="softmax")(x)
    return keras.Model(inputs, outputs, name="residual")


class Attention(layers.Layer):
    def __init__(self, width: int, heads: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.width, self.heads = width, heads
        self.query = layers.Dense(width)
        self.key = layers.Dense(width)
        self.value = layers.Dense(width)
        self.out = layers.Dense(width)

    def split(self, x, length: int):
        x = ops.reshape(x, (-1, length, self.heads, self.width // self.heads))
        return ops.transpose(x, (0, 2, 1, 3))

    def call(self, x):
        length = x.shape[1]
        query, key, value = (self.split(layer(x), length) for layer in (self.query, self.key, self.value))
        scores = ops.matmul(query, ops.transpose(key, (0, 1, 3, 2))) / (self.width // self.heads) ** 0.5
        mixed = ops.matmul(ops.softmax(scores, axis=-1), value)
        return self.out(ops.reshape(ops.transpose(mixed, (0, 2, 1, 3)), (-1, length, self.width)))


class Classifier(keras.Model):
    def __init__(self, vocabulary: int, width: int, heads: int, classes: int) -> None:
        super().__init__()
        self.embedding = layers.Embedding(vocabulary, width)
        self.attention = Attention(width, heads)
        self.norm = layers.LayerNormalization()
        self.feed = keras.Sequential([layers.Dense(4 * width, activation="gelu"), layers.Dense(width)])
        self.pool = layers.GlobalAveragePooling1D()
        self.head = layers.Dense(classes, activation="softmax")

    def call(self, tokens):
        x = self.embedding(tokens)
        x = self.norm(x + self.attention(x))
        x = x + self.feed(x)
        return self.head(self.pool(x))


def images() -> None:
    (x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
    model = residual_network()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(x_train, y_train, batch_size=128, epochs=10, validation_data=(x_test, y_test))
    print(model.evaluate(x_test, y_test))


def texts() -> None:
    (x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=10_000)
    x_train = keras.utils.pad_sequences(x_train, maxlen=200)
    x_test = keras.utils.pad_sequences(x_test, maxlen=200)
    model = Classifier(10_000, 64, 4, 2)
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss=keras.losses.SparseCategoricalCrossentropy())
    model.fit(x_train, y_train, batch_size=64, epochs=3)
    labels = np.argmax(model.predict(x_test), axis=-1)
    print((labels == y_test).mean())


if __name__ == "__main__":
    images()
    texts()
