"""Functions that TensorFlow alone has, or means otherwise than Keras; the names of all its versions."""

from convlint.frameworks.keras.tensorflow import choosing as choosing
from convlint.frameworks.keras.tensorflow import image as image
from convlint.frameworks.keras.tensorflow import linalg as linalg
from convlint.frameworks.keras.tensorflow import losses as losses
from convlint.frameworks.keras.tensorflow import network as network
from convlint.frameworks.keras.tensorflow import various as various
