"""The panel of parts: regions that are drawn, tokens that are clicked, and words for each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage

from viewer.core.asks.parts import (
    LayerConcept,
    LayerConcepts,
    PartsFailure,
    ScoreShares,
    TokenLooks,
)
from viewer.core.asks.scores import ClassScore
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.part_colours import CONCEPTS
from viewer.ui.panels.parts import PartsPanel
from viewer.ui.panels.parts_view import PartsView

WHOLE = Geometry(original=(300, 200), resized=(300, 200), offset=(0, 0), input=(300, 200))
SHARES = ScoreShares(
    ticket=1,
    layer="x",
    title="cat",
    cells=np.array([[1.0, 2.0], [3.0, -1.0]], np.float32),
    base=0.5,
    rest=0.0,
    score=5.5,
    geometry=WHOLE,
)


def painted(colour: int = 0x808080) -> list[QImage]:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(colour)
    return [image]


@pytest.fixture
def panel(qtbot) -> PartsPanel:
    one = PartsPanel()
    qtbot.addWidget(one)
    one.resize(360, 600)
    one.set_picture(painted())
    one.show()
    qtbot.waitExposed(one)
    return one


def at(view: PartsView, x: float, y: float) -> QPointF:
    """Return where a pixel of the picture is on the view."""
    shown = view.shown_rectangle()
    return shown.topLeft() + QPointF(x, y) * (shown.width() / 300)


def test_a_drawn_region_tells_its_share_of_the_score(panel, qtbot):
    panel.tabs.setCurrentWidget(panel.shares)
    panel.show_parts(SHARES)
    assert "exactly" in panel.shares.sums.text()
    view = panel.shares.view
    start, end = at(view, 0, 0).toPoint(), at(view, 299.9, 100).toPoint()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(view, end)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert panel.shares.region.text().startswith(("54%", "55%"))
    panel.shares.show_region(QRectF(0, 0, 300, 100))
    assert panel.shares.region.text() == "55% of cat from here: 3 of 5.5"


def test_what_the_cells_do_not_explain_is_told(panel):
    from dataclasses import replace

    panel.show_parts(replace(SHARES, rest=1.25, score=6.75))
    assert "unexplained 1.25 = 6.75" in panel.shares.sums.text()


def test_concepts_have_a_row_and_a_colour_each(panel):
    strengths = np.zeros((2, 2, 2), np.float32)
    strengths[0, :, 0], strengths[1, :, 1] = 4, 3
    cat = ClassScore(name="cat", index=0, logit=3.0, probability=0.75)
    dog = ClassScore(name="dog", index=1, logit=1.0, probability=0.2)
    found = LayerConcepts(
        ticket=1,
        layer="features.3",
        strengths=strengths,
        concepts=(
            LayerConcept(share=0.6, alone=(cat, dog)),
            LayerConcept(share=0.4, alone=(dog, cat)),
        ),
        error=0.12,
        geometry=WHOLE,
    )
    panel.show_parts(found)
    rows = [panel.concepts.list.item(row).text() for row in range(2)]
    assert rows == ["60% · cat, dog", "40% · dog, cat"]
    assert "cat 75%, dog 20%" in panel.concepts.list.item(0).toolTip()
    image = panel.concepts.view.grab().toImage()
    left = image.pixelColor(at(panel.concepts.view, 30, 100).toPoint())
    right = image.pixelColor(at(panel.concepts.view, 270, 100).toPoint())
    expected = [round(0.25 * 128 + 0.75 * part) for part in CONCEPTS[0]]
    assert np.abs(np.array(left.getRgb()[:3]) - expected).max() <= 3
    assert right.blue() > right.red()  # sky blue


def test_a_click_asks_what_the_token_there_looks_at(panel, qtbot):
    weights = np.zeros((2, 7, 7), np.float32)
    weights[0, 0, 1], weights[1, 0, 6] = 1, 1  # the class token: the first cell, the last cell
    weights[0, 4, 3] = weights[1, 4, 3] = 1  # the first cell of the second row: the third
    panel.tabs.setCurrentWidget(panel.tokens)
    looks = TokenLooks(
        ticket=1, block=1, blocks=2, weights=weights, skip=1, grid=(2, 3), geometry=WHOLE
    )
    panel.show_parts(looks)
    part = panel.tokens
    assert part.heads.count() == 3
    assert part.block.currentText() == "Block 2"
    assert "class token" in part.told.text()
    qtbot.mouseClick(part.view, Qt.MouseButton.LeftButton, pos=at(part.view, 20, 150).toPoint())
    assert "row 2, column 1" in part.told.text()
    image = part.view.grab().toImage()
    seen = image.pixelColor(at(part.view, 250, 50).toPoint())
    not_seen = image.pixelColor(at(part.view, 150, 150).toPoint())
    assert seen.red() > 200 > seen.blue()
    assert not_seen.getRgb()[:3] == (128, 128, 128)
    part.first.click()
    part.heads.setCurrentRow(2)
    image = part.view.grab().toImage()
    assert image.pixelColor(at(part.view, 270, 150).toPoint()).red() > 200
    assert image.pixelColor(at(part.view, 30, 50).toPoint()).getRgb()[:3] == (128, 128, 128)


def test_a_head_that_is_asked_for_is_chosen_once_it_is_known(panel):
    weights = np.zeros((3, 7, 7), np.float32)
    panel.show_head(1)
    assert panel.tabs.currentWidget() is panel.tokens
    looks = TokenLooks(
        ticket=1, block=0, blocks=2, weights=weights, skip=1, grid=(2, 3), geometry=WHOLE
    )
    panel.show_parts(looks)
    assert panel.tokens.heads.currentRow() == 2  # behind “all heads”
    panel.show_parts(None)
    panel.show_parts(replace(looks, block=1))
    assert panel.tokens.heads.currentRow() == 2
    panel.show_head(0)
    assert panel.tokens.heads.currentRow() == 1


def test_why_there_is_nothing_is_said_in_words(panel):
    panel.show_parts(PartsFailure(ticket=1, headline="No attention.", hint="Another model."))
    assert panel.problem.text() == "No attention. Another model."
    assert panel.problem.isVisible()
    assert panel.tokens.heads.isHidden()
    panel.show_parts(SHARES)
    assert not panel.problem.isVisible()


def test_what_is_chosen_is_wished(panel, qtbot):
    with qtbot.waitSignal(panel.part_chosen, check_params_cb=lambda part: part == "tokens"):
        panel.tabs.setCurrentWidget(panel.tokens)
    with qtbot.waitSignal(panel.count_chosen, check_params_cb=lambda count: count == 6):
        panel.concepts.count.setValue(6)
