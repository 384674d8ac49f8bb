"""A drawn figure as the bytes of a PNG, TIFF, PDF or SVG file, with its recipe inside."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from PIL import TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

from viewer import __version__
from viewer.core.errors import UserError
from viewer.core.pictures.pillow import Image
from viewer.figure.choices import FIGURE_FORMATS, FigureFormat
from viewer.figure.embedding import Label, into_pdf, into_svg
from viewer.figure.render import pixels
from viewer.figure.svg_fonts import font_faces

SOFTWARE = f"CamScope {__version__}"
PNG_KEY = "CamScope"  # keyword of the iTXt chunk with the recipe
TIFF_RESOLUTION_INCH, TIFF_DESCRIPTION, TIFF_SOFTWARE = 2, 270, 305
SUFFIXES: dict[str, FigureFormat] = {
    **{f".{known}": known for known in FIGURE_FORMATS},
    ".tif": "tiff",
}
# Equal figures give equal files: no date, no random ids; text in a PDF or SVG stays text.
_SETTINGS: dict[Any, Any] = {
    "savefig.bbox": "standard",
    "savefig.transparent": False,
    "svg.hashsalt": "camscope",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}


def find_format(suffix: str) -> FigureFormat:
    """Return the format of a file's ending, such as ``.png``.

    Raises:
        UserError: figures are not made in this format.
    """
    found = SUFFIXES.get(suffix.lower())
    if found is None:
        raise UserError(
            f"Figures are not made as “{suffix}” files.",
            hint="End the name in .png, .tiff, .pdf or .svg.",
        )
    return found


def encode(figure: Figure, file_format: FigureFormat, label: Label | None = None) -> bytes:
    """Return a figure as the bytes of a file.

    Args:
        figure: from ``render``, for the same format.
        file_format: what to write.
        label: title, subject and recipe that the file carries; None: nothing but our name.
    """
    return _ENCODERS[file_format](figure, label or Label())


def _png(figure: Figure, label: Label) -> bytes:
    info = PngInfo()
    info.add_text("Software", SOFTWARE)
    if label.title:
        info.add_itxt("Title", label.title)
    if label.subject:
        info.add_itxt("Description", label.subject)
    if label.recipe:
        info.add_itxt(PNG_KEY, label.recipe)
    buffer = BytesIO()
    _picture(figure).save(buffer, "png", dpi=(figure.dpi, figure.dpi), pnginfo=info)
    return buffer.getvalue()


def _tiff(figure: Figure, label: Label) -> bytes:
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[TIFF_SOFTWARE] = SOFTWARE
    tags[TIFF_DESCRIPTION] = label.recipe  # JSON with escapes: the tag is ASCII
    buffer = BytesIO()
    _picture(figure).save(
        buffer,
        "tiff",
        compression="tiff_adobe_deflate",
        dpi=(figure.dpi, figure.dpi),
        tiffinfo=tags,
    )
    return buffer.getvalue()


def _pdf(figure: Figure, label: Label) -> bytes:
    told = {"Title": label.title, "Subject": label.subject}
    return into_pdf(_vector(figure, "pdf", "CreationDate", told), label)


def _svg(figure: Figure, label: Label) -> bytes:
    told = {"Title": label.title, "Description": label.subject}
    return into_svg(_vector(figure, "svg", "Date", told), label, font_faces(figure))


def _vector(figure: Figure, file_format: str, date: str, told: dict[str, str]) -> bytes:
    words = {key: text for key, text in told.items() if text}
    metadata: dict[str, str | None] = {"Creator": SOFTWARE, date: None, **words}
    buffer = BytesIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(
            buffer,
            format=file_format,
            dpi=figure.dpi,
            metadata=metadata,
            facecolor=figure.get_facecolor(),
        )
    return buffer.getvalue()


def _picture(figure: Figure) -> Image.Image:
    """Return a figure's pixels; without transparency there is no fourth channel."""
    rgba = pixels(figure)
    return Image.fromarray(rgba if rgba[..., 3].min() < 255 else rgba[..., :3].copy())


_ENCODERS: dict[FigureFormat, Callable[[Figure, Label], bytes]] = {
    "png": _png,
    "tiff": _tiff,
    "pdf": _pdf,
    "svg": _svg,
}
