"""Find and read what says where a picture's objects are: one file for many, or one beside each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from viewer.core.errors import UserError
from viewer.core.files.file_reading import read_file
from viewer.core.foreign_text import shown_path
from viewer.core.pictures.images import picture_size
from viewer.measures.annotations import boxes, coco, labelme
from viewer.measures.annotations.numbers import NotAnnotated
from viewer.measures.truth import TruthRegions

MOST_BYTES = 512 << 20
MOST_PIXELS = 100_000_000
MASKS = (".png", ".tif", ".tiff", ".bmp")
BESIDE_PICTURES = (".json", ".xml", ".txt", ".csv", *(f"_mask{end}" for end in MASKS))
BESIDE = (*BESIDE_PICTURES, *MASKS)  # in a folder of their own


@dataclass(slots=True)
class ObjectTruth:
    """Where the objects of pictures are, as a file says, or files in a folder.

    Args:
        path: a file, or a folder with a file for each picture, called as the picture is.
    """

    path: Path
    _known: dict[str, TruthRegions] | None = field(default=None)

    def of(self, picture: Path) -> TruthRegions | None:
        """Return the objects of a picture; None: nothing is said of it.

        Raises:
            UserError: the file cannot be read.
        """
        if not self.path.is_dir():
            if self._known is None:
                self._known = read_regions(self.path)
            return found_for(picture, self._known)
        for end in BESIDE:
            beside = self.path / f"{picture.stem}{end}"
            if beside.is_file() and not beside.samefile(picture):
                return found_for(picture, read_regions(beside), alone=True)
        return None


def said_beside(
    picture: Path, ends: Sequence[str] = BESIDE_PICTURES
) -> tuple[Path, TruthRegions] | None:
    """Return the file called as the picture is that tells its objects, and these; None: none does.

    Args:
        picture: its file.
        ends: of the files that may tell it, after the picture's name without its ending.
    """
    for end in ends:
        beside = picture.with_name(f"{picture.stem}{end}")
        with suppress(UserError):  # it tells something else
            if beside.is_file() and (found := said_in(beside, picture)) is not None:
                return beside, found
    return None


def said_in(file: Path, picture: Path) -> TruthRegions | None:
    """Return what a file says of a picture; None: nothing.

    Raises:
        UserError: it cannot be read, or does not say where objects are.
    """
    return found_for(picture, read_regions(file), alone=_pictured(file) == picture.stem)


def found_for(
    picture: Path, known: dict[str, TruthRegions], *, alone: bool = False
) -> TruthRegions | None:
    """Return what is said of a picture: by its name, its name without the ending, or at all.

    Args:
        picture: its file.
        known: objects by the name of a picture; empty: whichever picture it is.
        alone: the file is called as the picture is, so that what it says is of it.
    """
    if picture.name in known:
        return known[picture.name]
    for name, regions in known.items():
        if not name or Path(name.replace("\\", "/")).stem == picture.stem:
            return regions
    return next(iter(known.values())) if alone and len(known) == 1 else None


def read_regions(path: Path) -> dict[str, TruthRegions]:
    """Return the objects that a file tells, by the name of their picture.

    Raises:
        UserError: it cannot be read, or does not say where objects are.
    """
    try:
        return _read(path, read_file(path, most_bytes=MOST_BYTES))
    except NotAnnotated as error:
        reason = str(error)
    except (ValueError, AttributeError, TypeError, LookupError, RecursionError) as error:
        reason = f"It is damaged ({type(error).__name__})."
    raise UserError(
        f"“{shown_path(path.name)}” does not say where objects are. {reason}",
        hint="COCO and LabelMe JSON, VOC XML, YOLO text, tables of boxes and masks are read.",
    )


def _read(path: Path, content: bytes) -> dict[str, TruthRegions]:
    suffix = path.suffix.lower()
    if suffix == ".json":
        data = json.loads(content)
        if not isinstance(data, dict) or not {"shapes", "annotations"} & data.keys():
            raise NotAnnotated("It has neither “shapes” nor “annotations”.")
        return labelme.read(data) if "shapes" in data else coco.read(data)
    if suffix in MASKS:
        return {_pictured(path): TruthRegions(regions=(coco.from_mask(_mask(content)),))}
    readers = {".xml": boxes.read_voc, ".txt": boxes.read_yolo, ".csv": boxes.read_table}
    if suffix not in readers:
        raise NotAnnotated(f"Nothing is known of files that end in “{suffix}”.")
    found = readers[suffix](content)
    return {name or _pictured(path): regions for name, regions in found.items()}


def _pictured(path: Path) -> str:
    """Return the name, without an ending of its own, of the picture that a file is about."""
    return path.stem.removesuffix("_mask")


def _mask(content: bytes) -> np.ndarray:
    """Return where a mask is not black, whatever it counts its objects by."""
    import cv2

    width, height = picture_size(content)
    if width * height > MOST_PIXELS:
        raise NotAnnotated("It is too large for a mask.")
    pixels = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise NotAnnotated("It is no picture.")
    values = np.asarray(pixels)
    return values != 0 if values.ndim == 2 else np.any(values[..., :3], axis=2)
