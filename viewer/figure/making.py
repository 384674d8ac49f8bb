"""From answered requests to the bytes of a figure: the one way for window, clipboard and batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.core.asks.records import ExplainedPicture
from viewer.core.asks.references import ImageRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.maps.geometry import Size
from viewer.core.scene import Scene
from viewer.figure.encoding import encode
from viewer.figure.lines import lines_of
from viewer.figure.painting import fit_picture
from viewer.figure.placing import fit_size
from viewer.figure.recipe import as_json, figure_recipe, label_of
from viewer.figure.render import most_pixels, render
from viewer.figure.rows import Crop, FigureRow, Picture
from viewer.figure.style import FigureStyle
from viewer.figure.wish import rows_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureParts:
    """What a figure is drawn from.

    Args:
        requests: what was asked, in the order of the figure.
        explanations: what was answered, one for each request.
        pictures: (H, W, 3) uint8 RGB of every picture, upright; what no figure cuts out of may be
            smaller than the original that the maps' geometry counts.
        sha256: of the pictures' files.
        crops: what the window shows of a picture.
        scene: what the window shows, to open it again.
        observations: what is said of it in words, as data for the recipe.
    """

    requests: Sequence[ExplainRequest]
    explanations: Sequence[ExplainedPicture]
    pictures: Mapping[ImageRef, Picture]
    sha256: Mapping[ImageRef, str] = field(default_factory=dict[ImageRef, str])
    crops: Mapping[ImageRef, Crop] = field(default_factory=dict[ImageRef, Crop])
    scene: Scene | None = None
    observations: Sequence[Mapping[str, object]] = ()

    def rows(self, style: FigureStyle) -> list[FigureRow]:
        """Return the figure's rows."""
        crops = self.crops if style.crop else {}
        return rows_of(style.kind, self.explanations, self.pictures, crops, lang=style.lang)


def make(parts: FigureParts, style: FigureStyle, *, base: Path | None = None) -> bytes:
    """Return a figure as the bytes of a file, with its recipe inside.

    Args:
        parts: what it is drawn from.
        style: how it looks.
        base: the folder the file will stand in; None: nowhere, as on the clipboard.

    Raises:
        UserError: the figure cannot be laid out.
    """
    label = label_of(recipe_of(parts, style, base=base), parts.explanations, style)
    return encode(render(parts.rows(style), style), style.file_format, label)


def make_json(parts: FigureParts, style: FigureStyle, *, base: Path | None = None) -> bytes:
    """Return a figure's recipe as the bytes of a JSON file."""
    return f"{as_json(recipe_of(parts, style, base=base), indent=2)}\n".encode("ascii")


def recipe_of(
    parts: FigureParts, style: FigureStyle, *, base: Path | None = None
) -> dict[str, object]:
    """Return a figure's recipe."""
    data = figure_recipe(
        parts.requests,
        parts.explanations,
        style,
        sha256=parts.sha256,
        base=base,
        scene=parts.scene,
    )
    said = {"observations": list(parts.observations)} if parts.observations else {}
    own_mark = {"versions": data.pop("versions")}  # comes last: a file of ours is known by it
    return {**data, **said, **own_mark}


def joined(several: Sequence[FigureParts]) -> FigureParts:
    """Return the parts of one figure of all pictures."""
    return FigureParts(
        requests=[request for each in several for request in each.requests],
        explanations=[answer for each in several for answer in each.explanations],
        pictures={ref: pixels for each in several for ref, pixels in each.pictures.items()},
        sha256={ref: text for each in several for ref, text in each.sha256.items()},
    )


def lightened(parts: FigureParts, style: FigureStyle) -> FigureParts:
    """Return the parts with pictures of no more pixels than a figure in the style can show.

    The window's crops are counted in pixels of the original: with any, nothing is changed.
    """
    rows = parts.rows(style)
    most = most_pixels(style, columns=len(lines_of(rows, style)[0].panels)) if rows else None
    if most is None or parts.crops:
        return parts
    pictures = {ref: _within(pixels, most) for ref, pixels in parts.pictures.items()}
    return replace(parts, pictures=pictures)


def _within(picture: Picture, most: Size) -> Picture:
    size = fit_size((picture.shape[1], picture.shape[0]), *most)
    return fit_picture(picture, size) if size[0] < picture.shape[1] else picture
