"""`keras.ops`, `keras.backend`, and the functions of TensorFlow that models use."""

from convlint.frameworks.keras.ops import along as along
from convlint.frameworks.keras.ops import creation as creation
from convlint.frameworks.keras.ops import driving as driving
from convlint.frameworks.keras.ops import elementwise as elementwise
from convlint.frameworks.keras.ops import image as image
from convlint.frameworks.keras.ops import joining as joining
from convlint.frameworks.keras.ops import linalg as linalg
from convlint.frameworks.keras.ops import matmul as matmul
from convlint.frameworks.keras.ops import network as network
from convlint.frameworks.keras.ops import nn as nn
from convlint.frameworks.keras.ops import numeric as numeric
from convlint.frameworks.keras.ops import reducing as reducing
from convlint.frameworks.keras.ops import selecting as selecting
from convlint.frameworks.keras.ops import shaping as shaping
from convlint.frameworks.keras.ops import signal as signal
