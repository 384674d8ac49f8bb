"""What --boxes, --miss and --threshold ask of a detector, and the check that the model is one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from viewer.core.asks.model_info import ModelInfo
from viewer.core.asks.references import ModelRef
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.model_setup import BOXES, ModelSetup
from viewer.tasks.box_asking import asked_box

EVERY = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxWish:
    """Which boxes are explained beside the classes; nothing: none."""

    every: bool = False  # each box of a picture that reaches the threshold
    names: tuple[str, ...] = ()  # "box 1", "miss 40,60,20,30"
    threshold: float | None = None  # None: the model's own

    @classmethod
    def parse(cls, boxes: str | None, misses: Sequence[str], threshold: float | None) -> BoxWish:
        """Read ``all`` or numbers such as ``1,3``, and places as x,y,width,height.

        Raises:
            UserError: one is neither.
        """
        listed = [part.strip() for part in (boxes or "").split(",") if part.strip()]
        every = listed == [EVERY]
        if not every and not all(re.fullmatch(r"[1-9]\d{0,5}", part) for part in listed):
            raise UserError(
                f"“{shown(boxes or '')}” names no boxes.",
                hint="Write --boxes all, or their numbers from 1, such as --boxes 1,3.",
            )
        names = () if every else tuple(f"box {part}" for part in listed)
        placed = tuple(f"miss {','.join(part.split())}" for part in map(_spaced, misses))
        for name in placed:
            if asked_box(name) is None:
                raise UserError(
                    f"“{shown(name)}” is no box.",
                    hint="Write x,y,width,height in pixels of the picture, with sides above 0.",
                )
        return cls(every=every, names=tuple(dict.fromkeys((*names, *placed))), threshold=threshold)

    @property
    def asks(self) -> bool:
        """Whether anything is asked of boxes."""
        return self.every or bool(self.names) or self.threshold is not None

    def check(self, info: ModelInfo) -> None:
        """Refuse a model without boxes where some are asked for.

        Raises:
            UserError: it gives none.
        """
        if self.asks and info.task != BOXES:
            raise UserError(
                "This model does not answer with boxes.",
                hint="--boxes, --miss and --threshold go with detectors; “camscope inspect” tells"
                " what kind of answer a model gives.",
            )

    def applied(self, ref: ModelRef, info: ModelInfo) -> ModelRef:
        """Return the model with the wished threshold in its setup."""
        rule = info.answer.boxes
        if self.threshold is None or rule is None:
            return ref
        setup = info.setup or ModelSetup()
        return replace(ref, setup=replace(setup, boxes=replace(rule, threshold=self.threshold)))


def _spaced(text: str) -> str:
    return text.replace(",", " ")
