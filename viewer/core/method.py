"""What is known of one CAM method: its name, its paper, what it needs and what it costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from viewer.core.marking import QT_TRANSLATE_NOOP

Group = Literal["gradients", "activations", "changes"]  # what a method looks at
GROUPS: dict[Group, str] = {
    "gradients": QT_TRANSLATE_NOOP("MethodGroup", "By gradients"),
    "activations": QT_TRANSLATE_NOOP("MethodGroup", "By activations alone"),
    "changes": QT_TRANSLATE_NOOP("MethodGroup", "By changing the picture or the layer"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One row of the table of methods; the formulas are in viewer.engine."""

    key: str  # what the command line says: "grad_cam"
    title: str  # what people say: "Grad-CAM"
    paper: str
    year: int
    link: str
    gradients: bool  # False: it needs the forward pass alone
    by_class: bool = False  # whether a method without gradients depends on the class
    by_layer: bool = True  # whether it depends on the layer
    cost: Literal["one pass", "seconds", "minutes"] = "one pass"  # the slow ones tell progress
    help: str
    aug_smooth: bool = False  # the mean over six views of the picture
    eigen_smooth: bool = False  # the first component of what the channels add

    @property
    def base(self) -> str:
        """The key without any smoothing."""
        return self.key.partition("+")[0]

    @property
    def group(self) -> Group:
        """Where it stands in menus: by gradients, by activations alone, or by changed pictures."""
        if self.gradients:
            return "gradients"
        return "changes" if self.by_class else "activations"
