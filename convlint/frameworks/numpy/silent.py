"""NumPy's functions that say nothing of shapes."""

from __future__ import annotations

from convlint.frameworks.common.inert import inert_class, inert_functions, unknown_functions

UNKNOWN = """allclose array_equal array_equiv shares_memory may_share_memory array2string array_repr array_str
geterr seterr iterable base_repr binary_repr ravel_multi_index unravel_index triu_indices tril_indices triu_indices_from
tril_indices_from diag_indices ix_ nditer ndenumerate ndindex vectorize frompyfunc polyfit polyval poly1d roots cross trapz
trapezoid block histogram2d histogramdd union1d intersect1d setdiff1d setxor1d show_config get_printoptions typename""".split()
NOTHING = """save savez savez_compressed savetxt set_printoptions
testing.assert_allclose testing.assert_array_equal testing.assert_almost_equal testing.assert_array_almost_equal
testing.assert_equal""".split()

unknown_functions(*(f"numpy.{name}" for name in UNKNOWN))
unknown_functions(*(f"numpy.linalg.{name}" for name in "lstsq solve matrix_rank cond slogdet multi_dot".split()))
inert_functions(*(f"numpy.{name}" for name in NOTHING))
inert_class("numpy.errstate", context=True)
inert_class("numpy.printoptions", context=True)
