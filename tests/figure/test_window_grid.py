"""A figure as in the window: grids, lines of wide pictures, whole words, a bar to each scale."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.maps.compare import Shown, compare
from viewer.core.maps.heat_limits import own_limits
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.figure.arrangement import arrange
from viewer.figure.cautions import cautions
from viewer.figure.layout import plan
from viewer.figure.lines import DIFFERENCE, lines_of
from viewer.figure.painting import fit_picture
from viewer.figure.render import render
from viewer.figure.style import MM, FigureStyle
from viewer.figure.words import words

NINE = (
    "grad_cam",
    "layer_cam",
    "hires_cam",
    "xgrad_cam",
    "grad_cam_pp",
    "eigen_cam",
    "eigen_grad_cam",
    "fem",
    "grad_cam_elementwise",
)
WINDOW = FigureStyle(kind="window")


def nine_methods(make_row, size):
    rng = np.random.default_rng(1)
    raws = {method: (k + 1) * rng.random((4, 4), np.float32) for k, method in enumerate(NINE)}
    return make_row(size, raws=raws)


def classes_times_methods(make_row):
    row = make_row()
    dog = row.maps
    cat = [
        replace(
            heat,
            pane=heat.pane + 2,
            target=Target.parse("cat"),
            resolved=ResolvedTarget(title="cat", members=(1,)),
        )
        for heat in dog
    ]
    return replace(row, maps=(*dog, *cat))


@pytest.mark.parametrize("size", [(240, 160), (160, 240)])
@pytest.mark.parametrize("width", ["85mm", "175mm", "a4"])
def test_no_picture_of_nine_methods_is_narrower_than_25_mm(make_row, size, width):
    row = nine_methods(make_row, size)
    style = replace(WINDOW, width=width, dpi=300)
    layout = plan(arrange([row], style), style)
    panels = [panel for line in layout.panels for panel in line]
    assert min(panel.width for panel in panels) / 300 / MM >= 24.5
    assert len(panels) >= 10
    sides = [panel.left + panel.width for panel in panels]
    assert max(sides) <= layout.size[0]


@pytest.mark.parametrize("scaling", ["map", "method"])
def test_every_scale_has_its_bar_and_nothing_covers_anything(make_row, scaling):
    row = nine_methods(make_row, (240, 160))
    style = replace(WINDOW, width="175mm", dpi=150, heat=HeatStyle(scaling=scaling))
    figure = render([row], style)
    assert len(figure.axes) == 10 + 9
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    width, height = canvas.get_width_height()
    boxes = [each.get_window_extent() for each in (*figure.texts, *figure.axes)]
    for box in boxes:
        assert min(box.x0, box.y0) >= -0.5
        assert box.x1 <= width + 0.5
        assert box.y1 <= height + 0.5
    for one, other in combinations(boxes, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        along = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 0.5 or along <= 1.5, (one, other)


def test_no_word_of_a_head_is_broken(make_row):
    row = nine_methods(make_row, (240, 160))
    texts = [each.get_text() for each in render([row], replace(WINDOW, width="85mm")).texts]
    heads = {heat.row.title for heat in row.maps}
    whole = {text for text in texts if text in heads}
    assert whole >= {title for title in heads if " " not in title}
    assert any("dog 0.62" in text for text in texts)  # what all share is told once, below


def test_a_grid_has_the_original_and_the_difference_in_a_column_of_their_own(make_row):
    row = classes_times_methods(make_row)
    style = replace(WINDOW, difference=(0, 1))
    assert [line.panels for line in lines_of([row], WINDOW)] == [[-1, 0, 1], [None, 2, 3]]
    assert [line.panels for line in lines_of([row], style)] == [[-1, 0, 1], [DIFFERENCE, 2, 3]]
    sheet = arrange([row], style)
    assert sheet.titles[0] == [("Original",), ("Grad-CAM",), ("LayerCAM",)]
    assert sheet.titles[1] == [("Grad-CAM − LayerCAM",)]
    assert sheet.labels == [("dog 0.62",), ("cat 0.62",)]
    narrow = arrange([row], replace(style, width="85mm"))  # words at the left would take 22 mm
    assert not narrow.labels
    assert narrow.titles[1][1] == ("Grad-CAM", "cat 0.62")
    assert narrow.columns == 3


def test_the_difference_is_the_windows(make_row):
    row = make_row()
    style = replace(WINDOW, difference=(1, 0), heat=HeatStyle(opacity=1.0))
    assert [line.panels for line in lines_of([row], style)] == [[-1, 0, 1, DIFFERENCE]]
    figure = render([row], style)
    axes = [each for each in figure.axes if each.images][3]
    painted = np.asarray(axes.images[0].get_array())
    second, first = row.maps
    shown = [
        Shown(values=heat.raw, limits=own_limits(heat.raw, style.heat), box=heat.geometry.box)
        for heat in (first, second)
    ]
    result = compare(*shown)
    most = float(np.abs(result.difference).max())
    signed = HeatStyle(opacity=1.0, extent="symmetric", scaling="fixed", fixed=(-most, most))
    base = fit_picture(row.picture, painted.shape[1::-1])
    heat = replace(first, raw=result.difference)
    box = (0.0, 0.0, float(painted.shape[1]), float(painted.shape[0]))
    np.testing.assert_array_equal(painted, paint_over(base, heat, signed, box=box))
    assert arrange([row], replace(style, difference=(0, 7))).columns == 3  # no such pane


def test_a_class_that_all_maps_share_is_told_below(make_row):
    sheet = arrange([make_row()], WINDOW)
    assert sheet.titles == [[("Original",), ("Grad-CAM",), ("LayerCAM",)]]
    assert f"{words('en').target}: dog 0.62" in sheet.captions[0]


def test_signs_that_no_font_has_are_told_before_the_figure_is_saved(make_row):
    style, row = FigureStyle(title="\U00013000"), make_row()
    (told,) = cautions([row], style, plan(arrange([row], style), style))
    assert told.startswith("No installed font can write “\U00013000”")
    row = replace(row, name="a\U00013001.png")
    told = cautions([row], FigureStyle(), plan(arrange([row], FigureStyle()), FigureStyle()))
    assert ["\U00013001" in each for each in told] == [True]


def test_narrow_and_blank_pictures_are_told_with_their_cure(make_row):
    row = nine_methods(make_row, (240, 160))

    def told(**options):
        style = FigureStyle(**options)
        return cautions([row], style, plan(arrange([row], style), style))

    (narrow,) = told(kind="row", width="175mm")
    assert narrow == "Pictures are 15 mm wide. Choose “As in the window”, or a wider figure."
    assert not told(kind="window", width="175mm")
    assert not told(kind="row")
    assert not told(heat=HeatStyle(threshold=0.5))
    high = HeatStyle(threshold=0.5, scaling="fixed", fixed=(0.0, 12.0))
    (blank,) = told(heat=high)
    quiet = sum(float(heat.raw.max()) < 6.0 for heat in row.maps)
    assert blank.startswith(f"Of 9 maps, {quiet} show nothing above the threshold.")
