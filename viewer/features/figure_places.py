"""Where a figure and its raw data go: suggested beside the picture, chosen by the user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from viewer.core.asks.records import ImageRef
from viewer.figure.choices import DataKind

if TYPE_CHECKING:
    from viewer.figure.style import FigureStyle

FILTERS = {
    "png": "PNG (*.png)",
    "tiff": "TIFF (*.tiff *.tif)",
    "pdf": "PDF (*.pdf)",
    "svg": "SVG (*.svg)",
}


def ask_figure_path(
    parent: QWidget, title: str, image: ImageRef, style: FigureStyle
) -> Path | None:
    """Ask where a figure is saved.

    Args:
        parent: over which is asked.
        title: of the dialog.
        image: whose name is suggested.
        style: says the format, and whether a recipe comes beside the figure.
    """
    from viewer.ui.dialogs.save_file import ask_where

    return ask_where(
        parent,
        title,
        image.path.with_name(f"{image.stem}_cam.{style.file_format}"),
        ";;".join(FILTERS.values()),
        kind=FILTERS[style.file_format],
        complete=_ending(f".{style.file_format}"),
        beside=lambda path: [path.with_suffix(".json")] if style.json_beside else (),
    )


def ask_data_path(parent: QWidget, title: str, image: ImageRef, kind: DataKind) -> Path | None:
    """Ask where raw maps or predictions are saved."""
    from viewer.ui.dialogs.save_file import ask_where

    suggested = image.path.with_name(f"{image.stem}_cam.{kind}")
    kinds = f"{kind.upper()} (*.{kind})"
    return ask_where(parent, title, suggested, kinds, complete=_ending(f".{kind}"))


def _ending(suffix: str) -> Callable[[Path], Path]:
    """Return what gives a name without an ending this one."""
    return lambda path: path if path.suffix else path.with_suffix(suffix)
