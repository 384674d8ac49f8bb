from pathlib import Path

import numpy as np
import pytest
from given_records import given_prediction
from PySide6.QtCore import QPoint, Qt

from viewer.core.asks.references import ImageRef
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.ui.looks.theme import apply_theme
from viewer.ui.panels.predictions import Predictions


def score(name: str, index: int, probability: float) -> ClassScore:
    return ClassScore(name=name, index=index, logit=1.5, probability=probability)


PREDICTION = given_prediction(
    Geometry(original=(3, 2), resized=(3, 2), offset=(0, 0), input=(3, 2)),
    image=ImageRef(path=Path("/pictures/cat.jpg")),
    answer=np.zeros(3, np.float32),
    probabilities=np.zeros(3, np.float32),
    top=(score("tabby", 281, 0.5), score("lynx", 287, 0.25)),
    groups=(score("dog", -1, 0.02), score("cat", -1, 0.75), score("boat", -1, 0.001)),
)


@pytest.fixture
def panel(qtbot):
    widget = Predictions()
    qtbot.addWidget(widget)
    widget.resize(236, 300)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.set_prediction(PREDICTION)
    return widget


def marked(panel) -> list[str]:
    items = [panel.list.item(row) for row in range(panel.list.count())]
    return [item.text() for item in items if item.data(int(Qt.ItemDataRole.UserRole) + 1)]


def test_classes_come_first_then_the_likely_groups(panel):
    texts = [panel.list.item(row).text() for row in range(panel.list.count())]
    assert texts == ["tabby", "lynx", "cat", "dog"]
    assert "[281]" in panel.list.item(0).toolTip()
    assert "50.00%" in panel.list.item(0).toolTip()


@pytest.mark.parametrize(
    ("target", "names"),
    [
        (Target(), ["tabby"]),
        (Target(kind="class", index=287), ["lynx"]),
        (Target(kind="name", name="cat"), ["cat"]),
        (Target(kind="class", index=5), []),
    ],
)
def test_the_target_is_marked(panel, target, names):
    panel.set_target(target)
    assert marked(panel) == names
    panel.set_prediction(PREDICTION)
    assert marked(panel) == names


@pytest.mark.parametrize(
    ("row", "target"),
    [(1, Target(kind="class", index=287)), (2, Target(kind="name", name="cat"))],
)
def test_a_click_makes_the_target(panel, qtbot, row, target):
    told: list[Target] = []
    panel.target_chosen.connect(told.append)
    spot = panel.list.visualItemRect(panel.list.item(row)).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told == [target]


def test_the_keyboard_makes_the_target(panel, qtbot):
    told: list[Target] = []
    panel.target_chosen.connect(told.append)
    panel.list.setFocus()
    panel.list.setCurrentRow(0)
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert told == [Target(kind="class", index=287)]


def test_setters_emit_nothing(panel):
    told: list[Target] = []
    panel.target_chosen.connect(told.append)
    panel.set_target(Target(kind="class", index=287))
    panel.set_prediction(None)
    panel.set_prediction(PREDICTION)
    assert told == []
    panel.set_prediction(None)
    assert panel.list.count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_are_as_long_as_their_probability(panel, qapp, scheme):
    """The filled part stands out from its track, in both themes, for every row."""
    apply_theme(qapp, scheme)
    image = panel.list.viewport().grab().toImage()
    for row, probability in enumerate((0.5, 0.25, 0.75, 0.02)):
        rect = panel.list.visualItemRect(panel.list.item(row))
        inner = rect.adjusted(8, 3, -8, -4)
        y = inner.bottom() - 2
        track = image.pixelColor(QPoint(inner.right() - 1, y))
        filled = [image.pixelColor(x, y) != track for x in range(inner.left(), inner.right())]
        assert sum(filled) == pytest.approx(probability * inner.width(), abs=2)
        assert abs(image.pixelColor(inner.left(), y).lightness() - track.lightness()) > 25
    apply_theme(qapp, "light")


def editor_of(panel):
    from PySide6.QtWidgets import QLineEdit

    return panel.list.findChild(QLineEdit)


def test_a_class_is_renamed_in_place_and_a_group_is_not(panel, qtbot):
    panel.list.setFocus()
    panel.list.setCurrentRow(1)
    qtbot.keyClick(panel.list, Qt.Key.Key_F2)
    editor = editor_of(panel)
    assert editor.text() == "lynx"
    editor.setText(" 猞猁 ")
    with qtbot.waitSignal(panel.class_renamed) as renamed:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert renamed.args == [287, "猞猁"]
    assert panel.list.item(1).text() == "lynx", "until the model has taken the name"
    panel.list.setCurrentRow(2)
    panel.rename_current()
    assert panel.list.state() != panel.list.State.EditingState


def test_an_empty_name_and_marking_rename_nothing(panel, qtbot):
    panel.class_renamed.connect(lambda *_: pytest.fail("nothing was renamed"))
    panel.set_target(Target(kind="class", index=287))
    panel.list.setCurrentRow(0)
    panel.rename_current()
    editor_of(panel).setText("")
    qtbot.keyClick(editor_of(panel), Qt.Key.Key_Return)
    assert panel.list.item(0).text() == "tabby"
