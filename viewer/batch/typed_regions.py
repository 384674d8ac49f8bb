"""What --region, --pixel and --wrong ask of a segmenter, as names that stand among the classes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from viewer.core.asks.model_info import ModelInfo
from viewer.core.errors import UserError
from viewer.core.foreign_text import shown, shown_path
from viewer.core.models.model_setup import REGIONS
from viewer.measures.annotations.reading import MASKS, read_regions
from viewer.measures.truth import Region
from viewer.tasks.region_asking import asked_region, outline_name


def region_names(
    regions: Sequence[str],
    pixels: Sequence[str],
    wrong: Sequence[str] = (),
    *,
    total: bool = False,
) -> tuple[str, ...]:
    """Return the names of places: ``region x,y,w,h``, ``region FILE``, ``pixel x,y``.

    Args:
        regions: rectangles, outlines, masks and files that outline objects.
        pixels: points.
        wrong: masks of true classes.
        total: numbers are added up over the places.

    Raises:
        UserError: one is no place.
    """
    names = [
        *(name for text in regions for name in _regions(text)),
        *(f"pixel {_tight(text)}" for text in pixels),
        *(f"wrong {_found(text)}" for text in wrong),
    ]
    for name in names:
        if asked_region(name) is None:
            raise UserError(
                f"“{shown(name)}” is no place.",
                hint="Write --region x,y,width,height or --pixel x,y, in pixels of the picture; or"
                " name a mask with --region FILE.",
            )
    return tuple(f"sum {name}" if total else name for name in dict.fromkeys(names))


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


def _regions(text: str) -> list[str]:
    """Return what one --region means: a file may outline several objects."""
    place, of, name = text.partition(" of ")
    path = Path(place).expanduser()
    if not path.is_file():
        return [f"region {_tight(text)}"]
    if path.suffix.lower() in MASKS:
        return [f"region {_found(text)}"]
    found = read_regions(path)
    if len(found) != 1:
        raise UserError(
            f"“{shown_path(path.name)}” tells of {len(found)} pictures.",
            hint="Give a file that outlines objects of one picture.",
        )
    regions = next(iter(found.values())).regions
    return [outline_name(_outline(one)) + of + name for one in regions]


def _outline(region: Region) -> Sequence[tuple[float, float]]:
    left, top, right, bottom = region.box
    whole = ((left, top), (right, top), (right, bottom), (left, bottom))
    return max(region.polygons, key=len, default=whole)


def _found(text: str) -> str:
    """Return a file's whole path, with what follows it.

    Raises:
        UserError: there is no such file.
    """
    place, of, name = text.partition(" of ")
    path = Path(place).expanduser().absolute()
    if not path.is_file():
        raise UserError(f"There is no file “{shown_path(path)}”.", hint="Check the path.")
    return f"{path}{of}{name}"


def _tight(text: str) -> str:
    numbers, of, name = text.partition(" of ")
    parts = " ".join(numbers.replace(",", " , ").split()).replace(" , ", ",")
    return f"{parts}{of}{name}"
