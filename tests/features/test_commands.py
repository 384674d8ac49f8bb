"""Every command of the table can be reached, and does something."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMenu

from viewer.app import build, make_application
from viewer.core.asks.target import Target
from viewer.ui.window.window import OF_MODELS


@pytest.fixture
def app(qapp, tmp_path):
    """The whole application, wired, with its engine not started."""
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    app = build(make_application(), settings=settings)
    yield app
    app.window.close()
    app.window.deleteLater()


def test_every_command_has_its_function_and_no_function_is_left_over(app):
    assert app.commands.keys == {row.key for row in app.window.commands.rows}


def test_every_command_stands_in_the_menu_bar_once_and_those_of_models_in_model_too(app):
    def below(menu):
        for action in menu.actions():
            inner = action.menu()
            yield from below(inner) if isinstance(inner, QMenu) else [action.objectName()]

    shown = Counter(name for name in below(app.window.menuBar()) if name)
    assert shown == Counter([*(row.key for row in app.window.commands.rows), *OF_MODELS])


def test_the_menu_of_models_begins_with_opening_one_and_draws_its_icons(app):
    menus = [action.menu() for action in app.window.menuBar().actions()]
    model = next(menu for menu in menus if menu.title() == "&Model")
    assert tuple(action.objectName() for action in model.actions()[:3]) == OF_MODELS
    assert model.actions()[3].isSeparator()
    model.aboutToShow.emit()
    assert not any(action.icon().isNull() for action in model.actions()[:3])


def test_the_arrangement_of_the_menu_moves_the_panes(app):
    row = app.window.pane_row
    row.resize(1200, 700)
    app.commands.run("arrange_column")
    assert len({pane.x() for pane in row.panes}) == 1
    assert len({pane.y() for pane in row.panes}) == len(row.panes)
    app.commands.run("arrange_row")
    assert len({pane.y() for pane in row.panes}) == 1
    assert app.window.commands.action("arrange_row").isChecked()


def test_the_class_menu_turns_the_question_and_keeps_it_for_the_next_class(app):
    session, commands = app.session, app.commands
    session.set_target(Target.parse("3"))
    commands.run("target_lower")
    commands.run("target_probability")
    assert session.target == Target.parse("lower:probability:3")
    assert app.window.commands.action("target_lower").isChecked()
    assert app.window.commands.action("target_probability").isChecked()
    app.window.predictions.target_chosen.emit(Target.parse("5"))
    assert session.target == Target.parse("lower:probability:5")
    commands.run("target_raise")
    commands.run("target_logit")
    assert session.target == Target.parse("5")
    assert app.window.commands.action("target_raise").isChecked()
