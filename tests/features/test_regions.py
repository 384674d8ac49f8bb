"""Regions in the window: a mask is chosen, an outline is drawn, and both are explained."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_records import given_model
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from viewer.core.asks.target import Target
from viewer.core.pictures.drawn import DrawnShape, mask_of
from viewer.core.pictures.mask_file import read_mask
from viewer.features.drawing import DrawingFeature
from viewer.features.regions import RegionsFeature
from viewer.household import Household
from viewer.tasks.region_asking import asked_region


def test_a_mask_is_chosen_for_a_segmenter_alone(
    window: Household, photo_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, feature = window.session, window[RegionsFeature]
    mask = photo_folder / "mask.png"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(mask), ""))
    session.set_image(photo_folder / "photo1.png")
    session.accept_model(given_model())
    feature.commands["region_file"]()
    assert session.target == Target()
    assert "does not answer with regions" in window.window.notices.text
    session.accept_model(given_model(task="regions", local=True))
    session.set_target(Target(direction="lower"))
    feature.commands["region_file"]()
    assert session.target == Target(kind="name", name=f"region {mask}", direction="lower")
    feature.commands["wrong_file"]()
    assert session.target == Target(kind="name", name=f"wrong {mask}", direction="lower")


def test_an_outline_that_is_drawn_is_explained(window: Household, photo_folder: Path) -> None:
    session, feature = window.session, window[RegionsFeature]
    session.set_image(photo_folder / "photo1.png")
    session.accept_model(given_model())
    assert feature.outline.isHidden()
    session.accept_model(given_model(task="regions", local=True))
    assert not feature.outline.isHidden()
    session.set_target(Target(direction="lower"))
    drawn = Target(kind="name", name="region 1,2 30,4 5,60")
    feature.outline.target_chosen.emit(drawn)
    assert session.target == replace(drawn, direction="lower")
    assert len(feature.outline._corners) == 3


BRUSH = DrawnShape(tool="brush", points=((50.0, 60.0), (90.0, 60.0)), radius=10)
BOX = DrawnShape(tool="box", points=((10.0, 20.0), (40.4, 50.0)))
CORNERS = ((10.0, 20.0), (60.0, 20.0), (60.0, 90.0), (12.0, 90.0))
POLYGON = DrawnShape(tool="polygon", points=CORNERS)


@pytest.fixture
def segmenter(window: Household, photo_folder: Path, qtbot: QtBot) -> Household:
    session = window.session
    session.set_image(photo_folder / "photo1.png")
    session.accept_model(given_model(task="regions", local=True))
    view = window.window.pane_row.view
    qtbot.waitUntil(lambda: view.picture_size == (240, 160))
    return window


def drawn(app: Household, *shapes: DrawnShape) -> list[str]:
    names: list[str] = []
    for shape in shapes:
        app[DrawingFeature].drawn.emit("region_draw", shape)
        names.append(app.session.target.name)
    return names


def test_a_region_is_drawn_for_a_segmenter_alone(segmenter: Household) -> None:
    drawing = segmenter[DrawingFeature]
    segmenter.commands.run("region_draw")
    assert drawing.user == "region_draw"
    segmenter.session.accept_model(given_model())
    assert drawing.user == ""
    segmenter.commands.run("region_draw")
    assert drawing.user == ""
    assert "does not answer with regions" in segmenter.window.notices.text
    assert not segmenter.window.commands.action("region_draw").isChecked()


def test_boxes_and_polygons_are_asked_about_as_texts(segmenter: Household) -> None:
    outline = segmenter[RegionsFeature].outline
    box, polygon = drawn(segmenter, BOX, POLYGON)
    assert box == "region 10,20,30,30"
    assert polygon == "region 10,20 60,20 60,90 12,90"
    assert len(outline._corners) == 4


def test_a_brush_marks_its_places_in_a_mask_of_ours(
    segmenter: Household, photo_folder: Path
) -> None:
    before = sorted(photo_folder.iterdir())
    feature = segmenter[RegionsFeature]
    segmenter.commands.run("region_draw")
    (name,) = drawn(segmenter, BRUSH)
    asked = asked_region(name)
    assert asked is not None
    assert asked.file is not None
    assert np.array_equal(read_mask(asked.file) > 0, mask_of((BRUSH,), (240, 160)))
    assert len(feature.outline._lines) == 1
    assert drawn(segmenter, BRUSH) == [name]  # the same mask is kept once
    assert feature._tools is not None
    feature._tools.adds.setChecked(True)
    (both,) = drawn(segmenter, BOX)
    asked = asked_region(both)
    assert asked is not None
    assert asked.file is not None
    assert np.array_equal(read_mask(asked.file) > 0, mask_of((BRUSH, BOX), (240, 160)))
    assert len(feature.outline._lines) == 2
    assert sorted(photo_folder.iterdir()) == before
    segmenter.session.set_image(photo_folder / "photo2.png")
    assert feature._parts == ()
