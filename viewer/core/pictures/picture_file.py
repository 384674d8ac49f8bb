"""A picture file's bytes, read once and never waited for, and what kind of file they are."""

from __future__ import annotations

from pathlib import Path

from viewer.core.errors import LimitReached, UserError
from viewer.core.files.file_reading import read_file
from viewer.core.pictures.limits import limits

# fmt: off
IMAGE_SUFFIXES = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".apng", ".webp", ".bmp", ".dib", ".gif", ".tif",
    ".tiff", ".ppm", ".pgm", ".pbm", ".pnm", ".avif", ".heic", ".heif", ".jp2", ".j2k",
})
# fmt: on
_HEAD_BYTES = 4096

_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (8, b"WEBP", "WEBP"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"II+\0", "TIFF"),
    (0, b"MM\0+", "TIFF"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG2000"),
    (0, b"\xff\x4f\xff\x51", "JPEG2000"),
    (8, b"avif", "AVIF"),
    (8, b"avis", "AVIF"),
    (0, b"BM", "BMP"),
)
_STRANGERS: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", "a film"),
    (0, b"%PDF", "a PDF document"),
    (0, b"%!PS", "a PostScript document"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\0\0\1\0", "an icon"),
    (0, b"\x93NUMPY", "a NumPy array"),
    (0, b"PK\3\4", "an archive, a document or a model"),
    (0, b"<svg", "an SVG drawing"),
    (0, b"<?xml", "an SVG drawing or another XML file"),
    (0, b"<!doctype html", "a web page"),
    (0, b"<html", "a web page"),
)


def read_bytes(path: Path) -> bytes:
    """Read a picture file once, whole and unchanged.

    Pipes, devices and folders are refused without waiting for them, and so is a file that does
    not begin like a picture, before the rest of it is read.

    Raises:
        UserError: the file cannot be read, is no picture, is too large, or changes meanwhile.
    """
    try:
        return read_file(path, most_bytes=limits().bytes, begins=sniff)
    except LimitReached as error:
        error.hint = "The limit can be changed in the options."
        raise


def sniff(data: bytes) -> str:
    """Return Pillow's name of the format that the first bytes tell; suffixes are not believed.

    Raises:
        UserError: this is no picture that CamScope opens; the sentence says what it is.
    """
    head = data[:_HEAD_BYTES]
    for place, magic, kind in _MAGIC:
        if head.startswith(magic, place):
            return kind
    if head[4:8] == b"ftyp":
        brands = head[8:64]
        if b"avif" in brands:
            return "AVIF"
        if any(brand in brands for brand in (b"heic", b"heix", b"heim", b"hevc", b"mif1")):
            return "HEIF"
    if head[:1] == b"P" and head[1:2] in b"123456" and head[2:3].isspace():
        return "PPM"
    raise _not_a_picture(head)


def _not_a_picture(head: bytes) -> UserError:
    if head.startswith(b"version https://git-lfs"):
        return UserError(
            "This is a Git LFS placeholder, not the picture itself.", hint="Run “git lfs pull”."
        )
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for place, magic, what in _STRANGERS:
        if head.startswith(magic, place) or (not place and text.startswith(magic)):
            return UserError(
                f"This is {what}, which CamScope does not open.",
                hint="Save it as JPEG or PNG first.",
            )
    return UserError("This is not a picture.", hint="CamScope goes by the content, not the name.")
