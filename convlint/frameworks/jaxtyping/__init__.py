"""`jaxtyping`: annotations such as `Float[Tensor, "batch 3 h w"]`, as jaxtyping 0.3 reads them."""

from convlint.frameworks.jaxtyping import declarations  # noqa: F401  (it registers what it declares)
