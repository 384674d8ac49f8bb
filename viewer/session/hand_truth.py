"""True objects drawn by hand: kept among the user's data, a COCO file for each picture."""

from __future__ import annotations

import hashlib
import logging
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole
from viewer.core.maps.geometry import Size
from viewer.core.pictures.drawn import DrawnShape

if TYPE_CHECKING:
    from viewer.measures.truth import Region, TruthRegions

log = logging.getLogger(__name__)


class HandTruth(QObject):
    """Knows the objects of the picture that is looked at; nothing is written beside pictures.

    Args:
        folder: where the files are; made when the first object is kept.

    Attributes:
        changed: other objects are known of the picture.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._picture: Path | None = None
        self._known: TruthRegions | None = None
        self.version = 0  # rises with every change, so that what was measured of it is outdated

    @property
    def picture(self) -> Path | None:
        """The picture that is looked at."""
        return self._picture

    @property
    def regions(self) -> tuple[Region, ...]:
        """The objects of the picture that is looked at."""
        return self._known.regions if self._known is not None else ()

    @property
    def size(self) -> Size | None:
        """Width and height of the picture that they were drawn on."""
        return self._known.size if self._known is not None else None

    @property
    def file(self) -> Path | None:
        """Where they are kept; None: there are none."""
        return self._file(self._picture) if self._picture is not None and self.regions else None

    def look_at(self, picture: Path | None) -> None:
        """Know the objects of another picture, if some were drawn."""
        self._picture = picture
        self._known = self.of(picture) if picture is not None else None
        self.changed.emit()

    def of(self, picture: Path) -> TruthRegions | None:
        """Return what was drawn on a picture; None: nothing, or it cannot be read."""
        file = self._file(picture)
        if not file.is_file():
            return None
        from viewer.measures.annotations.reading import read_regions  # noqa: PLC0415 - no start

        try:
            return next(iter(read_regions(file).values()), None)
        except UserError as error:
            log.warning("true objects cannot be read: %s %s", error.headline, error.detail)
            return None

    def add(self, shape: DrawnShape, size: Size, label: str) -> bool:
        """Keep an object of the picture, and tell whether anything of it is in there.

        Raises:
            UserError: it cannot be kept, and so is not known.
        """
        from viewer.measures.annotations.drawn import region_of  # noqa: PLC0415 - no start

        region = region_of(shape, size, label)
        if region is not None:
            self._keep((*self.regions, region), size)
        return region is not None

    def remove_last(self) -> None:
        """Forget the object that was drawn last.

        Raises:
            UserError: that cannot be kept.
        """
        if self.regions and self.size is not None:
            self._keep(self.regions[:-1], self.size)

    def put(self, regions: tuple[Region, ...]) -> None:
        """Know these objects of the picture, and no others.

        Raises:
            UserError: that cannot be kept.
        """
        if regions != self.regions and self.size is not None:
            self._keep(regions, self.size)

    def drawn_on(self, pictures: dict[str, Path]) -> dict[str, TruthRegions]:
        """Return what was drawn on some pictures, by the names given to them."""
        there: set[str] = set()
        with suppress(OSError):  # there is no folder
            there = {file.name for file in self._folder.iterdir()}
        mine = {name: path for name, path in pictures.items() if self._file(path).name in there}
        found = {name: self.of(path) for name, path in mine.items()}
        return {name: truth for name, truth in found.items() if truth is not None}

    def _keep(self, regions: tuple[Region, ...], size: Size) -> None:
        from viewer.measures.annotations.coco_writing import coco_text  # noqa: PLC0415 - no start
        from viewer.measures.truth import TruthRegions  # noqa: PLC0415 - no start

        if self._picture is None:
            return
        truth, file = TruthRegions(regions=regions, size=size), self._file(self._picture)
        if regions:
            text = coco_text({self._picture.name: truth})
            write_whole(file, text.encode(), make_folder=True)
        else:
            with suppress(OSError):  # it is not there
                file.unlink()
        self._known = truth
        self.version += 1
        self.changed.emit()

    def _file(self, picture: Path) -> Path:
        name = hashlib.sha256(str(picture.absolute()).encode("utf-8", "surrogateescape"))
        return self._folder / f"{name.hexdigest()[:24]}.json"
