"""CL116: weights that would depend on a size that is left open."""

from convlint.rules.rule import Rule

RULE = Rule(
    code="CL116",
    name="open-length",
    summary="a layer's weights would depend on a size that the input leaves open",
    why="""
`Input((None, 64))` leaves the length of a sequence open, and layers that look at one step or one window at a time do not
mind. But `Flatten` makes one vector of all steps, and the `Dense` behind it needs to know how long that is when it makes its
weights. Give the input its length, or put a pooling over all steps in the place of `Flatten`.
""",
    bad="""
import keras
from keras import layers

model = keras.Sequential([keras.Input((None, 64)), layers.Conv1D(32, 5), layers.Flatten(), layers.Dense(10)])
""",
    good="""
import keras
from keras import layers

model = keras.Sequential([keras.Input((None, 64)), layers.Conv1D(32, 5), layers.GlobalMaxPooling1D(), layers.Dense(10)])
""",
    says=("Shapes used to initialize variables must be fully-defined",),
)
