"""Two jobs from their beginning to their end, each in few actions of the hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from given_keys import focused, type_text
from given_window import LIMIT_MS
from PIL import Image
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget
from torch import nn, random, save

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.features.folders import FoldersFeature
from viewer.features.triage import TriageFeature
from viewer.household import Household
from viewer.starting import start

pytestmark = pytest.mark.slow


class Hand:
    """Clicks, keys and typed words, counted."""

    def __init__(self) -> None:
        self.actions = 0

    def does(self, *_done: object) -> None:
        """Count what the desktop does for the user: a drop, a choice in its own dialog."""
        self.actions += 1

    def clicks(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.actions += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or widget.rect().center())

    def types(self, text: str) -> None:
        self.actions += 1
        type_text(text)

    def presses(self, key: Qt.Key) -> None:
        self.actions += 1
        QTest.keyClick(focused(), key)

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
        layers = (nn.Conv2d(3, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        save(nn.Sequential(*layers, nn.Linear(4, 2)), tmp_path / "own.pth")
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


def test_two_jobs_take_few_actions(app, qtbot, pictures, tmp_path, monkeypatch):
    session, window = app.session, app.window

    hand = Hand()
    hand.does("opened the model")
    hand.types("cat")
    hand.presses(Qt.Key.Key_Return)
    hand.types("dog")
    hand.presses(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.model.class_names == ("cat", "dog"), timeout=LIMIT_MS)
    assert hand.actions <= 5

    hand, browser, triage = Hand(), window.browser, app[TriageFeature].triage
    hand.does(app[FoldersFeature].receive([pictures]))
    qtbot.waitUntil(browser.all.isVisible)
    hand.clicks(browser.all)
    qtbot.waitUntil(lambda: len(session.listing.pictures) == 4)
    hand.clicks(browser.triage.run)
    qtbot.waitUntil(lambda: triage.tally.judged == 4, timeout=LIMIT_MS)
    qtbot.waitUntil(browser.triage.sorting.isEnabled)
    hand.chooses(browser.triage.showing, "wrong")
    qtbot.waitUntil(lambda: browser.place() == (1, 2))
    listed = [browser.list.model().row(row).path for row in range(2)]
    assert len({path.parent.name for path in listed}) == 1
    written = tmp_path / "wrong.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(written), ""))
    monkeypatch.setattr("viewer.ui.dialogs.save_file.ask_where", lambda *_, **__: written)
    hand.does("opened the menu Pictures")
    hand.does(window.commands.action("export_list").trigger())
    hand.does("said where")
    rows = written.read_text("utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == list(map(str, listed))
    assert hand.actions <= 8
