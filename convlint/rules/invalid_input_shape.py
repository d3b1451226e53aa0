"""CL117: a shape for an input that is none, or data of another shape than the input declares."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL117",
    name="invalid-input-shape",
    summary="the shape of an input is no shape, or the data has another one",
    why="""
The shape of a Keras input is a tuple of sizes without the batch: `(784,)`, not `784` or `(784)`. And what a functional model
is then called with, or fitted to, must have the sizes that its inputs declare: a model for images of 96 x 96 does not take images
of 128 x 128.
""",
    bad="""
import keras
from keras import layers

model = keras.Sequential([keras.Input(784), layers.Dense(10)])
""",
    good="""
import keras
from keras import layers

model = keras.Sequential([keras.Input((784,)), layers.Dense(10)])
""",
    says=("Cannot convert '784' to a shape",),
)
