"""A scene comes back in the right order, and what the user does meanwhile outdates it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from given_records import given_model

from viewer.core.asks.messages import OpenFailed, OpenModel
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.kept_trust import KeptCard, KeptReading
from viewer.core.scene import Scene, View
from viewer.features.pictures import PicturesFeature
from viewer.features.scenes import ScenesFeature
from viewer.features.trust import TrustFeature

ALEXNET = ModelRef(source="zoo", name="alexnet")


@pytest.fixture
def scene(photo):
    """A class, a pane and a view of a picture, with a model that is not open yet."""
    return Scene(
        image=photo,
        model=ALEXNET,
        target=Target.parse("1"),
        panes=(PaneSpec("eigen_cam"),),
        view=View(centre=(100.0, 60.0), scale=3.0),
    )


def reopen(window, scene, qtbot):
    """Open a scene and wait until its model is wished for."""
    window[ScenesFeature].reopener.open_scene(scene, scene.image.parent)
    qtbot.waitUntil(lambda: bool(window.engine.asked(OpenModel)))


def test_the_choices_of_a_scene_wait_for_its_model(window, scene, qtbot):
    reopen(window, scene, qtbot)
    assert window.engine.asked(OpenModel) == [OpenModel(ref=ALEXNET)]
    assert window.session.target == Target()
    window.engine.deliver(given_model(ref=ALEXNET))
    assert window.session.target == Target.parse("1")
    assert window.session.pane_list.specs == scene.panes
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    view = window.window.pane_row.view
    assert ((*view.centre,), view.scale) == ((100.0, 60.0), 3.0)


def test_another_model_than_the_scene_s_takes_none_of_its_choices(window, scene, qtbot):
    reopen(window, scene, qtbot)
    window.engine.deliver(given_model())
    assert window.session.target == Target()
    assert window.session.image is None


def test_a_scene_whose_model_does_not_open_is_forgotten(window, scene, qtbot):
    window.engine.deliver(given_model())
    reopen(window, scene, qtbot)
    window.engine.deliver(OpenFailed(ref=ALEXNET, headline="It does not open."))
    window.engine.deliver(given_model(ref=ALEXNET))
    assert window.session.target == Target()


def test_what_is_opened_meanwhile_outdates_a_scene(window, scene, photo_folder, qtbot):
    reopen(window, scene, qtbot)
    with qtbot.waitSignal(window.session.listing_changed):
        window.window.paths_dropped.emit([photo_folder])
    window.engine.deliver(given_model(ref=ALEXNET))
    assert window.session.target == Target()
    assert window.session.image.path.parent == photo_folder


def test_other_weights_than_the_figure_s_are_told(window, scene, qtbot):
    told = Scene(image=scene.image, model=ALEXNET, weights_sha256="0" * 64)
    reopen(window, told, qtbot)
    window.engine.deliver(given_model(ref=ALEXNET, weights_sha256="1" * 64))
    assert "differ from those the figure was made with" in window.window.notices.text
    assert window.session.model.ref == ALEXNET


def test_the_model_that_is_open_is_not_opened_again(window, scene, qtbot):
    window.engine.deliver(given_model(ref=ALEXNET))
    window[ScenesFeature].reopener.open_scene(scene, scene.image.parent)
    qtbot.waitUntil(lambda: window.session.target == Target.parse("1"))
    assert not window.engine.asked(OpenModel)


@pytest.mark.parametrize(("weights", "known"), [("0" * 64, [0.25]), ("1" * 64, [])])
def test_what_was_measured_comes_back_unless_the_weights_are_others(
    window, scene, qtbot, weights, known
):
    stamp = ImageRef.of(scene.image)
    asked = ExplainRequest(image=stamp, model=ALEXNET, panes=scene.panes, target=scene.target)
    card = KeptCard(request=asked, readings=(KeptReading(key="deletion", value=0.25),))
    reopen(window, replace(scene, trust=(card,), weights_sha256="0" * 64), qtbot)
    window.engine.deliver(given_model(ref=ALEXNET, weights_sha256=weights))
    qtbot.waitUntil(lambda: window[PicturesFeature].picture is not None)
    found = window[TrustFeature].watch._cards.of(asked).readings.values()
    assert [one.value for one in found] == known
    if known:
        assert window[ScenesFeature].scene().trust == (card,)
