"""Write a file whole or not at all: figures, and everything that goes with them."""

from __future__ import annotations

import errno
import os
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, get_args

import matplotlib as mpl
from matplotlib.figure import Figure

from viewer import __version__
from viewer.core.errors import UserError

FigureFormat = Literal["png", "pdf", "svg"]
FIGURE_FORMATS: tuple[FigureFormat, ...] = get_args(FigureFormat)
# Equal figures give equal files: no date, no random ids; text in a PDF stays text.
_SETTINGS: dict[Any, Any] = {
    "savefig.bbox": "standard",
    "savefig.transparent": False,
    "svg.hashsalt": "camscope",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}
_METADATA: dict[FigureFormat, dict[str, str | None]] = {
    "png": {"Software": f"CamScope {__version__}"},
    "pdf": {"Creator": f"CamScope {__version__}", "CreationDate": None},
    "svg": {"Creator": f"CamScope {__version__}", "Date": None},
}
_REASONS = {
    errno.EACCES: "it may not be written to",
    errno.EPERM: "it may not be written to",
    errno.EROFS: "it is read-only",
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
}


def find_format(suffix: str) -> FigureFormat:
    """Return the format of a file's ending, such as ``.png``.

    Raises:
        UserError: figures are not made in this format.
    """
    for known in FIGURE_FORMATS:
        if suffix.lower() == f".{known}":
            return known
    raise UserError(
        f"Figures are not made as “{suffix}” files.", hint="End the name in .png, .pdf or .svg."
    )


def encode_figure(figure: Figure, file_format: FigureFormat, dpi: int | None = None) -> bytes:
    """Return a figure as the bytes of a PNG, PDF or SVG file."""
    buffer = BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(
            buffer,
            format=file_format,
            dpi=dpi or figure.dpi,
            metadata=_METADATA[file_format],
            facecolor=figure.get_facecolor(),
        )
    return buffer.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that no half file is ever seen.

    Raises:
        UserError: the file cannot be written; what was there before is untouched.
    """
    try:
        _replace(path, content)
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, error.strerror or "the system refused")
        raise UserError(
            f"“{path.name}” cannot be written: {reason}.",
            hint=f"Choose another folder than “{path.parent}”.",
            detail=str(error),
        ) from error


def _replace(path: Path, content: bytes) -> None:
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    descriptor, name = tempfile.mkstemp(prefix=".camscope-", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(_usual_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _usual_mode(path: Path) -> int:
    """Return the mode an ordinary new file gets, or that of the file which is replaced."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
