"""What stands in the class box is what is explained, however it got there."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from given_records import given_model, given_prediction
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.scores import ClassScore
from viewer.core.asks.target import ClassGroup, Target
from viewer.core.maps.geometry import Geometry
from viewer.core.models.model_setup import LIKENESS
from viewer.ui.bar.class_box import ClassBox
from viewer.ui.bar.class_rows import TARGET

NAMES = ("tench", "tabby", "tiger cat", "stable", "husky", "malamute")
MODEL = given_model(
    ref=ModelRef.default(),
    title="Small",
    tree="Small()",
    layers=(LayerInfo(name="a", type="Conv2d", shape=(8, 7, 7), grid=(7, 7), channels=8),),
    default_layer="a",
    class_names=NAMES,
    class_titles=tuple(f"{name}, in full" for name in NAMES),
    groups=(ClassGroup(name="dog", members=(4, 5)), ClassGroup(name="cat", members=(1, 2))),
    parameters=10,
)


def prediction_of(*indices):
    top = tuple(
        ClassScore(name=NAMES[index], index=index, logit=5.0 - rank, probability=0.5 / (rank + 1))
        for rank, index in enumerate(indices)
    )
    return given_prediction(
        Geometry(original=(9, 9), resized=(9, 9), offset=(0, 0), input=(9, 9)),
        answer=np.zeros(6, np.float32),
        probabilities=np.zeros(6, np.float32),
        top=top,
    )


@pytest.fixture
def page(qtbot):
    """A window with the box and another place for the focus, and the list of wishes."""
    window = QWidget()
    column = QVBoxLayout(window)
    window.box, window.other = ClassBox(window), QLineEdit(window)
    column.addWidget(window.box)
    column.addWidget(window.other)
    window.box.set_model_info(MODEL)
    window.wishes = []
    window.box.target_chosen.connect(window.wishes.append)
    window.box.target_chosen.connect(window.box.set_target)  # as the session answers
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    window.other.setFocus()
    return window


def test_pictures_compared_with_stand_in_the_box_by_their_names(page, qtbot):
    page.box.set_model_info(replace(MODEL, task=LIKENESS))
    page.box.set_target(Target.parse("like /home/me/pictures/b.jpg"))
    assert page.box.currentText() == "like b.jpg"
    qtbot.keyClick(page.box.lineEdit(), Qt.Key.Key_Return)
    assert page.wishes == []  # nothing was typed
    page.box.set_target(Target.parse("like /home/b.jpg against like /home/me/c.png"))
    assert page.box.currentText() == "like b.jpg against like c.png"
    page.box.set_model_info(MODEL)
    page.box.set_target(Target.parse("like /a class/of mine"))
    assert page.box.currentText() == "like /a class/of mine"


def type_in(qtbot, box, text):
    box.setFocus()
    box.lineEdit().selectAll()
    qtbot.keyClicks(box, text)


def rows_of(box):
    model = box.model()
    return [(model.index(r, 0).data(), model.index(r, 0).data(TARGET)) for r in range(box.count())]


def test_top_five_first_then_groups_then_every_class(page):
    page.box.set_prediction(prediction_of(4, 1))
    targets = [target for _, target in rows_of(page.box) if target is not None]
    assert targets[0] == Target()
    assert targets[1:3] == [Target(kind="class", index=4), Target(kind="class", index=1)]
    assert targets[3:5] == [Target(kind="name", name="dog"), Target(kind="name", name="cat")]
    assert targets[5:] == [Target(kind="class", index=index) for index in range(6)]
    assert "50.0%" in rows_of(page.box)[2][0]


def test_setters_never_wish(page):
    page.box.set_prediction(prediction_of(4, 1))
    page.box.set_target(Target(kind="class", index=1))
    page.box.set_target(Target(kind="name", name="dog"))
    page.box.set_target(Target(kind="difference", index=1, against=2))
    page.box.set_model_info(None)
    page.box.set_prediction(None)
    assert page.wishes == []


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (Target(), "Top prediction"),
        (Target(kind="class", index=1), "tabby"),
        (Target(kind="name", name="dog"), "dog"),
        (Target(kind="name", name="no such thing"), "no such thing"),
        (Target(kind="difference", index=1, against=77), "1-77"),
        (Target(kind="class", index=77), "77"),
    ],
)
def test_the_box_shows_what_is_explained_in_words_it_reads_itself(page, target, words):
    page.box.set_target(target)
    assert page.box.currentText() == words
    assert words == "Top prediction" or Target.parse(words) in (
        target,
        Target(kind="name", name=words),
    )


def test_one_class_against_another_is_shown_and_read_by_their_names(page, qtbot):
    pair = Target(kind="difference", index=1, against=3)
    page.box.set_target(pair)
    assert page.box.currentText() == "tabby − stable"
    page.box.set_target(Target())
    page.box.lineEdit().setText("stable − Tabby")  # QTest types Latin letters alone
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.wishes == [Target(kind="difference", index=3, against=1)]


def test_a_part_of_a_name_offers_every_class_with_it(page, qtbot):
    type_in(qtbot, page.box, "tab")
    completions = page.box.completer().completionModel()
    offered = [completions.index(row, 0).data() for row in range(completions.rowCount())]
    assert offered == ["tabby   [1]", "stable   [3]"]


def test_a_completion_chosen_from_the_list_is_one_wish(page, qtbot):
    type_in(qtbot, page.box, "tabb")
    popup = page.box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    page.other.setFocus()
    assert page.wishes == [Target(kind="class", index=1)]


def test_headings_cannot_be_chosen(page, qtbot):
    page.box.set_prediction(prediction_of(4))
    headings = [row for row, (_, target) in enumerate(rows_of(page.box)) if target is None]
    assert len(headings) == 3
    for row in headings:
        assert page.box.model().index(row, 0).flags() == Qt.ItemFlag.NoItemFlags
    page.box.setFocus()
    for _ in range(page.box.count()):
        qtbot.keyClick(page.box, Qt.Key.Key_Down)
    assert page.wishes
    assert None not in page.wishes


def test_the_words_of_a_heading_are_passed_on_as_a_name(page, qtbot):
    type_in(qtbot, page.box, "All classes")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.wishes == [Target(kind="name", name="All classes")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("3", Target(kind="class", index=3)),
        ("1-2", Target(kind="difference", index=1, against=2)),
        ("dog", Target(kind="name", name="dog")),
        ("wolf", Target(kind="name", name="wolf")),
        ("tabby", Target(kind="class", index=1)),
        ("TABBY", Target(kind="class", index=1)),
    ],
)
def test_typed_text_and_return_is_one_wish(page, qtbot, text, target):
    type_in(qtbot, page.box, text)
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    page.other.setFocus()
    assert page.wishes == [target]


def test_leaving_the_box_untouched_wishes_nothing(page):
    page.box.set_target(Target(kind="class", index=1))
    page.box.setFocus()
    page.other.setFocus()
    assert page.wishes == []


def test_an_emptied_box_shows_the_present_class_again(page, qtbot):
    page.box.set_target(Target(kind="class", index=1))
    type_in(qtbot, page.box, " ")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.wishes == []
    assert page.box.currentText() == "tabby"


def test_a_prediction_that_arrives_while_typing_takes_nothing_away(page, qtbot):
    type_in(qtbot, page.box, "mala")
    page.box.set_prediction(prediction_of(4, 1))
    assert page.box.currentText() == "mala"
    qtbot.keyClicks(page.box, "mute")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.wishes == [Target(kind="class", index=5)]


def test_escape_takes_typed_text_back(page, qtbot):
    page.box.set_target(Target(kind="class", index=1))
    type_in(qtbot, page.box, "zzz")
    qtbot.keyClick(page.box, Qt.Key.Key_Escape)
    assert page.box.currentText() == "tabby"
    page.other.setFocus()
    assert page.wishes == []


def test_a_hundred_thousand_classes_are_at_hand_at_once(page, qtbot):
    names = tuple(f"name {index}" for index in range(100_000))
    start = time.process_time()
    page.box.set_model_info(given_model(class_names=names))
    for index in (99_999, 3):
        page.box.set_target(Target(kind="class", index=index))
        assert page.box.currentText() == f"name {index}"
    type_in(qtbot, page.box, "9999")
    assert page.box.completer().completionModel().rowCount() == 19
    type_in(qtbot, page.box, "name 77777")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert time.process_time() - start < 1.5  # an item for each class took 30 s
    assert page.wishes == [Target(kind="class", index=77_777)]


@pytest.fixture
def digits(page):
    """Classes in the order of a data set's folders, so that no name past 1 is its number."""
    names = ("0", "1", "10", "11", *map(str, range(2, 10)))
    page.box.set_model_info(given_model(class_names=names, class_titles=names))
    return page


def offered(box):
    rows = box.completer().completionModel()
    return [rows.index(row, 0).data() for row in range(rows.rowCount())]


@pytest.mark.parametrize(("downs", "index"), [(1, 11), (2, 3)])
def test_a_number_that_is_also_a_name_is_asked_for(digits, qtbot, downs, index):
    type_in(qtbot, digits.box, "11")
    qtbot.keyClick(digits.box, Qt.Key.Key_Return)
    popup = digits.box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert offered(digits.box) == ["9   [11]", "11   [3]"]
    assert digits.wishes == []
    for _ in range(downs):
        qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    digits.other.setFocus()
    assert digits.wishes == [Target(kind="class", index=index)]


@pytest.mark.parametrize(
    ("text", "index"), [("index:11", 11), ("name:11", 3), ("1", 1), ("11   [3]", 3)]
)
def test_what_says_which_is_meant_is_not_asked_for(digits, qtbot, text, index):
    type_in(qtbot, digits.box, text)
    qtbot.keyClick(digits.box, Qt.Key.Key_Return)
    digits.other.setFocus()
    assert digits.wishes == [Target(kind="class", index=index)]


def test_a_question_that_is_left_alone_changes_nothing(digits, qtbot):
    digits.box.set_target(Target(kind="class", index=1))
    type_in(qtbot, digits.box, "11")
    digits.box.completer().popup().hide()
    digits.other.setFocus()
    assert digits.wishes == []
    assert digits.box.currentText() == "1"


def test_two_numbers_that_are_also_two_names_are_asked_for(digits, qtbot):
    type_in(qtbot, digits.box, "2-3")
    qtbot.keyClick(digits.box, Qt.Key.Key_Return)
    popup = digits.box.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    assert offered(digits.box) == ["index:2-3", "index:4-5"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    digits.other.setFocus()
    assert digits.wishes == [Target(kind="difference", index=4, against=5)]


def test_what_is_no_class_is_passed_on_to_be_refused(page, qtbot):
    type_in(qtbot, page.box, "index:cat")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.wishes == [Target(kind="name", name="index:cat")]


def test_what_is_typed_after_a_click_replaces_the_class_and_a_second_click_places_the_cursor(
    page, qtbot
):
    page.box.set_target(Target(kind="name", name="dog"))
    page.other.setFocus()
    line = page.box.lineEdit()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert line.selectedText() == "dog"
    qtbot.keyClicks(line, "tabby")
    assert line.text() == "tabby"
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton, pos=line.rect().center())
    assert not line.hasSelectedText()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert len(page.wishes) == 1
