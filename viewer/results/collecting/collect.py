"""Gathers the results of all shards that are done into the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import IO

from viewer.core.errors import UserError
from viewer.core.files.whole_file import write_whole, writing_whole
from viewer.core.foreign_text import shown_path
from viewer.results.collecting import boxes
from viewer.results.collecting.clusters import clusters_csv
from viewer.results.collecting.tables import write_csv, write_parquet
from viewer.results.collecting.webdataset import write_tar
from viewer.results.collecting.zarr import zarr_files
from viewer.results.reading import parts_of
from viewer.results.store import ResultStore

Collector = Callable[[ResultStore, Path], None]


def _table(write: Callable[[ResultStore, IO[bytes]], None]) -> Collector:
    def collect_table(store: ResultStore, path: Path) -> None:
        with writing_whole(path) as file:
            write(store, file)

    return collect_table


def _made(make: Callable[[ResultStore], bytes]) -> Collector:
    return lambda store, path: write_whole(path, make(store))


def _webdataset(store: ResultStore, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts_of(store):
        with writing_whole(folder / f"results-{part.shard:05d}.tar") as file:
            write_tar(part, file)


def _zarr(store: ResultStore, folder: Path) -> None:
    for name, content in zarr_files(store):
        write_whole(folder / name, content, make_folder=True)


# Each form: the name of its file or folder, and what writes it.
FORMS: dict[str, tuple[str, Collector]] = {
    "csv": ("results.csv", _table(write_csv)),
    "parquet": ("results.parquet", _table(write_parquet)),
    "zarr": ("results.zarr", _zarr),
    "webdataset": ("webdataset", _webdataset),
    "coco": ("coco.json", _made(boxes.coco)),
    "fiftyone": ("labels.json", _made(boxes.fiftyone)),
    "clusters": ("clusters.csv", _made(clusters_csv)),
}


def collect(folder: Path, form: str, to: Path | None = None) -> tuple[Path, int]:
    """Gather the results in a folder.

    Args:
        folder: of the export.
        form: a key of ``FORMS``.
        to: the file or folder to write; None: as usual, in the folder.

    Returns:
        What was written, and how many shards are not done and so not in it.

    Raises:
        UserError: nothing is done, a file of the results is damaged, or nothing can be written.
    """
    store = ResultStore.open(folder)
    if not store.done():
        raise UserError("No shard of this export is done.", hint="Run it first.")
    name, write = FORMS[form]
    path = to or folder / name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(store, path)
    except OSError as error:
        raise UserError(
            f"“{shown_path(path.name)}” cannot be written.",
            hint="Choose another one for --out.",
            detail=str(error),
        ) from error
    return path, len(store.left())
