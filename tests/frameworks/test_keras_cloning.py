"""Models and layers that are made of others: clones, configs, and the order of layers."""

from __future__ import annotations

import pytest

from tests.support.linting import finds, silent

BASE = """
import keras
import numpy as np
from keras import layers

base = keras.Sequential([
    keras.Input((32,)),
    layers.Dense(64, activation="relu", name="fc"),
    layers.Dropout(0.1, name="drop"),
    layers.Dense(10, activation="softmax", name="head"),
])
"""
TRAINED = """
model.compile("adam", "categorical_crossentropy")
model.fit(np.zeros((40, 32)), np.zeros((40, {classes})))
"""
EDITED = """
def other(layer):
    config = layer.get_config()
    if layer.name == "head":
        config["units"] = 12
    return layer.__class__.from_config(config)

model = keras.models.clone_model(base, clone_function=other)
"""
FIT = "CL112 model.fit(np.zeros((40, 32)), np.zeros((40, 10)))"
BRANCHES = """
import keras
from keras import layers

inputs = keras.Input((8, 8, 3))
a = layers.Conv2D(4, 3, padding="same", name="a")(inputs)
b = layers.Conv2D(6, 1, name="b")(inputs)
both = layers.Concatenate()([a, b])
flat = layers.Flatten()(both)
model = keras.Model(inputs, layers.Dense(5)(flat))
"""


@pytest.mark.parametrize("made", ["model = keras.models.clone_model(base)\n", EDITED])
def test_a_clone_is_as_wide_as_its_config_says(made: str) -> None:
    right, wrong = (10, 12) if "other" not in made else (12, 10)
    silent(BASE + made + TRAINED.format(classes=right))
    finds(BASE + made + TRAINED.format(classes=wrong), FIT.replace("40, 10", f"40, {wrong}"))


def test_weights_of_a_clone() -> None:
    silent(BRANCHES + "keras.models.clone_model(model).set_weights(model.get_weights())")
    wider = """
def wider(layer):
    if isinstance(layer, layers.Conv2D) and layer.filters == 6:
        return layers.Conv2D(8, 1)
    return layer.__class__.from_config(layer.get_config())

clone = keras.models.clone_model(model, clone_function=wider)
clone.set_weights(model.get_weights())
"""
    finds(BRANCHES + wider, "CL113 clone.set_weights(model.get_weights())")


def test_layers_in_a_graph_that_branches() -> None:
    """By their distance from the outputs, as real Keras lists them."""
    silent(BRANCHES + "keras.Model(inputs, layers.Dense(3)(model.layers[-2].output))")
    again = "keras.Model(inputs, layers.Conv2D(3, 1)(model.layers[-2].output))"
    finds(BRANCHES + again, f"CL101 {again}")
    silent(BRANCHES + "layers.Add()([model.layers[2].output, layers.Conv2D(6, 1)(inputs)])")
    wrong = "layers.Add()([model.layers[1].output, layers.Conv2D(6, 1)(inputs)])"
    finds(BRANCHES + wrong, f"CL105 {wrong}")


@pytest.mark.parametrize("units", [24, 32])
def test_a_layer_from_the_config_of_another(units: int) -> None:
    code = f"""
    import keras
    from keras import layers

    one = layers.Dense(24, name="one")
    config = one.get_config()
    config["name"], config["units"] = "two", {units}
    two = layers.Dense.from_config(config)
    a, b = keras.Input((10,)), keras.Input((10,))
    layers.Subtract()([one(a), two(b)])
    """
    if units == 24:
        silent(code)
    else:
        finds(code, "CL105 layers.Subtract()([one(a), two(b)])")


@pytest.mark.parametrize("kept", ["units", "rate"])
def test_a_layer_of_the_project_from_its_config(kept: str) -> None:
    """`from_config` calls the class with what its `get_config` gave."""
    code = """
    import keras
    from keras import layers

    class Block(layers.Layer):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.units = units
            self.dense = layers.Dense(units)

        def get_config(self):
            return {**super().get_config(), "units": self.units}

        def call(self, x):
            return self.dense(x)

    block = Block(16)
    again = Block.from_config({**block.get_config(), "units": SIZE})
    a = keras.Input((10,))
    layers.Add()([block(a), again(a)])
    """
    silent(code.replace("SIZE", "16"))
    finds(code.replace("SIZE", "18"), "CL105 layers.Add()([block(a), again(a)])")


def test_a_model_from_an_edited_config() -> None:
    code = """
    import keras
    from keras import layers

    base = keras.Sequential([keras.Input((8, 8, 3)), layers.Conv2D(4, 3, name="c"), layers.Flatten()])
    config = base.get_config()
    for each in config["layers"]:
        if each["class_name"] == "Conv2D":
            each["config"]["filters"] = FILTERS
    again = keras.Sequential.from_config(config)
    again.set_weights(base.get_weights())
    """
    silent(code.replace("FILTERS", "4"))
    finds(code.replace("FILTERS", "6"), "CL113 again.set_weights(base.get_weights())")


def test_a_layer_in_two_models_has_its_weights_once() -> None:
    code = """
    import keras
    from keras import layers

    shared = layers.Dense(4)
    inner = keras.Sequential([keras.Input((4,)), shared])
    inputs = keras.Input((4,))
    outer = keras.Model(inputs, inner(shared(inputs)))
    outer.set_weights(outer.get_weights()[:COUNT])
    """
    silent(code.replace("COUNT", "2"))
    finds(code.replace("COUNT", "1"), "CL113 outer.set_weights(outer.get_weights()[:1])")


@pytest.mark.parametrize(
    "layer",
    [
        "Embedding(10, 4)",
        "ReversibleEmbedding(10, 4)",
        "Dense(3)",
        "MaxNumBoundingBoxes(3)",
        "Reshape((2, -1))",
        "PReLU(shared_axes=[1])",
    ],
)
def test_any_layer_is_made_again_from_its_config(layer: str) -> None:
    name = layer.partition("(")[0]
    silent(f"""
    from keras import layers

    one = layers.{layer}
    again = layers.{name}.from_config(one.get_config())
    layers.deserialize(layers.serialize(again))
    """)
