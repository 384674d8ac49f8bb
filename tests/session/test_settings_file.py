"""Settings survive other versions and damage: what was set is kept, or the user is told."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QLabel

import viewer.app
from viewer import paths
from viewer.app import build, make_application
from viewer.features.looks import LooksFeature
from viewer.session import settings_file
from viewer.session.settings_file import SCHEMA_KEY, STEPS, is_damaged, open_settings, rename
from viewer.session.store import Store

# As version 0.1.0 wrote it.
OF_0_1_0 = """[view]
opacity=70
colour_map=viridis
arrangement=automatic

[window]
theme=dark

[explanation]
input_mode=whole

[recent]
folders=/home/a/\\x732b \\x72d7, /home/b
image=/home/a/\\x732b \\x72d7/x.png

[window_layout]
geometry=@ByteArray(\\x1\\xd9\\xd0\\xcb)
"""


@pytest.fixture
def path(qapp, tmp_path):
    return tmp_path / "CamScope.ini"


def test_everything_of_the_first_version_comes_along(path):
    path.write_text(OF_0_1_0)
    settings, aside = open_settings(path)
    store = Store(settings)
    assert aside is None
    options = store.options()
    assert (options["opacity"], options["colour_map"], options["theme"]) == (70, "viridis", "dark")
    assert (options["arrangement"], options["input_mode"]) == ("automatic", "whole")
    assert [str(folder) for folder in store.recents()] == ["/home/a/猫 狗", "/home/b"]
    assert store.layouts()["geometry"] == QByteArray(b"\x01\xd9\xd0\xcb")
    assert int(settings.value(SCHEMA_KEY)) == len(STEPS)


def test_a_new_file_has_the_present_schema_and_steps_are_taken_once(path, monkeypatch):
    settings, _ = open_settings(path)
    settings.setValue("view/old", 7)
    settings.sync()
    monkeypatch.setattr(settings_file, "STEPS", (*STEPS, rename("view/old", "view/new")))
    again, _ = open_settings(path)
    assert (str(again.value("view/new")), again.contains("view/old")) == ("7", False)
    again.setValue("view/old", 8)
    again.sync()
    assert str(open_settings(path)[0].value("view/old")) == "8"


def test_settings_of_a_later_version_are_left_alone(path):
    path.write_text("[settings]\nschema=99\n[view]\nopacity=30\nlater=x\n")
    settings, aside = open_settings(path)
    assert aside is None
    assert Store(settings).options()["opacity"] == 30
    assert (settings.value(SCHEMA_KEY), settings.value("view/later")) == ("99", "x")


@pytest.mark.parametrize(
    "content", [b"\x00" * 300, b"[view]\nopacity=\xff\xfe\n", b"%PDF-1.4\nhello\n", b"\x89PNG\r\n"]
)
def test_a_damaged_file_is_set_aside_whole(path, content):
    path.write_bytes(content)
    settings, aside = open_settings(path)
    assert aside is not None
    assert aside.read_bytes() == content
    assert Store(settings).options()["opacity"] == 50
    settings.sync()
    assert not is_damaged(path)


@pytest.mark.parametrize("content", ["", "[view]\nopacity=70\n", "; a remark\n[recent]\nx=\n"])
def test_a_sound_file_is_not(path, content):
    path.write_text(content)
    assert not is_damaged(path)


def test_the_window_says_what_became_of_the_file(qapp, tmp_path, own_folders):
    settings = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app[LooksFeature].show_damaged_settings(tmp_path / "CamScope.ini.damaged-1")
    said = " ".join(label.text() for label in app.window.notices.findChildren(QLabel))
    assert "was damaged" in said
    assert "CamScope.ini.damaged-1" in said
    app.window.close()
    app.window.deleteLater()


def test_the_log_rotates(own_folders, monkeypatch):
    root = logging.getLogger()
    before = list(root.handlers)
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(viewer.app, "LOG_BYTES", 2000)
    viewer.app.start_log()
    (handler,) = root.handlers
    for number in range(100):
        handler.emit(logging.makeLogRecord({"msg": f"line {number} " + "x" * 50}))
    handler.close()
    logs = sorted(paths.log_file().parent.iterdir())
    assert [log.name for log in logs] == ["camscope.log", "camscope.log.1"]
    assert all(log.stat().st_size <= 2000 for log in logs)
    assert "line 99" in logs[0].read_text()
    root.handlers = before
