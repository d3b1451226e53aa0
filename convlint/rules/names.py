"""The names of the rules by their codes: all that is to be known of a rule before there is a finding of it."""

from __future__ import annotations

NAMES = {
    "CL001": "syntax-error",
    "CL002": "unreadable-file",
    "CL009": "internal-error",
    "CL101": "rank-mismatch",
    "CL102": "feature-mismatch",
    "CL103": "channel-mismatch",
    "CL104": "invalid-reshape",
    "CL105": "broadcast-mismatch",
    "CL106": "concat-mismatch",
    "CL107": "matmul-mismatch",
    "CL108": "empty-output",
    "CL109": "invalid-axis",
    "CL110": "index-out-of-range",
    "CL111": "invalid-argument",
    "CL112": "loss-mismatch",
    "CL113": "state-mismatch",
    "CL114": "unpack-mismatch",
    "CL116": "open-length",
    "CL117": "invalid-input-shape",
    "CL118": "failed-assertion",
    "CL201": "mixed-batch",
    "CL202": "loss-broadcast",
    "CL203": "single-class",
    "CL204": "class-axis",
    "CL205": "huge-layer",
    "CL206": "unfit-layer",
    "CL301": "unused-suppression",
    "CL302": "invalid-comment",
}
"""The module of a rule bears its name, with `_` for `-`."""
