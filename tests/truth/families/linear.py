"""Linear layers, embeddings, and layers that rearrange."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.conv import image
from tests.truth.model import Arguments, T

family = Family("linear")


@family.layer("torch.nn.Linear")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    inside = dice.randint(1, 6)
    init = dice.arguments(in_features=inside, out_features=dice.randint(1, 6), bias=dice.maybe(False, 0.3))
    return init, Arguments([T((*dice.sizes(dice.randint(0, 3)), inside))])


@family.function("torch.nn.functional.linear")
def _(dice: Dice) -> Arguments:
    inside, outside = dice.randint(1, 6), dice.randint(1, 6)
    weight = T((outside, inside)) if dice.chance(0.85) else T((inside,))
    bias = T((outside,)) if len(weight.sizes) == 2 else T(())
    return dice.arguments(input=T((*dice.sizes(dice.randint(0, 3)), inside)), weight=weight, bias=dice.maybe(bias))


@family.layer("torch.nn.Bilinear")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    one, two, batch = dice.randint(1, 4), dice.randint(1, 4), dice.sizes(dice.randint(0, 2))
    init = dice.arguments(
        in1_features=one, in2_features=two, out_features=dice.randint(1, 4), bias=dice.maybe(False, 0.2)
    )
    return init, Arguments([T((*batch, one)), T((*batch, two))])


@family.function("torch.nn.functional.bilinear")
def _(dice: Dice) -> Arguments:
    one, two, out, batch = dice.randint(1, 4), dice.randint(1, 4), dice.randint(1, 4), dice.sizes(dice.randint(0, 2))
    return dice.arguments(
        input1=T((*batch, one)), input2=T((*batch, two)), weight=T((out, one, two)), bias=dice.maybe(T((out,)))
    )


@family.layer("torch.nn.Embedding")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    count = dice.randint(1, 9)
    init = dice.arguments(
        num_embeddings=count,
        embedding_dim=dice.size(),
        padding_idx=dice.maybe(dice.randint(-count, count - 1), 0.6),
        max_norm=dice.maybe(None, 0.1),
    )
    return init, Arguments([T(dice.sizes(dice.randint(0, 3)), "i")])


@family.function("torch.nn.functional.embedding")
def _(dice: Dice) -> Arguments:
    count = dice.randint(1, 9)
    return dice.arguments(
        input=T(dice.sizes(dice.randint(0, 3)), "i"),
        weight=T((count, dice.size())),
        padding_idx=dice.maybe(dice.randint(-count, count - 1)),
    )


@family.layer("torch.nn.EmbeddingBag", spoils=False)  # spoilt ones read beyond torch's memory
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    mode = dice.maybe(dice.choice(["sum", "mean", "max"]))
    init = dice.keywords(dice.randint(1, 9), dice.randint(1, 5), mode=mode)
    if dice.chance(0.3):
        return init, Arguments([T((dice.randint(1, 6),), "i"), T((dice.randint(1, 4),), "i")])
    return init, Arguments([T(tuple(dice.randint(1, 5) for _ in range(dice.choice([1, 2, 2, 2, 3]))), "i")])


@family.layer("torch.nn.Flatten")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    x = dice.tensor(0, 5)
    start = dice.randint(0, max(len(x.sizes) - 1, 0))
    end = dice.randint(start, max(len(x.sizes) - 1, 0))
    if dice.chance(0.4):
        end -= max(len(x.sizes), 1)
    return dice.arguments(start_dim=dice.maybe(start), end_dim=dice.maybe(end)), Arguments([x])


@family.layer("torch.nn.Unflatten")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes, parts = list(dice.sizes(dice.rank(1, 4))), list(dice.sizes(dice.randint(1, 3), 4))
    axis, product = dice.axis(len(sizes)), 1
    for part in parts:
        product *= part
    sizes[axis] = product
    if dice.chance(0.4) and product:
        parts[dice.randrange(len(parts))] = -1
    return dice.arguments(dim=axis, unflattened_size=tuple(parts)), Arguments([T(tuple(sizes))])


@family.layer("torch.nn.PixelShuffle")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    factor = dice.randint(1, 3)
    x = T((*dice.sizes(dice.randint(0, 2), 3), factor * factor * dice.randint(1, 3), *dice.sizes(2)))
    return dice.arguments(upscale_factor=factor), Arguments([x])


@family.function("torch.nn.functional.pixel_shuffle")
def _(dice: Dice) -> Arguments:
    factor = dice.randint(1, 3)
    x = T((*dice.sizes(dice.randint(0, 2), 3), factor * factor * dice.randint(1, 3), *dice.sizes(2)))
    return Arguments([x, factor])


@family.layer("torch.nn.PixelUnshuffle")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    factor = dice.randint(1, 3)
    x = T((*dice.sizes(dice.randint(1, 3), 3), factor * dice.randint(1, 3), factor * dice.randint(1, 3)))
    return dice.arguments(downscale_factor=factor), Arguments([x])


@family.function("torch.nn.functional.pixel_unshuffle")
def _(dice: Dice) -> Arguments:
    factor = dice.randint(1, 3)
    x = T((*dice.sizes(dice.randint(1, 3), 3), factor * dice.randint(1, 3), factor * dice.randint(1, 3)))
    return Arguments([x, factor])


@family.layer("torch.nn.ChannelShuffle")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    groups = dice.randint(1, 3)
    return dice.arguments(groups=groups), Arguments([image(dice, dice.randint(0, 3), 2, groups * dice.randint(1, 3))])


@family.layer("torch.nn.CosineSimilarity")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes = dice.sizes(dice.rank(1, 4))
    init = dice.arguments(dim=dice.maybe(dice.axis(len(sizes))))
    return init, Arguments([T(sizes), T(dice.broadcastable(sizes))])


@family.function("torch.nn.functional.cosine_similarity")
def _(dice: Dice) -> Arguments:
    sizes = dice.sizes(dice.rank(1, 4))
    return dice.keywords(T(sizes), T(dice.broadcastable(sizes)), dim=dice.maybe(dice.axis(len(sizes))))


@family.layer("torch.nn.PairwiseDistance")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    sizes = dice.sizes(dice.rank(1, 3))
    init = dice.keywords(p=dice.maybe(2.0), keepdim=dice.maybe(True, 0.4))
    return init, Arguments([T(sizes), T(dice.broadcastable(sizes))])


@family.function("torch.nn.functional.one_hot", spoils=False, fails=False)
def _(dice: Dice) -> Arguments:
    below = dice.randint(1, 5)
    return dice.arguments(tensor=T(dice.sizes(dice.rank(0, 3)), "i", below), num_classes=dice.randint(below, 7))
