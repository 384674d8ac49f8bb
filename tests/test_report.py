"""The report says what helps, names nobody, and goes nowhere by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer import __version__, paths
from viewer.core.tables.options import OPTIONS
from viewer.report import make_report, without_names
from viewer.ui.dialogs.report import ReportDialog


def test_versions_settings_and_the_end_of_the_log_are_in_it(qapp, own_folders):
    paths.log_file().parent.mkdir(parents=True)
    paths.log_file().write_text("".join(f"line {number}\n" for number in range(1000)))
    options = {option.key: option.default for option in OPTIONS} | {"opacity": 37}
    report = make_report(options, "EfficientNet-Lite0")
    for part in (f"CamScope {__version__}", "torch 2", "EfficientNet-Lite0", "opacity = 37"):
        assert part in report
    assert "line 999" in report
    assert "line 799\n" not in report
    assert "colour_map" not in report
    assert "offscreen" in report


def test_home_and_name_are_left_out(monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: "wanghong")
    text = without_names(f"{Path.home()}/pictures /media/wanghong/disk")
    assert text == "~/pictures /media/(user)/disk"


@pytest.fixture
def dialog(qtbot):
    dialog = ReportDialog("REPORT")
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_what_the_user_wrote_is_copied_and_saved(dialog, tmp_path, monkeypatch):
    dialog.text.appendPlainText("我的话")
    dialog.copy.click()
    assert "我的话" in QGuiApplication.clipboard().text()
    target = tmp_path / "report.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    dialog.save.click()
    assert "REPORT" in target.read_text(encoding="utf-8")
    assert str(target) in dialog.said.text()


def test_a_report_that_cannot_be_saved_is_told(dialog, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path), ""))
    dialog.save.click()
    assert "cannot be written. There is a folder of that name" in dialog.said.text()
