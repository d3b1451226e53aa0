"""Data as models get it: `tf.data`, folders of images, generators, pictures."""

from convlint.frameworks.keras.data import dataset as dataset
from convlint.frameworks.keras.data import folders as folders
from convlint.frameworks.keras.data import generators as generators
from convlint.frameworks.keras.data import pictures as pictures
