"""Networks of keras.applications."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject


def model(module: str, make: str, size: str) -> Subject:
    """A network, and an image for it."""
    lines = f"import numpy as np\nmodel = {make}\nx = np.random.rand({size}).astype('float32')\nmodel(x)"
    return Subject(f"keras.src.applications.{module}", lines, "keras")


SUBJECTS = (
    model("vgg16", "VGG16(weights=None, input_shape=(64, 64, 3), classes=10)", "1, 64, 64, 3"),
    model("resnet", "ResNet50(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("mobilenet", "MobileNet(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("mobilenet_v2", "MobileNetV2(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("mobilenet_v3", "MobileNetV3Small(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("densenet", "DenseNet121(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("xception", "Xception(weights=None, input_shape=(96, 96, 3))", "1, 96, 96, 3"),
    model("inception_v3", "InceptionV3(weights=None, input_shape=(96, 96, 3))", "1, 96, 96, 3"),
    model("efficientnet", "EfficientNetB0(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("convnext", "ConvNeXtTiny(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("nasnet", "NASNetMobile(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("vgg19", "VGG19(weights=None, input_shape=(64, 64, 3), classes=10)", "1, 64, 64, 3"),
    model("resnet_v2", "ResNet50V2(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("efficientnet_v2", "EfficientNetV2B0(weights=None, input_shape=(64, 64, 3))", "1, 64, 64, 3"),
    model("inception_resnet_v2", "InceptionResNetV2(weights=None, input_shape=(96, 96, 3))", "1, 96, 96, 3"),
)
