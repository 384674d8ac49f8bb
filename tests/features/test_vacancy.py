"""Where no picture can be shown, one quiet panel says so once, and offers what helps."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from viewer.features.folders import FoldersFeature
from viewer.features.pictures import PicturesFeature


@pytest.fixture
def folder(tmp_path):
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    (pictures / "a.png").write_text("no picture at all")
    Image.fromarray(np.full((40, 60, 3), 90, np.uint8)).save(pictures / "b.png")
    return pictures


def test_what_is_no_picture_is_told_once_over_all_panes(window, folder, qtbot):
    window.window.resize(900, 600)
    window.window.show()
    row, vacancy = window.window.pane_row, window.window.pane_row.vacancy
    window[FoldersFeature].opener.open([folder / "a.png"])
    qtbot.waitUntil(vacancy.isVisible)
    assert vacancy.headline.text()
    assert vacancy.accessibleDescription().startswith(vacancy.headline.text())
    assert vacancy.geometry() == row.rect()
    assert not vacancy.button.isVisible()
    assert row.children().index(vacancy) > max(map(row.children().index, row.panes)), "on top"
    assert all(not pane.accessibleDescription() for pane in row.panes)
    window.session.set_image(folder / "b.png")
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    assert not vacancy.isVisible()


def test_a_folder_without_pictures_offers_to_open_another(window, tmp_path, qtbot):
    window.window.show()
    vacancy, wished = window.window.pane_row.vacancy, []
    window.window.commands.triggered.disconnect()
    window.window.commands.triggered.connect(wished.append)
    window[FoldersFeature].opener.open([tmp_path])
    qtbot.waitUntil(lambda: window.session.listing is not None)
    window.window.show_panes()
    qtbot.waitUntil(vacancy.isVisible)
    assert vacancy.headline.text() == "No picture is open."
    vacancy.button.click()
    assert wished == ["open_folder"]
