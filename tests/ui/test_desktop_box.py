"""The two buttons change the user's own desktop, say so, and tell of a refusal."""

from __future__ import annotations

import sys

import pytest

from viewer.core.errors import UserError
from viewer.desktop.install import installed
from viewer.ui.dialogs import desktop
from viewer.ui.dialogs.desktop import DesktopBox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="menus of Linux desktops")


@pytest.fixture
def box(qtbot, own_folders, monkeypatch):
    monkeypatch.setattr("viewer.desktop.install.shutil.which", lambda _tool: None)
    box = DesktopBox()
    qtbot.addWidget(box)
    box.show()
    return box


def test_the_menu_button_puts_the_entry_in_and_takes_it_out(box):
    assert not installed()
    box.menu.click()
    assert installed()
    assert box.menu.text() == "Take out of the menu"
    box.menu.click()
    assert not installed()
    assert box.menu.text() == "Put into the menu"


def test_the_default_button_says_what_has_changed_or_why_not(box, monkeypatch):
    box.default.setEnabled(True)
    monkeypatch.setattr(desktop, "make_default", lambda: None)
    box.default.click()
    assert "double-click" in box.words.text()

    def refuse():
        raise UserError("The desktop did not take it.", hint="Choose it there.")

    monkeypatch.setattr(desktop, "make_default", refuse)
    box.default.click()
    assert box.words.text() == "The desktop did not take it. Choose it there."


def test_a_folder_that_cannot_be_written_is_told(box, monkeypatch):
    def refuse(*_):
        raise PermissionError("read only")

    monkeypatch.setattr(desktop, "install", refuse)
    box.menu.click()
    assert "read only" in box.words.text()
