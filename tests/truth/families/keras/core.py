"""Dense layers, embeddings, einsums, reshaping."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, data_format, inputs, some
from tests.truth.model import Arguments, Named, T

family = Family("core", words=True, misuse=0.05)


@family.layer("keras.layers.Dense")
def dense(dice: Dice) -> Made:
    return some(dice, units=dice.randint(1, 6), activation=dice.maybe("relu", 0.2)), inputs(any_tensor(dice, 1))


@family.layer("keras.layers.Embedding")
def embedding(dice: Dice) -> Made:
    words = dice.randint(2, 9)
    init = dice.arguments(words, output_dim=dice.randint(1, 6), mask_zero=OMIT)
    sizes = tuple(dice.randint(1, 4) for _ in range(dice.randint(0, 3)))
    return init, inputs(T(sizes, "i"))


@family.layer("keras.layers.ReversibleEmbedding")
def reversible(dice: Dice) -> Made:
    words, width = dice.randint(2, 9), dice.randint(1, 6)
    init = dice.keywords(words, width, tie_weights=dice.maybe(dice.chance(0.5)))
    front = tuple(dice.randint(1, 4) for _ in range(dice.randint(1, 3)))
    if dice.chance(0.5):
        return init, inputs(T((*front, width)), reverse=True)
    return init, inputs(T(front, "i"))


FUNCTIONS = [
    "abs",
    "relu",
    "transpose",
    "ravel",
    "det",
    "inv",
    "trace",
    "logsumexp",
    "isnan",
    "zeros_like",
    "matrix_rank",
]


@family.layer("keras.layers.Lambda", misuse=0.2)
def function(dice: Dice) -> Made:
    size = dice.randint(1, 4)
    tensor = T((dice.randint(1, 3), size, size)) if dice.chance(0.5) else any_tensor(dice, 1, 4)
    return Arguments([Named(f"keras.ops.{dice.choice(FUNCTIONS)}")]), inputs(tensor)


EQUATIONS = [
    "ab,bc->ac",
    "abc,cd->abd",
    "abc,cde->abde",
    "abcd,cde->abe",
    "...x,xy->...y",
    "abc,bd->adc",
    "ab...,bc->ac...",
]


@family.layer("keras.layers.EinsumDense")
def einsum(dice: Dice) -> Made:
    equation = dice.choice(EQUATIONS)
    left, right = equation.split("->")
    letters = {letter: dice.randint(1, 4) for letter in "abcdexy"}
    sizes: list[int] = []
    output: list[Any] = []
    between = [dice.randint(1, 3) for _ in range(dice.randint(1, 2))]
    for part, into in ((left.split(",")[0].replace("...", "."), sizes), (right.replace("...", "."), output)):
        for letter in part:
            into.extend(between if letter == "." else [letters[letter]])
    behind: Any = tuple(None if dice.chance(0.1) and len(output) > 2 else size for size in output[1:])
    if right.startswith("..."):
        behind = (letters["y"],) if dice.chance(0.5) else behind
    behind = behind[0] if len(behind) == 1 and dice.chance(0.5) else behind
    return dice.arguments(equation, behind, bias_axes=OMIT, name=OMIT, activation=OMIT), inputs(T(tuple(sizes)))


@family.layer("keras.layers.Flatten", misuse=0.5)
def flatten(dice: Dice) -> Made:
    return some(dice, data_format=data_format(dice)), inputs(any_tensor(dice, 1, 5))


def factored(dice: Dice, total: int) -> list[int]:
    made = []
    while total > 1 and len(made) < 4:
        factor = dice.choice([n for n in range(1, total + 1) if total % n == 0])
        made.append(factor)
        total //= factor
    return [*made, total] if total > 1 or not made else made


@family.layer("keras.layers.Reshape")
def reshape(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 4)
    total = 1
    for size in tensor.sizes[1:]:
        total *= size
    target = factored(dice, total)
    if dice.chance(0.4):
        target[dice.randrange(len(target))] = -1
    return dice.arguments(target_shape=tuple(target)), inputs(tensor)


@family.layer("keras.layers.Permute")
def permute(dice: Dice) -> Made:
    tensor = any_tensor(dice, 2, 5)
    order = list(range(1, len(tensor.sizes)))
    dice.shuffle(order)
    return dice.arguments(dims=tuple(order)), inputs(tensor)


@family.layer("keras.layers.RepeatVector")
def repeat_vector(dice: Dice) -> Made:
    return dice.arguments(n=dice.randint(1, 5)), inputs(any_tensor(dice, 2, 2))
