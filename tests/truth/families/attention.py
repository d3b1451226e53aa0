"""Attention and transformers."""

from __future__ import annotations

from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.model import Arguments, Layer, T

family = Family("attention")


def sequence(dice: Dice, batch: int | None, length: int, width: int, first: bool) -> T:
    """(L, N, E), (N, L, E) or, without a batch, (L, E)."""
    if batch is None:
        return T((length, width))
    return T((batch, length, width) if first else (length, batch, width))


@family.layer("torch.nn.MultiheadAttention", count=150)
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    heads = dice.randint(1, 3)
    width, first = heads * dice.randint(1, 3), dice.chance(0.5)
    key_width, value_width = (dice.randint(1, 5), dice.randint(1, 5)) if dice.chance(0.25) else (width, width)
    batch = dice.randint(1, 3) if dice.chance(0.75) else None
    target, source = dice.randint(1, 4), dice.randint(1, 4)
    init = dice.keywords(
        width,
        heads,
        bias=dice.maybe(False, 0.1),
        kdim=key_width if key_width != width else OMIT,
        vdim=value_width if value_width != width else OMIT,
        batch_first=first or OMIT,
    )
    mask = T((target, source), "b") if dice.chance(0.7) else T(((batch or 1) * heads, target, source), "b")
    call = dice.keywords(
        sequence(dice, batch, target, width, first),
        sequence(dice, batch, source, key_width, first),
        sequence(dice, batch, source, value_width, first),
        key_padding_mask=dice.maybe(T((source,) if batch is None else (batch, source), "b"), 0.25),
        need_weights=dice.maybe(False, 0.2),
        attn_mask=dice.maybe(mask, 0.3),
        average_attn_weights=dice.maybe(False, 0.2),
    )
    return init, call


def block(dice: Dice, kind: str) -> tuple[Layer, int, bool]:
    """A transformer layer, its width, and whether the batch comes first."""
    heads = dice.randint(1, 3)
    width, first = heads * dice.randint(1, 3), dice.chance(0.5)
    init = dice.keywords(
        d_model=width,
        nhead=heads,
        dim_feedforward=dice.randint(2, 8),
        batch_first=first or OMIT,
        norm_first=dice.maybe(True, 0.2),
        activation=dice.maybe("gelu", 0.2),
    )
    return Layer(f"torch.nn.Transformer{kind}Layer", init), width, first


def encoder_call(dice: Dice, width: int, first: bool, mask: str) -> Arguments:
    batch, length = dice.randint(1, 3) if dice.chance(0.75) else None, dice.randint(1, 4)
    padding = T((length,) if batch is None else (batch, length), "b")
    options: dict[str, Any] = {
        mask: dice.maybe(T((length, length), "b"), 0.3),
        "src_key_padding_mask": dice.maybe(padding, 0.2),
    }
    return dice.keywords(sequence(dice, batch, length, width, first), **options)


@family.layer("torch.nn.TransformerEncoderLayer")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    layer, width, first = block(dice, "Encoder")
    return layer.init, encoder_call(dice, width, first, "src_mask")


@family.layer("torch.nn.TransformerEncoder")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    layer, width, first = block(dice, "Encoder")
    return Arguments([layer, dice.randint(1, 2)]), encoder_call(dice, width, first, "mask")


def decoder_call(dice: Dice, width: int, first: bool) -> Arguments:
    batch = dice.randint(1, 3) if dice.chance(0.75) else None
    target, source = dice.randint(1, 4), dice.randint(1, 4)
    return dice.keywords(
        sequence(dice, batch, target, width, first),
        sequence(dice, batch, source, width, first),
        tgt_mask=dice.maybe(T((target, target), "b"), 0.3),
        memory_mask=dice.maybe(T((target, source), "b"), 0.2),
    )


@family.layer("torch.nn.TransformerDecoderLayer")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    layer, width, first = block(dice, "Decoder")
    return layer.init, decoder_call(dice, width, first)


@family.layer("torch.nn.TransformerDecoder")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    layer, width, first = block(dice, "Decoder")
    return Arguments([layer, dice.randint(1, 2)]), decoder_call(dice, width, first)


@family.layer("torch.nn.Transformer")
def _(dice: Dice) -> tuple[Arguments, Arguments]:
    heads = dice.randint(1, 2)
    width, first = heads * dice.randint(1, 3), dice.chance(0.5)
    init = dice.keywords(
        d_model=width,
        nhead=heads,
        num_encoder_layers=1,
        num_decoder_layers=1,
        dim_feedforward=4,
        batch_first=first or OMIT,
    )
    batch, source, target = dice.randint(1, 3) if dice.chance(0.75) else None, dice.randint(1, 4), dice.randint(1, 4)
    inputs = [sequence(dice, batch, source, width, first), sequence(dice, batch, target, width, first)]
    return init, dice.keywords(*inputs, tgt_mask=dice.maybe(T((target, target), "b"), 0.3))


@family.function("torch.nn.functional.scaled_dot_product_attention", count=150)
def _(dice: Dice) -> Arguments:
    front = tuple(dice.randint(1, 3) for _ in range(dice.randint(0, 2)))
    target, source, width, value_width = (dice.randint(1, 4) for _ in range(4))
    grouped = len(front) == 2 and dice.chance(0.2)
    query_front = (front[0], front[1] * dice.randint(1, 2)) if grouped else front
    mask = T((target, source), "b") if dice.chance(0.6) else T((*query_front, target, source))
    return dice.keywords(
        T((*query_front, target, width)),
        T((*front, source, width)),
        T((*front, source, value_width)),
        attn_mask=dice.maybe(mask, 0.3),
        is_causal=dice.maybe(True, 0.1),
        enable_gqa=grouped or OMIT,
    )
