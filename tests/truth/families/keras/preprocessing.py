"""Preprocessing and augmentation of images; categories; spectrograms."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import Dice, Family
from tests.truth.families.keras.common import Made, any_tensor, inputs, sizes
from tests.truth.model import Arguments, Layer, T

family = Family("preprocessing")
AUGMENTING: dict[str, list[Any]] = {
    "AutoContrast": [],
    "Equalization": [],
    "RandomBrightness": [0.2],
    "RandomColorDegeneration": [0.2],
    "RandomContrast": [0.2],
    "RandomErasing": [],
    "RandomFlip": [],
    "RandomGaussianBlur": [],
    "RandomGrayscale": [],
    "RandomHue": [0.2],
    "RandomInvert": [],
    "RandomPerspective": [],
    "RandomPosterization": [4],
    "RandomRotation": [0.2],
    "RandomSaturation": [0.2],
    "RandomSharpness": [0.2],
    "RandomShear": [],
    "RandomTranslation": [0.2, 0.2],
    "RandomZoom": [0.2],
    "Solarization": [],
}


def image(dice: Dice, low: int = 8, high: int = 14) -> T:
    front = (dice.randint(1, 3),) if dice.chance(0.7) else ()
    return T((*front, *sizes(dice, 2, low, high), 3))


def augmented(args: list[Any], dice: Dice) -> Made:
    return Arguments(list(args)), inputs(image(dice))


for name, arguments in AUGMENTING.items():
    family.add_layer(f"keras.layers.{name}", partial(augmented, arguments), fails=False, spoils=False)


@family.layer("keras.layers.Resizing", "keras.layers.CenterCrop")
def resized(dice: Dice) -> Made:
    return dice.arguments(height=dice.randint(1, 8), width=dice.randint(1, 8)), inputs(image(dice))


@family.layer("keras.layers.RandomCrop", fails=False, spoils=False)
def cropped(dice: Dice) -> Made:
    return dice.arguments(height=dice.randint(1, 8), width=dice.randint(1, 8)), inputs(image(dice))


@family.layer("keras.layers.Pipeline", fails=False, spoils=False)
def pipeline(dice: Dice) -> Made:
    size = Layer("keras.layers.Resizing", Arguments([dice.randint(1, 8), dice.randint(1, 8)]))
    return Arguments([[size, Layer("keras.layers.Rescaling", Arguments([0.5]))]]), inputs(image(dice))


@family.layer("keras.layers.CategoryEncoding", fails=False, spoils=False)
def categories(dice: Dice) -> Made:
    mode = dice.maybe(dice.choice(["one_hot", "multi_hot", "count"]), 0.8)
    return dice.keywords(num_tokens=dice.randint(2, 30), output_mode=mode), inputs(any_tensor(dice, 1, 2, "i"))


@family.layer("keras.layers.MelSpectrogram", fails=False)
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
