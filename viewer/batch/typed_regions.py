"""What --region and --pixel ask of a segmenter, as names that stand among the classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown
from viewer.core.models.model_setup import REGIONS
from viewer.tasks.region_places import asked_region


def region_names(regions: Sequence[str], pixels: Sequence[str]) -> tuple[str, ...]:
    """Return the names of places: ``region x,y,w,h`` and ``pixel x,y``.

    Raises:
        UserError: one is no place.
    """
    names = [
        *(f"region {_tight(text)}" for text in regions),
        *(f"pixel {_tight(text)}" for text in pixels),
    ]
    for name in names:
        if asked_region(name) is None:
            raise UserError(
                f"“{shown(name)}” is no place.",
                hint="Write --region x,y,width,height or --pixel x,y, in pixels of the picture.",
            )
    return tuple(dict.fromkeys(names))


def check_regions(names: Iterable[str], info: ModelInfo) -> None:
    """Refuse a model without regions where some are asked for.

    Raises:
        UserError: it gives none.
    """
    if info.task != REGIONS and any(asked_region(name) is not None for name in names):
        raise UserError(
            "This model does not answer with regions.",
            hint="--region and --pixel go with segmenters; “camscope inspect” tells what kind of"
            " answer a model gives.",
        )


def _tight(text: str) -> str:
    numbers, of, name = text.partition(" of ")
    return f"{','.join(part.strip() for part in numbers.split(','))}{of}{name}"
