"""The zoo in the window: listed when opened, downloaded on a click, then opened; or from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog

from viewer.app import build, make_application
from viewer.core.asks.records import ModelRef
from viewer.core.models.zoo import Download, Downloaded, Zoo, ZooEntry

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
def parts(qapp, tmp_path, monkeypatch):
    """The whole application, wired; downloads are only noted."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    parts = build(make_application(), settings=settings)
    orders: list[Download] = []
    monkeypatch.setattr(parts.downloader, "start", orders.append)
    wishes: list[ModelRef] = []
    lists: list[bool] = []
    parts.session.model_wished.connect(wishes.append)
    parts.zoo.list_wished.connect(lambda: lists.append(True))
    yield parts, orders, wishes, lists
    parts.window.close()
    parts.window.deleteLater()


def opened(parts):
    parts.commands.run("open_zoo")
    parts.engine.deliver(Zoo(entries=(ENTRY,)))
    return parts.zoo.dialog


def test_a_click_downloads_and_what_arrives_is_opened(parts, qtbot):
    parts, orders, wishes, lists = parts
    dialog = opened(parts)
    assert lists == [True]
    assert orders == wishes == []
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert orders == [ENTRY.download]
    parts.downloader.finished.emit(Downloaded(spec=ENTRY.spec, path=Path("/cache/net.pth")))
    assert wishes == [ModelRef(source="timm", name="net.a1")]
    assert parts.zoo.dialog is None


def test_what_arrives_after_the_dialog_was_closed_is_not_opened(parts, qtbot):
    parts, _, wishes, _ = parts
    opened(parts).close()
    parts.downloader.finished.emit(Downloaded(spec=ENTRY.spec, path=Path("/cache/net.pth")))
    assert wishes == []


def test_a_file_can_be_given_instead(parts, qtbot, monkeypatch, tmp_path):
    parts, orders, wishes, _ = parts
    chosen = tmp_path / "mine.pth"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(chosen), ""))
    qtbot.mouseClick(opened(parts).file, Qt.MouseButton.LeftButton)
    assert orders == []
    assert wishes == [ModelRef(source="file", path=chosen, arch="timm:net.a1")]


def test_the_dialog_is_there_once_and_lists_again_when_opened_again(parts):
    parts, _, _, lists = parts
    first = opened(parts)
    parts.commands.run("open_zoo")
    assert parts.zoo.dialog is first
    first.close()
    opened(parts)
    assert lists == [True, True]
