"""Every file that would be replaced is asked about, once, by the dialog or by us."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from viewer.ui.dialogs.save_file import ask_where

OURS = '{\n  "format": 1,\n  "versions": {\n    "camscope": "1.0"\n  }\n}\n'


@pytest.fixture
def asked(qtbot, monkeypatch, tmp_path):
    """Answer the system's dialog with a name, and our question as is told; return what was said."""
    window = QWidget()
    qtbot.addWidget(window)

    def ask(typed: str, *, agree: bool = True, **given):
        said: list[str] = []

        def answer() -> None:
            box = QApplication.activeModalWidget()
            assert isinstance(box, QMessageBox)
            said.append(f"{box.text()} {box.informativeText()}")
            texts = {button.text().replace("&", ""): button for button in box.buttons()}
            texts["Replace" if agree else "Cancel"].click()

        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
        timer = QTimer(singleShot=True, interval=0)
        timer.timeout.connect(answer)
        timer.start()
        path = ask_where(window, "Save", tmp_path / "x.png", "PNG (*.png)", **given)
        timer.stop()
        return path, said

    return ask


def png(path: Path) -> Path:
    return path if path.suffix else path.with_suffix(".png")


def json_of(path: Path) -> list[Path]:
    return [path.with_suffix(".json")]


def test_the_system_asks_about_the_name_that_was_typed_and_we_do_not(asked, tmp_path):
    (tmp_path / "cat.png").write_bytes(b"mine")
    assert asked(str(tmp_path / "cat.png"), complete=png) == (tmp_path / "cat.png", [])
    assert asked("") == (None, [])


@pytest.mark.parametrize("agree", [True, False])
def test_a_name_that_got_its_ending_afterwards_is_asked_about(asked, tmp_path, agree):
    (tmp_path / "cat.png").write_bytes(b"mine")
    path, (said,) = asked(str(tmp_path / "cat"), agree=agree, complete=png)
    assert path == (tmp_path / "cat.png" if agree else None)
    assert said.startswith("Replace “cat.png”?")
    assert asked(str(tmp_path / "dog"), complete=png) == (tmp_path / "dog.png", [])


@pytest.mark.parametrize("agree", [True, False])
def test_what_is_written_beside_is_asked_about_unless_it_is_ours(asked, tmp_path, agree):
    labels = tmp_path / "cat.json"
    labels.write_text("{}")
    path, (said,) = asked(str(tmp_path / "cat.png"), agree=agree, beside=json_of)
    assert path == (tmp_path / "cat.png" if agree else None)
    assert said.startswith("Replace “cat.json”?")
    labels.write_text(OURS)
    assert asked(str(tmp_path / "cat.png"), beside=json_of) == (tmp_path / "cat.png", [])


def test_one_question_names_all(asked, tmp_path):
    for name in ("<b>猫.png", "<b>猫.json"):
        (tmp_path / name).write_text("{}")
    _, (said,) = asked(str(tmp_path / "<b>猫"), complete=png, beside=json_of)
    assert said.startswith("Replace “<b>猫.png”, “<b>猫.json”?")
