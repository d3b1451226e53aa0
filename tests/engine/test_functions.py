"""Functions: arguments, defaults, closures, factories, generators, recursion, decorators."""

from __future__ import annotations

from support.linting import finds, silent


def test_a_factory_with_defaults() -> None:
    finds(
        """
        def block(c_in, c_out, k=3, stride=1):
            return nn.Sequential(nn.Conv2d(c_in, c_out, k, stride, k // 2), nn.BatchNorm2d(c_out), nn.ReLU())

        net = nn.Sequential(block(3, 16), block(16, 32, stride=2), nn.Flatten(), nn.Linear(32 * 32 * 32, 10))
        net(torch.zeros(1, 3, 32, 32))
        """,
        "CL102 net(torch.zeros(1, 3, 32, 32))",
    )


def test_a_factory_that_returns_a_list() -> None:
    finds(
        """
        def block(c_in, c_out, norm=True):
            layers = [nn.Conv2d(c_in, c_out, 4, 2, 1)]
            if norm:
                layers.append(nn.BatchNorm2d(c_out))
            return layers + [nn.LeakyReLU(0.2)]

        net = nn.Sequential(*block(3, 64, norm=False), *block(64, 128), nn.Conv2d(256, 1, 4))
        net(torch.zeros(1, 3, 64, 64))
        """,
        "CL103 net(torch.zeros(1, 3, 64, 64))",
    )


def test_rest_arguments() -> None:
    finds(
        """
        def mlp(*sizes, act=nn.ReLU, **options):
            layers = []
            for a, b in zip(sizes[:-1], sizes[1:]):
                layers += [nn.Linear(a, b, **options), act()]
            return nn.Sequential(*layers[:-1])

        mlp(4, 8, 2, bias=False)(torch.zeros(5, 4))
        mlp(4, 8, 2, act=nn.Tanh)(torch.zeros(5, 8))
        """,
        "CL102 mlp(4, 8, 2, act=nn.Tanh)(torch.zeros(5, 8))",
    )


def test_arguments_given_by_a_dict() -> None:
    finds(
        """
        options = dict(in_channels=3, out_channels=8, kernel_size=3)
        nn.Conv2d(**options, padding=1)(torch.zeros(1, 4, 8, 8))
        """,
        "CL103 nn.Conv2d(**options, padding=1)(torch.zeros(1, 4, 8, 8))",
    )


def test_a_closure_with_nonlocal() -> None:
    finds(
        """
        def stages(channels):
            def add(width):
                nonlocal channels
                layer = nn.Conv2d(channels, width, 1)
                channels = width
                return layer
            return nn.Sequential(add(8), add(16)), channels

        net, channels = stages(3)
        nn.Conv2d(8, channels, 1)(net(torch.zeros(1, 3, 4, 4)))
        """,
        "CL103 nn.Conv2d(8, channels, 1)(net(torch.zeros(1, 3, 4, 4)))",
    )


def test_a_lambda_and_a_partial() -> None:
    finds(
        """
        from functools import partial

        conv = partial(nn.Conv2d, kernel_size=3, padding=1)
        pool = lambda x: F.max_pool2d(x, 2)
        x = pool(conv(3, 8)(torch.zeros(1, 3, 16, 16)))
        x.view(1, 8, 64)
        x.view(1, 8, 256)
        """,
        "CL104 x.view(1, 8, 256)",
    )


def test_a_generator() -> None:
    finds(
        """
        def layers(*sizes):
            for a, b in zip(sizes, sizes[1:]):
                yield nn.Linear(a, b)
                yield nn.ReLU()

        net = nn.Sequential(*layers(4, 8, 16))
        net(torch.zeros(2, 5))
        """,
        "CL102 net(torch.zeros(2, 5))",
    )


def test_recursion() -> None:
    finds(
        """
        def tower(width, depth):
            if depth == 0:
                return nn.Identity()
            return nn.Sequential(nn.Linear(width, width * 2), tower(width * 2, depth - 1))

        y = tower(4, 3)(torch.zeros(1, 4))
        y.view(1, 31)
        """,
        "CL104 y.view(1, 31)",
    )


def test_endless_recursion_is_given_up() -> None:
    silent(
        """
        def f(n):
            return g(n + 1)

        def g(n):
            return f(n - 1)

        nn.Linear(3, 2)(torch.zeros(1, f(1)))
        """
    )


def test_a_registry_filled_by_a_decorator() -> None:
    finds(
        """
        MODELS = {}

        def register(name):
            def wrap(function):
                MODELS[name] = function
                return function
            return wrap

        @register("small")
        def small(width=8):
            return nn.Linear(width, 2)

        MODELS["small"](width=16)(torch.zeros(1, 8))
        """,
        'CL102 MODELS["small"](width=16)(torch.zeros(1, 8))',
    )


def test_a_decorator_that_wraps() -> None:
    finds(
        """
        import functools

        def logged(function):
            @functools.wraps(function)
            def inner(*args, **kwargs):
                print("called")
                return function(*args, **kwargs)
            return inner

        @logged
        def double(x):
            return torch.cat([x, x], dim=1)

        nn.Linear(4, 1)(double(torch.zeros(2, 4)))
        """,
        "CL102 nn.Linear(4, 1)(double(torch.zeros(2, 4)))",
    )


def test_a_mode_as_decorator() -> None:
    finds(
        """
        @torch.no_grad()
        def evaluate(model, x):
            return model(x)

        evaluate(nn.Linear(4, 1), torch.zeros(2, 5))
        """,
        "CL102 return model(x)",
    )


def test_several_results() -> None:
    finds(
        """
        def encode(x):
            return x.mean(0), x.std(0), {"all": x}

        mean, std, rest = encode(torch.zeros(6, 3))
        torch.cat([mean, rest["all"]], dim=0)
        """,
        'CL106 torch.cat([mean, rest["all"]], dim=0)',
    )


def test_an_early_return() -> None:
    finds(
        """
        def head(x, pooled=False):
            if pooled:
                return x.mean(dim=(2, 3))
            return x

        nn.Linear(8, 2)(head(torch.zeros(1, 8, 4, 4), pooled=True))
        nn.Linear(8, 2)(head(torch.zeros(1, 8, 4, 4)))
        """,
        "CL102 nn.Linear(8, 2)(head(torch.zeros(1, 8, 4, 4)))",
    )


def test_a_function_that_nothing_calls() -> None:
    finds(
        """
        def build():
            fc = nn.Linear(4, 2)
            return fc(torch.zeros(1, 5))
        """,
        "CL102 return fc(torch.zeros(1, 5))",
    )


def test_a_function_that_changes_its_argument() -> None:
    silent(
        """
        def extend(layers, width):
            layers.append(nn.Linear(width, 1))

        layers = [nn.Linear(4, 8)]
        extend(layers, 8)
        nn.Sequential(*layers)(torch.zeros(1, 4))
        """
    )


def test_a_function_in_a_table() -> None:
    finds(
        """
        ACTIVATIONS = {"relu": nn.ReLU, "glu": nn.GLU}

        def layer(name):
            return nn.Sequential(nn.Linear(4, 8), ACTIVATIONS[name](), nn.Linear(8, 1))

        layer("relu")(torch.zeros(1, 4))
        layer("glu")(torch.zeros(1, 4))
        """,
        'CL102 layer("glu")(torch.zeros(1, 4))',
    )


def test_a_decorator_that_reads_the_signature_of_what_it_wraps() -> None:
    """As torchvision's builders are wrapped: keyword-only parameters may be given by position."""
    finds(
        """
        import functools, inspect

        def positional_too(fn):
            params = inspect.signature(fn).parameters
            start = next(i for i, param in enumerate(params.values()) if param.kind == param.KEYWORD_ONLY)
            names = tuple(inspect.signature(fn).parameters)[start:]

            @functools.wraps(fn)
            def wrapper(*args, **kwargs):
                args, more = args[:start], args[start:]
                kwargs.update(zip(names, more))
                return fn(*args, **kwargs)

            return wrapper

        def plain(fn):
            @positional_too
            @functools.wraps(fn)
            def inner(*args, **kwargs):
                return fn(*args, **kwargs)

            return inner

        @plain
        def head(*, features=8, classes=2):
            return nn.Linear(features, classes)

        head(4, 3)(torch.zeros(1, 4))
        head(classes=3)(torch.zeros(1, 4))
        """,
        "CL102 head(classes=3)(torch.zeros(1, 4))",
    )


def test_wraps_keeps_the_name() -> None:
    finds(
        """
        from functools import wraps
        sizes = {"small": 4, "large": 8}

        def named(fn):
            @wraps(fn)
            def wrapper(*args):
                return nn.Linear(sizes[wrapper.__name__], 2)(*args)
            return wrapper

        @named
        def small(x): ...

        small(torch.zeros(1, 4))
        small(torch.zeros(1, 8))
        """,
        "CL102 return nn.Linear(sizes[wrapper.__name__], 2)(*args)",
    )


def test_the_defaults_of_a_helper_are_not_judged() -> None:
    silent(
        """
        def spectrum(x, size=512, hop=0):
            return torch.stft(x.reshape(-1, x.shape[-1]), size, hop, return_complex=True)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.hop = int(open("hop").read())

            def spectrum(self, x):
                return spectrum(x, 64, self.hop)
        """
    )
