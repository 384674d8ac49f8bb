"""The trust panel: verdicts in words, what has not come, what is explained, stop and go on."""

from __future__ import annotations

import math

import numpy as np
import pytest
from given_records import given_map
from PySide6.QtCore import Qt

from viewer.core.asks.trust import LibraryMap
from viewer.core.asks.trust_reading import TrustReading
from viewer.core.maps.geometry import Geometry
from viewer.measures.registry import find_measures
from viewer.ui.dialogs.library_check import LibraryCheck
from viewer.ui.dialogs.measure_page import MeasurePage
from viewer.ui.panels.trust import TrustPanel
from viewer.ui.panels.trust_painting import curve_point
from viewer.ui.panels.trust_rows import two_lines

KEYS = ("class_sensitivity", "deletion", "stability")
ROWS = [one.row for one in find_measures(KEYS)]
RANDOM = tuple(np.linspace(0.1, 0.4, 16).tolist())
CURVE = tuple((share / 20, 0.9 * (1 - share / 20) ** 3) for share in range(21))
READINGS = {
    "class_sensitivity": TrustReading(ticket=1, key="class_sensitivity", value=0.08),
    "deletion": TrustReading(
        ticket=1, key="deletion", value=0.35, rank=17, of=19, random=RANDOM, curve=CURVE
    ),
}


@pytest.fixture
def heat():
    square = Geometry(original=(2, 2), resized=(2, 2), offset=(0, 0), input=(2, 2))
    return given_map(np.ones((2, 2), np.float32), square)


@pytest.fixture
def panel(qtbot) -> TrustPanel:
    panel = TrustPanel(ROWS)
    qtbot.addWidget(panel)
    panel.resize(340, 640)
    return panel


def said(panel: TrustPanel) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [panel.list.item(row).data(role) for row in range(panel.list.count())]


def test_a_row_tells_number_and_verdict_and_waits_until_then(panel, heat):
    panel.show_card(heat, READINGS, running=True, left_s=7.4)
    passes, fails, waits = said(panel)
    assert passes.startswith("Class sensitivity, least likely class. 0.080. Passes: The map of")
    assert fails == "Deletion. 0.350. Fails: No better than maps that know nothing: rank 17 of 19."
    assert waits == "Stability"
    assert panel.state.text() == "2 of 3 measures, about 7 s left"
    assert panel.heading.text() == "Grad-CAM · dog"


def test_what_cannot_be_measured_says_why(panel, heat):
    slow = TrustReading(
        ticket=1, key="stability", value=math.nan, headline="It takes too long.", hint="Choose one."
    )
    panel.show_card(heat, {"stability": slow}, running=False)
    assert said(panel)[2] == "Stability. –. It takes too long."
    panel.list.setCurrentRow(2)
    assert "Choose one." in panel.told.text()


def test_the_chosen_row_is_explained_below(panel, heat):
    panel.show_card(heat, READINGS, running=False)
    assert panel.page.isHidden()
    panel.list.setCurrentRow(1)
    assert not panel.plot.isHidden()
    assert ROWS[1].help in panel.told.text()
    panel.list.setCurrentRow(0)
    assert panel.plot.isHidden()


def test_the_band_of_random_maps_is_painted_beside_the_maps_own_place(panel, heat):
    panel.show_card(heat, READINGS, running=False)
    panel.list.setCurrentRow(1)
    panel.show()
    image = panel.plot.grab().toImage()
    colours = {image.pixelColor(x, image.height() - 34).name() for x in range(image.width())}
    assert "#b3261e" in colours  # it fails
    assert panel.palette().midlight().color().name() in colours


def test_a_long_verdict_ends_in_an_ellipsis_after_two_lines(panel):
    font = panel.font()
    assert two_lines("", font, 100) == []
    assert two_lines("Short.", font, 200) == ["Short."]
    long = "When the model forgets its weights, part of the map stays where it is."
    first, second = two_lines(long, font, 150)
    assert long.startswith(first)
    assert second.endswith("…")
    assert len(two_lines("当模型忘记权重时，图的一部分保持不变。" * 4, font, 150)) == 2


def test_stop_while_it_runs_and_measure_after_a_stop(panel, heat, qtbot):
    panel.show_card(None, {}, running=False)
    assert panel.button.isHidden()
    panel.show_card(heat, READINGS, running=True)
    with qtbot.waitSignal(panel.stop_clicked):
        panel.button.click()
    panel.show_card(heat, READINGS, running=False)
    with qtbot.waitSignal(panel.measure_clicked):
        panel.button.click()
    full = {**READINGS, "stability": TrustReading(ticket=1, key="stability", value=0.9)}
    panel.show_card(heat, full, running=False)
    assert panel.button.isHidden()


def test_every_measure_has_a_page(panel, heat, qtbot):
    panel.list.setCurrentRow(1)
    with qtbot.waitSignal(panel.page_wished) as heard:
        panel.page.click()
    assert heard.args == ["deletion"]
    page = MeasurePage(ROWS[1])
    qtbot.addWidget(page)
    text = page.page.toPlainText()
    assert ROWS[1].help.split(". ")[1][:20] in text
    assert "Petsiuk" in text
    assert "Lower is better. It lies between 0 and 1." in text


def test_the_table_of_agreement_follows_the_chosen_kind(panel):
    tables = {
        "spearman": np.array([[1, 0.25, 0], [0.25, 1, -0.5], [0, -0.5, 1]]),
        "pearson": np.array([[1, 0.75, 0], [0.75, 1, 0], [0, 0, 1]]),
    }
    agreement = panel.agreement
    agreement.set_tables(("Grad-CAM", "LayerCAM", "EigenCAM"), tables)
    assert agreement.table.accessibleName() == "1, 2: 0.25; 1, 3: 0.00; 2, 3: -0.50"
    agreement.box.setCurrentIndex(1)
    assert agreement.table.accessibleName().startswith("1, 2: 0.75")
    panel.show()
    assert not agreement.table.grab().isNull()
    agreement.set_tables(("Grad-CAM",), {})
    assert agreement.isHidden()


@pytest.mark.parametrize(
    ("largest", "kept", "word"),
    [(0.0, 0.0, "the same map"), (0.4, 0.0, "overwrites"), (0.4, 0.4, "differs by up to 0.4,")],
)
def test_a_check_says_what_sets_both_maps_apart(qtbot, largest, kept, word):
    ours = np.linspace(0, 1, 6, dtype=np.float32).reshape(2, 3)
    told = LibraryMap(
        ticket=1, method="GradCAM", ours=ours, theirs=ours - largest, largest=largest, kept=kept
    )
    dialog = LibraryCheck(told)
    qtbot.addWidget(dialog)
    assert word in dialog.words.text()
    dialog.show()
    assert not dialog.grab().isNull()


def test_a_check_that_failed_says_why(qtbot):
    dialog = LibraryCheck(LibraryMap(ticket=1, headline="Stopped."))
    qtbot.addWidget(dialog)
    assert dialog.words.text() == "Stopped."


def test_the_handle_follows_mouse_and_keys_along_the_curve(panel, heat, qtbot):
    panel.show()
    qtbot.waitExposed(panel)
    panel.show_card(heat, READINGS, running=False)
    panel.list.setCurrentRow(KEYS.index("deletion"))
    plot, told = panel.plot, list[int]()
    plot.share_chosen.connect(told.append)
    assert plot.has_handle
    place = curve_point(plot._curve_rect(), CURVE, 5).toPoint()
    qtbot.mousePress(plot, Qt.MouseButton.LeftButton, pos=place)
    assert (plot.handle, told) == (5, [5])
    qtbot.mouseMove(plot, curve_point(plot._curve_rect(), CURVE, 12).toPoint())
    plot.move_handle(12)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert told == [5, 12, 13, 12, 0]
    plot.move_handle(99)
    assert plot.handle == 20
    panel.show_card(heat, {**READINGS}, running=True)  # more readings come: it stays
    assert plot.handle == 20
    panel.list.setCurrentRow(KEYS.index("class_sensitivity"))
    assert not plot.has_handle
    assert (plot.handle, told[-1]) == (0, 0)


def test_other_measures_take_the_place_of_those_that_were_there(qtbot, heat):
    panel = TrustPanel(ROWS)
    qtbot.addWidget(panel)
    panel.show_card(heat, READINGS, running=False)
    panel.list.setCurrentRow(1)
    panel.set_rows(ROWS)
    assert panel.list.currentRow() == 1  # the same ones: nothing moves
    more = [one.row for one in find_measures((*KEYS, "pointing"))]
    panel.set_rows(more)
    panel.show_card(heat, READINGS, running=False)
    assert panel.list.count() == 4
    panel.list.setCurrentRow(3)
    assert panel.chosen.row.key == "pointing"
    panel.set_rows(ROWS[:1])
    panel.show_card(heat, READINGS, running=False)
    assert panel.list.count() == 1
