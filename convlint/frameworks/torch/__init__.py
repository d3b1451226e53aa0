"""What PyTorch's layers and functions do to shapes. Importing a module of this package registers its declarations."""

from convlint.frameworks.torch import activation as activation
from convlint.frameworks.torch import adaptive_pool as adaptive_pool
from convlint.frameworks.torch import children as children
from convlint.frameworks.torch import containers as containers
from convlint.frameworks.torch import conv as conv
from convlint.frameworks.torch import conv_transpose as conv_transpose
from convlint.frameworks.torch import dicts as dicts
from convlint.frameworks.torch import embedding as embedding
from convlint.frameworks.torch import hooks as hooks
from convlint.frameworks.torch import layer_norm as layer_norm
from convlint.frameworks.torch import linear as linear
from convlint.frameworks.torch import module as module
from convlint.frameworks.torch import norm as norm
from convlint.frameworks.torch import parameter as parameter
from convlint.frameworks.torch import pool as pool
