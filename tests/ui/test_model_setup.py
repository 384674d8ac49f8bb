"""The dialog on a model's setup: names, input and answer, told by the user."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from given_records import given_model
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

from viewer.core.asks.references import ModelRef
from viewer.core.maps.geometry import InputRule, plan_geometry
from viewer.core.models.model_input import model_pixels
from viewer.core.models.model_setup import Answer, FurtherInput, ModelSetup
from viewer.ui.dialogs.class_names import ClassNamesEditor
from viewer.ui.dialogs.input_editor import InputEditor
from viewer.ui.dialogs.model_setup import ModelSetupDialog

RULE = InputRule(size=(224, 224), shorter_side=256)
MODEL = given_model(
    ref=ModelRef.parse("torch_alex.pth"),
    title="AlexNet (2 classes)",
    default_layer="features.12",
    class_names=("class 0", "class 1"),
    rule=RULE,
    weights_sha256="0" * 64,
    named=False,
    answer=Answer(classes=2, parts=("logits", "aux"), part="logits"),
)


@pytest.fixture
def picture() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)


@pytest.fixture
def dialog(qtbot, picture) -> ModelSetupDialog:
    dialog = ModelSetupDialog(MODEL, picture)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_nothing_said_is_nothing_remembered(dialog):
    assert dialog.setup() == ModelSetup()


def test_the_kind_of_answer_that_was_named_stays(qtbot, picture):
    setup = ModelSetup(task="classes")
    dialog = ModelSetupDialog(replace(MODEL, setup=setup), picture)
    qtbot.addWidget(dialog)
    assert dialog.setup() == setup


def test_two_names_take_two_words_and_three_returns(qtbot, dialog):
    """Typed as a user does, who looks at nothing: no name is lost, and no Return closes early."""
    for word in ("cat", "dog"):
        qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClicks(field, word)
        QTest.keyClick(field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda field=field: QApplication.focusWidget() is not field)
        assert dialog.isVisible()
    accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(accept.hasFocus)
    QTest.keyClick(accept, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert dialog.setup().class_names == ("cat", "dog")


def test_a_class_without_a_name_shows_its_number(dialog):
    rows = dialog.names.rows
    assert rows.index(1, 0).data() == "class 1"
    assert not rows.index(1, 0).data(Qt.ItemDataRole.EditRole)


def test_names_are_typed(dialog):
    dialog.names.set_names((" cat ", "狗"))
    assert dialog.setup() == ModelSetup(class_names=("cat", "狗"))


def test_names_are_read_and_pasted_and_their_number_is_checked(qtbot, tmp_path):
    editor = ClassNamesEditor(2, ())
    qtbot.addWidget(editor)
    (tmp_path / "names.txt").write_text("cat\ndog\nbird\n")
    editor.read(tmp_path / "names.txt")
    assert "3 names" in editor.message.text()
    assert "2 classes" in editor.message.text()
    assert editor.names() == ()
    QGuiApplication.clipboard().setText("0 = cat, 1 = dog")
    editor.paste()
    assert editor.names() == ("cat", "dog")
    editor.read(tmp_path / "gone.txt")
    assert "cannot be read" in editor.message.text()
    assert editor.names() == ("cat", "dog"), "what was there stays"
    editor.rows.setData(editor.rows.index(1, 0), "")
    assert editor.names() == ("cat", "class 1")


def test_the_answer_is_changed(dialog):
    dialog.answer.setCurrentIndex(dialog.answer.findData("multi_label"))
    dialog.part.setCurrentIndex(dialog.part.findData("aux"))
    assert dialog.setup() == ModelSetup(answer="multi_label", part="aux")


def test_what_was_said_before_stays_and_can_be_taken_back(qtbot, picture):
    said = ModelSetup(class_names=("cat", "dog"), answer="logits")
    model = replace(MODEL, setup=said, named=True, class_names=("cat", "dog"))
    model = replace(model, class_titles=("cat", "dog"))
    dialog = ModelSetupDialog(model, picture)
    qtbot.addWidget(dialog)
    assert dialog.setup() == said
    dialog.input.width_box.setValue(64)
    assert dialog.setup() == replace(said, rule=replace(RULE, size=(64, 224)))
    dialog._forget()
    assert dialog.setup() == ModelSetup()


def test_the_input_shows_what_the_model_sees(qtbot, picture):
    editor = InputEditor(RULE, picture)
    qtbot.addWidget(editor)
    editor.show()
    assert editor.rule() == RULE
    assert not editor.view.picture.pixmap().isNull()
    assert "224 × 224" in editor.view.words.text()
    editor.colours.setCurrentIndex(editor.colours.findData("single"))
    editor.width_box.setValue(28)
    editor.height_box.setValue(28)
    editor.shorter.setValue(28)
    qtbot.waitUntil(lambda: "28 × 28" in editor.view.words.text(), timeout=5000)
    rule = editor.rule()
    assert rule is not None
    assert rule.colours == "single"
    assert len(rule.mean) == len(rule.std) == 1
    shown = editor.view.picture.pixmap().toImage()
    drawn = model_pixels(picture, plan_geometry((400, 300), rule, "default"), rule)
    middle = shown.pixelColor(shown.width() // 2 - 1, shown.height() // 2 - 1)
    assert abs(middle.red() - int(drawn[13, 13, 0])) <= 1
    assert middle.red() == middle.green() == middle.blue()


@pytest.mark.parametrize("text", ["", "0.5", "0.5, 0.5, x", "0.5 0.5 0.5 0.5"])
def test_wrong_numbers_are_told_and_not_accepted(dialog, text):
    from PySide6.QtWidgets import QDialogButtonBox

    dialog.input.mean.setText(text)
    buttons = dialog.findChild(QDialogButtonBox)
    assert dialog.input.rule() is None
    assert not buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.input.mean.setText("0.5，0.5，0.5")
    assert buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_a_preset_sets_numbers_and_colours_and_leaves_the_size(dialog):
    editor = dialog.input
    editor.width_box.setValue(300)
    row = next(i for i in range(editor.preset.count()) if "Caffe" in editor.preset.itemText(i))
    editor.preset.setCurrentIndex(row)
    editor.preset.activated.emit(row)
    rule = editor.rule()
    assert (rule.size, rule.colours, rule.white) == ((300, 224), "bgr", 255)
    assert rule.mean == (103.939, 116.779, 123.68)


def test_further_inputs_are_given_numbers(qtbot, picture):
    age = FurtherInput(name="age", values=(0.0,))
    dialog = ModelSetupDialog(replace(MODEL, inputs=(age,)), picture)
    qtbot.addWidget(dialog)
    dialog.show()
    accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert dialog.setup() == ModelSetup()
    dialog.further.lines["age"].setText("0.5, x")
    assert not accept.isEnabled()
    dialog.further.lines["age"].setText("0.5, 2")
    assert accept.isEnabled()
    assert dialog.setup() == ModelSetup(inputs=(FurtherInput(name="age", values=(0.5, 2.0)),))


def test_most_models_want_nothing_more(dialog):
    assert [dialog.tabs.tabText(index) for index in range(dialog.tabs.count())] == [
        "Classes",
        "Input",
        "Answer",
    ]


def test_another_set_of_weights_is_chosen(qtbot, picture):
    model = replace(MODEL, weight_sets=("model_ema", "model"))
    dialog = ModelSetupDialog(model, picture)
    qtbot.addWidget(dialog)
    assert dialog.weights.isEnabled()
    assert dialog.setup() == ModelSetup()
    dialog.weights.setCurrentIndex(dialog.weights.findData("model"))
    assert dialog.setup() == ModelSetup(weights="model")
    said = replace(model, setup=ModelSetup(weights="raw"), weight_sets=("model", "model_ema"))
    before = ModelSetupDialog(said, picture)
    qtbot.addWidget(before)
    assert before.weights.currentData() == "model"


def test_one_set_of_weights_is_no_choice(dialog):
    assert not dialog.weights.isEnabled()
