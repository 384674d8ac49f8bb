"""The options dialog shows every row of the table, wishes for changes, and can be reset."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox

from viewer.core.tables.options import BY_OPTION, GROUPS, OPTIONS
from viewer.ui.dialogs.options import OptionsDialog
from viewer.ui.looks.design import ROW_PX
from viewer.ui.looks.theme import apply_theme


@pytest.fixture
def dialog(qtbot):
    dialog = OptionsDialog({option.key: option.default for option in OPTIONS})
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.fixture
def wishes(dialog):
    taken = []
    dialog.option_chosen.connect(lambda key, value: taken.append((key, value)))
    return taken


def value_of(field):
    if isinstance(field, QCheckBox):
        return field.isChecked()
    return field.value() if isinstance(field, QSpinBox) else field.currentData()


def test_every_shown_option_has_a_row_with_its_default_and_a_name(dialog):
    assert set(dialog.fields) == {option.key for option in OPTIONS if option.shown}
    for key, field in dialog.fields.items():
        assert value_of(field) == BY_OPTION[key].default
        assert field.accessibleName() or field.text()
    assert dialog.tabs.count() == len(GROUPS)


def test_every_word_of_a_choice_stands_for_one_value():
    for option in OPTIONS:
        assert len(option.words) in {0, len(option.choices)}, option.key
        assert len(set(option.words)) == len(option.words), option.key


def test_a_choice_and_a_number_are_wished_as_they_are_made(qtbot, dialog, wishes):
    theme = dialog.fields["theme"]
    dialog.tabs.setCurrentIndex(list(GROUPS).index("window"))
    theme.setFocus()
    qtbot.keyClick(theme, Qt.Key.Key_Down)
    dialog.fields["opacity"].setValue(35)
    assert wishes == [("theme", "light"), ("opacity", 35)]


def test_a_value_set_from_elsewhere_is_shown_and_not_wished(dialog, wishes):
    for key, value in (("opacity", 20), ("theme", "dark"), ("input_mode", "whole")):
        dialog.set_value(key, value)
        assert value_of(dialog.fields[key]) == value
    assert wishes == []


def test_defaults_are_restored_for_one_page_only(dialog, wishes):
    dialog.set_value("opacity", 20)
    dialog.set_value("theme", "dark")
    dialog.tabs.setCurrentIndex(list(GROUPS).index("view"))
    dialog.reset.click()
    assert value_of(dialog.fields["opacity"]) == 50
    assert value_of(dialog.fields["theme"]) == "dark"
    assert ("opacity", 50) in wishes
    assert all(BY_OPTION[key].group == "view" for key, _ in wishes)


def test_lists_can_be_told_apart_from_their_choices(dialog):
    for key, field in dialog.fields.items():
        if isinstance(field, QComboBox):
            assert [field.itemData(row) for row in range(field.count())] == list(
                BY_OPTION[key].choices
            )


def test_what_is_typed_is_found_in_labels_words_and_explanations(dialog):
    dialog.field.setText("contour")
    shown = {key for key, field in dialog.fields.items() if field.isVisibleTo(dialog)}
    assert shown == {"contour"}
    assert [dialog.tabs.isTabVisible(number) for number in range(len(GROUPS))].count(True) == 1
    dialog.field.setText("high contrast")  # one of the themes, on another page
    assert dialog.tabs.currentIndex() == list(GROUPS).index("window")
    assert dialog.fields["theme"].isVisibleTo(dialog)
    dialog.field.clear()
    assert all(dialog.tabs.isTabVisible(number) for number in range(len(GROUPS)))


def test_no_value_is_shown_raw():
    for option in OPTIONS:
        assert not option.choices or option.words or not option.shown, option.key


def test_a_full_page_scrolls_and_squeezes_no_field(dialog, qapp):
    apply_theme(qapp, "light")
    dialog.resize(560, 300)
    qapp.processEvents()
    fields = [field for field in dialog.fields.values() if not isinstance(field, QCheckBox)]
    shown = [field for field in fields if field.isVisible()]
    assert any(isinstance(field, QSpinBox) for field in shown)
    assert all(field.height() >= ROW_PX for field in shown)
