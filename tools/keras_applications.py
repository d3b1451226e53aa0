"""Writes convlint/frameworks/keras/application_data.py from the real package: needs keras with the torch backend.

Networks are built without weights on torch's meta device, so that the large ones take no memory. With
names of networks only these are measured anew. Run `ruff format` on the result.
"""

from __future__ import annotations

import contextlib
import inspect
import os
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

os.environ["KERAS_BACKEND"] = "torch"
TARGET = Path(__file__).resolve().parents[1] / "convlint" / "frameworks" / "keras" / "application_data.py"
WHOLE = (96, 128, 160, 224, 256)
OTHERS = (75, 96, 100, 128, 139, 150, 160, 180, 192, 200, 224, 256, 299, 300, 331, 512)
HEAD = '''\
"""Networks of `keras.applications`, of Keras {version}. Written by tools/keras_applications.py."""

from __future__ import annotations

# name -> (size with a head, or 0 where it is open; least size; channels before the head; the sizes that some sizes become, empty
# where a multiple of 32 becomes its 32nd)
NETWORKS: dict[str, tuple[int, int, int, dict[int, int]]] = {{
{rows}
}}
MODULES = """{modules}"""
'''


def main() -> int:
    import keras

    found: dict[str, Any] = {}
    if sys.argv[1:]:  # only these anew
        sys.path.insert(0, str(TARGET.parents[3]))
        from convlint.frameworks.keras.application_data import NETWORKS

        found = dict(NETWORKS)
    names = [
        n for n in dir(keras.applications) if n[0].isupper() and inspect.isfunction(getattr(keras.applications, n))
    ]
    for name in sys.argv[1:] or names:
        try:
            with keras.device("meta"):
                found[name] = measured(getattr(keras.applications, name))
        except ValueError as error:
            if "not available with the torch backend" not in str(error):  # NASNet
                raise
        keras.backend.clear_session()
        print(name, found.get(name), flush=True)
    rows = "\n".join(f'    "{name}": {value!r},'.replace("'", '"') for name, value in sorted(found.items()))
    modules = textwrap.fill(
        " ".join(
            n for n in dir(keras.applications) if n[0].islower() and inspect.ismodule(getattr(keras.applications, n))
        ),
        100,
    )
    TARGET.write_text(HEAD.format(version=keras.__version__, rows=rows, modules=modules), "utf-8")
    return 0


def measured(network: Any) -> tuple[int, int, int, dict[int, int]]:
    """A row of the table."""
    base = network(weights=None, include_top=False, input_shape=(None, None, 3))
    channels = base.output_shape[-1]
    least = least_of(network)
    if sizes_of(base, WHOLE) == {n: n // 32 for n in WHOLE}:
        static = network(weights=None, include_top=False, input_shape=(96, 96, 3)).output_shape
        assert static == (None, 3, 3, channels), (network, static)
        return default_of(network), least, channels, {}
    return default_of(network), least, channels, sizes_of(base, OTHERS)


def sizes_of(base: Any, sizes: tuple[int, ...]) -> dict[int, int]:
    """What is left of square images; sizes that the network does not take are left out."""
    made = {}
    for size in sizes:
        with contextlib.suppress(ValueError):
            made[size] = base.compute_output_shape((1, size, size, 3))[1]
    return made


def least_of(network: Any) -> int:
    try:
        network(weights=None, include_top=False, input_shape=(1, 1, 3))
    except ValueError as error:
        told = re.search(r"at least (\d+)x", str(error))
        return int(told[1]) if told else 1
    return 1


def default_of(network: Any) -> int:
    """The size of the input of a network with a head; 0 where that is left open."""
    size: int | None = network(weights=None).input_shape[1]
    return size or 0


if __name__ == "__main__":
    sys.exit(main())
