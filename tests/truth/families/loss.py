"""Losses: layers and functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, T

family = Family("loss")

Draws = Callable[[Dice], tuple[list[Any], dict[str, Any]]]
REDUCTIONS = ["none", "sum", "mean"]


def twin(layer: str, function: str, draw: Draws, **options: Any) -> None:
    """A loss as a layer, constructed with the options, and as a function."""

    def as_layer(dice: Dice) -> tuple[Arguments, Arguments]:
        inputs, kwargs = draw(dice)
        return dice.keywords(**kwargs), Arguments(inputs)

    def as_function(dice: Dice) -> Arguments:
        inputs, kwargs = draw(dice)
        return dice.keywords(*inputs, **kwargs)

    family.add_layer(f"torch.nn.{layer}", as_layer, **options)
    family.add_function(f"torch.nn.functional.{function}", as_function, **options)


def reduction(dice: Dice) -> dict[str, Any]:
    return {"reduction": dice.maybe(dice.choice(REDUCTIONS))}


def pointwise(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    """Input and target of one shape, sometimes only broadcastable."""
    x = dice.tensor(0, 4)
    target = dice.broadcastable(x.sizes) if dice.chance(0.3) else x.sizes
    return [x, T(target)], reduction(dice)


def binary(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    x = dice.tensor(0, 4)
    return [x, x], {"weight": dice.maybe(T(dice.broadcastable(x.sizes)), 0.3), **reduction(dice)}


def binary_logits(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    inputs, options = binary(dice)
    weight = T(dice.broadcastable(inputs[0].sizes)) if inputs[0].sizes else OMIT
    return inputs, {**options, "pos_weight": dice.maybe(weight, 0.3)}


def classes(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    """(N?, C, d1…) with (N?, d1…)."""
    count = dice.randint(1, 5)
    weight = {"weight": dice.maybe(T((count,)), 0.25), **reduction(dice)}
    if dice.chance(0.15):
        return [T((count,)), T((), "i")], weight
    batch, dims = dice.randint(1, 4), tuple(dice.randint(1, 3) for _ in range(dice.choice([0, 0, 1, 2, 3])))
    return [T((batch, count, *dims)), T((batch, *dims), "i")], weight


def cross_entropy(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    inputs, options = classes(dice)
    if dice.chance(0.25):
        inputs[1] = inputs[0]  # probabilities of the classes
    return inputs, {**options, "label_smoothing": dice.maybe(0.1, 0.2)}


def triple(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    x = T(tuple(dice.randint(1, 4) for _ in range(dice.rank(1, 3))))
    return [x, x if dice.chance(0.7) else T(dice.broadcastable(x.sizes)), x], reduction(dice)


def cosine(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    width = dice.randint(1, 4)
    if dice.chance(0.3):
        return [T((width,)), T((width,)), T(())], reduction(dice)
    batch = dice.randint(1, 4)
    return [T((batch, width)), T((batch, width)), T((batch,))], reduction(dice)


def ranking(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    x = dice.tensor(0, 3)
    return [x, x, x], reduction(dice)


def margin(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    width = dice.randint(1, 4)
    if dice.chance(0.3):
        return [T((width,)), T((), "i")], reduction(dice)
    batch = dice.randint(1, 4)
    return [T((batch, width)), T((batch,), "i")], reduction(dice)


def multilabel(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    sizes = tuple(dice.randint(1, 4) for _ in range(dice.randint(1, 2)))
    return [T(sizes), T(sizes, "i")], reduction(dice)


def soft_multilabel(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    x = dice.tensor(1, 3)
    return [x, x], {"weight": dice.maybe(T((x.sizes[-1],)), 0.3), **reduction(dice)}


def gaussian(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    x = dice.tensor(1, 4)
    variance = dice.choice([x, T(x.sizes[:-1]), T((*x.sizes[:-1], 1))])
    return [x, x, variance], reduction(dice)


def ctc(dice: Dice) -> tuple[list[Any], dict[str, Any]]:
    length, count, labels, batch = dice.randint(2, 6), dice.randint(2, 4), dice.randint(1, 3), dice.randint(1, 3)
    x = T((length, batch, count))
    return [x, T((batch, labels), "i"), [length] * batch, [labels] * batch], reduction(dice)


for layer, function in (("MSELoss", "mse_loss"), ("L1Loss", "l1_loss"), ("SmoothL1Loss", "smooth_l1_loss"),
                        ("HuberLoss", "huber_loss"), ("KLDivLoss", "kl_div"), ("PoissonNLLLoss", "poisson_nll_loss"),
                        ("SoftMarginLoss", "soft_margin_loss"),
                        ("HingeEmbeddingLoss", "hinge_embedding_loss")):  # fmt: skip
    twin(layer, function, pointwise)

twin("BCELoss", "binary_cross_entropy", binary)
twin("BCEWithLogitsLoss", "binary_cross_entropy_with_logits", binary_logits)
twin("CrossEntropyLoss", "cross_entropy", cross_entropy, count=150)
twin("NLLLoss", "nll_loss", classes)
twin("TripletMarginLoss", "triplet_margin_loss", triple)
twin("CosineEmbeddingLoss", "cosine_embedding_loss", cosine)
twin("MarginRankingLoss", "margin_ranking_loss", ranking)
twin("MultiMarginLoss", "multi_margin_loss", margin)
twin("MultiLabelMarginLoss", "multilabel_margin_loss", multilabel)
twin("MultiLabelSoftMarginLoss", "multilabel_soft_margin_loss", soft_multilabel)
twin("GaussianNLLLoss", "gaussian_nll_loss", gaussian)
twin("CTCLoss", "ctc_loss", ctc, spoils=False, fails=False)
