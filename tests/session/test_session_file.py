"""A session file brings back what the window showed; a full disk loses nothing."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from given_records import given_model
from given_routes import tell

from viewer.core.asks.model_info import LayerInfo
from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.maps.heat_style import HeatStyle, style_of
from viewer.core.scene import Scene, View
from viewer.core.tables.options import OPTIONS
from viewer.session.scene_keeping import apply_choices, heat_options, scene_of
from viewer.session.session import Session
from viewer.session.session_file import read_session, write_session

SCENE = Scene(
    folder=Path("/照片"),
    image=Path("/照片/猫.png"),
    model=ModelRef(source="zoo", name="resnet18"),
    target=Target.parse("dog"),
    panes=(PaneSpec("hires_cam"), PaneSpec("eigen_cam")),
    input_mode="stretch",
    heat=HeatStyle(opacity=0.25, colour_map="jet", threshold=0.3, fixed=(-1.5, 2.5), cells=True),
    view=View(centre=(10.0, 20.5), scale=3.0),
)

MODEL = given_model(ref=SCENE.model, default_layer="layer4")


@pytest.fixture
def session(qapp):
    return Session({option.key: option.default for option in OPTIONS})


def test_a_session_file_comes_back_as_it_was(tmp_path):
    path = tmp_path / "a.camscope"
    write_session(SCENE, path)
    assert read_session(path) == SCENE


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"kind": "other"}', "[" * 100_000, '{"kind": "camscope-session"}']
)
def test_other_files_are_refused_in_words(tmp_path, content):
    path = tmp_path / "a.camscope"
    path.write_text(content)
    with pytest.raises(UserError):
        read_session(path)
    with pytest.raises(UserError, match="cannot be read"):
        read_session(tmp_path / "gone.camscope")


def test_a_newer_format_is_told(tmp_path):
    path = tmp_path / "a.camscope"
    write_session(SCENE, path)
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
    with pytest.raises(UserError, match="newer"):
        read_session(path)


def test_a_vanished_folder_leaves_nothing_and_says_so(tmp_path):
    with pytest.raises(UserError, match="The folder does not exist"):
        write_session(SCENE, tmp_path / "gone" / "a.camscope")


def test_choices_come_back(session):
    apply_choices(session, SCENE)
    found = scene_of(session, SCENE.view)
    assert (found.target, found.input_mode, found.heat) == (
        SCENE.target,
        SCENE.input_mode,
        SCENE.heat,
    )
    assert found.panes == SCENE.panes
    assert found.view == SCENE.view


def test_merged_layers_come_back_and_unknown_ones_do_not(session):
    grids = {"layer3": (14, 14), "layer4": (7, 7)}
    layers = tuple(
        LayerInfo(name=name, type="Conv2d", shape=(8, *grid), grid=grid, channels=8)
        for name, grid in grids.items()
    )
    tell(session, replace(MODEL, layers=layers))
    panes = (PaneSpec("grad_cam", layer="layer4|layer3"), PaneSpec("layer_cam", layer="layer5"))
    scene = replace(SCENE, target=Target(), layer="layer3+layer4", panes=panes)
    apply_choices(session, scene)
    assert session.layer == "layer3+layer4"
    assert session.pane_list.specs == (panes[0], PaneSpec("layer_cam"))
    apply_choices(session, replace(scene, layer="layer3+layer5"))
    assert session.layer is None


def test_heat_options_are_the_reverse_of_style_of():
    assert style_of(heat_options(SCENE.heat)) == SCENE.heat
