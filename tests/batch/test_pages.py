"""Files of several pages and of deep values are exported page by page, as the user says."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from viewer.batch.pages import Pages, endings_of
from viewer.cli import main
from viewer.core.errors import UserError


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """Three pages of 12-bit values, 3:2."""
    pages = np.random.default_rng(2).integers(0, 4096, (3, 40, 60, 3), np.uint16)
    path = tmp_path_factory.mktemp("book") / "book.tiff"
    assert cv2.imwritemulti(str(path), list(pages))
    return path


def test_pages_are_typed_as_in_a_printers_dialog(book, tmp_path):
    assert Pages.parse("1").of(book) == (0,)
    assert Pages.parse("all").of(book) == (0, 1, 2)
    assert Pages.parse("3, 1-2, 2").of(book) == (2, 0, 1)
    assert Pages.parse("2-9").of(book) == (1, 2)
    assert Pages.parse("7").of(book) == (6,)  # which then says how many there are
    assert Pages.parse("2").of(tmp_path / "none.tiff") == (1,)
    for text in ("", "0", "3-2", "a", "1,", "-1", "99999999"):
        with pytest.raises(UserError, match="names no pages"):
            Pages.parse(text)
    assert endings_of((".png", ".json"), [(0,), (0, 2)]) == (
        ".png",
        ".json",
        "_page3.png",
        "_page3.json",
    )


def test_each_page_has_files_of_its_own_and_levels_are_told(book, tmp_path, capsys):
    out = tmp_path / "out"
    typed = ["export", str(book), "--out", str(out), "--methods", "grad_cam", "--figure", "none"]
    assert main([*typed, "--pages", "1,3"]) == 0
    told = {path.name: json.loads(path.read_text()) for path in out.iterdir()}
    assert sorted(told) == ["book.json", "book_page3.json"]
    picture = told["book_page3.json"]["picture"]
    assert picture["page"] == 2
    assert "Page 3 of 3." in picture["notes"]
    assert "12 bits" in picture["notes"][1]
    first = told["book.json"]["predictions"][0]["logit"]
    assert main([*typed, "--levels", "0:1000", "--overwrite"]) == 0
    windowed = json.loads((out / "book.json").read_text())
    assert "Levels set by hand: 0 is black, 1000 is white." in windowed["picture"]["notes"]
    assert windowed["predictions"][0]["logit"] != first
    assert main([*typed, "--pages", "9"]) == 1
    assert "no page 9" in capsys.readouterr().err
    assert main([*typed, "--levels", "9:1"]) == 2
