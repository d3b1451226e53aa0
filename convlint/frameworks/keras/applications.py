"""`keras.applications`: networks by name, as functional models of which only input and output are known."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.registry import add_function, find_class, op, renamed
from convlint.frameworks.common.signature import Signature, to_int
from convlint.frameworks.keras.application_data import MODULES, NETWORKS
from convlint.frameworks.keras.application_layers import Inside, last_within
from convlint.frameworks.keras.broadcasting import sizes_differ
from convlint.frameworks.keras.graph import Call, InputSource, is_symbolic
from convlint.frameworks.keras.inputs import make_input, sizes_of
from convlint.frameworks.keras.model import MODEL
from convlint.frameworks.keras.opensizes import is_open, open_size, text_of
from convlint.frameworks.keras.settings import DEFAULT, data_format
from convlint.frameworks.keras.tensors import to_keras
from convlint.frameworks.numpy.arrays import to_array
from convlint.symbolic import Int, Shape, Truth
from convlint.values import Context, Instance, LibraryClass, Mismatch, Tensor, Undetermined, Unknown

REST = "pooling=None, classes=1000, **more"
FIRST = "include_top=True, weights='imagenet', input_tensor=None, input_shape=None"
ORDERS = {  # by how the name begins: the parameters up to those that all have
    "MobileNetV3": "input_shape=None, alpha=1.0, minimalistic=False, include_top=True, weights='imagenet', input_tensor=None",
    "MobileNetV2": "input_shape=None, alpha=1.0, include_top=True, weights='imagenet', input_tensor=None",
    "MobileNet": """input_shape=None, alpha=1.0, depth_multiplier=1, dropout=0.001, include_top=True, weights='imagenet',
    input_tensor=None""",
    "NASNet": "input_shape=None, include_top=True, weights='imagenet', input_tensor=None",
}
CONVOLVING = ("VGG", "ResNet", "MobileNet", "DenseNet", "Inception", "Xception", "NASNet")
"""Networks that begin with a convolution, and with nothing that would make three channels of one."""
NAMED = ("VGG", "ResNet", "DenseNet", "EfficientNetB", "Xception")
"""Networks whose models have their names in small letters."""
RULE = "invalid-input-shape"


class Network:
    """A network with the arguments of one call."""

    def __init__(self, cx: Context, name: str, given: dict[str, Any]) -> None:
        self.cx = cx
        self.name = name
        self.inner: Int | None = None
        self.channels: Int
        self.default, self.least, self.channels, self.shrunk = NETWORKS[name]
        self.given = given
        self.top = given["include_top"]
        if self.top not in (True, False) or data_format(cx) != DEFAULT:
            raise Undetermined("whether there is a head is not known")
        self.scaled = given.get("alpha", 1.0) != 1.0
        if self.scaled:
            self.channels = cx.fresh("channels", 1)

    def model(self) -> Instance:
        """The functional model. Mismatch for arguments that Keras refuses."""
        pretrained = self.given["weights"] == "imagenet"
        classes = self.given["classes"]
        if pretrained and self.top and isinstance(classes, int) and classes != 1000:
            text = f"`{{it}}` has weights for 1000 classes but is to have {classes}: take include_top=False, or weights=None"
            raise Mismatch("invalid-argument", text)
        source = self._input(pretrained)
        if self.name.startswith(CONVOLVING) and len(source.shape.dims) == 4:
            self.inner = source.shape.dims[3]
        made = self.applied(self.cx, source)
        made.source = Call(self.applied, (source,), {}, [made], inside=Inside(self, source, made))
        entry = find_class(MODEL)
        assert entry is not None
        model = Instance(LibraryClass(MODEL, entry))
        model.hidden["inputs"], model.hidden["outputs"] = source, made
        if "name" in self.given or self.name.startswith(NAMED):
            model.attrs["name"] = self.given.get("name", self.name.lower())
        return model

    def _input(self, pretrained: bool) -> Tensor:
        given = self.given["input_tensor"]
        if given is not None:
            if is_symbolic(given) and isinstance(given.source, InputSource):
                return given  # type: ignore[no-any-return]
            raise Undetermined("an input that is not known")
        shape = self.given["input_shape"]
        if shape is None:
            size = self.default if self.top and self.default else None
            return make_input(self.cx, {"shape": (size, size, 3)})
        self._check(sizes_of(self.cx, shape, "an Input", False), pretrained)
        return make_input(self.cx, {"shape": shape})

    def _check(self, sizes: tuple[Int, ...], pretrained: bool) -> None:
        shown = text_of(self.cx, Shape(sizes))
        if len(sizes) != 3:
            raise Mismatch(RULE, f"`{{it}}` takes an input_shape (height, width, channels) but gets {shown}")
        for size in sizes[:2]:
            if not is_open(self.cx, size) and self.cx.facts.less(size, self.least) is Truth.YES:
                text = f"`{{it}}` takes images of {self.least}x{self.least} at least but gets input_shape={shown}"
                raise Mismatch(RULE, text)
        if pretrained and self.cx.facts.unify(sizes[2], 3) is Truth.NO:
            raise Mismatch("channel-mismatch", f"`{{it}}` has weights for 3 channels but gets input_shape={shown}")
        known = all(isinstance(size, int) for size in sizes)
        if known and pretrained and self.top and self.default and sizes[:2] != (self.default, self.default):
            wanted = f"({self.default}, {self.default}, 3)"
            raise Mismatch(RULE, f"`{{it}}` with its head and weights takes input_shape={wanted} but gets {shown}")

    def images(self, cx: Context, given: Any) -> tuple[Tensor, tuple[Int, Int, Int]]:
        """What it is called on, and the batch, height and width of that.

        Mismatch (`channel-mismatch`) where its first convolution was built for other images.
        """
        images = to_keras(cx, given, "images")
        shape = cx.facts.resolve_shape(images.shape)
        if shape.lead is not None or len(shape.dims) != 4:
            raise Undetermined("no images")
        if self.inner is not None and sizes_differ(cx, self.inner, shape.dims[3]):
            text = f"`{{it}}`: {self.name} was built for {cx.facts.resolve(self.inner)} channels"
            raise Mismatch("channel-mismatch", f"{text} but gets {text_of(cx, shape)}")
        batch, height, width, _ = shape.dims
        return images, (batch, height, width)

    def applied(self, cx: Context, given: Any) -> Tensor:
        """What it makes of images: (batch, classes), (batch, channels), or what is left of the sizes, and channels."""
        images, (batch, *sizes) = self.images(cx, given)
        if self.top:
            return images.like(Shape.of(batch, to_int(cx, self.given["classes"], "classes")), "float")
        pooling = self.given["pooling"]
        if pooling in ("avg", "max"):
            return images.like(Shape.of(batch, self.channels), "float")
        if pooling is not None:
            raise Undetermined("`pooling` is not known")
        return images.like(Shape.of(batch, *(self._shrunk(cx, size) for size in sizes), self.channels), "float")

    def _shrunk(self, cx: Context, size: Int) -> Int:
        if is_open(cx, size):
            return open_size("an Input without sizes")
        if isinstance(size, int) and (size in self.shrunk or (not self.shrunk and size % 32 == 0)):
            return self.shrunk.get(size, size // 32)
        last = last_within(self.name, self.channels)
        return cx.fresh("size", 1) if last is None else last.size(cx, size)


def _declare(name: str) -> None:
    start = next((order for prefix, order in ORDERS.items() if name.startswith(prefix)), FIRST)
    signature = Signature.parse(f"{start}, {REST}")

    def handler(cx: Context, *args: Any, **kwargs: Any) -> Any:
        given = dict(zip([p.name for p in signature.parameters], args)) | kwargs
        return Network(cx, name, given).model()

    add_function(f"keras.applications.{name}", handler, signature)


for _name in NETWORKS:
    _declare(_name)
for _module in MODULES.split():
    renamed(f"keras.applications.{_module}.", "keras.applications.")


@op("keras.applications.preprocess_input", counts=False)
def preprocess_input(cx: Context, x: Any, data_format: Any = None, mode: Any = "caffe") -> Any:
    """The same images in another range."""
    return x.like(x.shape, "float") if isinstance(x, Tensor) else Unknown("images")


@op("keras.applications.decode_predictions", counts=False)
def decode_predictions(cx: Context, preds: Any, top: Any = 5) -> Any:
    """Names for predictions (batch, 1000)."""
    if isinstance(preds, Tensor):
        shape = to_array(cx, preds, "preds").shape
        dims = cx.facts.exact(shape, 2)
        if dims is None or cx.facts.unify(dims[1], 1000) is Truth.NO:
            got = text_of(cx, shape)
            raise Mismatch("feature-mismatch", f"`{{it}}` takes predictions of shape (N, 1000) but gets {got}")
    return Unknown("names of classes")
