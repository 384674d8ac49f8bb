"""Where a figure and its raw data go: suggested away from the pictures, chosen by the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from viewer.core.asks.references import ImageRef
from viewer.figure.choices import DataKind

if TYPE_CHECKING:
    from viewer.figure.style import FigureStyle

MapKind = Literal["png", "npz"]
FILTERS = {
    "png": "PNG (*.png)",
    "tiff": "TIFF (*.tiff *.tif)",
    "pdf": "PDF (*.pdf)",
    "svg": "SVG (*.svg)",
}


def suggested_file(
    kept: Path | None, image: ImageRef, images: Sequence[Path], what: str = "cam"
) -> Path:
    """Return folder and name of a new file, without an ending; never among the pictures unasked.

    Args:
        kept: the folder where the last one went; None: there was none.
        image: the picture shown.
        images: those that the file is made of.
        what: the end of its name.
    """
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    folder = kept or Path(documents or Path.home())
    stem = image.stem if len(images) < 2 else (images[0].parent.name or image.stem)
    return folder / f"{stem}_{what}"


def show_in_folder(path: Path) -> None:
    """Let the file manager show the folder of a file."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def ask_figure_path(parent: QWidget, title: str, file: Path, style: FigureStyle) -> Path | None:
    """Ask where a figure is saved.

    Args:
        parent: over which is asked.
        title: of the dialog.
        file: suggested, without an ending.
        style: says the format, and whether a recipe comes beside the figure.
    """
    from viewer.ui.dialogs.save_file import ask_where

    return ask_where(
        parent,
        title,
        file.with_name(f"{file.name}.{style.file_format}"),
        ";;".join(FILTERS.values()),
        kind=FILTERS[style.file_format],
        complete=_ending(f".{style.file_format}"),
        beside=lambda path: [path.with_suffix(".json")] if style.json_beside else (),
    )


def ask_data_path(parent: QWidget, title: str, file: Path, kind: DataKind | MapKind) -> Path | None:
    """Ask where raw maps or predictions are saved, or one map as it is painted."""
    from viewer.ui.dialogs.save_file import ask_where

    suggested = file.with_name(f"{file.name}.{kind}")
    kinds = f"{kind.upper()} (*.{kind})"
    return ask_where(parent, title, suggested, kinds, complete=_ending(f".{kind}"))


def ask_picture_path(parent: QWidget, title: str, file: Path) -> Path | None:
    """Ask where a picture is saved, as PNG unless something else is said."""
    from viewer.ui.dialogs.save_file import ask_where

    kinds = "PNG (*.png);;JPEG (*.jpg *.jpeg);;TIFF (*.tif *.tiff)"
    suggested = file.with_name(f"{file.name}.png")
    return ask_where(parent, title, suggested, kinds, complete=_ending(".png"))


def ask_truth_path(parent: QWidget, title: str, kept: Path | None, image: ImageRef) -> Path | None:
    """Ask where true objects are saved; the folder gives the name."""
    from viewer.ui.dialogs.save_file import ask_where

    file = suggested_file(kept, image, ())
    name = image.path.parent.name or image.stem
    suggested = file.with_name(f"{name}_truth.json")
    return ask_where(parent, title, suggested, "COCO JSON (*.json)", complete=_ending(".json"))


def ask_report_path(parent: QWidget, title: str, file: Path, suffix: str) -> Path | None:
    """Ask where a report is saved.

    Args:
        parent: over which is asked.
        title: of the dialog.
        file: suggested, without an ending.
        suffix: the format.
    """
    from viewer.ui.dialogs.save_file import ask_where

    return ask_where(
        parent,
        title,
        file.with_name(f"{file.name}{suffix}"),
        f"{suffix[1:].upper()} (*{suffix})",
        complete=lambda path: path if path.suffix == suffix else path.with_name(path.name + suffix),
        beside=_beside_report,
    )


def _beside_report(path: Path) -> list[Path]:
    """Return what is written beside a report in some formats."""
    beside = {".tex": [f"{path.stem}.bib", f"{path.stem}_files"], ".md": [f"{path.stem}_files"]}
    return [path.with_name(name) for name in beside.get(path.suffix, [])]


def _ending(suffix: str) -> Callable[[Path], Path]:
    """Return what gives a name without an ending this one."""
    return lambda path: path if path.suffix else path.with_suffix(suffix)
