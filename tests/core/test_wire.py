"""Records survive the pipe whole, in any pieces, and nothing else travels."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from viewer.core.asks.messages import OpenModel
from viewer.core.asks.records import HeatMap
from viewer.core.asks.references import ImageRef, ModelRef
from viewer.core.asks.requests import ExplainRequest, PaneSpec
from viewer.core.asks.target import ResolvedTarget, Target
from viewer.core.asks.wire import Unpacker, pack
from viewer.core.maps.geometry import Geometry
from viewer.methods.registry import built_in


def heat_map() -> HeatMap:
    return HeatMap(
        serial=7,
        pane=1,
        image=ImageRef(path=Path("/pictures/猫 “1”.jpg"), mtime_ns=5, size_bytes=6),
        row=built_in().find("layer_cam").row,
        layer="features.12",
        target=Target.parse("dog"),
        resolved=ResolvedTarget(title="dog", members=(151, 152)),
        score=3.25,
        probability=0.5,
        raw=np.arange(6, dtype=np.float32).reshape(2, 3),
        signed=-np.arange(6, dtype=np.float32).reshape(2, 3),
        geometry=Geometry(
            original=(300, 200), resized=(336, 224), offset=(56, 0), input=(224, 224)
        ),
    )


def test_a_heat_map_comes_back_whole_with_its_arrays():
    (back,) = Unpacker().feed(pack(heat_map()))
    assert back == heat_map()
    assert back.signed is not None
    np.testing.assert_array_equal(back.raw, heat_map().raw)
    np.testing.assert_array_equal(back.signed, heat_map().signed)
    assert back.raw.dtype == np.float32


def test_frames_may_arrive_in_any_pieces():
    request = ExplainRequest(
        image=ImageRef(path=Path("/a")),
        model=ModelRef.parse("zoo:alexnet"),
        panes=(PaneSpec("grad_cam"), PaneSpec("layer_cam", layer="features.12")),
        serial=3,
    )
    stream = pack(request) + pack(OpenModel(ref=ModelRef.default())) + pack(heat_map())
    unpacker = Unpacker()
    records = [record for byte in stream for record in unpacker.feed(bytes([byte]))]
    assert records == [request, OpenModel(ref=ModelRef.default()), heat_map()]
    assert records[0].serial == 3  # not compared, but carried


def test_a_name_that_is_not_utf8_travels():
    image = ImageRef(path=Path(os.fsdecode(b"/pictures/\xff\xfe.jpg")))
    (back,) = Unpacker().feed(pack(image))
    assert os.fsencode(back.path) == b"/pictures/\xff\xfe.jpg"


def test_what_is_no_record_does_not_travel():
    with pytest.raises(TypeError, match="does not travel"):
        pack(object())
