"""Pictures where the model looked as here: of results that are open, or of the open folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from given_engine import FakeEngine
from given_records import given_map, given_model, given_prediction
from given_results import drawn_results, raw_map
from given_window import LIMIT_MS
from PIL import Image

from viewer.core.asks.messages import ExplainAside
from viewer.core.asks.records import Failure, Finished
from viewer.core.asks.requests import ExplainRequest
from viewer.core.asks.target import Target
from viewer.core.maps.geometry import Geometry
from viewer.features.folder_whole import FolderWholeFeature
from viewer.features.folders import FoldersFeature
from viewer.features.results import ResultsFeature

pytest.importorskip("pyarrow")
WIDE = Geometry(original=(90, 60), resized=(90, 60), offset=(15, 0), input=(60, 60))
LIT = {"a.png": (0, 0), "b.png": (1, 1), "c.png": (0, 0), "d.png": (0, 1)}  # of 2 x 2 cells


def raw(lit: tuple[int, int]):
    values = np.zeros((2, 2), np.float32)
    values[lit] = 1.0
    return values


def answer(engine: FakeEngine, request: ExplainRequest, values) -> None:
    """Answer with a map of these values in the first pane, and one of ones in the others."""
    told = {"serial": request.serial, "image": request.image}
    engine.deliver(given_prediction(WIDE, **told))
    for pane, spec in enumerate(request.panes):
        mine = values if pane == 0 else np.ones((2, 2), np.float32)
        layer = {"layer": "layer4", "method": spec.method}
        engine.deliver(given_map(mine, WIDE, pane=pane, **told, **layer))
    engine.deliver(Finished(serial=request.serial))


def asked(window) -> list[ExplainRequest]:
    return [wish.request for wish in window.engine.asked(ExplainAside) if wish.request is not None]


@pytest.fixture
def shown(window, tmp_path, qtbot):
    """A window in which the first picture of a folder is explained."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for name in LIT:
        Image.fromarray(np.full((60, 90, 3), 99, np.uint8)).save(folder / name)
    window.window.show()
    window.engine.deliver(given_model())
    window[FoldersFeature].opener.open([folder])
    qtbot.waitUntil(lambda: bool(window.engine.asked(ExplainRequest)), timeout=LIMIT_MS)
    answer(window.engine, window.engine.asked(ExplainRequest)[-1], raw(LIT["a.png"]))
    assert window.session.explanation is not None
    return window


def listed(window) -> list[str]:
    return [path.name for path in window.session.listing.pictures]


def test_the_pictures_of_the_folder_are_explained_and_the_nearest_shown(shown, qtbot):
    shown.window.commands.action("looked_as_here").trigger()
    for name in ("b.png", "c.png", "d.png"):
        qtbot.waitUntil(lambda name=name: asked(shown)[-1].image.path.name == name)
        answer(shown.engine, asked(shown)[-1], raw(LIT[name]))
    qtbot.waitUntil(lambda: listed(shown) == ["a.png", "c.png"], timeout=LIMIT_MS)
    assert "In 2 of 4 pictures the model looked as here." in shown.window.toast.text


def test_a_picture_that_cannot_be_explained_is_passed_over(shown, qtbot):
    shown.window.commands.action("looked_as_here").trigger()
    first = asked(shown)[-1]
    shown.engine.deliver(
        Failure(serial=first.serial, headline="The picture is damaged or cut short.")
    )
    qtbot.waitUntil(lambda: asked(shown)[-1].image.path.name == "c.png")
    answer(shown.engine, asked(shown)[-1], raw(LIT["c.png"]))
    qtbot.waitUntil(lambda: asked(shown)[-1].image.path.name == "d.png")
    shown.commands.run("stop")  # and what was found so far is shown
    qtbot.waitUntil(lambda: listed(shown) == ["a.png", "c.png"], timeout=LIMIT_MS)
    assert "In 2 of 2 pictures" in shown.window.toast.text


def test_where_no_other_map_is_like_this_one_a_sentence_says_so(shown, qtbot):
    shown.window.commands.action("looked_as_here").trigger()
    answer(shown.engine, asked(shown)[-1], raw(LIT["b.png"]))
    shown.commands.run("stop")
    assert "In no other of 2 pictures" in shown.window.toast.text
    assert listed(shown) == [*LIT]


@pytest.mark.parametrize("other", ["model", "class"])
def test_other_maps_end_the_look(shown, qtbot, other):
    shown.window.commands.action("looked_as_here").trigger()
    first = asked(shown)[-1]
    if other == "model":
        shown.engine.deliver(given_model(title="Another"))
    else:
        before = len(shown.engine.asked(ExplainRequest))
        shown.session.set_target(Target(kind="class", index=1))
        qtbot.waitUntil(lambda: len(shown.engine.asked(ExplainRequest)) > before)
    answer(shown.engine, first, raw(LIT["b.png"]))  # late
    shown.commands.run("stop")
    assert asked(shown) == [first]
    assert listed(shown) == [*LIT]


def test_another_picture_in_the_window_does_not_end_it(shown, qtbot):
    shown.window.commands.action("looked_as_here").trigger()
    before = len(shown.engine.asked(ExplainRequest))
    shown.session.set_image(shown.session.listing.pictures[3])
    qtbot.waitUntil(lambda: len(shown.engine.asked(ExplainRequest)) > before)
    answer(shown.engine, asked(shown)[0], raw(LIT["b.png"]))
    qtbot.waitUntil(lambda: asked(shown)[-1].image.path.name == "c.png")


def test_in_results_that_are_open_no_model_is_asked(shown, tmp_path, qtbot):
    """The map that is shown is that of the third picture, made by the method of the first pane."""
    out, data = tmp_path / "out", tmp_path / "data"
    for folder in (out, data):
        folder.mkdir()
    for place in range(7):
        Image.fromarray(np.full((60, 90, 3), 99, np.uint8)).save(data / f"p{place}.png")
    drawn_results(out, data)
    method = shown.session.explanation.maps[0].method
    assert method == "grad_cam"
    answer(shown.engine, shown.engine.asked(ExplainRequest)[-1], raw_map(2, 0))
    shown[ResultsFeature].open(out)
    qtbot.waitUntil(lambda: shown[ResultsFeature].table is not None, timeout=LIMIT_MS)
    shown.window.commands.action("folder_whole").trigger()
    shown[FolderWholeFeature].panel.alike.click()
    qtbot.waitUntil(lambda: shown.session.listing.path == data, timeout=LIMIT_MS)
    assert listed(shown)[0] == "p2.png"
    assert not asked(shown)
    assert Path(shown.session.image.path).name == "p2.png"
