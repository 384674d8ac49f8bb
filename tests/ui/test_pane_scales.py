"""Scales are shared by exactly the maps that a style names, and follow the folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from given_records import given_map

from viewer.core.asks.references import ImageRef
from viewer.core.maps.geometry import Geometry
from viewer.core.maps.heat_style import HeatStyle
from viewer.ui.panes.pane_scales import PaneScales


def heat_of(high, method="grad_cam", name="a.png"):
    return given_map(
        np.array([[0.0, high]], np.float32),
        Geometry(original=(90, 60), resized=(90, 60), offset=(0, 0), input=(90, 60)),
        image=ImageRef(path=Path(name)),
        method=method,
    )


def test_panes_of_one_method_share_their_scale_and_others_do_not():
    scales, shared = PaneScales(), HeatStyle(scaling="method")
    scales.put(0, heat_of(2))
    scales.put(1, heat_of(5))
    scales.put(2, heat_of(9, "layer_cam"))
    assert [scales.limits(pane, shared) for pane in range(3)] == [(0, 5), (0, 5), (0, 9)]
    assert scales.limits(0, HeatStyle()) == (0, 2)
    scales.put(1, None)
    assert scales.limits(0, shared) == (0, 2)
    assert scales.limits(1, shared) is None


def test_the_folders_scale_grows_with_every_picture_until_it_is_forgotten():
    scales, shared = PaneScales(), HeatStyle(scaling="folder")
    for name, high in (("a.png", 3), ("b.png", 8), ("c.png", 4)):
        scales.put(0, heat_of(high, name=name))
    assert scales.limits(0, shared) == (0, 8)
    scales.put(0, heat_of(2, name="b.png"))
    assert scales.limits(0, shared) == (0, 4)
    assert scales.limits(0, HeatStyle(scaling="folder", extent="symmetric")) == (-4, 4)
    scales.forget()
    assert scales.limits(0, shared) == (0, 2)
