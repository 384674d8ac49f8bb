"""Bytes are read once from ordinary files only, and the content tells the format."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.pictures import picture_file
from viewer.core.pictures.limits import Limits, limits, told_limits, use_limits
from viewer.core.pictures.picture_file import read_bytes, sniff

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 9000
posix = pytest.mark.skipif(sys.platform == "win32", reason="no pipes or devices as files")


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    assert read_bytes(file) == PNG


def test_names_are_free(tmp_path: Path) -> None:
    for name in ("狗 和 猫.png", "a b.png", "x" * 200 + ".png"):
        (tmp_path / name).write_bytes(PNG)
        assert read_bytes(tmp_path / name) == PNG


@pytest.mark.skipif(sys.platform != "linux", reason="names are free bytes on Linux only")
def test_a_name_that_is_not_utf8_is_read(tmp_path: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\xff.png"))
    file.write_bytes(PNG)
    assert read_bytes(file) == PNG


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(path)
    return caught.value.headline


@posix
@pytest.mark.timeout(20)
def test_nothing_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "loop.jpg").symlink_to("loop.jpg")
    (tmp_path / "gone.jpg").symlink_to("nowhere")
    (tmp_path / "device.jpg").symlink_to("/dev/zero")
    (tmp_path / "folder.jpg").mkdir()
    assert refusal(tmp_path / "pipe.jpg") == "This is not an ordinary file."
    assert refusal(tmp_path / "device.jpg") == "This is not an ordinary file."
    assert refusal(tmp_path / "loop.jpg") == "This link leads back to itself."
    assert refusal(tmp_path / "gone.jpg") == "The file is no longer there."
    assert refusal(tmp_path / "folder.jpg") == "This is a folder, not a file."
    assert refusal(Path("a\0b.jpg")) == "This is not the name of a file."
    assert refusal(tmp_path / ("x" * 400)) == "The file cannot be read."


def test_sizes_are_limited_before_reading(tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.touch()
    assert "empty" in refusal(file)
    with file.open("wb") as hole:
        hole.truncate(limits().bytes + 1)
    assert "the limit is 512 MB" in refusal(file)
    with file.open("wb") as hole:
        hole.truncate(limits().bytes)  # zeros: refused by its first bytes
    assert refusal(file) == "This is not a picture."


def test_the_limit_on_bytes_can_be_moved(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG[:8] + bytes(1 << 20))
    before = limits()
    try:
        use_limits(Limits(megabytes=1))
        assert "the limit is 1 MB" in refusal(file)
    finally:
        use_limits(before)
    assert len(read_bytes(file)) == 8 + (1 << 20)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_permission_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    file.chmod(0)
    assert "permission" in refusal(file)


@pytest.mark.parametrize("change", [PNG + b"more", PNG[:5000], PNG])
def test_a_file_that_changes_meanwhile_is_told(
    change: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.png"
    file.write_bytes(PNG)

    def sniff_and_change(head: bytes) -> str:
        file.write_bytes(change)
        os.utime(file, ns=(0, 1_000_000_000))
        return sniff(head)

    monkeypatch.setattr(picture_file, "sniff", sniff_and_change)
    assert "changed" in refusal(file)


@pytest.mark.parametrize(
    ("head", "word"),
    [
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "film"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe", "PostScript"),
        (b"8BPS\0\1", "Photoshop"),
        (b"PK\3\4....", "archive"),
        (b"\x93NUMPY\1", "NumPy"),
        (b"  <svg xmlns=", "SVG"),
        (b"<?xml version='1.0'?><svg", "SVG"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML>", "web page"),
        (b"version https://git-lfs.github.com/spec/v1", "Git LFS"),
        (b"hello, world", "not a picture"),
        (b"", "not a picture"),
    ],
)
def test_strangers_are_named(head: bytes, word: str) -> None:
    with pytest.raises(UserError, match=word) as caught:
        sniff(head)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ({}, (120, 512)),
        ({"CAMSCOPE_MEGAPIXELS": "7"}, (7, 512)),
        (Limits(megabytes=9).variables, (120, 9)),
    ]
    + [({"CAMSCOPE_MEGABYTES": text}, (120, 512)) for text in ("", "0", "-3", "x", "1e9")],
)
def test_a_process_is_told_its_limits_by_its_environment(monkeypatch, told, wanted):
    for name, text in told.items():
        monkeypatch.setenv(name, text)
    assert (told_limits().megapixels, told_limits().megabytes) == wanted
