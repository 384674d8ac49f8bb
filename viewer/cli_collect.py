"""What may be typed after ``camscope collect``, and what it means."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

FORMS = ("csv", "parquet", "zarr", "webdataset", "coco", "fiftyone", "clusters")


def add_collect(parser: argparse.ArgumentParser) -> None:
    """Add the options that only a collection has."""
    add = parser.add_argument
    add("folder", type=Path, metavar="DIR", help="folder of an export in shards, also half done")
    text = "a table (csv, parquet), all maps (zarr), samples of rows and maps (webdataset), or the "
    text = (
        f"{text}boxes of the cells above half of each map's peak (coco, fiftyone), or the clusters "
    )
    text = f"{text}of each class's maps, those first that look as a shortcut would (clusters)"
    add("--to", required=True, choices=FORMS, help=text)
    add("--out", type=Path, metavar="PATH", help="file or folder to write (default: in DIR)")


def collect(typed: argparse.Namespace) -> int:
    """Do what was typed; return the exit code: 1 where some shards are not done."""
    from viewer.core.foreign_text import shown_path  # noqa: PLC0415 - only this pays
    from viewer.results.collecting.collect import collect as run  # noqa: PLC0415

    path, left = run(typed.folder, typed.to, typed.out)
    sys.stdout.write(f"{shown_path(path)}\n")
    if left:
        sys.stderr.write(f"camscope: {left} shards are not done, and not in it.\n")
    return 1 if left else 0
