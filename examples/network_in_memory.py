"""Explain a network that is in memory, on a tensor: nothing of the network is changed."""

import torch
from torch import nn

import camscope

torch.manual_seed(0)
network = nn.Sequential(
    nn.Conv2d(3, 8, 3, stride=2),
    nn.ReLU(),
    nn.Conv2d(8, 16, 3, stride=2),
    nn.ReLU(),
    nn.AdaptiveAvgPool2d(1),
    nn.Flatten(),
    nn.Linear(16, 3),
)
x = torch.randn(1, 3, 64, 64)  # normalised already, as the network takes it
with camscope.open(network, labels=["ant", "bee", "cow"], size=64) as model:
    seen = model.explain(x, classes="bee", layer=network[2])
    print(seen.predictions[0].name, seen.maps[0].raw.shape)
