"""Thumbnails lie where file managers look for them, and only those that fit are believed."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from viewer.core.stores.thumbnail_cache import ThumbnailCache, address_of, shared_folder

RGB = np.random.default_rng(5).integers(0, 256, (96, 128, 3), np.uint8)
posix = pytest.mark.skipif(sys.platform == "win32", reason="addresses have a drive there")


@pytest.fixture
def cache(tmp_path: Path) -> ThumbnailCache:
    return ThumbnailCache(tmp_path / "thumbnails")


def test_a_thumbnail_comes_back_as_long_as_the_picture_is_unchanged(cache, tmp_path) -> None:
    picture = tmp_path / "a b 猫.jpg"
    cache.keep(picture, 5_400_000_000, RGB)
    kept = cache.find(picture, 5_999_999_999)  # the rule counts whole seconds
    assert kept is not None
    assert np.array_equal(kept.rgb, RGB)
    assert cache.find(picture, 6_000_000_000) is None
    assert cache.find(tmp_path / "other.jpg", 5_400_000_000) is None


@posix
def test_it_is_kept_by_the_rule_of_freedesktop(cache, tmp_path) -> None:
    picture = Path("/home/jens/photos/me 100%;#?.png")
    address = "file:///home/jens/photos/me%20100%25%3B%23%3F.png"
    assert address_of(picture) == address
    assert address_of(Path("/a-b_c.d~e!f*g'(h)&=:@+$,")) == "file:///a-b_c.d~e!f*g'(h)&=:@+$,"
    cache.keep(picture, 7 * 10**9, RGB)
    file = cache.folder / "normal" / (hashlib.md5(address.encode()).hexdigest() + ".png")
    with Image.open(file) as image:
        assert image.format == "PNG"
        assert image.info["Thumb::URI"] == address
        assert image.info["Thumb::MTime"] == "7"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_thumbnails_of_file_managers_are_used(cache, tmp_path) -> None:
    picture, address = tmp_path / "x.jpg", address_of(tmp_path / "x.jpg")
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Thumb::URI", address)
    texts.add_text("Thumb::MTime", "9")
    file = cache.folder / "large" / (hashlib.md5(address.encode()).hexdigest() + ".png")
    file.parent.mkdir(parents=True)
    clear = np.dstack([RGB, np.full(RGB.shape[:2], 255, np.uint8)])
    clear[:10, :, 3] = 0
    Image.fromarray(clear).resize((256, 192)).save(file, pnginfo=texts)
    kept = cache.find(picture, 9 * 10**9)
    assert kept is not None
    assert kept.rgb.shape == (192, 256, 3)
    assert (kept.rgb[:10] == 255).all()
    for spoilt in (b"", b"\x89PNG\r\n\x1a\n", file.read_bytes()[:2000]):
        file.write_bytes(spoilt)
        assert cache.find(picture, 9 * 10**9) is None


def test_failures_are_remembered_for_this_program_only(cache, tmp_path) -> None:
    picture = tmp_path / "broken.jpg"
    cache.keep_failure(picture, 10**9, "The picture is damaged. 损坏")
    kept = cache.find(picture, 10**9)
    assert kept is not None
    assert kept.rgb is None
    assert kept.sentence == "The picture is damaged. 损坏"
    assert cache.find(picture, 2 * 10**9) is None
    assert next((cache.folder / "fail").iterdir()).name.startswith("camscope-")


def test_no_thumbnails_of_thumbnails_and_no_harm_from_a_disk_that_refuses(cache, tmp_path) -> None:
    inside = cache.folder / "normal" / "x.png"
    cache.keep(inside, 10**9, RGB)
    assert not cache.folder.exists()
    cache.folder.touch()  # a file where the folder should be
    cache.keep(tmp_path / "x.png", 10**9, RGB)
    assert cache.find(tmp_path / "x.png", 10**9) is None


@posix
def test_the_place_is_the_users_cache(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert shared_folder() == tmp_path / "thumbnails"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")  # the rule says to leave such a value aside
    monkeypatch.setenv("HOME", str(tmp_path))
    assert shared_folder() == tmp_path / ".cache" / "thumbnails"


def test_drafts_of_killed_programs_are_taken_away_in_time(cache, tmp_path) -> None:
    picture, folder = tmp_path / "a.png", cache.folder / "normal"
    folder.mkdir(parents=True)
    for name in ("tmpab12_xyz.tmp", "tmpnew_wxyz.tmp", "other.tmp", "tmpab12_xyz.png"):
        (folder / name).touch()
        long_ago = time.time() - (60 if "new" in name else 100_000)
        os.utime(folder / name, (long_ago, long_ago))
    cache.keep(picture, 0, np.zeros((4, 4, 3), np.uint8))
    assert cache.find(picture, 0) is not None
    left = {path.name for path in folder.iterdir()}
    assert {"tmpnew_wxyz.tmp", "other.tmp", "tmpab12_xyz.png"} < left
    assert len(left) == 4
    assert "tmpab12_xyz.tmp" not in left


def test_a_larger_thumbnail_serves_a_smaller_wish_and_never_the_other_way(cache, tmp_path) -> None:
    picture, large = tmp_path / "x.jpg", np.repeat(np.repeat(RGB, 2, 0), 2, 1)
    cache.keep(picture, 10**9, RGB)
    assert cache.find(picture, 10**9, 256) is None
    cache.keep(picture, 10**9, large, 256)
    assert (cache.folder / "large").is_dir()
    assert cache.find(picture, 10**9, 256).rgb.shape == large.shape
    assert cache.find(picture, 10**9, 512) is None
    assert cache.find(picture, 10**9).rgb.shape == RGB.shape
