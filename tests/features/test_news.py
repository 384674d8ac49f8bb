"""What is new is told once after an update, and never at the first start."""

from __future__ import annotations

import pytest

import viewer
from viewer import paths
from viewer.features.news import NewsFeature
from viewer.ui.dialogs.news import NewsDialog, newest_part, read_news

CHANGES = "# Changes\n\n## 0.2.0\n\n- A new thing.\n\n## 0.1.0\n\n- An old thing.\n"


def test_the_newest_part_is_that_of_one_version():
    assert newest_part(CHANGES) == "## 0.2.0\n\n- A new thing."
    assert newest_part(CHANGES.partition("## 0.1.0")[0]) == "## 0.2.0\n\n- A new thing."
    assert newest_part("# Nothing yet") == ""


def test_the_list_of_changes_is_found_and_has_a_newest_part():
    assert read_news(paths.changes("en")).startswith("## ")
    assert read_news(paths.changes("zh_CN"))
    assert read_news(paths.changes("en").with_name("none.md")) == ""


@pytest.fixture
def told(monkeypatch):
    shown = []
    monkeypatch.setattr(NewsFeature, "show", lambda _self: shown.append("news"))
    return shown


def explain(app):
    app[NewsFeature]._show_once()


def test_an_update_is_told_once(windows, told):
    first = windows()
    explain(first)
    assert not told, "the first version of all is no update"
    first.store.set_last_version("0.0.9")
    explain(first)
    assert len(told) == 1
    explain(first)
    assert len(told) == 1
    assert windows().store.last_version() == viewer.__version__


def test_it_is_shown_when_asked_for(window, qtbot):
    window.commands.run("news")
    (dialog,) = window.window.findChildren(NewsDialog)
    assert dialog.page.toPlainText().strip()
    dialog.close()
