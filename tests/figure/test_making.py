"""A figure of all pictures keeps of each what it shows, and looks the same."""

import numpy as np
import pytest

from viewer.figure.making import FigureParts, lightened
from viewer.figure.render import pixels, render
from viewer.figure.style import FigureStyle


def waves(width, height):
    y, x = np.mgrid[0:height, 0:width]
    channels = [np.sin(x / 17), np.cos(y / 23), np.sin((x + y) / 31)]
    return np.uint8(np.stack(channels, axis=-1) * 120 + 128)


def parts_of(explanation, picture):
    return FigureParts(
        requests=[],
        explanations=[explanation],
        pictures={explanation.prediction.image: picture},
    )


@pytest.mark.parametrize("size", [(1800, 1200), (1200, 1800)])
@pytest.mark.parametrize(
    ("style", "most", "off"),
    [
        (FigureStyle(kind="table"), 330, 0.0),  # 2.2 inches at 150 dpi: the panels themselves
        (FigureStyle(kind="table", width="85mm"), 450, 0.5),
        (FigureStyle(kind="row", width="a4", dpi=75), 560, 0.5),
        (FigureStyle(kind="table", file_format="svg", dpi=300), 1320, 0.0),  # 600 dpi on paper
    ],
)
def test_less_is_kept_and_the_figure_is_the_same(make_explanation, size, style, most, off):
    whole = parts_of(make_explanation(size), waves(*size))
    light = lightened(whole, style)
    (kept,) = light.pictures.values()
    assert max(kept.shape) <= most
    drawn, expected = (
        pixels(render(parts.rows(style), style)).astype(int) for parts in (light, whole)
    )
    assert drawn.shape == expected.shape
    assert np.abs(drawn - expected).mean() <= off


@pytest.mark.parametrize("style", [FigureStyle(width="own"), FigureStyle(dpi=600)])
def test_what_is_shown_in_full_is_kept_in_full(make_explanation, style):
    picture = waves(900, 600)
    light = lightened(parts_of(make_explanation((900, 600)), picture), style)
    assert next(iter(light.pictures.values())) is picture
