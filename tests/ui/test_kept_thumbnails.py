"""Thumbnails held within limits: each in the largest size made, the oldest go first."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from viewer.ui.browser import kept_thumbnails
from viewer.ui.browser.kept_thumbnails import KeptThumbnails, side_for


def thumbnail(side: int) -> QImage:
    return QImage(side, side, QImage.Format.Format_RGB32)


@pytest.mark.parametrize(
    ("shown", "made"), [(56, 128), (128, 128), (129, 256), (384, 512), (900, 512)]
)
def test_the_size_made_is_never_enlarged_but_beyond_the_largest(shown, made):
    assert side_for(shown) == made


def test_a_larger_one_stays_when_a_smaller_one_comes_late():
    kept, path = KeptThumbnails(), Path("a.png")
    kept.put(path, thumbnail(200), 256)
    kept.put(path, thumbnail(100), 128)
    assert kept.get(path).width() == 200
    assert kept.side_of(path) == 256
    assert kept.side_of(Path("b.png")) == 0


def test_the_oldest_make_way_by_their_bytes(monkeypatch):
    monkeypatch.setattr(kept_thumbnails, "BYTES_KEPT", 3 * 10 * 10 * 4)
    kept = KeptThumbnails()
    for name in "abc":
        assert kept.put(Path(name), thumbnail(10), 128) == []
    assert kept.put(Path("a"), thumbnail(10), 256) == []  # in its own place, now the newest
    assert kept.put(Path("d"), thumbnail(10), 128) == [Path("b")]
    kept.drop(Path("a"))
    assert kept.put(Path("e"), thumbnail(10), 128) == []
    assert Path("a") not in kept
