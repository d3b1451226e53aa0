"""torch's dtype constants, as far as shapes need them."""

from __future__ import annotations

from convlint.frameworks.common.dtypes import DType
from convlint.frameworks.common.finfo import declare_finfo
from convlint.frameworks.common.inert import inert_class, unknown_functions
from convlint.frameworks.common.registry import constant

NAMES: dict[str | None, str] = {
    "float": "float32=float float64=double float16=half bfloat16 float8_e4m3fn float8_e5m2",
    "int": "int64=long int32=int int16=short int8 uint16 uint32 uint64 qint8 qint32",
    "bool": "bool",
    "complex": "complex64=cfloat complex128=cdouble complex32=chalf",
    None: "uint8 quint8",
}

inert_class("torch.dtype")
for _kind, _names in NAMES.items():
    for _name in _names.split():
        _made = DType(_name.partition("=")[0], _kind)
        for _alias in _name.split("="):
            constant(f"torch.{_alias}", _made)
declare_finfo("torch.finfo")
unknown_functions(
    "torch.iinfo",
    "torch.get_default_dtype",
    "torch.promote_types",
    "torch.result_type",
    "torch.can_cast",
)
