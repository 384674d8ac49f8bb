"""Thumbnails come for what is in sight, newest wish first, and from the disk the second time."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from viewer.core.pictures import images
from viewer.core.stores.thumbnail_cache import ThumbnailCache
from viewer.work.thumbnails import Thumbnails

OLD_S = 1_600_000_000


@pytest.fixture
def thumbnails(tmp_path, qapp):
    maker = Thumbnails(ThumbnailCache(tmp_path / "cache"))
    yield maker
    maker.shut_down()


def make(path: Path, side: int = 300) -> Path:
    pixels = np.random.default_rng(1).integers(0, 256, (side // 2, side, 3), np.uint8)
    Image.fromarray(pixels).save(path)
    os.utime(path, (OLD_S, OLD_S))
    return path


def test_a_thumbnail_fits_and_is_kept(thumbnails, tmp_path, qtbot, monkeypatch) -> None:
    picture = make(tmp_path / "狗.png")
    for _ in range(2):
        with qtbot.waitSignal(thumbnails.thumbnail_loaded) as told:
            thumbnails.want([picture])
        path, image, side = told.args
        assert path == picture
        assert isinstance(image, QImage)
        assert (image.width(), image.height(), side) == (128, 64, 128)
        monkeypatch.setattr(images, "load_thumbnail", None)  # the second comes from the disk


def test_a_broken_picture_says_why_the_second_time_too(thumbnails, tmp_path, qtbot) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"\x89PNG\r\n\x1a\nnot really")
    os.utime(broken, (OLD_S, OLD_S))
    sentences = []
    for _ in range(2):
        with qtbot.waitSignal(thumbnails.thumbnail_failed) as told:
            thumbnails.want([broken])
        sentences.append(told.args[1])
    assert sentences[0] == sentences[1]
    assert "damaged" in sentences[0]
    make(broken)  # repaired within the same second, so its stamp tells nothing
    os.utime(broken, (OLD_S + 1, OLD_S + 1))
    with qtbot.waitSignal(thumbnails.thumbnail_loaded):
        thumbnails.want([broken])


def test_a_file_that_is_gone_is_told_but_not_remembered(thumbnails, tmp_path, qtbot) -> None:
    with qtbot.waitSignal(thumbnails.thumbnail_failed) as told:
        thumbnails.want([tmp_path / "gone.png"])
    assert "no longer there" in told.args[1]
    assert not (tmp_path / "cache").exists()


def test_what_is_no_longer_in_sight_is_not_made(thumbnails, tmp_path, qtbot, monkeypatch) -> None:
    pictures = [make(tmp_path / f"{number}.png", 40) for number in range(12)]
    gate, made, begun = threading.Event(), [], []
    real = images.load_thumbnail

    def slow(data: bytes, side_px: int):
        begun.append(data)
        gate.wait(10)
        return real(data, side_px)

    monkeypatch.setattr(images, "load_thumbnail", slow)
    thumbnails.thumbnail_loaded.connect(lambda path, *_more: made.append(path))
    thumbnails.want(pictures[:8])
    qtbot.waitUntil(lambda: len(begun) == 2)
    thumbnails.want(pictures[8:])
    gate.set()
    qtbot.waitUntil(lambda: len(made) >= 6)
    qtbot.waitUntil(lambda: not thumbnails._running and not thumbnails._waiting)
    QCoreApplication.processEvents()
    assert len(made) == 6
    assert set(pictures[8:]) < set(made)


def test_the_size_that_is_wanted_is_made_and_told(thumbnails, tmp_path, qtbot) -> None:
    picture = make(tmp_path / "a.png", side=700)
    for side in (512, 256, 128):
        with qtbot.waitSignal(thumbnails.thumbnail_loaded) as told:
            thumbnails.want([picture], side)
        assert (told.args[1].width(), told.args[2]) == (512, side)  # the first serves all
    assert [each.name for each in (tmp_path / "cache").iterdir()] == ["x-large"]
