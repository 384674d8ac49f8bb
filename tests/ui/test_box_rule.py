"""The form of a rule for boxes says what the rule says, and changes just what is changed."""

from __future__ import annotations

from dataclasses import replace

from given_records import given_model
from pytestqt.qtbot import QtBot

from viewer.core.models.box_rule import BoxRule
from viewer.core.models.model_setup import Answer, ModelSetup
from viewer.ui.dialogs.box_rule import BoxRuleEditor
from viewer.ui.dialogs.model_setup import ModelSetupDialog

PLAIN = BoxRule(layout="cells", form="tanh", unit="shares", objectness=0, box=1, classes=5,
                powers=(0.6, 0.4), threshold=0.35, overlap=0.45)  # fmt: skip
ANCHORED = replace(PLAIN, form="anchors", anchors=((1.0, 2.0),), strides=(8.0,), nothing=True,
                   made="softmax")  # fmt: skip


def test_what_is_not_changed_stays(qtbot: QtBot) -> None:
    for rule in (PLAIN, ANCHORED, BoxRule(layout="columns")):
        editor = BoxRuleEditor(rule)
        qtbot.addWidget(editor)
        assert editor.rule() == rule


def test_anchors_are_offered_where_there_are_some(qtbot: QtBot) -> None:
    plain, anchored = BoxRuleEditor(PLAIN), BoxRuleEditor(ANCHORED)
    qtbot.addWidget(plain)
    qtbot.addWidget(anchored)
    assert plain.form.findData("anchors") < 0
    assert anchored.form.findData("anchors") >= 0


def test_the_dialog_keeps_a_rule_and_says_a_changed_one(qtbot: QtBot) -> None:
    before = ModelSetup(task="boxes", boxes=PLAIN)
    model = given_model(
        answer=Answer(classes=2, boxes=PLAIN), task="boxes", local=True, setup=before
    )
    dialog = ModelSetupDialog(model, None)
    qtbot.addWidget(dialog)
    assert dialog.setup() == before
    assert dialog.boxes is not None
    dialog.boxes.threshold.setValue(0.6)
    dialog.boxes.objectness.setValue(-1)
    assert dialog.setup().boxes == replace(PLAIN, threshold=0.6, objectness=-1)


def test_a_classifier_has_no_such_page(qtbot: QtBot) -> None:
    dialog = ModelSetupDialog(given_model(), None)
    qtbot.addWidget(dialog)
    assert dialog.boxes is None
    assert dialog.setup() == ModelSetup()
