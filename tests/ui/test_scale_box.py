"""The scale panel shows the options, wishes one change at a time, and tells what is unusual."""

from __future__ import annotations

import pytest

from viewer.core.tables.options import BY_OPTION
from viewer.ui.bar.scale_box import KEYS, ScaleBox


@pytest.fixture
def box(qtbot):
    box = ScaleBox()
    qtbot.addWidget(box)
    box.wishes = []
    box.option_chosen.connect(lambda *args: box.wishes.append(args))
    return box


VALUES = {
    "extent": "symmetric",
    "scaling": "fixed",
    "fixed_low": -1.5,
    "fixed_high": 2.25,
    "clip_percent": 5,
    "threshold": 30,
    "proportional": True,
    "contour": 60,
    "cells": True,
}


def test_setters_are_seen_and_wish_nothing(box):
    for key, value in VALUES.items():
        box.set_option(key, value)
    assert box.wishes == []
    assert box.fields["extent"].currentData() == "symmetric"
    assert box.fields["fixed_high"].value() == 2.25
    assert box.fields["threshold"].value() == 30
    assert box.fields["cells"].isChecked()


def test_what_is_unusual_is_marked_on_the_button(box):
    plain = box.text()
    box.set_option("threshold", 20)
    assert box.text() != plain
    box.set_option("threshold", 0)
    assert box.text() == plain


def test_fixed_ends_wait_for_the_fixed_scale(box):
    assert not box.fields["fixed_low"].isEnabled()
    box.set_option("scaling", "fixed")
    assert box.fields["fixed_low"].isEnabled()


def test_reset_wishes_the_defaults_of_what_was_changed(box):
    for key, value in VALUES.items():
        box.set_option(key, value)
    box.reset.click()
    assert dict(box.wishes) == {key: BY_OPTION[key].default for key in KEYS}


def test_the_panel_opens_inside_the_screen_with_a_focus(box, qtbot):
    box.show()
    box.click()
    assert box.panel.isVisible()
    assert box.screen().availableGeometry().contains(box.panel.geometry())
    box.fields["clip_percent"].setValue(3)
    box.fields["cells"].click()
    assert box.wishes == [("clip_percent", 3), ("cells", True)]
    box.panel.hide()


def test_every_field_teaches_and_is_named(box):
    for key, field in box.fields.items():
        assert field.toolTip(), key
        assert field.accessibleName(), key
