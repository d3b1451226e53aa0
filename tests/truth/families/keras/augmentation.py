"""Augmentation of images: layers that keep the shape of what they are given."""

from __future__ import annotations

from functools import partial
from typing import Any

from tests.truth.draw import OMIT, Dice, Family
from tests.truth.families.keras.common import Made, inputs, sizes
from tests.truth.model import Arguments, T

family = Family("augmentation", words=True, misuse=0.25)
FACTOR: list[Any] = [0.2, 0.5, (0.1, 0.3), 1.0]
CHOICES: dict[str, list[Any]] = {
    **{f"{name}factor": FACTOR for name in ("", "height_", "width_", "x_", "y_", "addition_", "threshold_")},
    **{f"{name}_factor": FACTOR for name in ("brightness", "contrast", "saturation", "hue")},
    "all_ops": [True, False],
    "alpha": [0.2, 1.0],
    "bins": [64, 256],
    "bits": [4, 8],
    "chain_depth": [1, 2],
    "clip_limit": [2.0, 4.0],
    "data_format": ["channels_last", "channels_first"],
    "fill_mode": ["constant", "reflect", "wrap", "nearest"],
    "fill_value": [0.0, 1.0],
    "interpolation": ["nearest", "bilinear"],
    "kernel_size": [3, 5],
    "mode": ["horizontal", "vertical", "horizontal_and_vertical"],
    "num_chains": [1, 2],
    "num_ops": [1, 2],
    "scale": [1.0, 0.5],
    "share": [(0.02, 0.33)],
    "sigma": [1.0],
    "tile_grid_size": [(2, 2), (4, 4)],
    "value_range": [(0, 255), (0, 1), (0.0, 1.0)],
}
WARPED = "interpolation fill_mode fill_value data_format"
TAKES = {
    "AugMix": "value_range num_chains chain_depth factor alpha all_ops interpolation data_format",
    "AutoContrast": "value_range",
    "ContrastLimitedAdaptiveHistogramEqualization": "value_range clip_limit tile_grid_size data_format",
    "CutMix": "factor data_format",
    "Equalization": "value_range bins data_format",
    "MixUp": "alpha data_format",
    "RandAugment": "value_range num_ops factor interpolation data_format",
    "RandomBrightness": "factor! value_range",
    "RandomColorDegeneration": "factor! value_range data_format",
    "RandomColorJitter": "value_range brightness_factor contrast_factor saturation_factor hue_factor data_format",
    "RandomContrast": "factor! value_range",
    "RandomElasticTransform": f"factor scale value_range {WARPED}",
    "RandomErasing": "factor scale=share fill_value value_range data_format",
    "RandomFlip": "mode data_format",
    "RandomGaussianBlur": "factor kernel_size sigma value_range data_format",
    "RandomGrayscale": "factor data_format",
    "RandomHue": "factor! value_range data_format",
    "RandomInvert": "factor value_range data_format",
    "RandomPerspective": "factor scale interpolation fill_value data_format",
    "RandomPosterization": "factor=bits! value_range data_format",
    "RandomRotation": f"factor! {WARPED}",
    "RandomSaturation": "factor! value_range data_format",
    "RandomSharpness": "factor! value_range data_format",
    "RandomShear": f"x_factor y_factor {WARPED}",
    "RandomTranslation": f"height_factor! width_factor! {WARPED}",
    "RandomZoom": f"height_factor! width_factor {WARPED}",
    "Solarization": "addition_factor threshold_factor value_range",
}
"""What each takes: `name` or `name=choices`, with `!` if it must be given."""


def image(dice: Dice, format: Any = OMIT, low: int = 8, high: int = 14) -> T:
    """An image of three channels, mostly in a batch."""
    front = (dice.randint(1, 3),) if dice.chance(0.7) else ()
    space = sizes(dice, 2, low, high)
    return T((*front, 3, *space) if format == "channels_first" else (*front, *space, 3))


def augmented(takes: str, dice: Dice) -> Made:
    given: dict[str, Any] = {}
    for item in takes.split():
        name, _, choices = item.rstrip("!").partition("=")
        value = dice.choice(CHOICES[choices or name])
        given[name] = value if item.endswith("!") else dice.maybe(value, 0.3)
    made: Arguments = dice.keywords(**given)
    return made, inputs(image(dice, given.get("data_format", OMIT)))


for layer, takes in TAKES.items():
    family.add_layer(f"keras.layers.{layer}", partial(augmented, takes))
