"""Data as programs of TensorFlow get it: folders, generators, tf.data, pictures; and networks by name."""

from __future__ import annotations

import pytest
from support.linting import lint

HEAD = """
import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, backend as K
from tensorflow.keras.preprocessing.image import ImageDataGenerator
from tensorflow.keras.preprocessing.sequence import pad_sequences
from tensorflow.keras.utils import to_categorical
from tensorflow.keras.datasets import mnist, cifar10, imdb
"""
MARK = "  # fails"
PROGRAMS = {
    "a list annotated as a number": """
def unwrap(image: tf.Tensor, replace: int):
    return tf.concat([replace, tf.ones([1])], 0)
""",
    "folder": """
train = tf.keras.utils.image_dataset_from_directory("d", image_size=(180, 180), batch_size=32)
m = keras.Sequential([layers.Input((128, 128, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(5)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(train, epochs=1)  # fails
""",
    "folder_good": """
train = tf.keras.utils.image_dataset_from_directory("d", image_size=(180, 180), batch_size=32)
train = train.map(lambda x, y: (x / 255., y)).cache().prefetch(tf.data.AUTOTUNE)
m = keras.Sequential([layers.Input((180, 180, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(5)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(train, epochs=1)
""",
    "folder_gray": """
train = tf.keras.preprocessing.image_dataset_from_directory("d", image_size=(64, 64), color_mode="grayscale")
m = keras.Sequential([layers.Rescaling(1 / 255, input_shape=(64, 64, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(5)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(train)  # fails
""",
    "generator": """
gen = ImageDataGenerator(rescale=1 / 255)
flow = gen.flow_from_directory("d", target_size=(150, 150), batch_size=20, class_mode="binary")
m = keras.models.Sequential()
m.add(layers.Conv2D(32, (3, 3), input_shape=(224, 224, 3)))
m.add(layers.Flatten())
m.add(layers.Dense(1, activation="sigmoid"))
m.compile(loss="binary_crossentropy", optimizer="rmsprop")
m.fit(flow, steps_per_epoch=10)  # fails
""",
    "generator_flow": """
(x, y), _ = cifar10.load_data()
gen = ImageDataGenerator()
m = keras.Sequential([layers.Conv2D(8, 3, input_shape=(28, 28, 3)), layers.Flatten(), layers.Dense(10)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(gen.flow(x, y, batch_size=32))  # fails
""",
    "slices": """
(x, y), _ = mnist.load_data()
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(100).batch(32)
m = keras.Sequential([layers.Flatten(input_shape=(32, 32)), layers.Dense(10)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(ds)  # fails
""",
    "slices_good": """
(x, y), _ = mnist.load_data()
x = x[..., tf.newaxis] / 255.0
ds = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(100).batch(32)
m = keras.Sequential([layers.Conv2D(8, 3, input_shape=(28, 28, 1)), layers.Flatten(), layers.Dense(10)])
m.compile("adam", "sparse_categorical_crossentropy")
m.fit(ds, validation_data=ds)
""",
    "mapped": """
(x, y), _ = mnist.load_data()
def prep(a, b):
    return tf.reshape(tf.cast(a, tf.float32), (784,)), tf.one_hot(b, 10)
ds = tf.data.Dataset.from_tensor_slices((x, y)).map(prep).batch(32)
m = keras.Sequential([layers.Input((784,)), layers.Dense(9)])
m.compile("adam", "categorical_crossentropy")
m.fit(ds)  # fails
""",
    "loop": """
(x, y), _ = mnist.load_data()
ds = tf.data.Dataset.from_tensor_slices((x, y)).batch(32)
d = keras.Sequential([layers.Input((28, 28, 1)), layers.Conv2D(4, 3)])
e = layers.Dense(3)
for a, b in ds:
    e(tf.reshape(a, (-1, 784)))
    e(tf.reshape(a, (-1, 28)))  # fails
""",
    "kback": """
i = layers.Input((10, 4))
x = layers.Lambda(lambda t: K.mean(t, axis=1))(i)
y = K.concatenate([i, i], axis=-1)
z = layers.Lambda(lambda t: K.dot(t[0], t[1]))([x, K.ones((5, 3))])  # fails
""",
    "seqs": """
(x, y), (xt, yt) = imdb.load_data(num_words=1000)
x = pad_sequences(x, maxlen=200)
m = keras.Sequential([layers.Input((100,)), layers.Embedding(1000, 8), layers.Flatten(), layers.Dense(1)])
m.compile("adam", "binary_crossentropy")
m.fit(x, y)  # fails
""",
    "apps": """
base = tf.keras.applications.ResNet50(include_top=False, weights="imagenet", input_shape=(224, 224, 3))
base.trainable = False
x = layers.GlobalAveragePooling2D()(base.output)
m = keras.Model(base.input, layers.Dense(10)(x))
h = keras.Sequential([layers.Input((512,)), layers.Dense(2)])
h(x)  # fails
""",
    "apps_small": """
base = tf.keras.applications.VGG16(include_top=False, input_shape=(28, 28, 3))  # fails
""",
    "apps_flat": """
base = keras.applications.vgg16.VGG16(weights="imagenet", include_top=False)
x = layers.Flatten()(base.output)
x = layers.Dense(10)(x)  # fails
""",
    "apps_call": """
base = keras.applications.MobileNetV2(input_shape=(96, 96, 3), include_top=False, pooling="avg")
i = keras.Input((128, 128, 3))
x = base(i)
base.predict(np.zeros((2, 128, 128, 3)))  # fails
""",
    "apps_seq": """
base = keras.applications.EfficientNetB0(include_top=False, input_shape=(224, 224, 3))
m = keras.Sequential([base, layers.GlobalAveragePooling2D(), layers.Dropout(0.2), layers.Dense(5, activation="softmax")])
m.compile("adam", "categorical_crossentropy")
m.fit(np.zeros((8, 224, 224, 3)), np.zeros((8, 4)))  # fails
""",
    "tfconv": """
x = tf.random.normal((2, 28, 28, 3))
w = tf.Variable(tf.random.normal((3, 3, 1, 9)))
y = tf.nn.conv2d(x, w, strides=1, padding="SAME")
w2 = tf.Variable(tf.random.normal((3, 3, 2, 8)))
y = tf.nn.conv2d(x, w2, strides=[1, 1, 1, 1], padding="SAME")  # fails
""",
    "tfops": """
x = tf.zeros((4, 6))
a, b = tf.split(x, 2, axis=1)
c = tf.concat([a, b], axis=0)
d = tf.matmul(x, c)  # fails
""",
    "resized": """
x = tf.image.resize(np.zeros((2, 40, 40, 3)), (32, 32))
m = keras.Sequential([layers.Input((28, 28, 3)), layers.Conv2D(8, 3), layers.Flatten(), layers.Dense(3)])
m.predict(x)  # fails
""",
    "load": """
img = tf.keras.preprocessing.image.load_img("a.png", target_size=(224, 224))
x = tf.keras.preprocessing.image.img_to_array(img)
m = keras.applications.ResNet50(weights="imagenet")
m.predict(x)  # fails
m.predict(np.expand_dims(x, axis=0))
""",
    "tseries": """
ds = keras.utils.timeseries_dataset_from_array(np.zeros((100, 5)), np.zeros(100), sequence_length=10, batch_size=16)
m = keras.Sequential([layers.Input((10, 4)), layers.LSTM(4), layers.Dense(1)])
m.compile("adam", "mse")
m.fit(ds)  # fails
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_programs(program: str) -> None:
    """What must fail is found, on its line, and nothing else."""
    found = [line.partition(" ")[2] for line in lint(HEAD + program)]
    assert found == [line.strip() for line in program.splitlines() if line.endswith(MARK)]


def test_weights_that_are_not_declared() -> None:
    """A layer whose weights are not declared takes any."""
    program = """
    import numpy as np
    from keras import layers

    dense = layers.EinsumDense("ab,bc->ac", 4)
    dense.build((None, 3))
    dense.set_weights([np.zeros((3, 4))])
    cell = layers.ConvLSTM1D(3, 2)
    cell.build((None, 4, 6, 2))
    cell.set_weights([np.zeros((2, 2, 12)), np.zeros((2, 3, 12)), np.zeros(12)])
    layers.Dropout(0.5).set_weights([])
    layers.Flatten().set_weights([np.zeros(4)])  # fails
    """
    assert lint(program) == ["CL113 layers.Flatten().set_weights([np.zeros(4)])  # fails"]
