"""The rendered pixels are those of core.overlay, and no text is clipped or overlaps."""

import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from viewer.core.asks.concepts import LayerConcept, MapConcepts
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.colour_maps import colour_table
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import overlay, paint_over
from viewer.figure.fonts import CHINESE, families
from viewer.figure.painting import fit_picture, scaled_box
from viewer.figure.render import pixels, render
from viewer.figure.rows import FigureRow
from viewer.figure.style import FigureStyle

LONG = "IMG_20240101_123456_a_holiday_in_the_mountains_with_all_of_the_family_and_two_dogs.jpg"
CHINESE_NAME = "这是一张很长很长的中文文件名用来测试换行和省略的照片二〇二四年十月.jpg"
TABLE = FigureStyle(kind="table")
SIZES = [(240, 160), (160, 240)]


def shown(figure):
    """The pixels of each panel, in the order they were drawn: row by row."""
    picture = pixels(figure)[..., :3]
    height = picture.shape[0]
    panels = []
    for axes in figure.axes:
        box = axes.get_window_extent()
        left, right = round(box.x0), round(box.x1)
        top, bottom = height - round(box.y1), height - round(box.y0)
        panels.append(picture[top:bottom, left:right])
    return panels


@pytest.mark.parametrize("dpi", [72, 150, 217])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", ["table", "row"])
def test_each_panel_is_the_overlay_pixel_for_pixel(make_row, size, dpi, kind):
    row = make_row(size)
    style = FigureStyle(kind=kind, dpi=dpi, heat=HeatStyle(opacity=0.4, colour_map="jet"))
    original, *panels = shown(render([row], style))[:-1]  # the last one is the colour bar
    height, width = original.shape[:2]
    assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
    base = fit_picture(row.picture, (width, height))
    np.testing.assert_array_equal(original, base)
    for heat, panel in zip(row.maps, panels, strict=True):
        table = colour_table("jet")
        np.testing.assert_array_equal(
            panel, overlay(base, heat.raw, None, table=table, opacity=0.4)
        )


def test_a_panel_of_concepts_has_their_colours_and_rows_and_no_bar(make_row):
    row = make_row((240, 160))
    said = ClassScore(name="cat", index=0, logit=1.0, probability=0.5)
    each = tuple(LayerConcept(share=share, alone=(said,)) for share in (0.6, 0.4))
    strengths = np.random.default_rng(5).random((2, 4, 6)).astype(np.float32)
    found = MapConcepts(strengths=strengths, concepts=each, error=0.1)
    row = replace(row, maps=tuple(replace(one, concepts=found) for one in row.maps))
    figure = render([row], replace(TABLE, dpi=150))
    panels = shown(figure)
    assert len(panels) == 1 + len(row.maps)
    height, width = panels[0].shape[:2]
    size, heat = (width, height), row.maps[0]
    base, box = fit_picture(row.picture, size), scaled_box(heat, size, None)
    painted = paint_over(base, heat, HeatStyle(), box=box)
    assert np.array_equal(panels[1][: height // 3], painted[: height // 3])
    texts = figure.axes[1].get_legend().get_texts()
    assert [text.get_text() for text in texts] == ["60% cat", "40% cat"]


@pytest.mark.parametrize("size", SIZES)
def test_what_the_model_did_not_see_is_dim_and_outlined(make_row, size):
    row = make_row(size, crop=True)
    panel = shown(render([row], FigureStyle(kind="table")))[1]
    height, width = panel.shape[:2]
    left, top, right, bottom = scaled_box(row.maps[0], (width, height))
    assert (round(right - left), round(bottom - top)) == (min(width, height),) * 2
    base = fit_picture(row.picture, (width, height))
    corner = base[2:20, 2:20].astype(float)
    np.testing.assert_allclose(panel[2:20, 2:20], corner / 2, atol=0.51)
    edge = panel[height // 2, round(left)] if left else panel[round(top), width // 2]
    assert edge.min() > 150


def test_the_hot_cell_is_where_the_map_is_hot(make_row):
    raw = np.zeros((4, 4), np.float32)
    raw[0, 3] = 1.0  # top right
    black = np.zeros((160, 240, 3), np.uint8)
    row = make_row(raws={"grad_cam": raw})
    row = FigureRow(picture=black, name="n", model="m", maps=row.maps)
    style = FigureStyle(kind="table", heat=HeatStyle(opacity=1.0))
    panel = shown(render([row], style))[1].sum(axis=-1)
    y, x = np.unravel_index(panel.argmax(), panel.shape)
    assert y < panel.shape[0] / 4
    assert x > panel.shape[1] * 3 / 4


def test_a_table_has_a_row_for_each_class_and_a_column_for_each_method(make_row):
    figure = render([make_row(target="dog"), make_row(target="cat")], TABLE)
    assert len(figure.axes) == 2 * 3 + 1
    texts = [text.get_text() for text in figure.texts]
    for wanted in ("Original", "Grad-CAM", "LayerCAM", "dog 0.62", "cat 0.62", "low", "high"):
        assert texts.count(wanted) == 1, texts
    assert any("Net" in text and "conv_head" in text for text in texts)


def test_a_missing_map_leaves_its_place_and_a_flat_one_is_told(make_row):
    full, flat = make_row(), make_row(raws={"layer_cam": np.zeros((3, 3), np.float32)})
    # its only map belongs to pane 0, so the second column stays empty
    texts = [text.get_text() for text in render([full, flat], TABLE).texts]
    assert texts.count("no map") == 1
    assert any(text.startswith("LayerCAM, dog: the same value everywhere") for text in texts)


def test_a_picture_without_any_map_is_drawn_alone(make_row):
    row = make_row()
    bare = FigureRow(picture=row.picture, name="bare.png", model="Net", maps=())
    assert len(render([bare]).axes) == 1


@pytest.mark.parametrize("kind", ["table", "row"])
@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_no_text_is_clipped_or_covers_anything(make_row, kind, lang):
    rows = [
        make_row((400, 90), LONG, "a class of many words that goes on and on and on"),
        make_row((160, 240), CHINESE_NAME, "虎斑猫", crop=True),
        make_row((20, 300), "$x_1$ \n\udc80\U0001f431.png"),
    ]
    figure = render(rows, FigureStyle(kind=kind, lang=lang))
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    boxes = [text.get_window_extent() for text in figure.texts]
    panels = [axes.get_window_extent() for axes in figure.axes]
    width, height = canvas.get_width_height()
    for box in boxes:
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= width
        assert box.y1 <= height
    for one, other in [*combinations(boxes, 2), *((b, p) for b in boxes for p in panels)]:
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        along = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert across <= 0.5 or along <= 1.5, (one, other)


def test_chinese_is_drawn_by_a_font_that_has_it(make_row):
    if not set(families()) & set(CHINESE):
        pytest.skip("no Chinese font is installed")
    figure = render([make_row(name="猫.png")], FigureStyle(kind="table", lang="zh_CN"))
    pixels(figure)  # a missing glyph is a warning, and warnings are errors
    texts = [text.get_text() for text in figure.texts]
    assert "原图" in texts
    assert "猫.png" in texts


def test_the_name_in_a_figure_is_never_read_as_mathematics(make_row):
    figure = render([make_row(name="$\\frac{$.png")], TABLE)
    pixels(figure)
    assert "$\\frac{$.png" in [text.get_text() for text in figure.texts]


def test_too_many_rows_are_refused_in_words(make_row):
    from viewer.core.errors import UserError

    with pytest.raises(UserError, match="pixels"):
        render([make_row()] * 400, FigureStyle(kind="table", dpi=300))


def test_figures_need_neither_qt_nor_torch_nor_pyplot():
    code = (
        "import sys, viewer.figure.render, viewer.core.files.whole_file, viewer.figure.provenance\n"
        "bad = {'PySide6', 'torch', 'matplotlib.pyplot'} & set(sys.modules)\n"
        "sys.exit(str(bad) if bad else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
