"""The strip that asks for names: Return goes on, Escape gives up, one answer in the end."""

from __future__ import annotations

import pytest
from given_keys import type_text
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from viewer.ui.window.naming_strip import NamingStrip

Key = Qt.Key


@pytest.fixture
def strip(qtbot):
    room = QWidget()
    qtbot.addWidget(room)
    strip = NamingStrip(room)
    column = QVBoxLayout(room)
    column.addWidget(strip)
    column.addStretch(1)
    room.resize(1000, 300)
    strip.room, strip.told = room, []
    strip.named.connect(strip.told.append)
    strip.declined.connect(lambda: strip.told.append("declined"))
    with qtbot.waitExposed(room):
        room.show()
    qtbot.waitUntil(room.isActiveWindow)
    return strip


def typed(*texts, end=Key.Key_Return):
    for text in texts:
        type_text(text, end)


def test_return_goes_on_and_names_all_behind_the_last(strip):
    strip.ask(2)
    assert strip.isVisible()
    typed("cat")
    assert strip.told == []
    assert strip.fields[1].hasFocus()
    typed("dog")
    assert strip.told == [("cat", "dog")]
    assert strip.isHidden()


def test_a_guess_is_taken_by_return_and_replaced_by_typing(strip):
    strip.ask(2, ("cat", "dog"))
    typed("", "wolf")
    assert strip.told == [("cat", "wolf")]
    strip.ask(2, ("cat", "dog"))
    typed("", "")
    assert strip.told[1:] == [("cat", "dog")]


def test_nothing_typed_at_all_is_no_answer(strip):
    strip.ask(2)
    typed("", "")
    assert strip.told == ["declined"]
    strip.ask(2)
    typed("ca", end=Key.Key_Escape)
    assert strip.told == ["declined", "declined"]
    assert strip.isHidden()


def test_the_fields_go_below_the_words_where_there_is_no_room(strip, qtbot):
    strip.ask(2)
    qtbot.waitUntil(lambda: abs(centre(strip.fields[0]) - centre(strip.words)) < 6)
    strip.window().resize(560, 300)
    qtbot.waitUntil(lambda: top(strip.fields[0]) >= bottom(strip.words))
    strip.window().resize(1000, 300)
    assert strip.minimumSizeHint().width() < 480  # it leaves the browser its width
    strip.ask(7)
    qtbot.waitUntil(lambda: top(strip.fields[5]) > bottom(strip.fields[0]))
    assert all(field.width() > 60 for field in strip.fields)


def centre(widget):
    return (top(widget) + bottom(widget)) / 2


def top(widget):
    return widget.mapTo(widget.window(), widget.rect().topLeft()).y()


def bottom(widget):
    return widget.mapTo(widget.window(), widget.rect().bottomLeft()).y()
