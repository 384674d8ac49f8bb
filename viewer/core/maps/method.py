"""What is known of one CAM method: its name, its paper, what it needs and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.judging.marking import QT_TRANSLATE_NOOP

# What a method looks at.
Group = Literal["gradients", "pixels", "attention", "activations", "changes"]
Cost = Literal["one pass", "seconds", "minutes"]
GROUPS: dict[Group, str] = {
    "gradients": QT_TRANSLATE_NOOP("MethodGroup", "By gradients"),
    "pixels": QT_TRANSLATE_NOOP("MethodGroup", "By gradients on the picture's pixels"),
    "attention": QT_TRANSLATE_NOOP("MethodGroup", "By attention, of vision transformers"),
    "activations": QT_TRANSLATE_NOOP("MethodGroup", "By activations alone"),
    "changes": QT_TRANSLATE_NOOP("MethodGroup", "By changing the picture or the layer"),
}
EITHER: tuple[str, ...] = ("aug_smooth", "eigen_smooth")  # ways of smoothing, core.smoothing.WAYS


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodRow:
    """What is known of one method everywhere; what computes it is in viewer.methods.

    It is plain data: the engine sends its rows to the window, and every map tells its own.
    """

    key: str  # what the command line says: "grad_cam"
    title: str  # what people say: "Grad-CAM"
    paper: str
    year: int
    link: str
    gradients: bool  # False: it needs the forward pass alone
    by_class: bool = False  # whether a method without gradients depends on the class
    by_layer: bool = True  # whether it depends on the layer
    attention: bool = False  # whether it reads what a transformer's tokens look at
    cost: Cost = "one pass"  # the slow ones tell progress
    help: str
    papers: tuple[str, ...] = ()  # their keys in resources/papers.bib
    library: str | None = None  # the class of the grad-cam library that gives the same map
    smoothable: tuple[str, ...] = ()  # the ways in which its map can be smoothed
    package: str = ""  # name and version of the package that brings it; empty: it is ours
    aug_smooth: bool = False  # the mean over six views of the picture
    eigen_smooth: bool = False  # the first component of what the channels add

    @property
    def base(self) -> str:
        """The key without any smoothing."""
        return self.key.partition("+")[0]

    @property
    def group(self) -> Group:
        """Where it stands in menus, by what it looks at."""
        if self.attention:
            return "attention"
        if self.gradients:
            return "gradients" if self.by_layer else "pixels"
        return "changes" if self.by_class else "activations"
