"""Say in records and in words which networks a file of bare weights may belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor

Zoo = Literal["torchvision", "timm"]
MOST_NAMED = 5
TITLES = {
    "alexnet": "AlexNet",
    "convnext": "ConvNeXt",
    "densenet": "DenseNet",
    "efficientnet": "EfficientNet",
    "googlenet": "GoogLeNet",
    "inception": "Inception",
    "maxvit": "MaxViT",
    "mnasnet": "MNASNet",
    "mobilenet": "MobileNet",
    "regnet": "RegNet",
    "resnet": "ResNet",
    "resnext": "ResNeXt",
    "shufflenet": "ShuffleNet",
    "squeezenet": "SqueezeNet",
    "swin": "Swin",
    "vgg": "VGG",
    "vit": "ViT",
    "wide_resnet101_2": "Wide ResNet-101-2",
    "wide_resnet50_2": "Wide ResNet-50-2",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A network that the weights may belong to.

    Attributes:
        architecture: as ``find_architecture`` reads it: ``resnet18``, ``timm:resnet18d``.
        classes: the outputs of its main head; 0 when the weights hold no head.
        exact: the network takes the weights as they are, up to wrappers and the class count.
        differing: the layers that fit neither way.
        names: the network's name of each entry that it can take -> the file's name.
    """

    architecture: str
    classes: int
    exact: bool
    differing: tuple[str, ...]
    names: Mapping[str, str] = field(repr=False, compare=False)
    zero_bias: str = field(default="", repr=False)  # a head without bias is one with bias 0

    @property
    def zoo(self) -> Zoo:
        """The zoo that builds it."""
        return "timm" if self.architecture.startswith("timm:") else "torchvision"

    @property
    def title(self) -> str:
        """The network's name for the user."""
        return architecture_title(self.architecture)

    def fit(self, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Return the tensors under the network's own names, ready to be loaded."""
        fitted = {ours: tensors[theirs] for ours, theirs in self.names.items()}
        for key in self.names:
            if key.endswith(".running_mean"):  # files from before PyTorch 0.4.1 lack the counters
                counter = key.replace("running_mean", "num_batches_tracked")
                fitted.setdefault(counter, torch.zeros((), dtype=torch.long))
        if self.zero_bias:
            fitted[self.zero_bias] = torch.zeros(self.classes)
        return fitted


@dataclass(frozen=True, slots=True)
class Inference:
    """The networks that weights may belong to, best first."""

    candidates: tuple[Candidate, ...]

    @property
    def certain(self) -> bool:
        """Whether exactly one network of torchvision takes the weights."""
        return sum(one.exact and one.zoo == "torchvision" for one in self.candidates) == 1

    @property
    def sentence(self) -> str:
        """What was inferred, in words for the user."""
        exact = [one for one in self.candidates if one.exact]
        if self.certain or len(exact) == 1:
            best = exact[0]
            classes = "1 class" if best.classes == 1 else f"{best.classes} classes"
            return (
                f"Weights opened as {best.title} with {classes} (matched by layer names and sizes)."
            )
        if exact:
            names = ", ".join(one.title for one in exact[:MOST_NAMED])
            if len(exact) > MOST_NAMED:
                names = f"{names} and {len(exact) - MOST_NAMED} more"
            return f"The weights fit several networks: {names}. Choose one of them."
        if not self.candidates:
            return "The weights match no known network."
        best = self.candidates[0]
        count = len(best.differing)
        differ = "1 layer differs" if count == 1 else f"{count} layers differ"
        return f"The weights match no known network. Closest: {best.title} ({differ})."


def architecture_title(architecture: str) -> str:
    """Write a name as people do: ``resnet50`` is ResNet-50; timm's names stay as they are."""
    family = next(
        (f for f in sorted(TITLES, key=len, reverse=True) if architecture.startswith(f)), ""
    )
    if not family:
        return architecture
    rest = re.sub(r"(?<=\d)_(?=\d)", ".", architecture[len(family) :])
    return TITLES[family] + ("-" if rest[:1].isdigit() else "") + rest.replace("_", " ")
