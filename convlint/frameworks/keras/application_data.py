"""x"""

from __future__ import annotations

NETWORKS: dict[str, tuple[int, int, int, dict[int, int]]] = {
    "ConvNeXtBase": (224, 32, 1024, {}),
    "ConvNeXtLarge": (224, 32, 1536, {}),
    "ConvNeXtSmall": (224, 32, 768, {}),
    "ConvNeXtTiny": (224, 32, 768, {}),
    "ConvNeXtXLarge": (224, 32, 2048, {}),
    "DenseNet121": (224, 32, 1024, {}),
    "DenseNet169": (224, 32, 1664, {}),
    "DenseNet201": (224, 32, 1920, {}),
    "EfficientNetB0": (224, 32, 1280, {}),
    "EfficientNetB1": (240, 32, 1280, {}),
    "EfficientNetB2": (260, 32, 1408, {}),
    "EfficientNetB3": (300, 32, 1536, {}),
    "EfficientNetB4": (380, 32, 1792, {}),
    "EfficientNetB5": (456, 32, 2048, {}),
    "EfficientNetB6": (528, 32, 2304, {}),
    "EfficientNetB7": (600, 32, 2560, {}),
    "EfficientNetV2B0": (224, 32, 1280, {}),
    "EfficientNetV2B1": (240, 32, 1280, {}),
    "EfficientNetV2B2": (260, 32, 1408, {}),
    "EfficientNetV2B3": (300, 32, 1536, {}),
    "EfficientNetV2L": (480, 32, 1280, {}),
    "EfficientNetV2M": (480, 32, 1280, {}),
    "EfficientNetV2S": (384, 32, 1280, {}),
    "InceptionResNetV2": (299, 75, 1536, {75: 1, 96: 1, 100: 1, 128: 2, 139: 3, 150: 3, 160: 3, 180: 4, 192: 4, 200: 4, 224: 5, 256: 6, 299: 8, 300: 8, 331: 9, 512: 14}),
    "InceptionV3": (299, 75, 2048, {75: 1, 96: 1, 100: 1, 128: 2, 139: 3, 150: 3, 160: 3, 180: 4, 192: 4, 200: 4, 224: 5, 256: 6, 299: 8, 300: 8, 331: 9, 512: 14}),
    "MobileNet": (224, 32, 1024, {}),
    "MobileNetV2": (224, 32, 1280, {}),
    "MobileNetV3Large": (0, 32, 960, {}),
    "MobileNetV3Small": (0, 32, 576, {}),
}
MODULES = ""
