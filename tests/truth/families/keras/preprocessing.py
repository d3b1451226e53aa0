"""Images of a given size; layers one after the other; spectrograms."""

from __future__ import annotations

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.augmentation import image
from tests.truth.families.keras.common import Made, data_format, inputs
from tests.truth.model import Arguments, Layer, T

family = Family("preprocessing", words=True, misuse=0.1)


@family.layer("keras.layers.Resizing", "keras.layers.CenterCrop", "keras.layers.RandomCrop")
def resized(dice: Dice) -> Made:
    format = data_format(dice)
    init = dice.keywords(height=dice.randint(1, 8), width=dice.randint(1, 8), data_format=format)
    return init, inputs(image(dice, format))


@family.layer("keras.layers.Pipeline")
def pipeline(dice: Dice) -> Made:
    size = Layer("keras.layers.Resizing", Arguments([dice.randint(1, 8), dice.randint(1, 8)]))
    return Arguments([[size, Layer("keras.layers.Rescaling", Arguments([0.5]))]]), inputs(image(dice))


@family.layer("keras.layers.MelSpectrogram")
def mel(dice: Dice) -> Made:
    length = dice.choice([16, 32])
    init = dice.keywords(fft_length=length, sequence_stride=dice.randint(2, 9), num_mel_bins=dice.randint(2, 6))
    front = (dice.randint(1, 3),) if dice.chance(0.7) else ()
    return init, inputs(T((*front, dice.randint(40, 90))))


@family.layer("keras.layers.STFTSpectrogram")
def stft(dice: Dice) -> Made:
    init = dice.keywords(
        mode=dice.maybe(dice.choice(["stft", "magnitude"])),
        frame_length=dice.choice([8, 12, 16]),
        frame_step=dice.maybe(dice.randint(2, 6)),
        padding=dice.maybe(dice.choice(["valid", "same"])),
        expand_dims=dice.maybe(dice.chance(0.5)),
    )
    return init, inputs(T((dice.randint(1, 3), dice.randint(20, 40), dice.randint(1, 3))))
