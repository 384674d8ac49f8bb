"""Names as an attacker gives them, and what of a window does not show them letter by letter."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtGui import Qt as Gui
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QWidget

MARK = "hostile"  # in every name, so that it is found wherever it is shown
OURS = '<p style="white-space:pre">'  # what a tip begins with in which nothing is HTML
MOST_ROWS = 60


def hostile_names(picture: str = "/dev/zero") -> tuple[str, ...]:
    """Return names that would be a picture, bold, without end, several lines, reversed, …"""
    return (
        f'<img src="{picture}"> {MARK}',
        f"<b>{MARK}</b>&lt;i&gt;",
        f"{MARK}{'x' * 100_000}.jpg",
        f"{MARK}\nNote: a forged line\r\t",
        f"{MARK}\u202egpj.exe\u2066",
        f"&{MARK} && & $x$ $\\frac{{$",
        f"\x1b]0;{MARK}\x07\x1b[2J\x9b31m\0",
    )


def misread(top: QWidget) -> list[str]:
    """Return every text below a widget that Qt may take for HTML, or that is no plain line."""
    found = [
        f"label: {label.text()[:80]!r}" for label in top.findChildren(QLabel) if _guesses(label)
    ]
    for widget in (top, *top.findChildren(QWidget)):
        found += _tip(type(widget).__name__, widget.toolTip())
        if isinstance(widget, QComboBox | QAbstractItemView) and widget.model() is not None:
            found += _rows(type(widget).__name__, widget.model(), QModelIndex())
    for action in top.findChildren(QAction):
        found += _tip(f"action {action.text()[:40]!r}", action.toolTip())
        if MARK in action.text() and "&" in action.text().replace("&&", ""):
            found.append(f"action: {action.text()[:80]!r}")
    return found


def _guesses(label: QLabel) -> bool:
    """Tell whether a label is left to guess, with a text that is not ours."""
    return label.textFormat() != Qt.TextFormat.PlainText and MARK in label.text()


def _tip(place: str, text: str) -> list[str]:
    wrong = Gui.mightBeRichText(text) and not text.startswith(OURS)
    wrong = wrong or (text.startswith(OURS) and "<" in text.removeprefix(OURS).removesuffix("</p>"))
    wrong = wrong or any(len(line) > 1_000 for line in text.split("\n"))
    return [f"tip of {place}: {text[:80]!r}"] if wrong else []


def _rows(
    place: str, model: QAbstractItemModel, parent: QModelIndex | QPersistentModelIndex
) -> list[str]:
    found: list[str] = []
    for row in range(min(model.rowCount(parent), MOST_ROWS)):
        index = model.index(row, 0, parent)
        found += _tip(f"row of {place}", str(index.data(Qt.ItemDataRole.ToolTipRole) or ""))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if not text.isprintable() or len(text) > 300:
            found.append(f"row of {place}: {text[:80]!r}")
        if index.column() == 0:
            found += _rows(place, model, index)
    return found


@contextmanager
def never_opened(path: Path) -> Iterator[None]:
    """Fail where anything opens a file meanwhile; Linux alone tells."""
    if not sys.platform.startswith("linux"):
        yield
        return
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(path), 0x20) >= 0  # IN_OPEN
    try:
        yield
        try:
            event = os.read(watch, 4096)
        except BlockingIOError:
            return
        pytest.fail(f"{path} was opened: {struct.unpack_from('iIII', event)}", pytrace=False)
    finally:
        os.close(watch)
