"""Pictures come whole, large ones coarsely first, and what nobody looks at is not decoded."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication

from viewer.core.asks.references import ImageRef
from viewer.core.pictures import images
from viewer.core.pictures.drawn import DrawnShape
from viewer.core.pictures.strokes import Stroke
from viewer.work import loader as module
from viewer.work.loader import Loader

RAMP = np.add.outer(np.arange(400), np.arange(600))[..., None] % 256
SMOOTH = np.repeat(RAMP, 3, axis=2).astype(np.uint8)


@pytest.fixture
def loader(qapp):
    one = Loader()
    yield one
    one.shut_down()


@pytest.fixture
def tiny_limits(monkeypatch) -> None:
    """Take pictures of 600 x 400 for huge ones."""
    monkeypatch.setattr(module, "HUGE_PIXELS", 200_000)
    monkeypatch.setattr(module, "COARSE_FROM_PIXELS", 200_000)


def save(path: Path, **options: Any) -> ImageRef:
    Image.fromarray(SMOOTH).save(path, **options)
    return ImageRef.of(path)


def test_a_picture_is_loaded_with_its_pages_and_notes(loader, tmp_path, qtbot) -> None:
    path = tmp_path / "a.tiff"
    pages = [Image.fromarray(SMOOTH), Image.fromarray(SMOOTH[:300])]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(ImageRef.of(path, page=1))
    loaded = told.args[0]
    assert loaded.rgb.shape == (300, 600, 3)
    assert loaded.levels[0].height() == 300
    assert (loaded.pages, loaded.notes) == (2, ("Page 2 of 2.",))


def test_a_large_jpeg_is_seen_coarsely_first_and_upright(
    loader, tmp_path, qtbot, tiny_limits, monkeypatch
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    ref = save(tmp_path / "a.jpg", exif=exif, quality=95)
    told: list[object] = []
    loader.picture_begun.connect(told.append)
    loader.picture_loaded.connect(told.append)
    with qtbot.waitSignal(loader.picture_loaded):
        loader.load_picture(ref)
    coarse, whole = told
    assert coarse.size == (400, 600)
    assert (coarse.image.width(), coarse.image.height()) == (400, 600)
    assert whole.rgb.shape == (600, 400, 3)


def test_huge_neighbours_are_not_decoded_ahead(loader, tmp_path, qtbot, tiny_limits) -> None:
    first, second = save(tmp_path / "a.png"), save(tmp_path / "b.png")
    told: list[object] = []
    loader.picture_loaded.connect(told.append)
    with qtbot.waitSignal(loader.picture_loaded):
        loader.load_picture(first, [second.path])
    qtbot.waitUntil(lambda: not loader._running)
    assert set(loader._pictures) == {first}
    loader.load_picture(second)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].ref == second


def test_a_picture_given_up_as_a_neighbour_is_read_when_it_is_looked_at(
    loader, tmp_path, qtbot, tiny_limits, monkeypatch
) -> None:
    first, second = save(tmp_path / "a.png"), save(tmp_path / "b.png")
    gate, real, begun = threading.Event(), images.picture_size, []

    def slow(data: bytes) -> tuple[int, int]:
        begun.append(data)
        gate.wait(10)
        return real(data)

    monkeypatch.setattr(images, "picture_size", slow)
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(first, [second.path])
        qtbot.waitUntil(lambda: len(begun) == 2)
        loader.load_picture(second)  # while it is being read as a neighbour
        gate.set()
    assert told.args[0].ref == second


def test_stepping_on_leaves_what_has_not_begun(loader, tmp_path, qtbot, monkeypatch) -> None:
    refs = [save(tmp_path / f"{number}.png") for number in range(8)]
    gate, real, decoded = threading.Event(), images.load_picture, []

    def slow(data: bytes, **chosen: Any):
        gate.wait(10)
        decoded.append(data)
        return real(data, **chosen)

    monkeypatch.setattr(images, "load_picture", slow)
    with qtbot.waitSignal(loader.picture_loaded) as told:
        for ref in refs:
            loader.load_picture(ref)
            QCoreApplication.processEvents()
        gate.set()
    assert told.args[0].ref == refs[-1]
    qtbot.waitUntil(lambda: not loader._running)
    assert len(decoded) <= module.THREADS + 1


def test_what_cannot_be_read_is_told(loader, tmp_path, qtbot) -> None:
    broken = tmp_path / "a.png"
    broken.write_bytes(b"no picture")
    with qtbot.waitSignal(loader.picture_failed) as told:
        loader.load_picture(ImageRef.of(broken))
    assert told.args[1].headline == "This is not a picture."


def test_a_folder_is_listed_and_another_wish_replaces_it(loader, tmp_path, qtbot) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save(tmp_path / name / f"{name}.png")
    with qtbot.waitSignal(loader.folder_listed) as told:
        loader.list_folder(tmp_path, deep=True)
    assert [path.name for path in told.args[0].pictures] == ["one.png", "two.png"]
    with qtbot.waitSignal(loader.folder_failed) as told:
        loader.list_folder(tmp_path / "gone")
    assert told.args[0] == tmp_path / "gone"


def test_a_picture_is_painted_over_without_reading_it_again(
    loader, tmp_path, qtbot, tiny_limits, monkeypatch
) -> None:
    ref = save(tmp_path / "a.png")
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(ref)
    plain = told.args[0]
    monkeypatch.setattr(images, "load_picture", lambda *_a, **_k: pytest.fail("read again"))
    box = DrawnShape(tool="box", points=((0.0, 0.0), (50.0, 40.0)))
    painted = replace(ref, painted=(Stroke(shape=box, filling="grey"),))
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(painted)
    loaded = told.args[0]
    assert loaded.ref == painted
    assert (loaded.rgb[:40, :50] == 127).all()
    assert np.array_equal(loaded.rgb[40:], plain.rgb[40:])
    assert loaded.levels[0].pixelColor(3, 3).red() == 127
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(ref)
    assert told.args[0] is plain


def test_a_huge_picture_that_is_not_kept_is_read_for_its_painting(
    loader, tmp_path, qtbot, tiny_limits
) -> None:
    box = DrawnShape(tool="box", points=((0.0, 0.0), (50.0, 40.0)))
    ref = replace(save(tmp_path / "a.png"), painted=(Stroke(shape=box, filling="grey"),))
    with qtbot.waitSignal(loader.picture_loaded) as told:
        loader.load_picture(ref)
    assert (told.args[0].rgb[:40, :50] == 127).all()
