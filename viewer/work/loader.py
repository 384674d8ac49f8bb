"""Pictures and folder listings, read on a small pool of threads, the newest wish first."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from viewer.core.asks.references import ImageRef
from viewer.core.errors import UserError
from viewer.core.files.disk_questions import image_ref
from viewer.core.files.folder import FolderListing, list_folder
from viewer.core.late_numpy import np
from viewer.core.maps.geometry import Size
from viewer.core.pictures.limits import HUGE_PIXELS
from viewer.core.pictures.picture_file import read_bytes
from viewer.work.qt_image import to_image
from viewer.work.workers import WAIT_MS, Workers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from viewer.core.pictures.images import Picture

log = logging.getLogger(__name__)
THREADS = 2
CACHE_PIXELS = 80_000_000  # pictures kept decoded, about 600 MB with their pyramids
COARSE_FROM_PIXELS = 12_000_000  # decoding such a picture takes long enough to be seen
HUGE_WAIT_S = 20.0  # for the huge picture before, if it does not come
HUGE_STEP_S = 0.2  # between two looks at whether it is still wanted
FIRST, LATER = 1, 0  # priorities: the picture looked at, neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPicture:
    """One decoded picture, ready to be painted and to be put into a figure."""

    ref: ImageRef
    rgb: NDArray[np.uint8]  # (H, W, 3), upright
    levels: tuple[QImage, ...]  # full size, half, a quarter, …
    notes: tuple[str, ...]
    pages: int = 1
    black_and_white: tuple[float, float] | None = None  # stored values; None: of 8 bits


@dataclass(frozen=True, slots=True, kw_only=True)
class CoarsePicture:
    """A large picture in few pixels, to be seen while it is being decoded."""

    ref: ImageRef
    image: QImage
    size: Size  # of the whole picture


# Long, because what is read, kept, painted over and no longer wanted is decided in one place.
class Loader(QObject):
    """Reads files beside the window; every answer is a signal in the window's thread."""

    picture_begun = Signal(object)  # CoarsePicture
    picture_loaded = Signal(object)  # LoadedPicture
    picture_failed = Signal(object, object)  # ImageRef, UserError
    picture_awaited = Signal(object)  # Path of the picture looked at until it is there, then None
    folder_awaited = Signal(object)  # Path of the folder wished for until it is listed, then None
    folder_begun = Signal(object)  # FolderListing: the first names of many
    folder_listed = Signal(object)  # FolderListing
    folder_failed = Signal(object, object)  # Path, UserError
    _done = Signal(object, object)  # what to do with it, the result

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(THREADS, self)
        self._one_huge_at_a_time = threading.Lock()
        self._pictures: OrderedDict[ImageRef, LoadedPicture] = OrderedDict()
        self._running: set[ImageRef] = set()
        self._wanted: set[ImageRef] = set()  # the present picture and its neighbours
        self._current: ImageRef | None = None
        self._listing: object = None  # stands for the listing wished for last
        self._done.connect(self._deliver)

    def load_picture(self, ref: ImageRef, neighbours: Iterable[Path] = ()) -> None:
        """Load one picture now, and its neighbours when nothing else is to be done."""
        beside = [replace(image_ref(path), levels=ref.levels) for path in neighbours]
        self._current, self._wanted = ref, {ref, ref.plain, *beside}
        kept = self._pictures.get(ref)
        if kept is not None:
            self._pictures.move_to_end(ref)
            self.picture_awaited.emit(None)
            self.picture_loaded.emit(kept)
        else:
            self.picture_awaited.emit(ref.path)
            self._read(ref, FIRST)
        for neighbour in beside:
            if neighbour not in self._pictures:
                self._read(neighbour, LATER)

    def list_folder(self, path: Path, *, deep: bool = False) -> None:
        """List a folder, or all that is below it; a listing under way of another one is ended."""
        self._listing = wish = object()
        self.folder_awaited.emit(path)

        def work() -> tuple[Path, object]:
            def cancelled() -> bool:
                return self._listing is not wish

            def show(listing: FolderListing) -> None:
                if not cancelled():
                    self.folder_begun.emit(listing)

            if cancelled():  # before it had begun
                return path, None
            listing = _attempt(
                lambda: list_folder(path, deep=deep, show_first=show, cancelled=cancelled)
            )
            return path, None if cancelled() else listing

        self._start(work, self._deliver_folder, FIRST)

    def shut_down(self, wait_ms: int = WAIT_MS) -> None:
        """Forget what waits and let what runs end, within limits."""
        self._listing, self._wanted = None, set()
        self._workers.shut_down(wait_ms)

    def _read(self, ref: ImageRef, priority: int) -> None:
        if ref in self._running:
            return
        self._running.add(ref)
        self._start(
            lambda: (ref, _attempt(lambda: self._load(ref))), self._deliver_picture, priority
        )

    def _load(self, ref: ImageRef) -> LoadedPicture | None:
        """Decode a picture, a large one coarsely first; called on the pool.

        Returns:
            None if it is no longer wanted, or only as a neighbour and huge.
        """
        if ref.painted:
            return self._paint(ref)
        # Pillow is loaded on the pool.
        from viewer.core.pictures.images import load_picture, picture_size  # noqa: PLC0415

        if ref not in self._wanted:
            return None
        data = read_bytes(ref.path)
        width, height = picture_size(data)
        huge = width * height > HUGE_PIXELS
        current = self._current is not None and ref == self._current.plain
        if huge and not current:
            return None
        if width * height > COARSE_FROM_PIXELS and ref == self._current and not ref.page:
            self._show_coarse(ref, data, (width, height))
        with self._alone(ref) if huge else nullcontext():
            if ref not in self._wanted:
                return None
            picture = load_picture(data, page=ref.page, levels=ref.levels)
            del data
            rgb, levels, notes = picture.rgb, _levels_of(picture), picture.notes
            pages, ends = picture.pages, picture.levels
        return LoadedPicture(
            ref=ref, rgb=rgb, levels=levels, notes=notes, pages=pages, black_and_white=ends
        )

    def _paint(self, ref: ImageRef) -> LoadedPicture | None:
        """Paint over a picture, which is read first unless it is kept; called on the pool."""
        from viewer.core.pictures.painting import painted  # noqa: PLC0415 - as above
        from viewer.work.pyramid import build_levels  # noqa: PLC0415 - as above

        plain = self._pictures.get(ref.plain) or self._load(ref.plain)
        if plain is None or ref not in self._wanted:
            return None
        rgb = painted(plain.rgb, ref.painted)
        return replace(plain, ref=ref, rgb=rgb, levels=build_levels(rgb, None))

    @contextmanager
    def _alone(self, ref: ImageRef) -> Iterator[None]:
        """Let one huge picture be decoded at a time, unless one takes for ever."""
        deadline, got = time.monotonic() + HUGE_WAIT_S, False
        while not got and ref in self._wanted and time.monotonic() < deadline:
            got = self._one_huge_at_a_time.acquire(timeout=HUGE_STEP_S)
        try:
            yield
        finally:
            if got:
                self._one_huge_at_a_time.release()

    def _show_coarse(self, ref: ImageRef, data: bytes, size: Size) -> None:
        from viewer.work.coarse import coarse_picture  # noqa: PLC0415 - as above

        coarse = coarse_picture(ref, data, size)
        if coarse is not None:
            small, size = coarse
            self.picture_begun.emit(CoarsePicture(ref=ref, image=to_image(small), size=size))

    def _start(
        self, work: Callable[[], object], deliver: Callable[[Any], None], priority: int
    ) -> None:
        self._workers.start(lambda: self._done.emit(deliver, work()), priority)

    @Slot(object, object)
    def _deliver(self, deliver: Callable[[Any], None], result: object) -> None:
        deliver(result)

    def _deliver_picture(self, result: tuple[ImageRef, LoadedPicture | UserError | None]) -> None:
        ref, loaded = result
        self._running.discard(ref)
        if isinstance(loaded, LoadedPicture) and not ref.painted:
            self._keep(loaded)
        if ref != self._current:
            return
        if loaded is None:
            self._read(ref, FIRST)  # given up as a neighbour, and looked at since
            return
        self.picture_awaited.emit(None)
        if isinstance(loaded, LoadedPicture):
            self.picture_loaded.emit(loaded)
        else:
            self.picture_failed.emit(ref, loaded)

    def _deliver_folder(self, result: tuple[Path, object]) -> None:
        path, listing = result
        if listing is None:
            return  # another one was wished for since
        self.folder_awaited.emit(None)
        if isinstance(listing, UserError):
            self.folder_failed.emit(path, listing)
        else:
            self.folder_listed.emit(listing)

    def _keep(self, loaded: LoadedPicture) -> None:
        self._pictures[loaded.ref] = loaded
        while len(self._pictures) > 1 and sum(map(_pixels, self._pictures.values())) > CACHE_PIXELS:
            self._pictures.popitem(last=False)


def _attempt(work: Callable[[], object]) -> object:
    """Return the work's result, or a UserError in its place: no file may end a pool's thread."""
    try:
        return work()
    except UserError as error:
        return error
    except Exception as error:  # the worker's border
        log.exception("reading a file failed")
        return UserError(
            "This file could not be read.", hint="Help > Show log tells why.", detail=repr(error)
        )


def _levels_of(picture: Picture) -> tuple[QImage, ...]:
    from viewer.work.pyramid import build_levels  # noqa: PLC0415 - OpenCV is loaded on the pool

    return build_levels(picture.rgb, picture.alpha)


def _pixels(loaded: LoadedPicture) -> int:
    return loaded.rgb.shape[0] * loaded.rgb.shape[1]
