"""The folders in a folder are listed in natural order, and nothing makes a tree endless."""

from __future__ import annotations

import os
import sys

import pytest

from viewer.core.files import subfolders
from viewer.core.files.subfolders import Subfolder, list_subfolders


def test_folders_come_in_natural_order_with_what_they_hold(tmp_path):
    for name in ("class 10", "class 2/inner", "猫 狗", ".hidden", "Class 3/.hidden"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "picture.png").write_bytes(b"no")
    assert list_subfolders(tmp_path) == (
        Subfolder("class 2", holds_folders=True),
        Subfolder("Class 3", holds_folders=False),
        Subfolder("class 10", holds_folders=False),
        Subfolder("猫 狗", holds_folders=False),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_links_that_lead_up_are_shown_and_hold_nothing(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "up").symlink_to(tmp_path)
    (inner / "self").symlink_to(inner / "self")
    (inner / "side").symlink_to(tmp_path / "a" / "c")
    (tmp_path / "a" / "c" / "d").mkdir(parents=True)
    assert list_subfolders(inner) == (
        Subfolder("side", holds_folders=True),
        Subfolder("up", holds_folders=False),
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are bytes there")
def test_names_that_are_no_text_are_listed(tmp_path):
    (tmp_path / os.fsdecode(b"\xff\xfe")).mkdir()
    (found,) = list_subfolders(tmp_path)
    assert os.fsencode(found.name) == b"\xff\xfe"


def test_a_folder_that_is_gone_holds_none_and_time_is_limited(tmp_path, monkeypatch):
    assert list_subfolders(tmp_path / "gone") == ()
    (tmp_path / "one").mkdir()
    monkeypatch.setattr(subfolders, "PROBING_S", -1.0)
    assert list_subfolders(tmp_path) == (Subfolder("one", holds_folders=True),)
