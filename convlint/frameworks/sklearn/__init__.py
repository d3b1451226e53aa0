"""scikit-learn, as far as it makes and splits the arrays that models are trained on."""

from convlint.frameworks.sklearn import datasets, preprocessing, splitting  # noqa: F401  (they register what they declare)
