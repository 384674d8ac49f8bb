"""What opening a model gives, whichever way it came."""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn

from viewer.core.files.own_code import OwnCode
from viewer.core.maps.geometry import InputRule
from viewer.core.models.labels import Labels
from viewer.core.models.model_setup import Answer
from viewer.engine.look.first_look import FirstLook


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedModel:
    """A network with its weights, and what its file says of its input and its classes."""

    module: nn.Module
    title: str  # "EfficientNet-Lite0 (ImageNet)", or the class of a whole network: "AlexNet"
    rule: InputRule
    weights_sha256: str
    labels: Labels | None = None  # None: the file holds no names
    class_names: tuple[str, ...] = ()  # as a checkpoint's own list or class_to_idx gives them
    tree: str = ""  # what print(model) said before the network was made ready
    architecture: str = ""  # the network weights were loaded into: "resnet18", "timm:vit_base…"
    code: OwnCode | None = None  # the user's code that has built it
    look: FirstLook | None = None  # where finding its input has shown it already
    weight_sets: tuple[str, ...] = ()  # the file's, where it holds several: raw and averaged
    weight_set: str = ""  # the one that is open
    notes: tuple[str, ...] = ()  # sentences for the user
    counted: bool = False  # the title is to say how many classes there are, once that is known

    def title_with(self, answer: Answer) -> str:
        """Return the title of the network, now that it is known what it answers."""
        if not self.counted:
            return self.title
        if answer.single:
            return f"{self.title} (1 output)"
        return f"{self.title} ({answer.classes} classes)"
