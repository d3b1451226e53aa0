"""Layers that keep the shape of their input: activations, dropouts, noise, and what only looks at the values."""

from __future__ import annotations

from convlint.frameworks.keras.declaring import keeping

for _declaration in (
    "Activation(activation)",
    "ELU(alpha=1.0)",
    "LeakyReLU(negative_slope=0.3, alpha=None)",
    "ReLU(max_value=None, negative_slope=0.0, threshold=0.0)",
    "ThresholdedReLU(theta=1.0)",
    "Identity()",
    "Masking(mask_value=0.0)",
    "ActivityRegularization(l1=0.0, l2=0.0)",
    "AlphaDropout(rate, noise_shape=None, seed=None)",
    "Dropout(rate, noise_shape=None, seed=None)",
    "GaussianDropout(rate, seed=None)",
    "GaussianNoise(stddev, seed=None)",
    "Rescaling(scale, offset=0.0)",
    "AutoContrast(value_range=(0, 255))",
    "AugMix(value_range=(0, 255))",
    "CutMix(factor=1.0, seed=None, data_format=None)",
    "Equalization(value_range=(0, 255), bins=256, data_format=None)",
    "ContrastLimitedAdaptiveHistogramEqualization(value_range=(0, 255), clip_limit=4.0, tile_grid_size=(8, 8), data_format=None)",
    "MixUp(alpha=0.2, data_format=None, seed=None)",
    "RandAugment(value_range=(0, 255))",
    "RandomBrightness(factor, value_range=(0, 255), seed=None)",
    "RandomColorDegeneration(factor, value_range=(0, 255), data_format=None, seed=None)",
    "RandomColorJitter(value_range=(0, 255))",
    "RandomContrast(factor, value_range=(0, 255), seed=None)",
    "RandomElasticTransform(factor=1.0, scale=1.0)",
    "RandomErasing(factor=1.0, scale=(0.02, 0.33))",
    "RandomFlip(mode='horizontal_and_vertical', seed=None, data_format=None)",
    "RandomGaussianBlur(factor=1.0, kernel_size=3)",
    "RandomGrayscale(factor=0.5, data_format=None, seed=None)",
    "RandomHue(factor, value_range=(0, 255))",
    "RandomInvert(factor=1.0, value_range=(0, 255), seed=None, data_format=None)",
    "RandomPerspective(factor=1.0, scale=1.0)",
    "RandomPosterization(factor, value_range=(0, 255))",
    "RandomRotation(factor, fill_mode='reflect', interpolation='bilinear', seed=None, fill_value=0.0, data_format=None)",
    "RandomSaturation(factor, value_range=(0, 255))",
    "RandomSharpness(factor, value_range=(0, 255))",
    "RandomShear(x_factor=0.0, y_factor=0.0)",
    "RandomTranslation(height_factor, width_factor)",
    "RandomZoom(height_factor, width_factor=None)",
    "Solarization(addition_factor=0.0, threshold_factor=0.0)",
):
    keeping(_declaration)
for _declaration in ("SpatialDropout1D(rate, seed=None)", "SpatialDropout2D(rate, data_format=None, seed=None)"):
    keeping(_declaration, 3 + _declaration.startswith("SpatialDropout2D"))
keeping("SpatialDropout3D(rate, data_format=None, seed=None)", 5)
