"""Mutated sessions and figures become a scene or a sentence, in bounded time and memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from given_fuzz import count_of, told_by

from viewer.core.asks.references import ModelRef
from viewer.core.asks.requests import PaneSpec
from viewer.core.asks.target import Target
from viewer.core.models.model_setup import ModelSetup
from viewer.core.scene import Scene, View
from viewer.figure.choices import FIGURE_FORMATS
from viewer.figure.making import make, make_json
from viewer.figure.style import FigureStyle
from viewer.session.session_file import write_session

FILES = count_of(400)  # 20,000 before a release


@pytest.mark.timeout(60 + FILES)
def test_no_mutated_session_or_figure_is_more_than_a_sentence(make_parts, tmp_path: Path) -> None:
    parts = make_parts("猫 <&>.png")
    for file_format in FIGURE_FORMATS:
        figure = make(parts, FigureStyle(file_format=file_format, dpi=60), base=tmp_path)
        (tmp_path / f"figure.{file_format}").write_bytes(figure)
    (tmp_path / "recipe.json").write_bytes(make_json(parts, FigureStyle(), base=tmp_path))
    scene = Scene(
        image=tmp_path / "猫.png",
        model=ModelRef(
            source="file", path=tmp_path / "net.pth", setup=ModelSetup(class_names=("a", "b"))
        ),
        target=Target.parse("3"),
        panes=(PaneSpec("grad_cam", layer="a"), PaneSpec("layer_cam")),
        view=View(centre=(3.0, 4.0), scale=2.0),
    )
    for number in range(4):  # as often as there are figures
        write_session(scene, tmp_path / f"kept{number}.camscope")
    told = told_by(Path(__file__).with_name("recipe_fuzz.py"), FILES, str(tmp_path))
    assert told["worst_s"] < 1.5
    assert told["peak_mb"] < told["before_mb"] + 400
