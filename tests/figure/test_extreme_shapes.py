"""Whatever shape a picture has, nothing on its figure overlaps or is clipped, or it is refused."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from viewer.core.errors import UserError
from viewer.core.maps.heat_style import HeatStyle
from viewer.figure.arrangement import arrange
from viewer.figure.fonts import width_pt
from viewer.figure.layout import plan
from viewer.figure.rows import FigureRow
from viewer.figure.sheet import Layout, Line
from viewer.figure.style import WIDTHS, FigureStyle

ASCENT, DESCENT = 0.93, 0.24  # of a text's size, as DejaVu Sans has them
SIDES = st.sampled_from([1, 2, 3, 10, 60, 100, 240, 1000, 6000, 30_000])
KINDS = ("table", "row", "layers", "classes", "map")
LONG = "IMG_20240101_123456_a_holiday_in_the_mountains_with_all_of_the_family.jpg"

Box = tuple[float, float, float, float]


def text_box(line: Line, layout: Layout) -> Box:
    point = layout.dpi / 72
    width = width_pt(line.text, line.size_pt, bold=line.bold) * point
    left = line.x - width / 2 if line.centred else line.x
    tall = line.size_pt * point
    return left, line.y - ASCENT * tall, left + width, line.y + DESCENT * tall


def check(layout: Layout) -> None:
    point = layout.dpi / 72
    texts = [text_box(line, layout) for line in layout.lines]
    rects = [*(rect for row in layout.panels for rect in row), *layout.bars]
    boxes = [(r.left, r.top, r.left + r.width, r.top + r.height) for r in rects]
    for left, top, right, bottom in [*texts, *boxes]:
        assert min(left, top) >= -point
        assert right <= layout.size[0] + point
        assert bottom <= layout.size[1] + point
    pairs = [*combinations(texts, 2), *combinations(boxes, 2)]
    pairs += [(text, box) for text in texts for box in boxes]
    for one, other in pairs:
        across = min(one[2], other[2]) - max(one[0], other[0])
        along = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= point or along <= 2 * point, (one, other)


@given(
    sizes=st.lists(st.tuples(SIDES, SIDES), min_size=1, max_size=3),
    kind=st.sampled_from(KINDS),
    width=st.sampled_from(sorted(WIDTHS)),
    scaling=st.sampled_from(["map", "method"]),
    numbering=st.booleans(),
    heads=st.booleans(),
)
@example(
    sizes=[(30_000, 100)], kind="table", width="free", scaling="map", numbering=False, heads=True
)
@example(
    sizes=[(100, 30_000)], kind="table", width="free", scaling="map", numbering=True, heads=True
)
@example(sizes=[(1, 1)], kind="table", width="own", scaling="method", numbering=True, heads=True)
@example(
    sizes=[(30_000, 100)], kind="row", width="free", scaling="method", numbering=True, heads=True
)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_overlaps_whatever_the_shapes(
    make_explanation, sizes, kind, width, scaling, numbering, heads
):
    rows = [
        FigureRow.of(
            make_explanation(size, LONG if number else "photo.png"),
            np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (size[1], size[0], 3)),
        )
        for number, size in enumerate(sizes)
    ]
    style = FigureStyle(
        kind=kind,
        width=width,
        numbering=numbering,
        heads=heads,
        title="A title",
        heat=HeatStyle(scaling=scaling),
    )
    with suppress(UserError):  # what no program can open is refused in words
        check(plan(arrange(rows, style), style))


@pytest.mark.parametrize("size", [(3000, 10), (10, 3000)])
def test_a_slender_picture_keeps_its_bar_readable(make_explanation, size):
    empty = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (size[1], size[0], 3))
    style = FigureStyle(kind="table")
    layout = plan(arrange([FigureRow.of(make_explanation(size), empty)], style), style)
    (bar,) = layout.bars
    assert bar.height >= 2 * style.text_pt * 0.82 * style.dpi / 72
