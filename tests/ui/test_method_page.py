"""Every method has its page: idea, formula, use, misuse and paper."""

from __future__ import annotations

import pytest

from viewer.methods.registry import built_in
from viewer.ui.dialogs.method_page import MethodPage, page_of

METHODS = built_in().table

PARTS = ("## Formula", "## Good for", "## Misleading when", "## Paper")


@pytest.mark.parametrize("row", METHODS.rows, ids=lambda row: row.key)
def test_the_page_of_a_method_is_whole(row):
    page = page_of(row)
    assert page.startswith(f"# {row.title}\n")
    assert row.link in page
    if row.cost == "one pass":
        assert all(part in page for part in PARTS)
        assert 600 < len(page) < 4000


def test_the_dialog_shows_the_page_asked_for_and_any_other(qtbot):
    dialog = MethodPage("layer_cam", METHODS)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.page.toPlainText().startswith("LayerCAM")
    dialog.box.setCurrentIndex(0)
    assert dialog.page.toPlainText().startswith("Grad-CAM")
    dialog.close()
