"""Texts in widgets as they are: labels, tips, menus, titles and questions that never read HTML.

Qt guesses whether a text is HTML, and fetches the pictures that HTML names. Nothing here lets it
guess; tests hold every label, tip, title and box of the window to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction, QIcon, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QLabel, QMenu, QMessageBox, QToolTip, QWidget

from viewer.core.foreign_text import shown

LONGEST_ROW = 80  # characters of a name in a drop-down list or a file dialog
LONGEST_MENU_ROW = 120  # and of a path in a menu
LONGEST_TIP_LINE = 120  # Qt breaks no line of a plain tip
MOST_TIP_LINES = 30
LONGEST_WORD = 60  # in a label that breaks its lines; a longer one would widen the window
_BREAK = "\u200b"  # no width; foreign texts hold none


class PlainLabel(QLabel):
    """A label that shows its text as it is, and breaks also a word without end."""

    def __init__(self, text: str = "", parent: QWidget | None = None, **options: Any) -> None:
        super().__init__(parent, **options)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(breakable(text) if self.wordWrap() else text)

    def text(self) -> str:
        """Return what is shown."""
        return super().text().replace(_BREAK, "")


class ElidedLabel(PlainLabel):
    """A label of one line that gives way: what has no room is left out in the middle."""

    def minimumSizeHint(self) -> QSize:
        """Ask for a few letters only."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 8 * self.fontMetrics().averageCharWidth()), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as any label, but end within the room there is."""
        room = self.contentsRect()
        elide = Qt.TextElideMode.ElideMiddle
        text = self.fontMetrics().elidedText(self.text(), elide, room.width())
        painter, flags = QPainter(self), self.alignment().value | Qt.TextFlag.TextSingleLine.value
        role, palette = self.foregroundRole(), self.palette()
        self.style().drawItemText(painter, room, flags, palette, self.isEnabled(), text, role)


def breakable(text: str, longest: int = LONGEST_WORD) -> str:
    """Return a text whose words may be broken after so many letters, where they have no joint."""
    return re.sub(rf"[^\s/\\-]{{{longest}}}(?=[^\s/\\-])", rf"\g<0>{_BREAK}", text)


def tip(text: str) -> str:
    """Return a text for a tool tip that Qt shows as it is."""
    if len(text) <= LONGEST_TIP_LINE and text.isprintable() and not {"<", "&"} & set(text):
        return text
    lines = [part for line in text.split("\n") for part in _parts(line)]
    text = "\n".join(lines[:MOST_TIP_LINES])
    if ("<" in text or "&" in text) and Qt.mightBeRichText(text):
        return f'<p style="white-space:pre">{as_html(text)}</p>'
    return text


def as_html(text: str) -> str:
    """Return a text for what reads HTML and cannot be told not to."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def show_tip(place: QPoint, text: str, widget: QWidget) -> None:
    """Show a tip at a global point."""
    QToolTip.showText(place, tip(text), widget)


def row_text(text: str) -> str:
    """Return a name for a row of a drop-down list, short enough for it."""
    return shown(text, LONGEST_ROW)


def menu_text(text: str) -> str:
    """Return a name for a row of a menu, in which no letter is underlined."""
    return shown(text, LONGEST_MENU_ROW).replace("&", "&&")


def menu_row(menu: QMenu, text: str, drawn: QIcon | None = None) -> QAction:
    """Add a row for a name to a menu, with a tip of our own: Qt would make one of the name."""
    row = menu.addAction(drawn or QIcon(), menu_text(text))
    row.setToolTip(tip(text))
    return row


def title_text(text: str) -> str:
    """Return a text for a window's title, in which ``[*]`` would stand for a change."""
    return text.replace("[*]", "[*][*]")


def question_box(parent: QWidget, title: str, text: str, hint: str = "") -> QMessageBox:
    """Return a box with a question; the buttons are the caller's."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(title_text(title))
    box.setText(text)
    box.setInformativeText(hint)
    return box


def _parts(line: str) -> Iterator[str]:
    """Break a line where it is too long: at a space where it can."""
    while len(line) > LONGEST_TIP_LINE:
        space = line.rfind(" ", 1, LONGEST_TIP_LINE + 1)
        end = space if space > 0 else LONGEST_TIP_LINE
        yield line[:end]
        line = line[end:].lstrip()
    yield line
