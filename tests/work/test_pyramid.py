"""The pyramid holds the picture's own pixels; transparent parts show a checkerboard."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from PySide6.QtGui import QImage

from viewer.work import pyramid
from viewer.work.pyramid import build_levels
from viewer.work.qt_image import to_image

NOISE = np.random.default_rng(2).integers(0, 256, (600, 1204, 3), np.uint8)


def pixels(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    flat = np.frombuffer(image.constBits(), np.uint8)
    return (
        flat.reshape(image.height(), image.bytesPerLine())[:, : 4 * image.width()]
        .reshape(image.height(), image.width(), 4)[..., :3]
        .copy()
    )


@pytest.mark.parametrize("huge", [False, True])
def test_levels_halve_and_the_first_is_exact(huge, monkeypatch) -> None:
    if huge:
        monkeypatch.setattr(pyramid, "HUGE_PIXELS", 1000)
    rgb = NOISE.copy()
    rgb.flags.writeable = False
    levels = build_levels(rgb)
    del rgb
    gc.collect()
    assert [(level.width(), level.height()) for level in levels] == [(1204, 600), (602, 300)]
    assert np.array_equal(pixels(levels[0]), NOISE)
    blocks = NOISE.reshape(300, 2, 602, 2, 3).mean(axis=(1, 3))
    assert np.abs(pixels(levels[1]) - blocks).max() <= 1
    wanted = QImage.Format.Format_RGB888 if huge else QImage.Format.Format_RGB32
    assert levels[0].format() == wanted


def test_transparent_parts_show_a_checkerboard() -> None:
    alpha = np.full((96, 96), 255, np.uint8)
    alpha[:48] = 0
    alpha[48:72] = 128
    colour = np.full((96, 96, 3), (200, 100, 0), np.uint8)
    white = np.rint(colour * (alpha[..., None] / 255) + 255 - alpha[..., None]).astype(np.uint8)
    shown = pixels(build_levels(white, alpha)[0]).astype(int)
    assert set(np.unique(shown[:48])) == set(pyramid.CHECKER_LEVELS)
    assert shown[0, 0, 0] != shown[0, 4, 0] == shown[4, 0, 0] != shown[4, 4, 0]
    board = shown[:24]  # the same squares, 48 rows further up
    half = colour[48:72] * (128 / 255) + board * (127 / 255)
    assert np.abs(shown[48:72] - half).max() <= 1.5
    assert (shown[72:] == colour[72:]).all()


def test_a_thumbnail_owns_its_pixels() -> None:
    part = NOISE[:10, :15]
    assert np.array_equal(pixels(to_image(part)), part)
