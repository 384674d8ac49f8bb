"""After every choice the focus comes home: to the list, where the arrows step through pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from viewer.ui.window.actions import Actions

STEPS = {Qt.Key.Key_Left: "previous_image", Qt.Key.Key_Right: "next_image"}
TAKEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)


class Homecoming(QObject):
    """The one rule on focus: what has been chosen or given up lets go of the keyboard.

    Return, Escape and a click in an opened list end a choice. A field in which nothing is typed has
    no use for Left, Right and Ctrl+Z: they do what they do at home.
    """

    def __init__(self, home: QWidget, actions: Actions) -> None:
        super().__init__(home)
        self._home, self._actions = home, actions
        self._soon = QTimer(self, singleShot=True, interval=0)  # after all who hear of the choice
        self._soon.timeout.connect(self.come)

    def follow(self, *rooms: QWidget) -> None:
        """Watch over the boxes and fields that stand in parts of the window."""
        for room in rooms:
            for box in room.findChildren(QComboBox):
                box.installEventFilter(self)
                if box.isEditable():
                    box.activated.connect(self._leave)
            for line in room.findChildren(QLineEdit):
                line.installEventFilter(self)
                line.returnPressed.connect(self._leave)

    def come(self) -> None:
        """Give the focus to the list, unless something is still open to be chosen from."""
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys before the field or box does."""
        if isinstance(event, QKeyEvent):
            return self._take_key(watched, event)
        closed = isinstance(event, QFocusEvent) and event.gotFocus() and _of_popup(event)
        if closed and _is_plain_box(watched):
            self._leave()
        return False

    def _take_key(self, watched: QObject, event: QKeyEvent) -> bool:
        """Return whether a key has been dealt with."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return _is_idle(watched) and _is_undo(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        key = Qt.Key(event.key())
        if key in TAKEN:
            self._leave()
        elif key in STEPS and not _modified(event) and _is_idle(watched):
            self.come()
            self._actions.action(STEPS[key]).trigger()
            return True
        return False

    def _leave(self) -> None:
        """Come home when this event is done; a slot of its own, as start() would take a number."""
        self._soon.start()


def _is_plain_box(widget: QObject) -> bool:
    return isinstance(widget, QComboBox) and not widget.isEditable()


def _is_idle(widget: QObject) -> bool:
    """Whether nothing is typed in a field; a box whose list is closed counts as one."""
    line = widget.lineEdit() if isinstance(widget, QComboBox) else widget
    return not (isinstance(line, QLineEdit) and line.isModified() and line.text())


def _of_popup(event: QFocusEvent) -> bool:
    return event.reason() == Qt.FocusReason.PopupFocusReason


def _modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


def _is_undo(event: QKeyEvent) -> bool:
    ways = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(way) for way in ways)
