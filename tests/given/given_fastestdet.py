"""FastestDet, a small detector of COCO's classes, written as somebody would who uses it.

Its weights are not ours to hand on: tests look for them beside the checkout. Its setup says how its
answer is decoded.
"""

import torch
from torch import nn


def conv(into, out, size, *, stride=1, groups=1):
    return nn.Conv2d(into, out, size, stride, size // 2, groups=groups, bias=False)


class Unit(nn.Module):
    """A unit of ShuffleNetV2; one of stride 2 lets nothing pass unchanged."""

    def __init__(self, into, out, stride):
        super().__init__()
        self.stride, middle = stride, out // 2
        self.branch_main = nn.Sequential(
            conv(into, middle, 1),
            nn.BatchNorm2d(middle),
            nn.ReLU(inplace=True),
            conv(middle, middle, 3, stride=stride, groups=middle),
            nn.BatchNorm2d(middle),
            conv(middle, out - into, 1),
            nn.BatchNorm2d(out - into),
            nn.ReLU(inplace=True),
        )
        if stride == 2:
            self.branch_proj = nn.Sequential(
                conv(into, into, 3, stride=2, groups=into),
                nn.BatchNorm2d(into),
                conv(into, into, 1),
                nn.BatchNorm2d(into),
                nn.ReLU(inplace=True),
            )

    def forward(self, x):
        if self.stride == 2:
            return torch.cat((self.branch_proj(x), self.branch_main(x)), 1)
        return torch.cat((x[:, 0::2], self.branch_main(x[:, 1::2])), 1)


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.first_conv = nn.Sequential(
            conv(3, 24, 3, stride=2), nn.BatchNorm2d(24), nn.ReLU(inplace=True)
        )
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        into = 24
        for name, repeats, out in (("stage2", 4, 48), ("stage3", 8, 96), ("stage4", 4, 192)):
            units = [Unit(into, out, 2), *(Unit(out // 2, out, 1) for _ in range(repeats - 1))]
            self.add_module(name, nn.Sequential(*units))
            into = out

    def forward(self, x):
        two = self.get_submodule("stage2")(self.maxpool(self.first_conv(x)))
        three = self.get_submodule("stage3")(two)
        return two, three, self.get_submodule("stage4")(three)


class Conv1x1(nn.Module):
    def __init__(self, into, out):
        super().__init__()
        self.conv1x1 = nn.Sequential(conv(into, out, 1), nn.BatchNorm2d(out), nn.ReLU(inplace=True))

    def forward(self, x):
        return self.conv1x1(x)


def deep(channels, times):
    one = (conv(channels, channels, 5, groups=channels), nn.BatchNorm2d(channels), nn.ReLU())
    return nn.Sequential(
        *one,
        *(
            layer
            for _ in range(times - 1)
            for layer in (
                conv(channels, channels, 5, groups=channels),
                nn.BatchNorm2d(channels),
                nn.ReLU(),
            )
        ),
    )


class SPP(nn.Module):
    def __init__(self, into, out):
        super().__init__()
        self.Conv1x1 = Conv1x1(into, out)
        self.S1, self.S2, self.S3 = (deep(out, times) for times in (1, 2, 3))
        self.output = nn.Sequential(conv(out * 3, out, 1), nn.BatchNorm2d(out))
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        x = self.Conv1x1(x)
        return self.relu(x + self.output(torch.cat((self.S1(x), self.S2(x), self.S3(x)), 1)))


class Head(nn.Module):
    def __init__(self, into, out):
        super().__init__()
        self.conv5x5 = nn.Sequential(
            conv(into, into, 5, groups=into),
            nn.BatchNorm2d(into),
            nn.ReLU(inplace=True),
            conv(into, out, 1),
            nn.BatchNorm2d(out),
        )

    def forward(self, x):
        return self.conv5x5(x)


class DetectHead(nn.Module):
    def __init__(self, into, classes):
        super().__init__()
        self.conv1x1 = Conv1x1(into, into)
        self.obj_layers = Head(into, 1)
        self.reg_layers = Head(into, 4)
        self.cls_layers = Head(into, classes)

    def forward(self, x):
        x = self.conv1x1(x)
        objectness, classes = self.obj_layers(x).sigmoid(), self.cls_layers(x).softmax(1)
        return torch.cat((objectness, self.reg_layers(x), classes), 1)


class FastestDet(nn.Module):
    """(B, 3, 352, 352) to (B, 5 + 80, 22, 22): objectness, four numbers of the box, classes."""

    def __init__(self):
        super().__init__()
        self.backbone = Backbone()
        self.avg_pool = nn.AvgPool2d(3, 2, 1)
        self.upsample = nn.Upsample(scale_factor=2, mode="nearest")
        self.SPP = SPP(336, 96)
        self.detect_head = DetectHead(96, 80)

    def forward(self, x):
        two, three, four = self.backbone(x)
        x = torch.cat((self.avg_pool(two), three, self.upsample(four)), 1)
        return self.detect_head(self.SPP(x))
