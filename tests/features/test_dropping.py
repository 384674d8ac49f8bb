"""What is dropped or pasted is shown as what it means, or named; nothing is downloaded unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_records import given_model
from given_web import PIXELS, PNG, local_server
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.core.errors import UserError
from viewer.core.pictures.images import load_picture
from viewer.features.dropping import Dropping
from viewer.session.setups import Setups
from viewer.ui.window.dropped import Dropped, may_be_taken, read_dropped

NAMES = ("tench", "goldfish")


class Heard:
    """A Dropping on a window of its own, and what it has passed on."""

    def __init__(self, qtbot) -> None:
        self.window, self.setups = QWidget(), Setups()
        qtbot.addWidget(self.window)
        self.dropping = Dropping(self.window, self.setups)
        self.paths: list[Path] = []
        self.errors: list[UserError] = []
        self.dropping.paths_ready.connect(self.paths.extend)
        self.dropping.failed.connect(self.errors.append)
        self.qtbot = qtbot

    def path(self) -> Path:
        self.qtbot.waitUntil(lambda: bool(self.paths), timeout=10_000)
        return self.paths.pop()

    def error(self) -> str:
        self.qtbot.waitUntil(lambda: bool(self.errors), timeout=10_000)
        return self.errors.pop().headline

    def box(self) -> QMessageBox:
        def boxes() -> list[QMessageBox]:
            return [one for one in self.window.findChildren(QMessageBox) if one.isVisible()]

        self.qtbot.waitUntil(lambda: bool(boxes()), timeout=10_000)
        return boxes()[0]

    def answer(self, words: str) -> None:
        next(each for each in self.box().buttons() if words in each.text()).click()


@pytest.fixture
def heard(qtbot):
    one = Heard(qtbot)
    yield one
    one.dropping.errands.shut_down()


def image(pixels: np.ndarray) -> QImage:
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_BGR888).copy()


def test_files_come_before_pictures_and_pictures_before_addresses(tmp_path):
    data = QMimeData()
    assert not may_be_taken(data)
    assert read_dropped(data) == Dropped()
    data.setText("https://example.org/x/cat.png")
    assert may_be_taken(data)
    assert read_dropped(data).address == "https://example.org/x/cat.png"
    data.setData("image/png", PNG)
    assert read_dropped(data).picture == PNG
    assert read_dropped(data).name == "cat.png"
    data.setUrls([QUrl.fromLocalFile(str(tmp_path)), QUrl("https://example.org/b.png")])
    assert read_dropped(data) == Dropped(paths=(tmp_path,))


def test_a_pasted_picture_is_kept_and_shown_pixel_for_pixel(heard):
    data = QMimeData()
    data.setImageData(image(PIXELS))
    QGuiApplication.clipboard().setMimeData(data)
    heard.dropping.paste()
    assert np.array_equal(load_picture(heard.path()).rgb, PIXELS[..., ::-1])
    QGuiApplication.clipboard().clear()
    heard.dropping.paste()
    assert "no picture" in heard.error()


def test_an_address_is_asked_about_and_then_downloaded(heard, monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with local_server() as server:
        heard.dropping.take(Dropped(address=f"{server}/cat.png", name="cat.png"))
        assert "127.0.0.1" in heard.box().text()
        heard.answer("Cancel")
        assert not heard.dropping.errands.busy
        heard.dropping.take(Dropped(address=f"{server}/cat.png", name="cat.png"))
        heard.answer("Download")
        path = heard.path()
        assert path.name.startswith("cat-")
        assert path.read_bytes() == PNG
        heard.dropping.take(Dropped(address=f"{server}/page", name="page"))
        heard.answer("Download")
        assert "web page" in heard.error()
    assert heard.errors == []


def test_class_names_are_offered_where_they_fit(heard, tmp_path):
    file = tmp_path / "names.txt"
    file.write_text("cat\ndog\n")
    heard.dropping.take_paths([file])
    assert heard.error() == "“names.txt” holds 2 class names, and the open model has 0 classes."
    heard.setups.model = given_model(class_names=NAMES)
    wished = []
    heard.setups.model_wished.connect(wished.append)
    heard.dropping.take_paths([file])
    heard.answer("Take them")
    assert [ref.setup.class_names for ref in wished] == [("cat", "dog")]
    heard.setups.model = replace(heard.setups.model, class_names=("a", "b", "c"))
    heard.dropping.take_paths([file])
    assert "has 3 classes" in heard.error()


def test_annotations_are_named_and_everything_else_is_opened(heard, tmp_path):
    boxes = tmp_path / "boxes.txt"
    boxes.write_text("0 0.5 0.5 0.2 0.2\n")
    heard.dropping.take_paths([boxes])
    assert heard.error() == ("“boxes.txt” holds annotations (YOLO), which CamScope does not show.")
    prose = tmp_path / "prose.txt"
    prose.write_text("one line")
    heard.dropping.take_paths([prose])
    assert heard.path() == prose
    pictures = [tmp_path / "a.png", boxes]
    heard.dropping.take_paths(pictures)
    assert heard.paths == pictures
