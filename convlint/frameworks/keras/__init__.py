"""What Keras's layers and functions do to shapes. Importing a module of this package registers its declarations."""

from convlint.frameworks.keras import applications as applications
from convlint.frameworks.keras import cloning as cloning
from convlint.frameworks.keras import compatible as compatible
from convlint.frameworks.keras import configs as configs
from convlint.frameworks.keras import data as data
from convlint.frameworks.keras import datasets as datasets
from convlint.frameworks.keras import declaring as declaring
from convlint.frameworks.keras import inputs as inputs
from convlint.frameworks.keras import layer as layer
from convlint.frameworks.keras import layers as layers
from convlint.frameworks.keras import library as library
from convlint.frameworks.keras import loss_calls as loss_calls
from convlint.frameworks.keras import losses as losses
from convlint.frameworks.keras import model as model
from convlint.frameworks.keras import ops as ops
from convlint.frameworks.keras import paths as paths
from convlint.frameworks.keras import sequential as sequential
from convlint.frameworks.keras import settings as settings
from convlint.frameworks.keras import streams as streams
from convlint.frameworks.keras import tensor_class as tensor_class
from convlint.frameworks.keras import tensorflow as tensorflow
from convlint.frameworks.keras import tensors as tensors
from convlint.frameworks.keras import training as training
from convlint.frameworks.keras import weights as weights
