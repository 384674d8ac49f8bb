"""From answered requests to the bytes of a figure: the one way for window, clipboard and batch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from viewer.core.records import ExplainRequest, Explanation, ImageRef
from viewer.core.scene import Scene
from viewer.figure.encoding import encode
from viewer.figure.recipe import as_json, figure_recipe, label_of
from viewer.figure.render import render
from viewer.figure.rows import Crop, FigureRow, Picture
from viewer.figure.style import FigureStyle
from viewer.figure.wish import rows_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FigureParts:
    """What a figure is drawn from.

    Args:
        requests: what was asked, in the order of the figure.
        explanations: what was answered, one for each request.
        pictures: (H, W, 3) uint8 RGB of every picture, upright.
        sha256: of the pictures' files.
        crops: what the window shows of a picture.
        scene: what the window shows, to open it again.
    """

    requests: Sequence[ExplainRequest]
    explanations: Sequence[Explanation]
    pictures: Mapping[ImageRef, Picture]
    sha256: Mapping[ImageRef, str] = field(default_factory=dict[ImageRef, str])
    crops: Mapping[ImageRef, Crop] = field(default_factory=dict[ImageRef, Crop])
    scene: Scene | None = None

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
    return figure_recipe(
        parts.requests,
        parts.explanations,
        style,
        sha256=parts.sha256,
        base=base,
        scene=parts.scene,
    )


def joined(several: Sequence[FigureParts]) -> FigureParts:
    """Return the parts of one figure of all pictures."""
    return FigureParts(
        requests=[request for each in several for request in each.requests],
        explanations=[answer for each in several for answer in each.explanations],
        pictures={ref: pixels for each in several for ref, pixels in each.pictures.items()},
        sha256={ref: text for each in several for ref, text in each.sha256.items()},
    )
