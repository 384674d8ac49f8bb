"""A small detector of drawn shapes, written as somebody would who trains one of their own."""

from torch import nn

CLASSES = 4


def conv(into, out, *, stride=1, apart=1):
    return nn.Sequential(
        nn.Conv2d(into, out, 3, stride, padding=apart, dilation=apart), nn.ReLU(inplace=True)
    )


class ShapeDetector(nn.Module):
    """Answers (B, 5 + classes, h / 8, w / 8): a box, objectness and classes for each cell."""

    def __init__(self):
        super().__init__()
        self.backbone = nn.Sequential(
            conv(3, 16, stride=2),
            nn.Sequential(conv(16, 24, stride=2), conv(24, 32)),
            nn.Sequential(conv(32, 40), conv(40, 40)),
        )
        self.neck = nn.Sequential(conv(40, 56, stride=2), conv(56, 56, apart=2))
        self.head = nn.Conv2d(56, 5 + CLASSES, 1)

    def forward(self, x):
        return self.head(self.neck(self.backbone(x)))
