"""Mutated pictures of every format through the real loader, in a process with limits of its own.

Run by test_picture_fuzz.py, or by hand: ``python tests/core/picture_fuzz.py COUNT [SEED]``. The
last line of what it prints is a summary as JSON. A file that takes too long ends the process, with
its number on stderr; so does a fault that is no UserError.
"""

from __future__ import annotations

import faulthandler
import io
import json
import struct
import sys
import tempfile
import time
import warnings
import zlib
from collections import Counter
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from viewer.core.errors import UserError
from viewer.core.heif import register
from viewer.core.images import load_picture, load_thumbnail, picture_size
from viewer.core.picture_file import read_bytes
from viewer.work.pyramid import build_levels

LIMIT_S = 20.0  # for one file, on a slow computer
LIMIT_BYTES = 2 << 30  # of memory, beyond what the process has before the first file
EXTREMES = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


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


def mutate(data: bytes, other: bytes, random: np.random.Generator) -> bytes:
    """Return a file with wrong bytes, wrong numbers, parts missing, doubled or from another."""
    result = bytearray(data)
    for _ in range(random.integers(1, 4)):
        size = max(16, len(result))
        place = int(random.integers(0, size)) if random.random() < 0.5 else _early(random, size)
        match random.integers(0, 7):
            case 0 | 1:
                result[place : place + 1] = random.bytes(1)
            case 2 | 3:
                number = EXTREMES[random.integers(0, len(EXTREMES))]
                order = "<I" if random.random() < 0.5 else ">I"
                result[place : place + 4] = struct.pack(order, number)
            case 4:
                del result[max(8, place) :]
            case 5:
                length = int(random.integers(1, 64))
                result[place:place] = result[place : place + length]
            case _:
                part = int(random.integers(0, len(other)))
                result[place : place + 32] = other[part : part + 32]
    return _with_checksums(bytes(result)) if random.random() < 0.7 else bytes(result)


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


def _early(random: np.random.Generator, size: int) -> int:
    """Return a place near the start, where headers are."""
    return int(random.integers(0, min(size, 200)))


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


def limit_memory() -> None:
    """Hold this process to what it has now and a fixed amount beyond, where the system can."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + LIMIT_BYTES, resource.RLIM_INFINITY))


def peak_mb() -> float:
    """Return the most memory that this process has held, in MB; 0 where it cannot be told."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def run(count: int, seed: int) -> dict[str, object]:
    """Open so many mutated files, the same ones for the same seed."""
    known = seeds()
    names, outcomes, shown_of = list(known), Counter[str](), Counter[str]()
    worst_s, worst = 0.0, ""
    before_mb = peak_mb()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "mutated 图.jpg"
        for name, data in known.items():
            file.write_bytes(data)
            assert open_everything(file) == "shown", name
        limit_memory()
        for turn in range(count):
            random = np.random.default_rng((seed, turn))
            name = names[turn % len(names)]
            data = mutate(known[name], known[names[random.integers(0, len(names))]], random)
            file.write_bytes(data)
            print(f"file {turn} ({name})", file=sys.stderr, flush=True)
            faulthandler.dump_traceback_later(LIMIT_S, exit=True)
            start_s = time.perf_counter()
            outcome = open_everything(file)
            took_s = time.perf_counter() - start_s
            faulthandler.cancel_dump_traceback_later()
            outcomes[outcome] += 1
            shown_of[name] += outcome == "shown"
            if took_s > worst_s:
                worst_s, worst = took_s, f"{turn} ({name}): {outcome}"
    return {
        "files": count,
        "shown": outcomes.pop("shown", 0),
        "refused": dict(outcomes.most_common()),
        "never_shown": [name for name in names if not shown_of[name]],
        "worst_s": round(worst_s, 3),
        "worst": worst,
        "before_mb": round(before_mb),
        "peak_mb": round(peak_mb()),
    }


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # Pillow warns of odd metadata
    count, seed, *_ = [*map(int, sys.argv[1:]), 11]
    print(json.dumps(run(count, seed), ensure_ascii=False))
