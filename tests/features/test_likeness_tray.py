"""The other picture of a likeness has panes of its own, and the folder is sorted by likeness."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from given_answers import answer, newest
from given_records import given_model
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Target
from viewer.core.judging.picture_scores import PictureScores, ScorePictures
from viewer.core.judging.tally import Choice
from viewer.core.models.model_setup import LIKENESS, Answer, ModelSetup
from viewer.features.folders import FoldersFeature
from viewer.features.likeness_order import LikenessOrderFeature
from viewer.features.likeness_tray import KEY, LikenessTrayFeature
from viewer.features.triage import TriageFeature
from viewer.tasks.likeness_asking import EMBEDDING, likeness_name


def like(path: Path, against: Path | None = None) -> Target:
    return Target(kind="name", name=likeness_name(path, against))


@pytest.fixture
def comparing(window, photo_folder, qtbot):
    """A window whose model reads embeddings, with a folder open and nothing compared yet."""
    window.window.resize(1100, 800)
    with qtbot.waitExposed(window.window):
        window.window.show()
    model = given_model(setup=ModelSetup(task=LIKENESS), task=LIKENESS)
    window.engine.deliver(replace(model, ref=replace(model.ref, setup=model.setup)))
    window[FoldersFeature].opener.open([photo_folder])
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)))
    return window


def asked_aside(app) -> list[ExplainRequest]:
    return [wish.request for wish in app.engine.asked(ExplainAside) if wish.request is not None]


def compare(app, other: Path, qtbot) -> None:
    app[LikenessTrayFeature].add([other])
    qtbot.waitUntil(lambda: newest(app.engine).target == like(other))
    answer(app.engine, newest(app.engine))


def test_the_other_picture_is_explained_against_the_present_one(comparing, photo_folder, qtbot):
    one, other = (photo_folder / name for name in ("photo1.png", "photo3.png"))
    assert not comparing.window.docks.is_shown(KEY)
    compare(comparing, other, qtbot)
    assert comparing.window.docks.is_shown(KEY)
    panel = comparing[LikenessTrayFeature].panel
    (request,) = asked_aside(comparing)
    assert (request.image.path, request.target) == (other, like(one))
    assert request.panes == newest(comparing.engine).panes
    answer(comparing.engine, request)
    qtbot.waitUntil(lambda: panel.row is not None)
    assert [pane.heat is not None for pane in panel.row.panes] == [False, True, True]
    assert panel.row.view.picture_size == (240, 160)
    assert "photo3.png" in panel.heading.text()
    assert "1.000" in panel.heading.text()
    comparing.session.set_image(photo_folder / "photo2.png")
    assert panel.row is None  # no map stands beside a picture that it was not made with
    qtbot.waitUntil(lambda: newest(comparing.engine).image.path.name == "photo2.png")
    answer(comparing.engine, newest(comparing.engine))
    assert asked_aside(comparing)[-1].target == like(photo_folder / "photo2.png")


def test_the_first_of_several_dropped_is_compared_and_another_held_against_it(
    comparing, photo_folder, qtbot
):
    two, three = photo_folder / "photo2.png", photo_folder / "photo3.png"
    comparing.commands.run(KEY)
    panel, data = comparing[LikenessTrayFeature].panel, QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (two, three)])
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    panel.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, no_key))
    assert comparing.session.target == like(two)
    names = [panel.tray.item(row).text() for row in range(panel.tray.count())]
    assert names == ["photo2.png", "photo3.png"]
    panel.against.setCurrentIndex(1)
    panel.against.activated.emit(1)
    assert comparing.session.target == like(two, three)
    panel.tray.setCurrentRow(1)
    assert comparing.session.target == like(three)
    panel.remove.click()
    assert comparing.session.target == Target()
    assert panel.tray.count() == 1


def test_the_folder_is_sorted_by_likeness_and_can_be_stopped(comparing, photo_folder, qtbot):
    names = ["photo1.png", "photo2.png", "photo3.png", "photo10.png"]
    compare(comparing, photo_folder / "photo3.png", qtbot)
    panel, engine = comparing[LikenessTrayFeature].panel, comparing.engine
    panel.order.click()
    (wish,) = engine.asked(ScorePictures)
    assert [image.path.name for image in wish.images] == names
    assert wish.target == like(photo_folder / "photo3.png")
    assert panel.progress.isVisible()
    cosines = np.array([0.2, np.nan, 1.0, 0.5], np.float32)
    engine.deliver(PictureScores(serial=wish.serial, scores=cosines))
    rows = comparing.window.browser.list.model()
    shown = lambda: [rows.index(row, 0).data() for row in range(rows.rowCount())]  # noqa: E731
    sorted_names = ["photo3.png", "photo10.png", "photo1.png", "photo2.png"]
    qtbot.waitUntil(lambda: shown() == sorted_names)
    assert not panel.progress.isVisible()
    assert comparing[TriageFeature].triage.choice == Choice("alike")
    comparing.commands.run("sort_alike")
    assert comparing[LikenessOrderFeature].order.running
    comparing.commands.run("sort_alike")
    assert not comparing[LikenessOrderFeature].order.running
    late = engine.asked(ScorePictures)[-1]
    engine.deliver(PictureScores(serial=late.serial, scores=cosines[::-1].copy()))
    assert not comparing[TriageFeature].triage.tally.compared


def test_without_anything_to_compare_with_the_present_picture_is_taken(
    comparing, photo_folder, qtbot
):
    comparing.commands.run("sort_alike")
    qtbot.waitUntil(lambda: bool(comparing.engine.asked(ScorePictures)))
    (wish,) = comparing.engine.asked(ScorePictures)
    assert wish.target == like(photo_folder / "photo1.png")


def test_texts_are_compared_with_where_the_model_reads_them(window, photo_folder, qtbot):
    usual = given_model(task=LIKENESS)
    window.engine.deliver(usual)
    assert not window.window.docks.is_shown(KEY)
    window.engine.deliver(replace(usual, answer=Answer(part=EMBEDDING)))
    assert window.window.docks.is_shown(KEY)
    panel = window[LikenessTrayFeature].panel
    assert not panel.prompt.isHidden()
    panel.prompt.setText(" a red bus ")
    panel.prompt.returnPressed.emit()
    assert window.session.target == Target(kind="name", name="prompt a red bus")
    assert panel.order.isEnabled()
    window.session.set_target(Target(kind="name", name="a dog"))  # typed in place of a class
    assert panel.prompt.text() == "a dog"
    panel.prompt.clear()
    panel.prompt.returnPressed.emit()
    assert window.session.target == Target()
    window.engine.deliver(given_model())
    assert panel.prompt.isHidden()
