"""Small networks of random weights for methods of pixels: a CNN, a ViT and a Swin among them."""

from __future__ import annotations

import torch
from given_looks import CHOSEN
from torch import nn

from viewer.engine.look.probe import Probe

RGB = [[[1.0, -2.0], [3.0, 4.0]], [[2.0, 0.5], [-1.0, 1.0]], [[0.5, 1.0], [1.0, -3.0]]]


def linear(bias: float = 0.0) -> nn.Sequential:
    """Two classes more than the one that is asked for; its weights count from -5 to 6."""
    model = nn.Sequential(nn.Flatten(), nn.Linear(12, 3))
    with torch.no_grad():
        model[1].weight[CHOSEN] = torch.arange(12.0) - 5
        model.get_parameter("1.bias").fill_(bias)
    return model.eval()


def small(*, inplace: bool = True) -> nn.Sequential:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        return nn.Sequential(
            nn.Conv2d(3, 6, 3),
            nn.ReLU(inplace=inplace),
            nn.Conv2d(6, 6, 3),
            nn.BatchNorm2d(6),
            nn.ReLU6(inplace=inplace),
            nn.Flatten(),
            nn.Linear(6 * 4 * 6, 5),
        ).eval()


def drawn() -> torch.Tensor:
    return torch.randn(1, 3, 8, 10, generator=torch.Generator().manual_seed(4))


def asked(model: nn.Module, x: torch.Tensor) -> Probe:
    return Probe(model, x, lambda logits: logits[CHOSEN], lambda: None)


def resnet() -> tuple[nn.Module, torch.Tensor]:
    from torchvision.models import resnet18

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = resnet18(weights=None, num_classes=7).eval()
    return model, torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(4))


def vit() -> tuple[nn.Module, torch.Tensor]:
    import timm

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = timm.create_model(
            "vit_tiny_patch16_224", img_size=64, depth=3, num_classes=7, pretrained=False
        ).eval()
    return model, torch.randn(1, 3, 64, 64, generator=torch.Generator().manual_seed(4))


def swin() -> tuple[nn.Module, torch.Tensor]:
    from torchvision.models.swin_transformer import SwinTransformer

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        model = SwinTransformer(
            [4, 4], 24, depths=[2, 2], num_heads=[2, 4], window_size=[4, 4], num_classes=7
        ).eval()
    return model, torch.randn(1, 3, 64, 96, generator=torch.Generator().manual_seed(4))


NETWORKS = (resnet, vit, swin)
