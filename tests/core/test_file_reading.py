"""Only ordinary files within a bound are read, and nothing is ever waited for."""

import hashlib
import os
import sys

import pytest

from viewer.core.errors import Cancelled, LimitReached, UserError
from viewer.core.files.file_reading import hash_file, open_file, read_file

posix = pytest.mark.skipif(sys.platform == "win32", reason="no pipes or devices as files")
READERS = [
    lambda path: read_file(path, most_bytes=1000),
    lambda path: hash_file(path, most_bytes=1000),
]


@pytest.mark.parametrize("read", READERS)
@posix
@pytest.mark.timeout(10)
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path, read):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "zero").symlink_to("/dev/zero")
    for name in ("pipe", "loop", "zero", ".", "gone", "nu\0ll", "\ud800", "/proc/self/pagemap"):
        with pytest.raises(UserError):
            read(tmp_path / name)


@pytest.mark.parametrize("read", READERS)
def test_a_large_file_is_refused_before_it_is_read(tmp_path, read):
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(LimitReached):
        read(tmp_path / "sparse")
    (tmp_path / "empty").touch()
    with pytest.raises(UserError, match="empty"):
        read(tmp_path / "empty")


def test_content_and_hash(tmp_path):
    (tmp_path / "x").write_bytes(b"content")
    assert read_file(tmp_path / "x", most_bytes=7) == b"content"
    assert hash_file(tmp_path / "x", most_bytes=7) == hashlib.sha256(b"content").hexdigest()
    with pytest.raises(Cancelled):
        hash_file(tmp_path / "x", most_bytes=7, cancelled=lambda: True)


def test_a_beginning_may_be_refused(tmp_path):
    (tmp_path / "x").write_bytes(b"content")
    seen = []
    assert read_file(tmp_path / "x", most_bytes=7, begins=seen.append) == b"content"
    assert seen == [b"content"]

    def refuse(_head):
        raise UserError("No.")

    with pytest.raises(UserError, match=r"No\."):
        read_file(tmp_path / "x", most_bytes=7, begins=refuse)


@posix
def test_a_file_that_grows_meanwhile_is_told(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(b"x" * 100)

    def grow(_head):
        with path.open("ab") as file:
            file.write(b"y")

    with pytest.raises(UserError, match="changed"):
        read_file(path, most_bytes=1000, begins=grow)


def test_faults_while_reading_are_told_in_words(tmp_path):
    (tmp_path / "x").write_bytes(b"content")
    with pytest.raises(UserError, match="cannot be read"), open_file(tmp_path / "x") as file:
        file.seek(-1)
