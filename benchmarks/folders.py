"""Large folders and large pictures, beside QFileSystemModel and plain Pillow: one table.

Usage: folders.py [--counts 10000 100000] [--repeats 9]; the folders are made of links to one
picture, in a temporary place. No display is needed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from benchmarks.folder_lists import Listed, our_list, qts_list, worst_stall
from benchmarks.rows import Row, markdown
from benchmarks.timing import Took, measure
from viewer.core.pictures.images import load_picture, load_thumbnail

LINKS = 10_000  # to one file; file systems allow no more than some 60,000
SIDES = {"2 MP": (1732, 1155), "12 MP": (4243, 2828)}
HUGE = (12240, 8160)
FRAME_MS = 1000 / 60


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--counts", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--repeats", type=int, default=9)
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as place:
        for row in all_rows(Path(place), options.counts, options.repeats):
            print(" | ".join(row.cells), file=sys.stderr, flush=True)
            rows.append(row)
    print(markdown(rows))
    return 0


def all_rows(place: Path, counts: list[int], repeats: int) -> Iterator[Row]:
    """Yield every line of the table."""
    photo = drawn(place / "photo.jpg", (800, 600))
    for count in counts:
        folder = fill(place / f"folder of {count}", photo, count)
        ours, qts = our_list(folder, place / "thumbnails"), qts_list(folder)
        yield from list_rows(f"{count:,} files", ours, qts)
    for name, size in SIDES.items():
        yield from decode_rows(name, drawn(place / f"{name}.jpg", size), repeats)
    for suffix in ("jpg", "png"):
        file = drawn(place / f"huge.{suffix}", HUGE)
        idle_ms, stall_ms = worst_stall(file, place / "12 MP.jpg")
        told = f"{stall_ms:.0f} ms (nothing opened: {idle_ms:.0f} ms)"
        work = f"100 MP {suffix.upper()} opens: the window's worst stall"
        yield Row(work, "≤ 50 ms", "", stall_ms <= 50, told, 1)


def list_rows(name: str, ours: Listed, qts: Listed) -> Iterator[Row]:
    """Yield the lines of one folder; beside each the same by QFileSystemModel and QListView."""
    goals: tuple[tuple[str, float, float, float], ...] = (
        ("first rows are seen", 200, ours.rows_ms, qts.rows_ms),
        ("sorted and scrollable", 2000, ours.sorted_ms, qts.sorted_ms),
    )
    for work, goal, our_ms, qt_ms in goals:
        told = f"{our_ms:.0f} ms (Qt {qt_ms:.0f} ms)"
        yield Row(f"{name}: {work}", f"≤ {goal} ms", "", our_ms <= goal, told, 1)
    told = f"{ours.thumbnail_ms:.0f} ms (Qt has none)"
    yield Row(f"{name}: first thumbnail is seen", "", "", None, told, 1)
    told = f"{ours.stall_ms:.0f} ms (Qt {qts.stall_ms:.0f} ms)"
    yield Row(f"{name}: worst stall meanwhile", "", "", None, told, 1)
    told = f"{ours.memory_mb:.0f} MB (Qt {qts.memory_mb:.0f} MB)"
    yield Row(f"{name}: memory of the list", "≤ 100 MB", told, ours.memory_mb <= 100)
    frames = np.percentile(ours.frames_ms, (50, 95)), np.percentile(qts.frames_ms, (50, 95))
    (our_ms, tail_ms), (qt_ms, qt_tail_ms) = frames
    told = f"{our_ms:.1f}, 95 %: {tail_ms:.1f} ms (Qt {qt_ms:.1f}, {qt_tail_ms:.1f} ms)"
    work = f"{name}: a frame while scrolling"
    yield Row(work, f"≤ {FRAME_MS:.1f} ms", told, tail_ms <= FRAME_MS, "", len(ours.frames_ms))


def decode_rows(name: str, file: Path, repeats: int) -> Iterator[Row]:
    """Yield how fast pictures are read, beside Pillow alone."""

    def pillow() -> np.ndarray:
        with Image.open(file) as image:
            return np.asarray(image.convert("RGB"))

    def pillow_thumbnail() -> np.ndarray:
        with Image.open(file) as image:
            image.thumbnail((128, 128))
            return np.asarray(image.convert("RGB"))

    took = measure(
        {
            "ours": lambda: load_picture(file),
            "pillow": pillow,
            "our thumbnail": lambda: load_thumbnail(file, 128),
            "pillow's": pillow_thumbnail,
        },
        repeats,
    )
    height, width = pillow().shape[:2]
    mega = width * height / 1e6
    yield pace_row(f"JPEG of {name}, checked and upright", took["ours"], took["pillow"], mega)
    yield pace_row(f"JPEG of {name}, thumbnail", took["our thumbnail"], took["pillow's"], mega)


def pace_row(work: str, ours: Took, pillow: Took, mega: float) -> Row:
    """Return a line with pictures and megapixels a second, and the same by Pillow alone."""
    told = [f"{1 / each.cpu:.1f}/s, {mega / each.cpu:.0f} MP/s" for each in (ours, pillow)]
    wall = f"{1 / ours.wall:.1f}/s (Pillow {1 / pillow.wall:.1f}/s)"
    return Row(work, "", f"{told[0]} (Pillow {told[1]})", None, wall, ours.turns)


def drawn(file: Path, size: tuple[int, int]) -> Path:
    """Write a picture with fine and coarse structure; return its path."""
    coarse = np.random.default_rng(1).integers(0, 256, (48, 64, 3), np.uint8)
    image = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    options = {"compress_level": 1} if file.suffix == ".png" else {"quality": 90}
    image.save(file, **options)
    return file


def fill(folder: Path, photo: Path, count: int) -> Path:
    """Fill a folder with links to a picture, in no order."""
    folder.mkdir()
    source = photo
    for place, number in enumerate(np.random.default_rng(2).permutation(count)):
        if place % LINKS == 0:
            source = folder.with_name(f"{folder.name} {place}.jpg")
            source.write_bytes(photo.read_bytes())
        os.link(source, folder / f"IMG_{number}.jpg")
    return folder


if __name__ == "__main__":
    sys.exit(main())
