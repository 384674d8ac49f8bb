"""A small detector of streets, as somebody would write it who trains one of their own."""

from torch import Tensor, nn

CLASSES = 5


def conv(into: int, out: int, *, stride: int = 1, apart: int = 1) -> nn.Sequential:
    """Return a convolution of 3 x 3 with its norm."""
    return nn.Sequential(
        nn.Conv2d(into, out, 3, stride, padding=apart, dilation=apart, bias=False),
        nn.BatchNorm2d(out),
        nn.ReLU(),
    )


class StreetDetector(nn.Module):
    """Answers (B, 5 + classes, h / 8, w / 8): a box, objectness and classes for each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.backbone = nn.Sequential(
            conv(3, 16, stride=2),
            conv(16, 32, stride=2),
            nn.Sequential(conv(32, 48, stride=2), conv(48, 48), conv(48, 48)),
        )
        self.neck = nn.Sequential(
            conv(48, 64, stride=2),
            conv(64, 64),
            conv(64, 64, apart=2),
            nn.Upsample(scale_factor=2),
            conv(64, 48),
        )
        self.head = nn.Conv2d(48, 5 + CLASSES, 1)

    def forward(self, x: Tensor) -> Tensor:
        """Look at pictures (B, 3, h, w)."""
        return self.head(self.neck(self.backbone(x)))
