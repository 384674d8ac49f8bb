"""What the panes' commands do to the real window: panes come, go and come back."""

from __future__ import annotations

import pytest
from given_records import given_map
from PySide6.QtCore import QPoint, QSettings, Qt

from viewer.app import build, make_application
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.features.panes import PanesFeature
from viewer.ui.dialogs.levels import LevelsDialog
from viewer.ui.dialogs.method_page import MethodPage
from viewer.ui.panes.pane_menu import PaneMenu


@pytest.fixture
def settings(tmp_path):
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def app(qapp, settings):
    """The whole application, wired, with its engine not started."""
    app = build(make_application(), settings=settings)
    yield app
    app.window.close()
    app.window.deleteLater()


def titles(app):
    return [pane.title.partition(" · ")[0] for pane in app.window.pane_row.panes]


def test_panes_are_added_removed_and_brought_back_by_undo(app):
    run = app.commands.run
    assert titles(app) == ["Original", "Grad-CAM", "LayerCAM"]
    assert not app.window.commands.action("undo").isEnabled()
    run("all_methods")
    many = titles(app)
    assert len(many) > 8
    run("remove_pane")
    assert titles(app) == many[:-1]
    run("reset_panes")
    assert titles(app) == ["Original", "Grad-CAM", "LayerCAM"]
    assert app.window.commands.action("undo").isEnabled()


def test_undo_and_redo_go_through_the_menu(app):
    actions = app.window.commands
    app.commands.run("next_colours")
    assert app.session.options["colour_map"] == "jet"
    actions.action("undo").trigger()
    assert app.session.options["colour_map"] == "inferno"
    actions.action("redo").trigger()
    assert app.session.options["colour_map"] == "jet"


def test_ways_of_showing_maps_are_switched_and_marked(app):
    run, actions = app.commands.run, app.window.commands
    for key in ("cells", "proportional", "contour", "extent_symmetric", "scaling_method"):
        run(key)
        assert actions.action(key).isChecked(), key
    run("threshold_up")
    options = app.session.options
    assert (options["threshold"], options["contour"]) == (5, 50)
    assert (options["extent"], options["scaling"]) == ("symmetric", "method")
    assert app.window.controls.scale_box.fields["cells"].isChecked()
    run("show_original")
    assert app.window.pane_row.panes[0].isHidden()


def test_the_menu_of_a_pane_changes_that_pane(app):
    app[PanesFeature].show_menu(2, QPoint(10, 10))
    menu = app.window.findChild(PaneMenu)
    menu.spec_chosen.emit(1, PaneSpec("eigen_cam"))
    assert titles(app)[2] == "EigenCAM"
    menu.action_chosen.emit(1, "left")
    assert titles(app)[1:] == ["EigenCAM", "Grad-CAM"]
    menu.action_chosen.emit(1, "duplicate")
    menu.action_chosen.emit(0, "remove")
    assert titles(app)[1:] == ["Grad-CAM", "Grad-CAM"]
    menu.action_chosen.emit(0, "about")
    page = app.window.findChild(MethodPage)
    assert page.page.toPlainText().startswith("Grad-CAM")
    page.close()
    menu.close()


def test_the_key_opens_the_menu_of_the_pane_in_focus(app):
    app.commands.run("pane_menu")
    menu = app.window.findChild(PaneMenu)
    assert menu is not None
    menu.close()


def test_comparing_is_marked_in_the_menu(app):
    actions = app.window.commands
    for key in ("wipe", "blink", "difference"):
        app.commands.run(key)
        assert actions.action(key).isChecked(), key
        app.commands.run(key)
        assert not actions.action(key).isChecked(), key
    actions.action("move_alone").trigger()
    assert all(pane._stays_alone for pane in app.window.pane_row.panes)


def test_panes_are_remembered(app, settings, qapp):
    app.session.pane_list.set_specs([PaneSpec("eigen_cam"), PaneSpec("hires_cam", layer="x")])
    again = build(make_application(), settings=settings)
    assert titles(again) == ["Original", "EigenCAM", "HiResCAM"]
    assert again.session.pane_list.specs[1].layer == "x"
    again.window.close()
    again.window.deleteLater()


def test_the_histogram_follows_the_maps_and_sets_the_scale(app):
    row, run = app.window.pane_row, app.commands.run
    geometry = Geometry(original=(30, 20), resized=(30, 20), offset=(0, 0), input=(30, 20))
    row.set_heat(0, given_map([[0.0, 2.0]], geometry))
    run("levels")
    run("levels")  # brings the same one to the front
    (dialog,) = app.window.findChildren(LevelsDialog)
    assert dialog.region.getRegion() == (0.0, 2.0)
    dialog.region.lines[1].setValue(1.0)
    assert row.panes[1].heat.limits == (0.0, 1.0)
    assert app.window.controls.scale_box.fields["fixed_high"].value() == 1.0
    row.set_heat(1, given_map([[0.0, 4.0]], geometry))
    assert len(dialog.curves) == 2
    app.window.commands.action("undo").trigger()
    assert row.panes[1].heat.limits == (0.0, 2.0)
    dialog.reject()
    row.set_heat(0, None)  # nothing follows any more
    assert len(dialog.curves) == 2


def test_classes_times_methods_stand_as_a_matrix_in_the_window(app, qtbot):
    app.window.resize(1280, 800)
    app.window.show()
    app.window.show_panes()
    classes = [Target(kind="class", index=index) for index in (1, 2, 3)]
    methods = ("grad_cam", "layer_cam")
    app.session.pane_list.set_specs(
        [PaneSpec(method, target=target) for target in classes for method in methods]
    )
    original, *maps = app.window.pane_row.panes
    assert [pane.title for pane in maps] == ["Grad-CAM", "LayerCAM"] * 3
    assert len({pane.x() for pane in maps[::2]}) == len({pane.x() for pane in maps[1::2]}) == 1
    assert original.x() < maps[0].x() < maps[1].x()
    app.session.pane_list.remove(0)  # a hole: no grid any more
    assert len({pane.x() for pane in app.window.pane_row.panes[1::2]}) > 1


def test_a_map_that_cannot_be_seen_says_so_and_two_buttons_bring_it_back(app, qtbot):
    app.window.resize(1280, 800)
    app.window.show()
    app.window.show_panes()
    row, session = app.window.pane_row, app.session
    geometry = Geometry(original=(30, 20), resized=(30, 20), offset=(0, 0), input=(30, 20))
    session.pane_list.set_specs([PaneSpec("grad_cam", layer=layer) for layer in "ab"])
    row.set_heat(0, given_map([[0.0, 1.0]], geometry))
    row.set_heat(1, given_map([[0.0, 0.2]], geometry))
    strong, weak = (pane.offer for pane in row.panes[1:])
    session.set_option("scaling", "method")
    assert not weak.text  # faint, but seen
    session.set_option("threshold", 45)
    assert not strong.isVisible()
    assert weak.isVisible()
    assert "threshold of 45%" in weak.text
    assert "20% of the shared scale" in weak.text
    assert row.panes[2].picture_area().contains(weak.geometry())
    qtbot.mouseClick(weak.own_scale, Qt.MouseButton.LeftButton)
    assert session.options["scaling"] == "map"
    assert not weak.isVisible()
    session.set_option("scaling", "method")
    qtbot.mouseClick(weak.no_threshold, Qt.MouseButton.LeftButton)
    assert session.options["threshold"] == 0
    assert not weak.isVisible()
