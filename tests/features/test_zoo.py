"""The zoo in the window: listed when opened, downloaded on a click, then opened; or from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from given_engine import FakeEngine
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application
from viewer.core.asks.references import ModelRef
from viewer.core.models.zoo_entries import Download, Downloaded, ListZoo, Zoo, ZooEntry
from viewer.features.zoo import ZooFeature

ENTRY = ZooEntry(
    family="timm",
    name="net.a1",
    parameters=1_000_000,
    cached=False,
    download=Download(
        spec="timm:net.a1",
        url="https://weights.example.org/net.pth",
        folder=Path("/cache"),
        file_name="net.pth",
        sha256="0" * 8,
    ),
)


@pytest.fixture
def app(qapp, tmp_path, monkeypatch):
    """The whole application, wired; downloads are only noted."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings, engine=cast(Any, FakeEngine()))
    orders: list[Download] = []
    monkeypatch.setattr(app[ZooFeature].downloader, "start", orders.append)
    wishes: list[ModelRef] = []
    app.session.model_wished.connect(wishes.append)
    yield app, orders, wishes
    app.window.close()
    app.window.deleteLater()


def opened(app):
    app.commands.run("open_zoo")
    app.engine.deliver(Zoo(entries=(ENTRY,)))
    return app[ZooFeature].dialog


def test_a_click_downloads_and_what_arrives_is_opened(app, qtbot):
    app, orders, wishes = app
    dialog = opened(app)
    assert app.engine.asked(ListZoo) == [ListZoo()]
    assert orders == wishes == []
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert orders == [ENTRY.download]
    app[ZooFeature].downloader.finished.emit(
        Downloaded(spec=ENTRY.spec, path=Path("/cache/net.pth"))
    )
    assert wishes == [ModelRef(source="timm", name="net.a1")]
    assert app[ZooFeature].dialog is None


def test_what_arrives_after_the_dialog_was_closed_is_not_opened(app, qtbot):
    app, _, wishes = app
    opened(app).close()
    app[ZooFeature].downloader.finished.emit(
        Downloaded(spec=ENTRY.spec, path=Path("/cache/net.pth"))
    )
    assert wishes == []


def test_a_file_can_be_given_instead(app, qtbot, monkeypatch, tmp_path):
    app, orders, wishes = app
    chosen = tmp_path / "mine.pth"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    qtbot.mouseClick(opened(app).file, Qt.MouseButton.LeftButton)
    assert orders == []
    assert wishes == [ModelRef(source="file", path=chosen, arch="timm:net.a1")]


def test_the_dialog_is_there_once_and_lists_again_when_opened_again(app):
    app, _, _ = app
    first = opened(app)
    app.commands.run("open_zoo")
    assert app[ZooFeature].dialog is first
    first.close()
    opened(app)
    assert len(app.engine.asked(ListZoo)) == 2
