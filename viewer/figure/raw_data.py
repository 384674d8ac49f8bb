"""Numbers for other programs: maps as NumPy files and 16-bit TIFF, predictions as CSV."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from PIL import TiffImagePlugin

from viewer.core.asks.records import ExplainedPicture, HeatMap
from viewer.core.foreign_text import shown_path, spreadsheet_cell
from viewer.core.maps.heat import display_range, normalise
from viewer.core.pictures.pillow import Image
from viewer.figure.ownership import NPZ_COMMENT

TIFF_DESCRIPTION = 270
FULL_SCALE = 65535


def pack_npz(maps: Iterable[tuple[str, HeatMap]]) -> bytes:
    """Return raw maps as a .npz file: one (h, w) float32 array under each key."""
    arrays: dict[str, Any] = {key: heat.raw.astype(np.float32, copy=False) for key, heat in maps}
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)  # numbers alone: before NumPy 2.2 “allow_pickle” was an array, too
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = NPZ_COMMENT
    return buffer.getvalue()


def pack_npy(heat: HeatMap) -> bytes:
    """Return one raw map as a .npy file: (h, w) float32."""
    buffer = io.BytesIO()
    np.save(buffer, heat.raw.astype(np.float32, copy=False), allow_pickle=False)
    return buffer.getvalue()


def pack_tiff(heat: HeatMap) -> bytes:
    """Return one raw map as a 16-bit grey TIFF: its least value is 0, its greatest 65535.

    The description says how to get the raw values back: raw = low + (high - low) * grey / 65535.
    """
    low, high = display_range(heat.raw)
    grey = np.rint(normalise(heat.raw, low, high).astype(np.float64) * FULL_SCALE)
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[TIFF_DESCRIPTION] = (
        f"CamScope {heat.method} at {heat.layer}; "
        f"raw = low + (high - low) * grey / {FULL_SCALE}; low={low!r}; high={high!r}"
    )
    buffer = io.BytesIO()
    picture = Image.fromarray(grey.astype(np.uint16))
    picture.save(buffer, "tiff", compression="tiff_adobe_deflate", tiffinfo=tags)
    return buffer.getvalue()


def pack_csv(explanations: Sequence[ExplainedPicture]) -> bytes:
    """Return the predictions as CSV in UTF-8: every class of every picture, the likeliest first."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(("picture", "rank", "index", "class", "logit", "probability"))
    told = {each.prediction.image: each for each in explanations}
    for each in told.values():
        answer = each.prediction
        picture = spreadsheet_cell(shown_path(answer.image.path.name) + answer.image.page_mark)
        order = np.argsort(-answer.probabilities, kind="stable")
        for rank, index in enumerate(order.tolist(), start=1):
            name = spreadsheet_cell(each.model.class_names[index])
            logit = repr(float(answer.answer[index])) if answer.answer.ndim == 1 else ""
            chance = repr(float(answer.probabilities[index]))
            writer.writerow((picture, rank, index, name, logit, chance))
    return buffer.getvalue().encode("utf-8-sig")
