"""Say in records and in words which networks a file of bare weights may belong to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import torch
from torch import Tensor

from viewer.engine.models.recognising.own_heads import OwnHead
from viewer.engine.models.recognising.tongues import OWN, Tongue

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
        differing: the layers that fit neither way.
        names: the network's name of each entry that it can take -> the file's name.
        zero_bias: of a head without bias, which is one with bias 0.
        heads: heads of the user's own: one stands in the zoo's place, of several one is chosen.
        replaced: the network's module that a head of the user's own stands for.
        own: the names of the own heads' entries -> the file's name.
        outside: of the differing, those beside all of the network's modules.
        differences: what differs, tensor by tensor, in words.
        small: the first convolution is one for small pictures.
        headless: the network's last layer, where the weights end before it.
        in_order: names differ; the entries were matched by their order and sizes alone.
        tongue: whose names they are.
    """

    architecture: str
    classes: int
    differing: tuple[str, ...]
    names: Mapping[str, str] = field(repr=False, compare=False)
    zero_bias: str = field(default="", repr=False)
    heads: tuple[OwnHead, ...] = ()
    replaced: str = ""
    own: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    outside: tuple[str, ...] = ()
    differences: tuple[str, ...] = field(default=(), compare=False)
    small: bool = False
    headless: str = ""
    in_order: bool = False
    tongue: Tongue = field(default=OWN, repr=False)

    @property
    def exact(self) -> bool:
        """Whether the network takes the weights, and nothing is left open."""
        return not self.differing and not self.asks

    @property
    def asks(self) -> bool:
        """Whether the user must say what the weights do not."""
        open_gaps = any(head.gaps for head in self.heads) and not self.tongue.fill
        unsure = (self.in_order and not self.tongue.in_order) or (
            self.small and not self.tongue.small
        )
        return len(self.heads) > 1 or open_gaps or unsure

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
        if len(self.heads) == 1:
            for ours, seen in self.heads[0].names().items():
                fitted[f"{self.replaced}.{ours}"] = tensors[self.own[seen]]
        for key in [*fitted]:
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
    def best(self) -> Candidate | None:
        """The one network that takes the weights as they are."""
        exact = [one for one in self.candidates if one.exact]
        return exact[0] if self.certain or len(exact) == 1 else None

    @property
    def asking(self) -> tuple[Candidate, ...]:
        """The networks that take the weights once the user has said more of them."""
        return tuple(one for one in self.candidates if not one.differing and one.asks)

    @property
    def sentence(self) -> str:
        """What was inferred, in words for the user."""
        best, exact = self.best, [one for one in self.candidates if one.exact]
        if best is not None:
            return _opened_as(best)
        if exact:
            return f"The weights fit several networks: {_listed(exact)}. Choose one of them."
        if self.asking:
            return f"The weights are those of {_listed(self.asking)}, but do not tell everything."
        if not self.candidates:
            return "The weights match no known network."
        near = self.candidates[0]
        count = len(near.differing)
        differ = "1 layer differs" if count == 1 else f"{count} layers differ"
        return f"The weights match no known network. Closest: {near.title} ({differ})."


def _opened_as(best: Candidate) -> str:
    classes = "1 class" if best.classes == 1 else f"{best.classes} classes"
    if best.headless:
        return f"Weights opened as {best.title}, which end before its last layer."
    if best.in_order:
        return f"Weights opened as {best.title} with {classes} (matched by order and sizes)."
    return f"Weights opened as {best.title} with {classes} (matched by layer names and sizes)."


def _listed(candidates: Sequence[Candidate]) -> str:
    names = ", ".join(one.title for one in candidates[:MOST_NAMED])
    if len(candidates) > MOST_NAMED:
        names = f"{names} and {len(candidates) - MOST_NAMED} more"
    return names


def architecture_title(architecture: str) -> str:
    """Write a name as people do: ``resnet50`` is ResNet-50; timm's names stay as they are."""
    family = next(
        (f for f in sorted(TITLES, key=len, reverse=True) if architecture.startswith(f)), ""
    )
    if not family:
        return architecture
    rest = re.sub(r"(?<=\d)_(?=\d)", ".", architecture[len(family) :])
    return TITLES[family] + ("-" if rest[:1].isdigit() else "") + rest.replace("_", " ")
