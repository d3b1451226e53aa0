"""`numpy.random`: as functions, as a `RandomState`, and as a `Generator`."""

from __future__ import annotations

from typing import Any

from convlint.frameworks.common.broadcasting import broadcast, fits_into
from convlint.frameworks.common.drawing import draw
from convlint.frameworks.common.inert import nothing, something
from convlint.frameworks.common.registry import add_function, declare_class, find_class, op
from convlint.frameworks.common.signature import Signature, to_int, to_ints
from convlint.frameworks.numpy.arrays import array_of, like, to_array
from convlint.frameworks.numpy.creation import of_sizes
from convlint.symbolic import Dim, Int, Shape, symbol
from convlint.values import Context, Instance, LibraryClass, ListV, Mismatch, Tensor, Undetermined, Unknown

MODULE, STATE, GENERATOR = "numpy.random", "numpy.random.RandomState", "numpy.random.Generator"
DISTRIBUTIONS = {
    "normal": "loc=0.0, scale=1.0", "uniform": "low=0.0, high=1.0", "laplace": "loc=0.0, scale=1.0",
    "logistic": "loc=0.0, scale=1.0", "gumbel": "loc=0.0, scale=1.0", "lognormal": "mean=0.0, sigma=1.0",
    "exponential": "scale=1.0", "rayleigh": "scale=1.0", "poisson": "lam=1.0", "binomial": "n, p", "beta": "a, b",
    "gamma": "shape, scale=1.0", "chisquare": "df", "geometric": "p", "weibull": "a", "pareto": "a", "power": "a",
    "triangular": "left, mode, right", "vonmises": "mu, kappa", "standard_t": "df", "standard_gamma": "shape",
    "f": "dfnum, dfden", "negative_binomial": "n, p", "zipf": "a", "wald": "mean, scale",
}  # fmt: skip
STANDARD = "standard_normal standard_cauchy standard_exponential random random_sample ranf sample"
INTS = frozenset("poisson binomial geometric negative_binomial zipf".split())

declare_class(STATE)
declare_class(GENERATOR)
for _path in (STATE, GENERATOR):
    add_function(f"{_path}.__init__", nothing, Signature.parse("*args, **kwargs"), counts=False)


def everywhere(name: str, handler: Any, parameters: str, *owners: str) -> None:
    """Declare handler(cx, *parameters) as a function of the module and as a method of both generators."""

    def method(cx: Context, self: Any, *args: Any, **kwargs: Any) -> Any:
        return handler(cx, *args, **kwargs)

    for owner in owners or (MODULE, STATE, GENERATOR):
        own = owner == MODULE
        text = parameters if own else f"self, {parameters}"
        add_function(f"{owner}.{name}", handler if own else method, Signature.parse(text, returns="Tensor"))


def drawn(cx: Context, size: Any, dtype: str | None, *parameters: Any) -> Tensor:
    """Numbers of the given size, else one for each of the parameters' elements."""
    if isinstance(size, Unknown):
        raise Undetermined("`size` is not known")
    arrays = [to_array(cx, parameter, "parameter") for parameter in parameters]
    if size is None:
        return Tensor(broadcast(cx, Shape.of(), *(array.shape for array in arrays)), dtype, "numpy")
    made = of_sizes(cx, to_ints(cx, size, "size"), None, dtype)
    for array in arrays:
        fits_into(cx, made.shape, array.shape, "`{it}` cannot draw from")
    return made


def _distribution(dtype: str) -> Any:
    def handler(cx: Context, *given: Any) -> Tensor:
        return drawn(cx, given[-1], dtype, *given[:-1])

    return handler


for _name, _parameters in DISTRIBUTIONS.items():
    everywhere(_name, _distribution("int" if _name in INTS else "float"), f"{_parameters}, size=None")
for _name in STANDARD.split():
    everywhere(_name, lambda cx, size, *more: drawn(cx, size, "float"), "size=None, *more")


def _rand(cx: Context, *sizes: Any) -> Tensor:
    return of_sizes(cx, tuple(to_int(cx, size, "size") for size in sizes), None)


for _name in ("rand", "randn"):
    everywhere(_name, _rand, "*d: Int", MODULE, STATE)


def _randint(cx: Context, low: Any, high: Any, size: Any, *more: Any) -> Any:
    """Ints from `low` to below `high`, or below `low`. Mismatch (`invalid-argument`) where there are none."""
    bounds = (0, low) if high is None else (low, high)
    if all(type(bound) is int for bound in bounds) and bounds[0] >= bounds[1] and not _nothing(cx, size):
        raise Mismatch("invalid-argument", f"`{{it}}` finds no number from {bounds[0]} to below {bounds[1]}")
    if size is not None:
        arrays = [bound for bound in (low, high) if isinstance(bound, (Tensor, ListV, tuple))]
        return draw(drawn(cx, size, "int", *arrays), *bounds)
    if any(isinstance(bound, (Tensor, ListV, tuple, Unknown)) for bound in bounds):
        return drawn(cx, None, "int", low, 0 if high is None else high)
    least, most = (bound if isinstance(bound, int) else None for bound in bounds)
    return symbol("random", least, None if most is None else most - 1)


def _nothing(cx: Context, size: Any) -> bool:
    """Whether a size may ask for no number at all, which works with any bounds."""
    if size is None:
        return False
    sizes = [size] if isinstance(size, (int, Dim)) else cx.items(size)
    return sizes is None or not all(type(each) is int and each > 0 for each in sizes)


everywhere("randint", _randint, "low, high=None, size=None, *more", MODULE, STATE)


def _integers(cx: Context, low: Any, high: Any, size: Any, dtype: Any, endpoint: Any) -> Any:
    """As `randint`; `high` itself may be among them."""
    if endpoint is not False:
        return Unknown("a number", data=True) if size is None else drawn(cx, size, "int")
    return _randint(cx, low, high, size)


everywhere("integers", _integers, "low, high=None, size=None, dtype=None, endpoint=False", GENERATOR)


# --- choosing and mixing ----------------------------------------------------------------------------------------------


def _choice(cx: Context, a: Any, size: Any, *more: Any) -> Any:
    """Items of a vector, or numbers below `a`. Mismatch for more than one dim."""
    if isinstance(a, (int, Dim)):
        if size is None:
            return symbol("random", 0, a - 1 if isinstance(a, int) else None)
        evenly = not more or (more[0] is True and more[1] is None)
        return draw(drawn(cx, size, "int"), 0, a) if evenly else drawn(cx, size, "int")
    if size is None and not isinstance(a, Tensor):
        return Unknown("one of several", data=True)
    array = to_array(cx, a, "a")
    if not array.shape.dims and array.shape.lead is None:
        return symbol("random", 0, None) if size is None else drawn(cx, size, "int")
    if cx.facts.exact(array.shape, 1) is None:
        raise Mismatch("rank-mismatch", f"`{{it}}` takes a vector but gets {cx.describe(array.shape)}")
    return drawn(cx, size, array.dtype)


everywhere("choice", _choice, "a, size=None, replace=True, p=None", MODULE, STATE)


def _generator_choice(cx: Context, a: Any, size: Any, replace: Any, p: Any, axis: Any, *more: Any) -> Any:
    """As `choice`, along any axis of an array."""
    if isinstance(a, (int, Dim)) or size is None or (isinstance(a, Tensor) and cx.facts.rank(a.shape) == 1):
        return _choice(cx, a, size, replace, p)
    array = to_array(cx, a, "a")
    dims = cx.dims(array)
    if dims is None or not isinstance(axis, int) or not -len(dims) <= axis < len(dims):
        raise Undetermined("the axis is not known")
    place = axis % len(dims)
    return like(array, Shape((*dims[:place], *to_ints(cx, size, "size"), *dims[place + 1 :])))


everywhere("choice", _generator_choice, "a, size=None, replace=True, p=None, axis=0, shuffle=True", GENERATOR)


def _permutation(cx: Context, x: Any, *more: Any) -> Tensor:
    if isinstance(x, (int, Dim)):
        return array_of(x, dtype="int")
    array = to_array(cx, x, "x")
    return like(array, array.shape)


def _shuffle(cx: Context, x: Any, *more: Any) -> Any:
    """In place: the shape of an array and the length of a list stay."""
    if isinstance(x, Tensor):
        cx.touch(x)
        x.data = None
    elif isinstance(x, ListV) and x.items is not None:
        cx.touch(x)
        x.items[:] = [cx.element(ListV(list(x.items)))] * len(x.items)


everywhere("permutation", _permutation, "x, *more")
everywhere("permuted", _permutation, "x, *more", GENERATOR)
everywhere("shuffle", _shuffle, "x, *more")


def _rows_of(position: int) -> Any:
    """One row, as long as a parameter, for each draw."""

    def handler(cx: Context, *given: Any) -> Tensor:
        row = cx.dims(to_array(cx, given[position], "parameter"))
        if row is None or isinstance(given[-1], Unknown):
            raise Undetermined("the rank is not known")
        sizes: tuple[Int, ...] = () if given[-1] is None else to_ints(cx, given[-1], "size")
        return of_sizes(cx, (*sizes, *row[-1:]), None)

    return handler


everywhere("multivariate_normal", _rows_of(0), "mean, cov, size=None")
everywhere("dirichlet", _rows_of(0), "alpha, size=None")
everywhere("multinomial", _rows_of(1), "n, pvals, size=None")
for _name in ("seed", "set_state"):
    add_function(f"{MODULE}.{_name}", nothing, Signature.parse("*args, **kwargs"), counts=False)
    add_function(f"{STATE}.{_name}", nothing, Signature.parse("*args, **kwargs"), counts=False)
for _path in (
    f"{MODULE}.get_state",
    f"{STATE}.get_state",
    f"{MODULE}.SeedSequence",
    f"{MODULE}.PCG64",
    f"{MODULE}.bytes",
):
    add_function(_path, something, Signature.parse("*args, **kwargs"), counts=False)


@op("numpy.random.default_rng", counts=False)
def default_rng(cx: Context, seed: Any = None) -> Any:
    """A generator."""
    entry = find_class(GENERATOR)
    assert entry is not None
    return Instance(LibraryClass(GENERATOR, entry))
