"""The families: how calls are drawn, by framework. Nothing here imports a framework."""

from __future__ import annotations

from tests.truth.draw import Family
from tests.truth.families import conv, linear, pool

FAMILIES: dict[str, list[Family]] = {
    "torch": [conv.family, linear.family, pool.family],
}
