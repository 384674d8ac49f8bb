"""An export in shards of a small network, and what stands in its folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from given_weights import small_model
from PIL import Image

from viewer.batch.order import ExportOptions
from viewer.batch.shards.order import ShardOrder


def drawn_folder(folder: Path, count: int, *, broken: bool = True) -> Path:
    """Draw pictures of two classes, wide and tall; one more is none."""
    random = np.random.default_rng(0)
    for number in range(count):
        kind = folder / ("cat" if number % 2 else "dog")
        kind.mkdir(parents=True, exist_ok=True)
        shape = (60, 90, 3) if number % 3 else (90, 60, 3)
        pixels = random.integers(0, 256, shape, dtype=np.uint8)
        Image.fromarray(pixels).save(kind / f"p{number:03d}.png")
    if broken:
        (folder / "cat" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\nbroken")
    return folder


def small_order(place: Path, out: Path, pictures: Path, **choices) -> ShardOrder:
    """Return what an export of a small network is asked to do; its weights go to a place."""
    own = {name: choices.pop(name) for name in ("truth", "exact", "hashed") if name in choices}
    options = ExportOptions(out=out, model=small_model(place, "resnet18"), figure=False, **choices)
    return ShardOrder(options=options, paths=(pictures,), **own)


def results(folder: Path) -> dict[str, bytes]:
    """Return what an export in shards has left, byte by byte."""
    names = ("part-*.parquet", "maps-*.npz", "done/*", "plan*")
    found = sorted(path for name in names for path in folder.glob(name))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
