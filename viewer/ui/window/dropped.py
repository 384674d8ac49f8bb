"""What was dropped on the window or pasted: files, a picture without a file, or an address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData
from PySide6.QtGui import QImage

from viewer.core.pictures.limits import limits

_PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif", "image/tiff", "image/bmp")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """One of these, in this order; an empty one is nothing that can be shown.

    Args:
        paths: of files and folders.
        picture: the bytes of a picture file.
        address: on the web.
        name: what the picture is called where it comes from.
    """

    paths: tuple[Path, ...] = ()
    picture: bytes = b""
    address: str = ""
    name: str = ""


def may_be_taken(data: QMimeData) -> bool:
    """Tell whether there may be something to show; the data themselves are not asked for."""
    from viewer.core.pictures.web_pictures import web_address  # noqa: PLC0415 - no start needs it

    return data.hasUrls() or data.hasImage() or bool(data.hasText() and web_address(data.text()))


def read_dropped(data: QMimeData) -> Dropped:
    """Return what is in it: files first, then a picture that is there, then an address."""
    # No start needs it.
    from viewer.core.pictures.web_pictures import (  # noqa: PLC0415
        name_in,
        picture_in_address,
        web_address,
    )

    urls = data.urls()
    if paths := tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile()):
        return Dropped(paths=paths)
    texts = [bytes(url.toEncoded().data()).decode("ascii", "replace") for url in urls]
    texts += [data.text()] if data.hasText() else []
    address = next(filter(None, map(web_address, texts)), "")
    inside = next(filter(None, map(picture_in_address, texts)), b"")
    picture = inside or _file_bytes(data) or _drawn_bytes(data)
    return Dropped(picture=picture, address=address, name=name_in(address) if address else "")


def _file_bytes(data: QMimeData) -> bytes:
    for kind in _PICTURES:
        if data.hasFormat(kind) and (content := data.data(kind).data()):
            return bytes(content)
    return b""


def _drawn_bytes(data: QMimeData) -> bytes:
    """Return pixels that another program hands over, as a PNG file."""
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        return b""
    if image.width() * image.height() > limits().pixels:
        return b""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
