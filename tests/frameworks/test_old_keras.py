"""Programs for Keras 1 and 2, which no Keras 3 can run: what only Keras 3 refuses is no error in them."""

from __future__ import annotations

from tests.support.linting import finds, silent

OLD = """
import numpy as np
from keras.datasets import imdb
from keras.layers import Dense, Embedding, Input, SimpleRNN
from keras.layers.convolutional import Conv1D, Conv2D, MaxPooling2D
from keras.models import Model, Sequential
from keras.optimizers import SGD
from keras.preprocessing.image import ImageDataGenerator

(reviews, labels), _ = imdb.load_data(num_words=5000)
longest = max([max(review) for review in reviews])
mean = np.mean(list(map(len, reviews)), dtype=int)
print(longest, mean, len(reviews[0]), reviews[0][1])

features = Input(shape=13)
hidden = Dense(8)(features)

steps = Sequential()
steps.add(SimpleRNN(10, input_length=3, input_dim=1))
steps.add(Dense(1))

sequences = Sequential([Embedding(28, 77), Conv1D(32, 2), Dense(1, activation="sigmoid")])
sequences.compile(optimizer=SGD(lr=0.01, decay=1e-6), loss="binary_crossentropy")
sequences.fit(np.zeros((14, 5)), np.zeros(14), epochs=1)

row = Input(shape=(4,))
heads = Model(row, [Dense(1)(row), Dense(1)(row)])
heads.compile(optimizer=SGD(lr=0.01), loss="mse")
heads.evaluate(np.zeros((6, 4)), np.zeros((6, 1)))

images = Sequential()
images.add(Conv2D(64, 3, 3, activation="relu", input_shape=(3, 150, 150)))
images.add(MaxPooling2D(pool_size=(2, 2)))
images.add(Conv2D(64, 3, 3, activation="relu"))
images.add(MaxPooling2D(pool_size=(2, 2)))
images.compile(optimizer=SGD(lr=0.01), loss="binary_crossentropy")
images.fit_generator(ImageDataGenerator().flow_from_directory("train", target_size=(150, 150), class_mode="binary"))
"""


def test_what_keras_2_takes() -> None:
    silent(OLD)


def test_what_a_file_without_signs_of_age_says() -> None:
    finds("import keras\nkeras.Input(shape=13)", "CL117 keras.Input(shape=13)")
    silent("from tensorflow import keras\nkeras.Input(shape=13)")
    silent("import tensorflow_probability as tfp\nimport keras\nkeras.Input(shape=13)")
    text = "keras.layers.Conv2D(4, 3)(keras.Input((2, 8, 8, 3)))"
    silent(f"import keras\nkeras.optimizers.SGD(lr=0.1)\n{text}")
    finds(f"import keras\n{text}", f"CL101 {text}")


def test_the_format_of_images_holds_for_its_file() -> None:
    silent(
        {
            "first.py": "from keras import backend as K\nK.set_image_data_format('channels_first')",
            "other.py": "from keras import layers, Input\nlayers.Conv1D(8, 5)(Input((200, 3)))",
        }
    )


def test_shapes_that_are_tensors() -> None:
    silent(
        """
        import tensorflow as tf
        from tensorflow import keras

        maps = keras.Input((13, 13, 3, 2))
        sizes = tf.shape(maps)[1:3] * 32
        maps / tf.cast(sizes[::-1], "float32")
        """
    )


def test_flat_data_are_a_column() -> None:
    silent(
        """
        import numpy as np
        from keras.layers import Dense
        from keras.models import Sequential
        from keras.optimizers import Adam

        line = Sequential([Dense(4, input_dim=1), Dense(1)])
        line.compile("mse", Adam(lr=0.1))
        line.fit(np.arange(6), np.arange(6), batch_size=1)
        """
    )
