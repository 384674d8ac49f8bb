"""How much work a picture's bytes ask for besides its pixels, counted before they are decoded.

Honest files stay far below these bounds: a progressive JPEG has some ten scans, a TIFF file some
thousand strips. What is above them would keep a decoder at work for minutes.
"""

from __future__ import annotations

import re
import struct

from viewer.core.errors import UserError
from viewer.core.pictures.limits import MAX_PAGES
from viewer.core.pictures.pillow import Image

USUAL_SCANS = 20  # of a JPEG; however large its picture is
MOST_SCANNED = 5_000_000_000  # pixels of all its scans: some ten seconds
MOST_SEGMENTS = 10_000  # of a JPEG, between its scans
MOST_CHUNKS = 200_000  # of a PNG: 8 kB each are usual
MOST_BESIDES = 64 << 20  # bytes of a PNG that are no pixels: texts are held several times
MOST_TILES = 100_000  # of all pages of a TIFF file
MOST_SLOW_BYTES = 32 << 20  # for the decoders that are not compiled
_SLOW = frozenset({"ppm", "ppm_plain", "bmp_rle"})
# After 0xff in a scan, 0 stands for the byte itself, 0xd0 to 0xd7 restart it, 0xff fills.
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
_START, _END, _BARE = 0xDA, 0xD9, frozenset({0x01, 0xD8})
_PIXEL_CHUNKS = frozenset({b"IDAT", b"fdAT"})
_STRIPS, _TILES = 273, 324  # TIFF 6.0, tags: the list of their places


def check_bytes(data: bytes, kind: str) -> None:
    """Look at what a parser would go through to read the header alone.

    Raises:
        UserError: it would take too long, or too much memory.
    """
    if kind == "TIFF" and _tiles(data) > MOST_TILES:
        raise _too_slow("too many strips or tiles")
    if kind == "PNG":
        _check_chunks(data)
    if kind == "JPEG" and _jpeg_parts(data)[1] > MOST_SEGMENTS:
        raise _too_slow("too many segments")


def check_work(image: Image.Image, data: bytes, kind: str) -> None:
    """Look at what decoding would take, once the size is known.

    Raises:
        UserError: it would take too long.
    """
    tiles = getattr(image, "tile", ())
    decoder = str(tiles[0][0]) if tiles else ""
    if decoder in _SLOW and len(data) > MOST_SLOW_BYTES:
        raise _too_slow(f"{decoder}, {len(data) >> 20} MB")
    if kind == "JPEG":
        scans = _jpeg_parts(data)[0]
        if scans > USUAL_SCANS and scans * image.width * image.height > MOST_SCANNED:
            raise _too_slow(f"{scans} scans")


def _jpeg_parts(data: bytes) -> tuple[int, int]:
    """Count a JPEG's scans and its segments; of a further picture behind its end, nothing."""
    scans = segments = 0
    place = 2
    while segments <= MOST_SEGMENTS and (found := _MARKER.search(data, place)):
        marker, place = found[1][0], found.end()
        if marker == _END:
            break
        if marker not in _BARE and len(data) >= place + 2:
            segments += 1
            scans += marker == _START
            place += struct.unpack_from(">H", data, place)[0]
    return scans, segments


def _check_chunks(data: bytes) -> None:
    """Go from chunk to chunk; what stands behind the last whole one is not looked at.

    Raises:
        UserError: they are too many, or hold far more than pixels.
    """
    place, besides = 8, 0
    for _ in range(MOST_CHUNKS):
        if place + 8 > len(data):
            return
        length, kind = struct.unpack_from(">I4s", data, place)
        if kind not in _PIXEL_CHUNKS:
            besides += min(length, len(data) - place)
        if besides > MOST_BESIDES:
            raise UserError(
                "This picture carries too much besides its pixels.",
                hint="Save it as an ordinary JPEG or PNG first.",
                detail=f"more than {MOST_BESIDES >> 20} MB",
            )
        place += 12 + length
    raise _too_slow("too many chunks")


def _tiles(data: bytes) -> int:
    """Count the strips and tiles of all pages of a TIFF file, as its directories tell."""
    order = "<" if data[:2] == b"II" else ">"
    big = struct.unpack_from(f"{order}H", data, 2)[0] == 43
    count, link, width = ("Q", "Q", 20) if big else ("H", "I", 12)
    head, entry = struct.Struct(f"{order}{count}"), struct.Struct(f"{order}HH{link}")
    end = struct.Struct(f"{order}{link}")
    total, seen, place = 0, set[int](), end.unpack_from(data, 8 if big else 4)[0]
    while place and place not in seen and len(seen) < MAX_PAGES and total <= MOST_TILES:
        seen.add(place)
        if place + head.size > len(data):
            break
        entries = head.unpack_from(data, place)[0]
        first, last = place + head.size, place + head.size + entries * width
        if last + end.size > len(data):
            break
        for at in range(first, last, width):
            tag, _, number = entry.unpack_from(data, at)
            total += number if tag in {_STRIPS, _TILES} else 0
        place = end.unpack_from(data, last)[0]
    return total


def _too_slow(detail: str) -> UserError:
    return UserError(
        "This picture is stored in a way that would take minutes to read.",
        hint="Save it as an ordinary JPEG or PNG first.",
        detail=detail,
    )
