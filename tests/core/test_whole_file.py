"""Files are whole or not there, and what a dead process left half written is taken away."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from viewer.core.errors import UserError
from viewer.core.files import whole_file
from viewer.core.files.whole_file import set_aside, sweep, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="no locks of files")


def test_a_file_that_cannot_be_written_is_told_and_leaves_nothing(tmp_path):
    with pytest.raises(UserError, match=r"“x\.png” cannot be written\. The folder does not exist"):
        write_whole(tmp_path / "gone" / "x.png", b"x")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(UserError, match="a folder of that name"):
        write_whole(tmp_path / "folder.png", b"x")
    assert [file.name for file in tmp_path.iterdir()] == ["folder.png"]


def test_a_full_disk_leaves_the_old_file_untouched(tmp_path, monkeypatch):
    path = tmp_path / "x.bin"
    path.write_bytes(b"old")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("viewer.core.files.whole_file.os.fsync", full)
    with pytest.raises(UserError, match="The disk is full"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_the_draft_of_a_killed_process_is_swept_and_that_of_a_living_one_stays(tmp_path):
    code = (
        "import os, signal, sys; from pathlib import Path\n"
        "from viewer.core.files import whole_file\n"
        "def wait(_): print('draft', flush=True); sys.stdin.read()\n"
        "whole_file.os.fsync = wait\n"
        "whole_file.write_whole(Path(sys.argv[1]) / 'x.bin', b'content')\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"draft\n"
        (draft,) = tmp_path.glob(".camscope-*.part")
        long_ago = time.time() - 60
        os.utime(draft, (long_ago, long_ago))
        sweep(tmp_path)
        assert draft.exists()  # its writer lives
        writer.kill()
    write_whole(tmp_path / "y.bin", b"y")
    assert [file.name for file in tmp_path.iterdir()] == ["y.bin"]


def test_a_fresh_draft_is_not_swept_before_its_writer_can_lock_it(tmp_path):
    draft = tmp_path / ".camscope-abc.part"
    draft.write_bytes(b"")
    sweep(tmp_path)
    assert draft.exists()


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_may_not_be_replaced_stays(tmp_path, monkeypatch, links):
    def refuse(_path, _target):
        raise OSError(1, "Operation not permitted")

    if not links:  # as on FAT
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "x.json"
    write_whole(path, b"new", replace=False)
    assert path.read_bytes() == b"new"
    with pytest.raises(UserError, match="There is a file of that name"):
        write_whole(path, b"newer", replace=False)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_dangling_link_is_a_file_that_stays(tmp_path):
    (tmp_path / "x.json").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UserError):
        write_whole(tmp_path / "x.json", b"new", replace=False)
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


@posix
def test_what_is_cached_is_readable_by_its_owner_only(tmp_path):
    write_whole(tmp_path / "a", b"x", cached=True)
    write_whole(tmp_path / "b", b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b").stat().st_mode & 0o077


def test_what_is_set_aside_replaces_nothing(tmp_path):
    asides = set()
    for number in range(3):
        (tmp_path / "x").write_text(str(number))
        asides.add(set_aside(tmp_path / "x"))
    assert {aside.read_text() for aside in asides} == {"0", "1", "2"}


def test_names_in_sentences_cannot_forge_lines(tmp_path):
    with pytest.raises(UserError) as caught:
        write_whole(tmp_path / "gone" / "x\n\x1b[2J.png", b"x")
    assert "x\\n\\x1b[2J.png" in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.fixture(autouse=True)
def nothing_swept_yet():
    whole_file._swept.clear()
