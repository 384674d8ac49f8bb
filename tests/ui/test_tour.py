"""The tour shows three parts of the window, one at a time, and can be left at once."""

from __future__ import annotations

from typing import Any

import pytest
from given_records import given_model
from PySide6.QtCore import QPoint, QRect, QSettings, Qt, QTimer
from PySide6.QtWidgets import QDialog, QMessageBox

from viewer.app import build, make_application
from viewer.features.help import HelpFeature
from viewer.features.setups import SetupsFeature
from viewer.ui.dialogs.model_setup import ModelSetupDialog
from viewer.ui.window.tour import Tour


@pytest.fixture
def app(qapp, tmp_path):
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    app.window.resize(1200, 760)
    app.window.show()
    yield app
    app.window.close()
    app.window.deleteLater()


def tour_of(app) -> Any:
    return app.window.findChild(Tour)


def bubble(tour: Tour) -> QRect:
    frame = tour.title.parentWidget()
    return QRect(frame.pos(), frame.size())


def test_three_steps_each_beside_its_part_and_inside_the_window(qtbot, app):
    app.commands.run("tour")
    tour = tour_of(app)
    titles = []
    for step, sight in enumerate(app.window.tour_stops(), start=1):
        assert tour.place.text() == f"{step} of 3"
        titles.append(tour.title.text())
        assert tour.rect().contains(bubble(tour))
        corner = sight.widget.mapTo(app.window, QPoint(0, 0))
        part = QRect(corner, sight.widget.size())
        apart = not part.intersects(bubble(tour))
        assert apart or part.contains(bubble(tour).center())
        assert tour.next.hasFocus()
        qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tour_of(app) is None)
    assert len(set(titles)) == 3


def test_escape_leaves_it_and_no_key_reaches_the_window(qtbot, app):
    app.commands.run("tour")
    tour = tour_of(app)
    opacity = app.session.options["opacity"]
    qtbot.keyClick(tour, "]")
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tour_of(app) is None)
    assert app.session.options["opacity"] == opacity


@pytest.mark.parametrize(("key", "times"), [(Qt.Key.Key_Escape, 1), (Qt.Key.Key_Return, 3)])
def test_afterwards_the_keys_go_where_they_went_before(qtbot, app, key, times):
    app.window.browser.list.setFocus()
    app.commands.run("tour")
    for _ in range(times):
        qtbot.keyClick(tour_of(app), key)
    qtbot.waitUntil(lambda: tour_of(app) is None)
    assert app.window.focusWidget() is app.window.browser.list


def test_it_follows_the_window(qtbot, app):
    app.commands.run("tour")
    app.window.resize(900, 640)
    qtbot.waitUntil(lambda: tour_of(app).size() == app.window.size())
    assert tour_of(app).rect().contains(bubble(tour_of(app)))


def test_it_is_offered_after_the_first_explanation_and_never_again(qtbot, app):
    app[HelpFeature].offer_tour()
    assert tour_of(app) is None
    app.session.explained.emit(None)
    assert tour_of(app) is not None
    qtbot.mouseClick(tour_of(app).skip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tour_of(app) is None)
    app[HelpFeature].offer_tour()
    app.session.explained.emit(None)
    assert tour_of(app) is None
    assert app.store.options()["tour_offered"] is True


def test_a_dialog_goes_before_the_tour_and_the_tour_comes_back(qtbot, app):
    first, second = QDialog(app.window), QMessageBox(app.window)
    first.open()
    app.commands.run("tour")
    tour = tour_of(app)
    assert not tour.isVisible()
    first.accept()
    qtbot.waitUntil(tour.isVisible)
    qtbot.mouseClick(tour.next, Qt.MouseButton.LeftButton)
    second.open()
    qtbot.waitUntil(lambda: not tour.isVisible())
    second.reject()
    qtbot.waitUntil(tour.isVisible)
    assert tour.place.text() == "2 of 3"
    assert tour.size() == app.window.size()
    qtbot.waitUntil(tour.next.hasFocus)


def test_one_dialog_after_another_keeps_the_tour_away(qtbot, app):
    dialogs = [QDialog(app.window) for _ in range(3)]
    for dialog in dialogs:
        dialog.open()
    app.commands.run("tour")
    for dialog in dialogs[::-1]:
        assert not tour_of(app).isVisible()
        dialog.reject()
    qtbot.waitUntil(tour_of(app).isVisible)


def test_a_question_waits_for_the_answer_to_the_one_before(qtbot, app):
    def asked() -> list[ModelSetupDialog]:
        return app.window.findChildren(ModelSetupDialog)

    model = given_model(class_names=tuple(f"class {number}" for number in range(11)))
    app[SetupsFeature].setups.model = model
    lost = QMessageBox(app.window)
    lost.open()
    app[SetupsFeature].setups.names_needed.emit(model)
    later: list[bool] = []  # what was queued before has its turn before
    QTimer.singleShot(0, lambda: later.append(not asked()))
    qtbot.waitUntil(lambda: later == [True])
    lost.reject()
    qtbot.waitUntil(lambda: bool(asked()) and asked()[0].isVisible())
    asked()[0].reject()
