"""Four jobs from their beginning to their end, each in few actions of the hand.

Usage: pytest -s tests/e2e/test_few_actions.py prints how many each takes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from given_keys import focused, press, type_text
from given_window import LIMIT_MS
from PIL import Image
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from torch import nn, random, save

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.features.figures import FiguresFeature
from viewer.features.folders import FoldersFeature
from viewer.features.triage import TriageFeature
from viewer.household import Household
from viewer.starting import start
from viewer.ui.dialogs.pane_grid import PaneGridDialog

pytestmark = pytest.mark.slow
D = TypeVar("D", bound=QWidget)
ALONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST = {"name two classes": 5, "list the wrong": 8, "methods × layers": 6, "table": 7}


class Hand:
    """Clicks, keys and typed words, counted."""

    def __init__(self) -> None:
        self.actions = 0

    def does(self, *_done: object) -> None:
        """Count what the desktop does for the user: a drop, a choice in its own dialog."""
        self.actions += 1

    def clicks(
        self, widget: QWidget, at: QPoint | None = None, keys: Qt.KeyboardModifier = ALONE
    ) -> None:
        self.actions += 1
        middle = widget.rect().center()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, keys, at or middle)

    def types(self, text: str) -> None:
        self.actions += 1
        type_text(text)

    def presses(self, key: Qt.Key) -> None:
        self.actions += 1
        QTest.keyClick(focused(), key)

    def strikes(self, key: Qt.Key, keys: Qt.KeyboardModifier) -> None:
        """Press a shortcut, as the desktop hands it to the window."""
        self.actions += 1
        press(key, keys)

    def chooses(self, box: QComboBox, data: object) -> None:
        """Open a list by a click, and click on one of its rows."""
        self.clicks(box)
        view = box.view()
        row = box.model().index(box.findData(data), 0)
        at = view.visualRect(row).center()
        QTest.mouseMove(view.viewport(), at)  # else the click is taken for the first one's end
        self.clicks(view.viewport(), at)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A set of two pictures of each class, in the folders of their classes."""
    folder = tmp_path / "set"
    for name in ("cat/1.png", "cat/2.png", "dog/1.png", "dog/2.png"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((60, 90, 3), 90, np.uint8)).save(folder / name)
    return folder


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A whole model of two classes that takes every picture for the same one."""
    with random.fork_rng(devices=[]):
        first, second = (nn.Conv2d(3, 4, 3), nn.ReLU()), (nn.Conv2d(4, 4, 3, 2), nn.ReLU())
        third = (nn.Conv2d(4, 4, 3, 2), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        save(nn.Sequential(*first, *second, *third, nn.Linear(4, 2)), tmp_path / "own.pth")
    return tmp_path / "own.pth"


@pytest.fixture
def app(qtbot, tmp_path: Path, pictures: Path, model: Path) -> Iterator[Household]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.show()
    start(app, [pictures / "cat"], model=ModelRef(source="file", path=model))
    qtbot.waitUntil(app.window.naming.isVisible, timeout=LIMIT_MS)
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)
    yield app
    app.window.close()
    app.window.deleteLater()


@pytest.fixture
def where(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the desktop's dialog answers: the last of these."""
    asked: list[Path] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(asked[-1]), ""))
    return asked


def shown(kind: type[D]) -> D:
    """Return the dialog of a kind that is open."""
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, kind))


def activate(app: Household, qtbot: QtBot) -> None:
    """Wait for the maps; offscreen, no window is active when a popup has closed."""
    qtbot.waitUntil(app.window.commands.action("export_figure").isEnabled, timeout=LIMIT_MS)
    app.window.activateWindow()
    qtbot.waitUntil(app.window.isActiveWindow)


def test_four_jobs_take_few_actions(app, qtbot, pictures, tmp_path, where):
    taken = {
        "name two classes": name_classes(app, qtbot),
        "list the wrong": list_the_wrong(app, qtbot, pictures, where, tmp_path / "wrong.csv"),
        "methods × layers": show_nine(app, qtbot),
        "table": save_table(app, qtbot, where, tmp_path / "table.png"),
    }
    for job, actions in taken.items():
        print(f"{job:20} {actions} actions, at most {MOST[job]}")
    assert all(actions <= MOST[job] for job, actions in taken.items())


def name_classes(app, qtbot) -> int:
    """Name two classes, where the model that was opened has no names."""
    hand = Hand()
    hand.does("opened the model")
    hand.types("cat")
    hand.presses(Qt.Key.Key_Return)
    hand.types("dog")
    hand.presses(Qt.Key.Key_Return)
    names = ("cat", "dog")
    qtbot.waitUntil(lambda: app.session.model.class_names == names, timeout=LIMIT_MS)
    return hand.actions


def list_the_wrong(app, qtbot, pictures, where, written) -> int:
    """Judge a set of class folders, and write the wrong ones into a table."""
    hand, browser, triage = Hand(), app.window.browser, app[TriageFeature].triage
    hand.does(app[FoldersFeature].receive([pictures]))
    qtbot.waitUntil(browser.all.isVisible)
    hand.clicks(browser.all)
    qtbot.waitUntil(lambda: len(app.session.listing.pictures) == 4)
    hand.clicks(browser.triage.run)
    qtbot.waitUntil(lambda: triage.tally.judged == 4, timeout=LIMIT_MS)
    qtbot.waitUntil(browser.triage.sorting.isEnabled)
    hand.chooses(browser.triage.showing, "wrong")
    qtbot.waitUntil(lambda: browser.place() == (1, 2))
    listed = [browser.list.model().row(row).path for row in range(2)]
    assert len({path.parent.name for path in listed}) == 1
    where.append(written)
    hand.does("opened the menu Pictures")
    hand.does(app.window.commands.action("export_list").trigger())
    hand.does("said where")
    rows = written.read_text("utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == list(map(str, listed))
    return hand.actions


def show_nine(app, qtbot) -> int:
    """Fill nine panes with three methods at three layers, found by their name."""
    hand, panes = Hand(), app.window.pane_row.panes
    activate(app, qtbot)
    hand.strikes(Qt.Key.Key_P, CTRL | SHIFT)
    hand.types("layers ×")
    hand.presses(Qt.Key.Key_Return)
    dialog = shown(PaneGridDialog)
    third = dialog.methods.visualItemRect(dialog.methods.item(2))
    hand.clicks(dialog.methods.viewport(), QPoint(third.left() + 10, third.center().y()))
    hand.clicks(dialog.show_them)
    specs = {(spec.method, spec.layer) for spec in app.session.pane_list.specs}
    assert len(specs) == 9
    assert {len({spec[place] for spec in specs}) for place in (0, 1)} == {3}
    qtbot.waitUntil(lambda: all(pane.heat for pane in panes[1:]), timeout=LIMIT_MS)
    return hand.actions


def save_table(app, qtbot, where, written) -> int:
    """Select pictures of the open folder, and save them as a table of maps."""
    hand, rows = Hand(), app.window.browser.list
    for row, keys in ((0, ALONE), (1, SHIFT)):
        hand.clicks(rows.viewport(), rows.visualRect(rows.model().index(row, 0)).center(), keys)
    activate(app, qtbot)
    hand.strikes(Qt.Key.Key_E, CTRL)
    builder = app[FiguresFeature].builder
    assert builder.style_chosen.kind == "table"
    where.append(written)
    hand.clicks(builder.save)
    hand.does("said where")
    qtbot.waitUntil(written.is_file, timeout=LIMIT_MS)
    with Image.open(written) as drawn:
        assert min(drawn.size) > 300
    app[FiguresFeature].close_builder()
    return hand.actions
