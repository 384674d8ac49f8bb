"""Records come back from JSON as they were, and nothing else comes in."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import Target
from viewer.core.errors import UserError
from viewer.core.plain import from_plain, parse_json, to_plain
from viewer.core.scene import Scene, View

REQUEST = ExplainRequest(
    image=ImageRef(path=Path("/a/猫.png"), mtime_ns=5, size_bytes=6),
    model=ModelRef(source="timm", name="vit"),
    target=Target(kind="difference", index=3, against=5),
    panes=(PaneSpec("grad_cam"), PaneSpec("layer_cam", layer="blocks.4")),
    input_mode="whole",
    serial=7,
)


@pytest.mark.parametrize(
    "record", [REQUEST, Scene(), Scene(folder=Path("x"), view=View(centre=(1.5, 2), scale=0.25))]
)
def test_a_record_comes_back_as_it_was(record):
    assert from_plain(type(record), json.loads(json.dumps(to_plain(record)))) == record


def test_what_is_missing_gets_its_default_and_what_is_unknown_is_ignored():
    assert from_plain(Scene, {"image_sha256": "ab", "of_the_future": [1]}) == Scene(
        image_sha256="ab"
    )


@pytest.mark.parametrize(
    "change",
    [
        {"input_mode": "upside down"},
        {"serial": "7"},
        {"serial": True},
        {"panes": "grad_cam"},
        {"panes": [["grad_cam"]]},
        {"panes": [{}]},
        {"image": None},
        {"image": {"path": "a\0b"}},
        {"model": {"source": "default", "path": 5}},
        {"target": {"kind": "top", "name": "x" * 200_000}},
    ],
)
def test_what_is_of_the_wrong_kind_is_refused(change):
    with pytest.raises(UserError, match="does not understand"):
        from_plain(ExplainRequest, {**to_plain(REQUEST), **change})
    with pytest.raises(UserError):
        from_plain(ExplainRequest, [])


def test_all_that_a_file_says_is_counted():
    pane = {"method": "grad_cam", "target": {"kind": "top"}}
    request = {**to_plain(REQUEST), "panes": [pane] * 900}
    kind = tuple[ExplainRequest, ...]
    assert len(from_plain(kind, [request])[0].panes) == 900
    with pytest.raises(UserError, match="does not understand"):
        from_plain(kind, [request] * 100)
    with pytest.raises(UserError, match="a list of 1,001 entries"):
        from_plain(kind, [{**to_plain(REQUEST), "panes": [pane] * 1_001}])


@pytest.mark.skipif(sys.platform == "win32", reason="names are no bytes there")
def test_a_path_whose_bytes_are_no_text_comes_back():
    scene = Scene(image=Path(os.fsdecode(b"/a/\xff.png")))
    assert from_plain(Scene, json.loads(json.dumps(to_plain(scene)))) == scene


def test_a_record_reads_what_its_own_check_lets_pass():
    @dataclass(frozen=True)
    class Even:
        number: int = 0

        def checked(self):
            if self.number % 2:
                raise ValueError(self.number)
            return self

    assert from_plain(Even, {"number": 2}) == Even(2)
    with pytest.raises(UserError, match="does not understand"):
        from_plain(Even, {"number": 3})


def test_json_too_deep_or_too_long_is_a_value_error():
    for text in ("[" * 100_000, " " * 17_000_000, "9" * 5_000, "{"):
        with pytest.raises(ValueError):
            parse_json(text)


def test_numbers_that_json_lacks_become_null():
    assert to_plain(View(centre=(float("nan"), 1.0), scale=2.0))["centre"] == [None, 1.0]


def test_only_plain_things_have_a_plain_form():
    @dataclass
    class Odd:
        value: set

    with pytest.raises(TypeError):
        to_plain(Odd({1}))
    with pytest.raises(TypeError):
        from_plain(dict, {})
