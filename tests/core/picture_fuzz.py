"""Mutated pictures of every format through the real loader, in a process with limits of its own.

Run by test_picture_fuzz.py, or by hand: ``python tests/core/picture_fuzz.py COUNT [SEED]``. The
last line of what it prints is a summary as JSON. A file that takes too long ends the process, with
its number on stderr; so does a fault that is no UserError.
"""

from __future__ import annotations

import io
import json
import sys
import warnings
import zlib
from pathlib import Path

import cv2
import numpy as np
from given_fuzz import mutate, run
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.pictures.heif import register
from viewer.core.pictures.images import load_picture, load_thumbnail, picture_size
from viewer.core.pictures.picture_file import read_bytes
from viewer.work.pyramid import build_levels


def seeds() -> dict[str, bytes]:
    """Return small pictures of every format, depth and arrangement that is opened."""
    register()
    random = np.random.default_rng(5)
    noise = random.integers(0, 256, (40, 60, 3), np.uint8)
    colour = Image.fromarray(noise)
    deep = Image.fromarray(random.integers(0, 65536, (40, 60), np.uint16))
    measured = Image.fromarray(random.normal(size=(40, 60)).astype(np.float32))
    clear = colour.copy()
    clear.putalpha(Image.fromarray(noise[..., 0]))
    frames = [Image.fromarray(np.roll(noise, 9 * step, axis=0)) for step in range(3)]
    film = {"save_all": True, "append_images": frames[1:]}
    exif = Image.Exif()
    exif[0x0112] = 6
    made = {
        "jpeg": (colour, "JPEG", {"exif": exif}),
        "jpeg-progressive": (colour, "JPEG", {"progressive": True}),
        "jpeg-cmyk": (colour.convert("CMYK"), "JPEG", {}),
        "jpeg-grey": (colour.convert("L"), "JPEG", {}),
        "png": (colour, "PNG", {}),
        "png-alpha": (clear, "PNG", {}),
        "png-palette": (colour.quantize(16), "PNG", {}),
        "png-16": (deep, "PNG", {}),
        "apng": (frames[0], "PNG", film),
        "bmp": (colour, "BMP", {}),
        "bmp-palette": (colour.quantize(16), "BMP", {}),
        "gif": (colour, "GIF", {}),
        "gif-film": (frames[0], "GIF", film),
        "webp": (colour, "WEBP", {}),
        "webp-lossless": (clear, "WEBP", {"lossless": True}),
        "webp-film": (frames[0], "WEBP", film),
        "tiff": (colour, "TIFF", {}),
        "tiff-lzw": (colour, "TIFF", {"compression": "tiff_lzw"}),
        "tiff-jpeg": (colour, "TIFF", {"compression": "jpeg"}),
        "tiff-pages": (frames[0], "TIFF", film),
        "tiff-float": (measured, "TIFF", {}),
        "tiff-16": (deep, "TIFF", {}),
        "avif": (colour, "AVIF", {}),
        "heic": (colour, "HEIF", {}),
        "jp2": (colour, "JPEG2000", {}),
        "ppm": (colour, "PPM", {}),
        "pgm-16": (deep, "PPM", {}),
    }
    found: dict[str, bytes] = {}
    for name, (image, kind, options) in made.items():
        stream = io.BytesIO()
        image.save(stream, kind, **options)
        found[name] = stream.getvalue()
    for name, values in (("tiff-colours", np.float32), ("tiff-double", np.float64)):
        measured_rgb = random.normal(size=noise.shape).astype(values)
        found[name] = cv2.imencode(".tiff", measured_rgb)[1].tobytes()
    return found


def mutate_picture(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    """Return a mutation; most PNGs get right checksums again, so that it gets further in."""
    result = mutate(data, other, random)
    return _with_checksums(result) if random.random() < 0.7 else result


def _with_checksums(data: bytes) -> bytes:
    """Return a PNG whose checksums are right again, so that its mutations get further in."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        return data
    result, place = bytearray(data), 8
    while place + 12 <= len(result):
        end = place + 8 + int.from_bytes(result[place : place + 4], "big")
        if end + 4 > len(result):
            break
        result[end : end + 4] = zlib.crc32(result[place + 4 : end]).to_bytes(4, "big")
        place = end + 4
    return bytes(result)


def open_everything(file: Path) -> str:
    """Open a file in every way the window does; return "shown" or the sentence why not."""
    try:
        width, height = picture_size(read_bytes(file))
        picture = load_picture(file)
        if picture.pages > 1:
            load_picture(file, page=picture.pages - 1)
        small = load_thumbnail(file, 128)
        levels = build_levels(picture.rgb, picture.alpha)
    except UserError as error:
        return error.headline
    assert picture.rgb.dtype == np.uint8
    assert picture.rgb.shape[2] == 3
    assert max(small.shape[:2]) <= 128
    assert levels[0].width() == picture.rgb.shape[1]
    assert {width, height} == set(picture.size) or picture.format not in {"PNG", "BMP"}
    return "shown"


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # Pillow warns of odd metadata
    count, seed, *_ = [*map(int, sys.argv[1:]), 11]
    known = {name: (".jpg", data) for name, data in seeds().items()}
    told = run(known, open_everything, mutate_picture, count=count, seed=seed)
    print(json.dumps(told, ensure_ascii=False))
