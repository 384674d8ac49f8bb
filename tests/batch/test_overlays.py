"""Overlays beside the figures: the right pictures under names that tell what they are."""

import numpy as np
import pytest
from PIL import Image

from viewer.batch.overlays import class_words, overlay_suffix
from viewer.cli import main
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.maps.heat_style import HeatStyle
from viewer.core.maps.overlay import paint_over
from viewer.engine.engine import Engine


def test_names_tell_class_and_method():
    assert class_words(["dog", "tabby/tiger cat", "狗"]) == ["dog", "tabby-tiger-cat", "狗"]
    assert overlay_suffix("tabby-tiger-cat", "layer_cam") == "_tabby-tiger-cat_layer_cam.jpg"


def test_classes_spelled_alike_have_names_of_their_own():
    assert class_words(["a b", "a/b", "A-B", "a-b-2"]) == ["a-b", "a-b-2", "A-B-3", "a-b-2-2"]


def test_every_map_is_painted_over_the_whole_picture(shared_data, tmp_path):
    picture = shared_data / "report" / "both.png"
    arguments = ["--classes", "dog,cat", "--figure", "none", "--overlays", "--out", str(tmp_path)]
    assert main(["export", str(picture), *arguments]) == 0
    names = [f"both_{c}_{m}.jpg" for c in ("cat", "dog") for m in ("grad_cam", "layer_cam")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["both.json", *names]
    rgb = np.asarray(Image.open(picture).convert("RGB"))
    request = ExplainRequest(
        image=ImageRef.of(picture),
        model=ModelRef.default(),
        target=Target.parse("dog"),
        panes=(PaneSpec("layer_cam"),),
    )
    with Engine() as engine:
        heat = next(reply for reply in engine.explain(request) if isinstance(reply, HeatMap))
    with Image.open(tmp_path / "both_dog_layer_cam.jpg") as written:
        assert written.size == (rgb.shape[1], rgb.shape[0])
        found = np.asarray(written, np.float64)
    assert found == pytest.approx(paint_over(rgb, heat, HeatStyle()), abs=60)
    assert np.abs(found - paint_over(rgb, heat, HeatStyle())).mean() < 4  # JPEG alone


def test_an_overlay_never_takes_the_name_of_a_source(shared_data, tmp_path):
    source = tmp_path / "both_top_grad_cam.jpg"
    picture = tmp_path / "both.png"
    Image.open(shared_data / "report" / "both.png").save(picture)
    Image.open(picture).convert("RGB").save(source)
    before = source.read_bytes()
    arguments = ["--figure", "none", "--overlays", "--methods", "grad_cam", "--out", str(tmp_path)]
    assert main(["export", str(picture), str(source), *arguments]) == 0
    assert source.read_bytes() == before
