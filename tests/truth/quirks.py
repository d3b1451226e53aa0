"""Where we say something else than the framework does, and why we leave it so."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tests.truth.model import Raised, Record


@dataclass(frozen=True)
class Quirk:
    """path: of the op, with `*` for anything. text: a part of the framework's message (or of ours, for a call that works)."""

    path: str
    text: str
    why: str


NO_VECTOR = "which of torch's implementations is at work decides whether a weight that is no vector is refused"
TORCH_ONLY = "only the torch backend refuses it"
KEEPS_NONE = "the torch backend forgets `keepdims` where no axis is given"
STATE = "a state that is not known is taken for one of the same batch"
RANKS = "images of two batch dims: version 2 takes what version 1 refuses"
EMPTY = "a tensor without items"
POOLS = (
    Quirk("keras.layers.*Pooling*", "as padding", "the torch backend takes any word for `valid`"),
    Quirk("keras.layers.dot", "the argument `axes`", "older versions have no default"),
)
QUIRKS: tuple[Quirk, ...] = (
    Quirk(
        "torch.*onv*ranspose*",
        "Given input size per channel",
        "which library computes it decides whether an empty result is refused",
    ),
    Quirk(
        "torch.*scaled_dot_product_attention",
        "Explicit attn_mask should not be set",
        "which of torch's kernels is at work decides whether a mask goes with `is_causal`",
    ),
    Quirk("torch.nn.functional.instance_norm", "Number of dimensions of repeat", NO_VECTOR),
    Quirk("torch.nn.functional.instance_norm", "should contain", NO_VECTOR),
    Quirk("torch.nn.functional.batch_norm", "bias should contain", NO_VECTOR),
    Quirk("torch.nn.FractionalMaxPool*", "Expected input to have", EMPTY),
    Quirk("torch.distributions.*", "Expected parameter", "the values of parameters"),
    Quirk("torch.distributions.*", "cannot reshape tensor of 0", EMPTY),
    Quirk("torch.batch_norm", "bias should contain", NO_VECTOR),
    Quirk("torch.instance_norm", "Number of dimensions of repeat", NO_VECTOR),
    Quirk("torch.instance_norm", "should contain", NO_VECTOR),
    Quirk("torch.nn.*nstance*orm*", "select(): index 0", EMPTY),
    Quirk("torch.nn.Lazy*Norm*", "select(): index 0", EMPTY),
    Quirk("torch.nn.SyncBatchNorm", "number of input channels", EMPTY),
    Quirk(
        "torch.nn.CrossMapLRN2d",
        "select(): index",
        "channels beyond those that there are, by a negative window or of none",
    ),
    Quirk("torch.nn.init.xavier_*", "float division by zero", EMPTY),
    Quirk("torch.nn.init.dirac*", "index 0 is out of bounds", EMPTY),
    Quirk("torch.nn.utils.*_norm", "cannot reshape tensor of 0", EMPTY),
    Quirk("torch.max_pool1d", "Expected 2D or 3D", EMPTY),
    Quirk("torch.*index_reduce*", "select(): index 0 out of range", EMPTY),
    Quirk("torch.*as_strided*", "setStorage", "the memory behind a tensor may hold more than the tensor"),
    Quirk("torch.nn.functional.adaptive_avg_pool3d", "Expected input to have no", EMPTY),
    Quirk("torch.*avg_pool1d", "Expected 3D or 4D", EMPTY),
    Quirk("torch.*prelu", "Mismatch of parameter number", EMPTY),
    Quirk("torch.nn.MultiMarginLoss", "Expected non-empty", EMPTY),
    Quirk("torch.*masked_scatter*", "Number of elements of source", "the mask's content decides how many are needed"),
    Quirk("torch.nn.Transformer", "index 0 is out of range", "initialisation refuses parameters without items"),
    Quirk(
        "torch.*scaled_dot_product_attention",
        "Expected size for first two",
        "only some of torch's implementations compare the number of keys with that of values",
    ),
    Quirk("torch.*logsumexp", "output with shape []", "an empty list of dims means all dims elsewhere"),
    Quirk("torchvision.transforms.*", "Input and output must have the same", RANKS),
    Quirk("torchvision.transforms.*", "Expected 3D (unbatched) or 4D", RANKS),
    Quirk("torchvision.transforms.*", "Input and output sizes should be greater", EMPTY),
    Quirk("torchvision.transforms.*", "division by zero", EMPTY),
    Quirk("torchvision.transforms.*", "expected input to have non-empty", EMPTY),
    Quirk("torchvision.transforms.*", "expected grid and input to have", EMPTY),
    Quirk("torchvision.transforms.*", "Expected 3D or 4D (batch mode)", EMPTY),
    Quirk("torchvision.transforms.*", "Non-empty 4D", EMPTY),
    Quirk(
        "torchvision.ops.*oi*lign",
        "out of bounds",
        "only the form in Python looks whether a box is in an image that there is",
    ),
    Quirk(
        "torchvision.ops.*oI*lign",
        "out of bounds",
        "only the form in Python looks whether a box is in an image that there is",
    ),
    Quirk("torchvision.ops.drop_block*", "Expe", EMPTY),
    Quirk("torchvision.transforms.*", "not enough image data", EMPTY),
    Quirk("torchvision.transforms.*", "amin(): Expected reduction", EMPTY),
    Quirk("torchvision.transforms.*", "is invalid for input of", EMPTY),
    Quirk(
        "torchvision.transforms.v2.*ormalize",
        "output with shape",
        "the mean may stretch an image, the deviation may not",
    ),
    Quirk("torchvision.transforms.*", "not enough values", "version 1 takes an image without channels"),
    Quirk("torch.*cummax", "for a 2-D tensor", "torch does not look at the dim of an empty tensor"),
    Quirk("torch.*index_*", "setStorage", "an index into a tensor without items"),
    Quirk("torch.*index_*", "source tensor shape must match", "a tensor without dims takes a source of one item only"),
    Quirk(
        "keras.layers.*Normalization", "Given normalized_shape", "only the torch backend refuses axes but the last ones"
    ),
    Quirk("keras.layers.LayerNormalization", "appears multiple times", "an axis that is given twice"),
    Quirk("keras.layers.Bidirectional", "Forward layer and backward", "Keras 2 takes a layer that goes backwards"),
    Quirk("keras.layers.GroupQueryAttention", "Expected size for first two", "which implementation is at work decides"),
    Quirk(
        "keras.layers.*Mix*",
        "Expected parameter concentration",
        "what the backend makes of a distribution without width",
    ),
    Quirk("keras.layers.DepthwiseConv1D", "The `padding` argument", TORCH_ONLY),
    Quirk("keras.layers.LayerNormalization", "normalized_shape to be at least", "no axes at all"),
    Quirk("keras.layers.LSTM", "mat1 and mat2", "a state of another size that broadcasts"),
    Quirk("keras.layers.LSTMCell", "1) float", "a state of another size that broadcasts"),
    Quirk("keras.layers.Average*", "missing 1 required", "older versions have a default"),
    *POOLS,
    Quirk("keras.layers.*", "Could not interpret", "names that the program may have registered"),
    Quirk("keras.layers.GaussianNoise", "Invalid value received", "Keras 2 takes any deviation"),
    Quirk("keras.layers.*Lookup", "Found reserved", "a token of its own in the vocabulary, in another place"),
    Quirk("keras.layers.StringLookup", "expected np.ndarray", TORCH_ONLY),
    Quirk("keras.layers.TextVectorization", "is not compatible with suppl", "n-grams of no words"),
    Quirk("keras.layers.MelSpectrogram", "maximum size for tensor", "no bins at all"),
    Quirk("keras.layers.Rand*", "division by zero", "a range of values without width"),
    Quirk("keras.layers.RandomElasticTransform", "", "moves an image of one row or column by the other's size"),
    Quirk("keras.layers.RandomPerspective", "linalg.solve", "an image of one row or column"),
    *(Quirk(f"keras.ops.{name}", "non-negative window", TORCH_ONLY) for name in "kaiser hamming hanning".split()),
    *(Quirk(f"keras.ops.{name}", "non-negative window", TORCH_ONLY) for name in "bartlett blackman".split()),
    Quirk("keras.ops.meshgrid", "non-empty", TORCH_ONLY),
    Quirk("keras.ops.isin", "invalid combination", TORCH_ONLY),
    Quirk("keras.ops.split", "split_with_sizes", TORCH_ONLY),
    Quirk("keras.ops.batch_normalization", "is invalid for input", "statistics of other sizes that broadcast"),
    Quirk("keras.ops.slice", "starts for", "the torch backend takes more starts than there are axes"),
    Quirk("keras.ops.size", "1", "the torch backend gives a float for a number"),
    Quirk("keras.ops.prod", "the same dim twice", "the torch backend takes one axis after the other"),
    Quirk("keras.ops.image.*_transform", "Invalid value for argument", "numbers in the place of words"),
    Quirk("keras.ops.image.*_transform", "The `data_format` argument", "numbers in the place of words"),
    Quirk("keras.ops.image.ssim", "The `data_format` argument", "numbers in the place of words"),
    Quirk("keras.ops.fold", "col2im(): argument", TORCH_ONLY),
    Quirk("keras.random.shuffle", "Number of dimensions of repeat", TORCH_ONLY),
    Quirk("keras.random.randint", "random_ expects", TORCH_ONLY),
    Quirk("keras.ops.cross", "linalg.cross", TORCH_ONLY),
    Quirk("keras.ops.vdot", "1D tensors expected", TORCH_ONLY),
    Quirk("keras.ops.arange", "upper bound and lower bound", TORCH_ONLY),
    Quirk("keras.ops.get_item", "step must be greater", TORCH_ONLY),
    Quirk("keras.ops.argpartition", "index k out of range", TORCH_ONLY),
    Quirk("keras.ops.logsumexp", "output with shape []", TORCH_ONLY),
    Quirk("keras.ops.*quantile", "must be a scalar or 1D", TORCH_ONLY),
    Quirk("keras.ops.*percentile", "must be a scalar or 1D", TORCH_ONLY),
    Quirk("keras.ops.norm", "If dim is specified", "no axes at all"),
    Quirk("keras.ops.*_normalization", "to be of same shape", "only the torch backend refuses weights that broadcast"),
    Quirk("keras.ops.count_nonzero", "", "the torch backend turns the axes around"),
    Quirk("keras.ops.tensordot", "appears multiple times", "an axis that is given twice"),
    Quirk("keras.ops.dot_product_attention", "Expected size for first two", "which implementation is at work decides"),
    Quirk("keras.ops.slice_update", "The expanded size", "a part of lower rank"),
    Quirk("keras.ops.slice_update", "expand(torch", "a part of higher rank"),
    Quirk("keras.ops.scatter", "index 0 is out of bounds", "a tensor without items"),
    Quirk("keras.ops.take", "index out of range", "some backends give zeros"),
    Quirk("keras.random.shuffle", "Dimension out of range", TORCH_ONLY),
    Quirk("keras.ops.*", "tensor has no dim", "whether a number has the axes 0 and -1"),
    *(Quirk(f"keras.ops.{name}", "(1", KEEPS_NONE) for name in "amax amin max min sum prod nanprod ptp".split()),
    Quirk("keras.ops.*", "out of bounds for an array", "whether a number has the axes 0 and -1"),
    Quirk("keras.ops.*", "tuple index out of range", "whether a number has the axes 0 and -1"),
)

ASSUMED: tuple[Quirk, ...] = (
    *POOLS,
    Quirk("keras.ops.size", "1", "the torch backend gives a float for a number"),
    Quirk("keras.ops.prod", "the same dim twice", "the torch backend takes one axis after the other"),
    Quirk("keras.ops.segment_*", "(0", "no segments count as an open number of them"),
    Quirk("keras.ops.tri", "0)", "no columns count as as many as rows"),
    Quirk("torch.*chunk", "", "a dim of unknown size is taken to be cut into as many parts as are asked for"),
    Quirk("torchvision.transforms.*rop*", "", "a crop is taken to have a size"),
    Quirk("torch.nn.functional.linear", "out_features", "a weight of unknown rank is taken for a matrix"),
    Quirk("torch.nn.functional.bilinear", "", "a bias that is not known is taken for a vector"),
    Quirk("keras.ops.image.crop_images", "", "a part is taken to be inside"),
    Quirk("keras.ops.slice", "", "a part is taken to be inside"),
    Quirk("keras.ops.squeeze", "", "a dim of unknown size is taken to be of size 1"),
    Quirk("keras.ops.count_nonzero", "", "the torch backend turns the axes around"),
    *(Quirk(f"keras.ops.{name}", "(1", KEEPS_NONE) for name in "amax amin max min sum prod nanprod ptp".split()),
    *(Quirk(f"keras.layers.{name}*", "", STATE) for name in ("SimpleRNN", "GRU", "LSTM", "StackedRNN")),
    Quirk("keras.layers.GroupQueryAttention", "a key for each value", "Keras looks at it only while a model is built"),
    Quirk("keras.layers.EinsumDense", "which is None in its input", "Keras refuses an open size that is to be known"),
    Quirk("torch.nn.*ross*ntropy*", "(1,)", "a target of one class index is taken for that of a batch of one"),
)
"""Where less is known, what our declarations take for granted, as the programs do that call them."""


def is_quirk(record: Record, said: str) -> bool:
    """Whether a listed reason excuses that we say `said` where the framework does something else."""
    message = record.outcome.message if isinstance(record.outcome, Raised) else said
    return any(matches(quirk.path, record.case.path) and quirk.text in message for quirk in QUIRKS)


def is_assumed(record: Record, said: str) -> bool:
    """Whether `said` comes from what the op takes for granted."""
    return any(matches(quirk.path, record.case.path) and quirk.text in said for quirk in ASSUMED)


def matches(pattern: str, path: str) -> bool:
    """Whether a path is meant."""
    return fnmatchcase(path, pattern)
