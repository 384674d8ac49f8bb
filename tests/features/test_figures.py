"""Figures in the window: what is shown is taken, what lacks is asked for, failures are told."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.records import Failure
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import ExplainRequest
from viewer.core.files.folder import list_folder
from viewer.features.figure_sources import choices_of
from viewer.features.figures import FiguresFeature
from viewer.figure.style import FigureStyle


@pytest.fixture
def shown(window, photo_folder, qtbot):
    """A window in which one picture of a folder is explained, and what its figures are made of."""
    window.engine.deliver(given_model())
    window.session.set_image(photo_folder / "photo1.png")
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    answer(window.engine, newest(window.engine))
    return window


def asked_aside(window) -> list[ExplainRequest]:
    return [wish.request for wish in window.engine.asked(ExplainAside) if wish.request is not None]


def test_words_copied_from_the_menu_are_in_the_window_s_language(shown, qtbot):
    """A figure was Chinese; its builder is closed, so nothing shown says that words are."""
    shown[FiguresFeature]._store.set_figure_style(FigureStyle(lang="zh_CN"))
    copied = []
    for _ in range(2):
        QGuiApplication.clipboard().setText("")
        shown.commands.run("copy_caption")
        copied.append(QGuiApplication.clipboard().text())
        shown[FiguresFeature].open_builder()
    shown[FiguresFeature].close_builder()
    assert copied[0]
    assert "类" not in copied[0]
    assert "类" in copied[1]


def gather(window, *images):
    """Order a figure of these pictures; return the orders that are complete, now or later."""
    orders = []
    window[FiguresFeature].desk.gather(FigureStyle(kind="table"), images, (), orders.append)
    return orders


def test_what_the_window_shows_is_not_asked_for_again(shown):
    (order,) = gather(shown)
    assert not asked_aside(shown)
    assert order.explanations == (shown.session.explanation,)


def test_what_a_figure_lacks_is_asked_for_behind_everything_else(shown, photo_folder):
    other = photo_folder / "photo2.png"
    orders = gather(shown, shown.session.image.path, other)
    assert orders == []
    assert "0 of 1 are there" in shown.window.toast.text
    (wish,) = asked_aside(shown)
    assert wish.image.path == other
    assert wish.serial < 0  # so that no pane takes the answer for its own
    before = [pane.heat for pane in shown.window.pane_row.panes]
    answer(shown.engine, wish)
    (order,) = orders
    assert [one.prediction.image.path for one in order.explanations] == [
        shown.session.image.path,
        other,
    ]
    assert [pane.heat for pane in shown.window.pane_row.panes] == before


def test_another_model_has_said_nothing_yet(shown, qtbot):
    asked = len(shown.engine.asked(ExplainRequest))
    shown.engine.deliver(given_model(ref=ModelRef(source="zoo", name="alexnet")))
    qtbot.waitUntil(lambda: len(shown.engine.asked(ExplainRequest)) > asked)
    assert gather(shown) == []
    (wish,) = asked_aside(shown)
    assert wish.model.name == "alexnet"


def test_an_engine_that_dies_over_a_figure_twice_is_told(shown, photo_folder):
    orders = gather(shown, photo_folder / "photo2.png")
    died = Failure(serial=0, headline="The engine died over this twice.")
    shown.engine.crashed.emit(died)
    shown.window.notices.clear()
    shown.engine.crashed.emit(died)
    assert orders == []
    assert shown.window.notices.text
    assert not shown[FiguresFeature].desk.explanations.busy


def test_the_style_of_a_builder_is_kept_when_its_window_goes(windows, photo):
    first = windows()
    first.session.set_image(photo)
    first.commands.run("export_figure")
    builder = first[FiguresFeature].builder
    builder.form.title.setText("Two animals")
    first.hand_over()
    assert first[FiguresFeature].builder is None
    assert windows(first.engine).store.figure_style().title == "Two animals"


def test_nothing_is_drawn_where_nothing_is_shown(window):
    window.commands.run("copy_figure")
    assert "no explanation to make a figure of" in window.window.notices.text
    window.commands.run("save_figure")
    assert "no picture to make a figure of" in window.window.notices.text


def test_a_figure_is_suggested_away_from_the_pictures_and_where_the_last_one_went(
    shown, tmp_path, monkeypatch
):
    asked = []

    def ask(_parent, _title, suggested, *_kinds):
        asked.append(Path(suggested))
        return str(tmp_path / "reports" / "one.png"), ""

    (tmp_path / "reports").mkdir()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    monkeypatch.setattr(shown[FiguresFeature].figures, "save", lambda *_order, **_options: None)
    pictures = shown.session.image.path.parent
    shown.commands.run("save_figure")
    shown.commands.run("save_figure")
    assert asked[0].name == "photo1_cam.png"
    assert asked[0].parent != pictures
    assert asked[1].parent == tmp_path / "reports"


def test_marked_pictures_are_counted_among_those_of_the_folder(shown, photo_folder):
    marked = {photo_folder / "photo2.png", photo_folder.parent / "elsewhere.png"}
    listing = list_folder(photo_folder)
    shown.session.set_listing(listing)
    choices = choices_of(shown.session, (), marked)
    assert choices["marked"] == (photo_folder / "photo2.png",)
    assert choices["all"] == tuple(listing.pictures)
    assert choices["this"] == (shown.session.image.path,)
