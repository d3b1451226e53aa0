"""Layers as dicts of what they were made of, and back: `get_config`, `from_config`, `keras.layers.serialize`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import find_class, op
from convlint.frameworks.common.signature import REQUIRED
from convlint.frameworks.keras.inputs import INPUT_LAYER
from convlint.frameworks.keras.layer import LAYER
from convlint.frameworks.keras.model import MODEL
from convlint.frameworks.keras.opensizes import shape_of
from convlint.frameworks.keras.sequential import SEQUENTIAL, layers_of
from convlint.values import Context, DictV, FloatV, Instance, LibraryClass, ListV, Tensor, Undetermined, Unknown

LAYERS = "keras.layers."
NOT_OF_CONFIG = ("trainable", "dtype", "name", "more", "input_shape", "input_dim", "batch_input_shape", "input_length")
PLAIN = (bool, int, float, str, tuple, FloatV, type(None))
_layer = find_class(LAYER)
assert _layer is not None
_layer.of_class = (*_layer.of_class, "from_config")


# --- to a config ------------------------------------------------------------------------------------------------------


@op(f"{LAYER}.get_config", counts=False)
def get_config(cx: Context, self: Any) -> Any:
    """The arguments of the constructor by name; of a layer of the project, the name and what all layers have."""
    if not isinstance(self, Instance) or self.opaque:
        raise Undetermined("the config of a layer that is not known")
    config = DictV({"name": self.attrs.get("name", Unknown("a name", data=True))})
    config.items |= {"trainable": Unknown("trainable", data=True), "dtype": Unknown("a dtype", data=True)}
    if isinstance(self.cls, LibraryClass):
        config.items |= _own_config(cx, self, self.cls)
    return config


def _own_config(cx: Context, self: Instance, cls: LibraryClass) -> dict[str, Any]:
    if cls.path == INPUT_LAYER.path:
        made = self.hidden.get("output")
        return {"batch_shape": shape_of(cx, made) if isinstance(made, Tensor) else Unknown("a shape")}
    if not cls.path.startswith(LAYERS) or cls.entry.init is None:
        raise Undetermined("the config of a model")
    takes = cls.entry.init.parameters
    if any(each.kind == "vararg" for each in takes):
        raise Undetermined("the config of a layer that is not declared")
    names = [each.name for each in takes if each.name not in NOT_OF_CONFIG or each.default is REQUIRED]
    return {name: _plain(cx, self.attrs[name]) for name in names if name in self.attrs}


def _plain(cx: Context, value: Any) -> Any:
    """A value as it stands in a config: numbers and texts are themselves, layers are dicts."""
    if isinstance(value, Instance) and isinstance(value.cls, LibraryClass) and value.cls.entry.layer:
        return serialized(cx, value)
    return value if isinstance(value, PLAIN) else Unknown("something in a config", data=True)


@op("keras.layers.serialize", counts=False)
def serialized(cx: Context, layer: Any) -> Any:
    """A layer with the name of its class."""
    config = cx.call(cx.attribute(layer, "get_config")) if isinstance(layer, Instance) else Unknown("no layer")
    known = isinstance(config, DictV) and isinstance(layer, Instance) and isinstance(layer.cls, LibraryClass)
    name = layer.cls.path.rpartition(".")[2] if known else Unknown("the name of a class")
    return DictV({"module": Unknown("a module"), "class_name": name, "config": config, "registered_name": None})


@op(f"{SEQUENTIAL}.get_config", counts=False)
def get_sequential_config(cx: Context, self: Any) -> Any:
    """Its layers one after the other, the input's first. Undetermined where they are not known."""
    layers = list(layers_of(self))
    first = self.hidden.get("inputs")
    if isinstance(first, Tensor) and first.source is not None:
        layers.insert(0, first.source.layer)
    name = self.attrs.get("name", Unknown("a name", data=True))
    return DictV({"name": name, "layers": ListV([serialized(cx, each) for each in layers])})


@op(f"{MODEL}.get_config", counts=False)
def get_model_config(cx: Context, self: Any) -> Any:
    """Unknown for a graph; of a model of the project, as for a layer."""
    if isinstance(self, Instance) and isinstance(self.cls, LibraryClass):
        raise Undetermined("the config of a graph")
    return get_config(cx, self)


# --- back again -------------------------------------------------------------------------------------------------------


@op(f"{LAYER}.from_config", counts=False)
def from_config(cx: Context, cls: Any, config: Any, custom_objects: Any = None) -> Any:
    """A new layer of these arguments."""
    cls = cls.cls if isinstance(cls, Instance) else cls
    if not isinstance(config, DictV) or config.open or not all(isinstance(name, str) for name in config.items):
        raise Undetermined("a config that is not known")
    if isinstance(cls, LibraryClass) and cls.path in (MODEL, SEQUENTIAL):
        return _sequential(cx, cls, config)
    return cx.call(cls, (), {name: _revived(cx, value) for name, value in config.items.items()})


def _sequential(cx: Context, cls: LibraryClass, config: DictV) -> Any:
    parts = config.items.get("layers")
    if cls.path != SEQUENTIAL or not isinstance(parts, ListV) or parts.items is None:
        raise Undetermined("the config of a graph")
    layers = ListV([deserialized(cx, part) for part in parts.items])
    return cx.call(cls, (layers,), {"name": config.items.get("name")})


def _revived(cx: Context, value: Any) -> Any:
    return deserialized(cx, value) if isinstance(value, DictV) and "class_name" in value.items else value


@op("keras.layers.deserialize", counts=False)
def deserialized(cx: Context, config: Any, *args: Any, **kwargs: Any) -> Any:
    """The layer that `serialize` made a dict of."""
    name = config.items.get("class_name") if isinstance(config, DictV) and not config.open else None
    entry = find_class(f"{LAYERS}{name}") if isinstance(name, str) else None
    if entry is None:
        return Unknown("a layer of a config")
    inner = config.items.get("config")
    return cx.call(cx.attribute(LibraryClass(entry.path, entry), "from_config"), (inner,))
