"""Which true objects a detector has found and missed, and which of its boxes are false alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from viewer.core.asks.scores import ClassScore
from viewer.core.maps.geometry import Box, Size
from viewer.measures.annotations.reading import said_beside
from viewer.measures.truth import Region, TruthRegions
from viewer.tasks.box_choice import overlaps

SAME = 0.5  # from this overlap on a box has found an object, as COCO and VOC count it
BESIDE = (".json", ".xml", ".txt", ".csv")


@dataclass(frozen=True, slots=True)
class FoundObjects:
    """What of a picture was found.

    Args:
        missed: true objects that no box has found, as rows that ask for their places.
        alarms: what asks for those boxes that lie on no object of their class.
    """

    missed: tuple[ClassScore, ...] = ()
    alarms: frozenset[str] = frozenset()


def truth_beside(picture: Path) -> TruthRegions | None:
    """Return the objects that a file of the picture's name beside it tells; None: there is none."""
    found = said_beside(picture, BESIDE)
    return None if found is None else found[1]


def compared(rows: Sequence[ClassScore], truth: TruthRegions, original: Size) -> FoundObjects:
    """Tell hits, misses and false alarms apart: each object is found once, by the surest box.

    Args:
        rows: the boxes that are shown, the surest first.
        truth: the objects of the picture.
        original: its width and height.
    """
    size = truth.size or original
    across, down = (own / drawn for own, drawn in zip(original, size, strict=True))
    left = [(one, _scaled(one.box, across, down)) for one in truth.regions]
    alarms: set[str] = set()
    for row in rows:
        if not row.place:
            continue
        mine = [at for at, (one, _) in enumerate(left) if _named(one, row)]
        shared = overlaps(np.array(row.place), np.array([left[at][1] for at in mine] or [[0] * 4]))
        if mine and shared.max() >= SAME:
            del left[mine[int(shared.argmax())]]
        else:
            alarms.add(row.asks)
    return FoundObjects(tuple(_missed(one.label, box) for one, box in left), frozenset(alarms))


def _missed(label: str, box: Box) -> ClassScore:
    """Return the row of an object that was missed; it asks for the place as a drawn box does."""
    left, top, right, bottom = box
    sides = round(left), round(top), max(1, round(right - left)), max(1, round(bottom - top))
    asks = f"miss {','.join(map(str, sides))}"
    return ClassScore(name=label, index=-1, logit=0.0, probability=0.0, asks=asks, place=box)


def _named(region: Region, row: ClassScore) -> bool:
    """Tell whether an object is of a row's class: by name, by number, or as nobody says."""
    told = region.label.strip().casefold()
    return told in ("", row.name.strip().casefold(), str(row.index))


def _scaled(box: Box, across: float, down: float) -> Box:
    return box[0] * across, box[1] * down, box[2] * across, box[3] * down
