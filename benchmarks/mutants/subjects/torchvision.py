"""Networks of torchvision."""

from __future__ import annotations

from benchmarks.mutants.subjects.subject import Subject, torch_model

EMPTY_REGISTRY = "from torchvision.models import _api; _api.BUILTIN_MODELS.clear()"


def model(module: str, make: str, size: str) -> Subject:
    """A network; torchvision registers a name once only."""
    return torch_model(f"torchvision.models.{module}", make, size, EMPTY_REGISTRY)


def program(module: str, lines: str) -> Subject:
    """What takes more than a tensor."""
    return Subject(f"torchvision.models.{module}", f"import torch\n{lines}", before=EMPTY_REGISTRY)


SUBJECTS = (
    model("alexnet", "alexnet()", "2, 3, 224, 224"),
    model("vgg", "vgg11(num_classes=10)", "2, 3, 64, 64"),
    model("resnet", "resnet50()", "2, 3, 64, 64"),
    model("squeezenet", "squeezenet1_1()", "2, 3, 64, 64"),
    model("densenet", "densenet121()", "2, 3, 64, 64"),
    model("googlenet", "googlenet(init_weights=False)", "2, 3, 96, 96"),
    model("inception", "inception_v3(init_weights=False)", "2, 3, 299, 299"),
    model("mobilenetv2", "mobilenet_v2()", "2, 3, 64, 64"),
    model("mobilenetv3", "mobilenet_v3_small()", "2, 3, 64, 64"),
    model("mnasnet", "mnasnet0_5()", "2, 3, 64, 64"),
    model("shufflenetv2", "shufflenet_v2_x0_5()", "2, 3, 64, 64"),
    model("efficientnet", "efficientnet_b0()", "2, 3, 64, 64"),
    model("regnet", "regnet_x_400mf()", "2, 3, 64, 64"),
    model("convnext", "convnext_tiny()", "2, 3, 64, 64"),
    model(
        "vision_transformer",
        "VisionTransformer(image_size=32, patch_size=8, num_layers=2, num_heads=4, hidden_dim=64, mlp_dim=96)",
        "2, 3, 32, 32",
    ),
    model("swin_transformer", "swin_t()", "2, 3, 64, 64"),
    model("maxvit", "maxvit_t()", "2, 3, 224, 224"),
    model("segmentation.deeplabv3", "deeplabv3_mobilenet_v3_large(weights_backbone=None)", "2, 3, 64, 64"),
    model("segmentation.lraspp", "lraspp_mobilenet_v3_large(weights_backbone=None)", "2, 3, 64, 64"),
    model("video.resnet", "r3d_18()", "1, 3, 8, 32, 32"),
    program(
        "optical_flow.raft",
        "model = raft_small()\none = torch.randn(1, 3, 128, 128)\nmodel(one, one, num_flow_updates=2)",
    ),
    model("segmentation.fcn", "fcn_resnet50(weights_backbone=None)", "2, 3, 64, 64"),
    model("video.mvit", "mvit_v1_b()", "1, 3, 16, 224, 224"),
    model("video.s3d", "s3d()", "1, 3, 16, 224, 224"),
    model("video.swin_transformer", "swin3d_t()", "1, 3, 4, 64, 64"),
    program(
        "detection.faster_rcnn",
        "model = fasterrcnn_mobilenet_v3_large_320_fpn(weights_backbone=None).train()\n"
        "target = {'boxes': torch.tensor([[4.0, 4.0, 40.0, 40.0]]), 'labels': torch.tensor([1])}\n"
        "model([torch.rand(3, 64, 64)], [target])",
    ),
    program(
        "detection.retinanet",
        "model = retinanet_resnet50_fpn(weights_backbone=None).train()\n"
        "target = {'boxes': torch.tensor([[4.0, 4.0, 40.0, 40.0]]), 'labels': torch.tensor([1])}\n"
        "model([torch.rand(3, 64, 64)], [target])",
    ),
    program(
        "detection.fcos",
        "model = fcos_resnet50_fpn(weights_backbone=None).train()\n"
        "target = {'boxes': torch.tensor([[4.0, 4.0, 40.0, 40.0]]), 'labels': torch.tensor([1])}\n"
        "model([torch.rand(3, 64, 64)], [target])",
    ),
    program(
        "detection.ssd",
        "model = ssd300_vgg16(weights_backbone=None).train()\n"
        "target = {'boxes': torch.tensor([[4.0, 4.0, 40.0, 40.0]]), 'labels': torch.tensor([1])}\n"
        "model([torch.rand(3, 300, 300)], [target])",
    ),
    program(
        "detection.roi_heads",
        "losses = fastrcnn_loss(torch.randn(6, 4), torch.randn(6, 16), [torch.tensor([1, 0, 2, 3, 0, 1])], [torch.randn(6, 4)])",
    ),
    program(
        "quantization.resnet",
        "model = resnet18(quantize=False)\nx = torch.randn(2, 3, 64, 64)\nmodel(x)",
    ),
    program(
        "quantization.googlenet",
        "model = googlenet(quantize=False, init_weights=False)\nx = torch.randn(2, 3, 96, 96)\nmodel(x)",
    ),
    program(
        "quantization.mobilenetv2",
        "model = mobilenet_v2(quantize=False)\nx = torch.randn(2, 3, 64, 64)\nmodel(x)",
    ),
    program(
        "quantization.mobilenetv3",
        "model = mobilenet_v3_large(quantize=False)\nx = torch.randn(2, 3, 64, 64)\nmodel(x)",
    ),
    program(
        "quantization.shufflenetv2",
        "model = shufflenet_v2_x0_5(quantize=False)\nx = torch.randn(2, 3, 64, 64)\nmodel(x)",
    ),
    program(
        "quantization.inception",
        "model = inception_v3(quantize=False, init_weights=False)\nx = torch.randn(2, 3, 299, 299)\nmodel(x)",
    ),
    program(
        "detection.rpn",
        "head = RPNHead(16, 3)\nhead([torch.randn(2, 16, 8, 8), torch.randn(2, 16, 4, 4)])",
    ),
    program(
        "detection.mask_rcnn",
        "MaskRCNNHeads(16, (8, 8), 1)(torch.randn(3, 16, 14, 14))\n"
        "MaskRCNNPredictor(8, 8, 5)(torch.randn(3, 8, 14, 14))",
    ),
    program(
        "detection.keypoint_rcnn",
        "KeypointRCNNPredictor(8, 17)(KeypointRCNNHeads(16, (8, 8))(torch.randn(3, 16, 14, 14)))",
    ),
    program(
        "detection.ssdlite",
        "head = SSDLiteHead([8, 16], [4, 6], 5, nn.BatchNorm2d)\n"
        "head([torch.randn(2, 8, 8, 8), torch.randn(2, 16, 4, 4)])",
    ),
)
