"""Pictures that would keep a decoder at work for minutes are told apart from honest large ones."""

from __future__ import annotations

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.pictures.images import load_picture, load_thumbnail, picture_size

SOON_S = 2.0


def encoded(kind: str, side: int = 9, mode: str = "L", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, (side, side), 128).save(stream, kind, **options)
    return stream.getvalue()


def progressive(scans: int, side: int) -> bytes:
    """Return a JPEG whose last scan, of 84 bytes, comes many times."""
    data = encoded("JPEG", side, progressive=True, quality=50)
    scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + scan * scans + b"\xff\xd9"


def chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def tiles_of_a_pixel(side: int) -> bytes:
    """Return a TIFF file that has a place for each pixel."""
    count, places = side * side, 8 + 2 + 10 * 12 + 4
    tags = [(256, side), (257, side), (258, 8), (259, 1), (262, 1), (277, 1), (322, 1), (323, 1)]
    rows = [(tag, 1, value) for tag, value in tags] + [(324, count, places), (325, count, places)]
    entries = b"".join(struct.pack("<HHII", tag, 4, number, v) for tag, number, v in rows)
    start = b"II*\0" + struct.pack("<IH", 8, len(rows))
    return start + entries + bytes(4) + struct.pack("<I", places) * count * 2


def slow_ppm(megabytes: int) -> bytes:
    side = int((megabytes * (1 << 20) / 3) ** 0.5)
    return b"P6 %d %d 100\n" % (side, side) + b"1" * (side * side * 3)


BOMBS = {
    "scans": lambda: progressive(3000, 2400),
    "scans of a large picture": lambda: progressive(60, 10_000),
    "segments": lambda: b"\xff\xd8" + b"\xff\xe1\0\x09Exif\0\0x" * 100_000 + encoded("JPEG")[2:],
    "chunks": lambda: (png := encoded("PNG"))[:33] + chunk(b"tEXt", b"k\0v") * 400_000 + png[33:],
    "tiles": lambda: tiles_of_a_pixel(1200),
    "PPM": lambda: slow_ppm(40),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_picture_that_takes_minutes_is_refused_at_once(name: str) -> None:
    data = BOMBS[name]()
    start = time.process_time()
    for read in (load_picture, lambda one: load_thumbnail(one, 128), picture_size):
        with pytest.raises(UserError, match="would take minutes to read"):
            read(data)
    assert time.process_time() - start < SOON_S


@pytest.mark.parametrize(
    "data",
    [
        progressive(0, 700),
        progressive(90, 700),  # many scans of a small picture are soon read
        encoded("JPEG", 700) + progressive(3000, 2400),  # what stands behind the end is not read
        encoded("JPEG", 64, exif=b"Exif\0\0" + b"\xff\xda\0\x08" * 5000),
        encoded("JPEG", 64, comment=b"\xff\xda" * 30_000),
        tiles_of_a_pixel(20),
        encoded("TIFF", 300, tiffinfo={278: 1}),
        encoded("PNG", 300),
        slow_ppm(1),
    ],
    ids=["usual", "small", "behind", "exif", "comment", "tiles", "strips", "png", "ppm"],
)
def test_an_honest_picture_is_read(data: bytes) -> None:
    assert load_picture(data).rgb.size


@pytest.mark.parametrize("name", [b"iTXt", b"tEXt", b"eXIf", b"abCd"])
@pytest.mark.parametrize("at", [33, -12], ids=["before", "behind"])
def test_a_png_that_carries_far_more_than_pixels_is_refused(name: bytes, at: int) -> None:
    png = encoded("PNG")
    data = png[:at] + chunk(name, b"k\0" + b"v" * (20 << 20)) * 4 + png[at:]
    for read in (load_picture, lambda one: load_thumbnail(one, 128), picture_size):
        with pytest.raises(UserError, match="too much besides its pixels"):
            read(data)


def test_a_png_with_many_megabytes_of_other_data_is_read() -> None:
    png = encoded("PNG")
    assert load_picture(png[:33] + chunk(b"eXIf", bytes(30 << 20)) + png[33:]).rgb.size
